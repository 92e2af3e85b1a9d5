import {createHash} from 'node:crypto';
import {closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync} from 'node:fs';
import {dirname} from 'node:path';
import {z} from 'zod';
import {FlydeckError} from '../model/errors.js';
import type {Doc, Kind, Kinds} from './documents.js';
import type {Store} from './store.js';
import type {WorldFile} from './world-file.js';

const document = z.looseObject({_id: z.string()});
const shape = z.object({
	format: z.literal(1),
	world: z.string(),
	seed: z.string(),
	epoch: z.string().refine(text => !Number.isNaN(Date.parse(text))),
	/** Changed documents by kind. */
	changed: z.record(z.string(), z.array(document)),
	/** Ids that the seed has and the sandbox no longer. */
	removed: z.record(z.string(), z.array(z.string())),
});

export type SavedState = z.infer<typeof shape>;

function broken(path: string, message: string, next: string, cause?: unknown): FlydeckError {
	return new FlydeckError('usage', {
		code: 'bad-state-file',
		message: `The sandbox's state file ${path} ${message}.`,
		next,
		cause,
	});
}

const startOver = 'Give another path to --state, or remove the file to start over.';

/** @returns null where there is no such file yet. @throws FlydeckError `usage` where it is broken. */
export function readState(path: string): SavedState | null {
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw broken(path, "can't be read", 'Check the path and its permissions.', error);
	}
	try {
		return shape.parse(JSON.parse(text));
	} catch (error) {
		throw broken(path, 'is broken: it is not what a sandbox wrote', startOver, error);
	}
}

/** Tells worlds apart. */
export function seedOf(world: WorldFile): string {
	return createHash('sha256').update(JSON.stringify(world)).digest('hex');
}

/** @throws FlydeckError `usage` where the state was made from another world. */
export function checkSeed(path: string, state: SavedState, worldName: string, seed: string): void {
	if (state.seed === seed) return;
	const which = state.world === worldName ? 'an earlier version of this world' : `another world, ${state.world}`;
	throw broken(path, `belongs to ${which}`, startOver);
}

/** Puts the saved changes into a freshly seeded store. */
export function applyState(store: Store, state: SavedState): void {
	for (const [kind, ids] of Object.entries(state.removed)) {
		for (const id of ids) store.remove(kind as Kind, id);
	}
	for (const [kind, documents] of Object.entries(state.changed)) {
		for (const one of documents) store.put(kind as Kind, one as Doc as Kinds[Kind]);
	}
}

function snapshot(store: Store): Pick<SavedState, 'changed' | 'removed'> {
	const changed: SavedState['changed'] = {};
	const removed: SavedState['removed'] = {};
	for (const [kind, ids] of store.dirty) {
		const there: Doc[] = [];
		const gone: string[] = [];
		for (const id of ids) {
			const one = store.get(kind, id);
			if (one) there.push(one);
			else gone.push(id);
		}
		changed[kind] = there;
		removed[kind] = gone;
	}
	return {changed, removed};
}

function writeAtomically(path: string, text: string): void {
	const part = `${path}.part`;
	let file: number;
	try {
		file = openSync(part, 'w', 0o600);
	} catch (error) {
		throw broken(path, "can't be written", 'Give --state a path in a folder that is there and yours.', error);
	}
	try {
		writeSync(file, text);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	renameSync(part, path);
	const folder = openSync(dirname(path), 'r');
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
}

/** What the gears' clock changes waits this long for more, so that a batch is written once. */
const settleMs = 50;

/** Keeps the state file up to date: soon after each change, and on close. */
export class StateWriter {
	#timer: NodeJS.Timeout | undefined;

	constructor(
		readonly path: string,
		readonly store: Store,
		readonly head: Omit<SavedState, 'changed' | 'removed'>,
		readonly report: (error: unknown) => void,
	) {}

	schedule(): void {
		if (this.#timer) return;
		this.#timer = setTimeout(() => {
			try {
				this.flush();
			} catch (error) {
				this.report(error);
			}
		}, settleMs);
	}

	/** Writes what waits: a change that was answered for must outlive a kill. */
	settle(): void {
		if (this.#timer) this.flush();
	}

	/** Writes now. */
	flush(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		writeAtomically(this.path, `${JSON.stringify({...this.head, ...snapshot(this.store)})}\n`);
	}
}
