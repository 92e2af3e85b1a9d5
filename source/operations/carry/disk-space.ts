import {statfs} from 'node:fs/promises';
import path from 'node:path';
import {bytes} from '../../format/amounts.js';
import {quoted} from '../../format/safe-text.js';
import {FlydeckError} from '../../model/errors.js';

/** Bytes that are free for this person where a folder is, or will be. */
export async function freeAt(folder: string): Promise<number> {
	for (let at = path.resolve(folder); ; at = path.dirname(at)) {
		const found = await statfs(at).catch(() => null);
		if (found) return found.bavail * found.bsize;
		if (at === path.dirname(at)) return Number.POSITIVE_INFINITY;
	}
}

/** @throws FlydeckError `conflict` where it doesn't fit. */
export async function needSpace(folder: string, wanted: number, what: string): Promise<void> {
	const free = await freeAt(folder);
	if (wanted <= free) return;
	throw new FlydeckError('conflict', {
		code: 'no-space',
		message: `${what} needs ${bytes(wanted)}, and ${quoted(folder)} has ${bytes(free)} free. Nothing was written.`,
		next: 'Make room there, or choose another folder.',
	});
}
