import {takeLock} from '../config/lock.js';
import type {Context} from './context.js';

/** What the journal calls the sandbox that every run of `--sandbox` takes up again. */
export const sandboxSite = 'sandbox';

export interface EmbeddedSandbox {
	/** In the form that `parseKey` reads. */
	key: string;
	/** `sandboxSite`; null where this one is not kept, so that nothing will be undone on another. */
	site: string | null;
	close(): Promise<void>;
}

/**
 * Starts a sandbox inside this process, as the last one left it. Two at once would overwrite
 * each other's changes, so only the first is kept.
 */
export async function openEmbeddedSandbox({paths, out, debug}: Context): Promise<EmbeddedSandbox> {
	const lock = await takeLock(paths.sandbox);
	if (!lock) {
		out.progress(
			`Another flydeck has the sandbox open (${paths.sandbox}.lock): this one starts fresh and is not kept afterwards.`,
		);
	}
	try {
		const {startSandbox} = await import('../sandbox/index.js');
		const {worlds} = await import('../sandbox/worlds/index.js');
		const sandbox = await startSandbox({
			world: worlds.lab,
			worldName: 'lab',
			log: debug,
			...(lock && {stateFile: paths.sandbox}),
		});
		return {
			key: sandbox.key,
			site: lock ? sandboxSite : null,
			async close() {
				await sandbox.close();
				await lock?.release();
			},
		};
	} catch (error) {
		await lock?.release();
		throw error;
	}
}
