import {mkdtemp, rm} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {repoRoot} from './source-tree.js';

/** The program as `npm run build` leaves it. */
export const cliFile = path.join(repoRoot, 'dist/cli.js');

export interface TestHome {
	dir: string;
	/** Removes it with everything in it. */
	remove(): Promise<void>;
}

/** An empty home: no login, no settings, no journal. Two runs that share one see each other's. */
export async function createHome(): Promise<TestHome> {
	const dir = await mkdtemp(path.join(os.tmpdir(), 'flydeck-test-'));
	return {dir, remove: async () => rm(dir, {recursive: true, force: true})};
}

const personal =
	/^(CI|CONTINUOUS_INTEGRATION|NO_COLOR|FORCE_COLOR|FW_KEY|TMUX|FLYDECK_.*|XDG_.*|VITEST.*|NODE_OPTIONS)$/;

/**
 * What a child sees: nothing of the person who runs the tests (login, colours, settings), and
 * no CI, under which Ink draws nothing. Extra variables win; undefined takes one away.
 */
export function childEnv(home: string, extra: Record<string, string | undefined> = {}): Record<string, string> {
	const own = Object.entries(process.env).filter(([name]) => !personal.test(name));
	const all = {...Object.fromEntries(own), HOME: home, FLYDECK_HOME: path.join(home, 'flydeck'), ...extra};
	return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
