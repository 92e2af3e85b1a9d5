import {readFileSync} from 'node:fs';
import {open, readFile, rm} from 'node:fs/promises';
import {hostname} from 'node:os';
import path from 'node:path';
import {cannotWrite, makePrivateFolder} from './private-file.js';

export interface Lock {
	release(): Promise<void>;
}

/** True while the process runs; one that has ended and only awaits its parent doesn't count. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
	try {
		const state = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1) ?? '';
		return !state.startsWith('Z');
	} catch {
		// No /proc here: the signal has answered.
		return true;
	}
}

/** A login node may share its home with others: a process there can't be asked. */
async function isHeld(file: string): Promise<boolean> {
	const [pid = '', host = ''] = (await readFile(file, 'utf8').catch(() => '')).trim().split(' ');
	return host === hostname() ? isAlive(Number(pid)) : host !== '';
}

/**
 * Takes `FILE.lock` for this process, over the head of one that died with it.
 *
 * @returns null where a live process has it.
 */
export async function takeLock(target: string): Promise<Lock | null> {
	const file = `${target}.lock`;
	await makePrivateFolder(path.dirname(file));
	for (let attempt = 0; attempt < 2; attempt++) {
		try {
			const handle = await open(file, 'wx', 0o600);
			await handle.writeFile(`${process.pid} ${hostname()}\n`);
			await handle.close();
			return {release: async () => rm(file, {force: true})};
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw cannotWrite(file, error);
			if (await isHeld(file)) return null;
			await rm(file, {force: true});
		}
	}
	return null;
}
