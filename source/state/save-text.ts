import {open, rename, rm} from 'node:fs/promises';
import {homedir} from 'node:os';
import path from 'node:path';
import {safeLines} from '../format/safe-text.js';
import {FlydeckError} from '../model/errors.js';

function failed(file: string, error: unknown): FlydeckError {
	const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
	if (code === 'EEXIST') {
		return new FlydeckError('conflict', {
			code: 'file-exists',
			message: `${file} is there already.`,
			next: 'Name another file, or say that it is to be replaced.',
		});
	}
	const missing = code === 'ENOENT' || code === 'ENOTDIR';
	return new FlydeckError('unexpected', {
		code: 'cannot-write',
		message: missing ? `There is no folder ${path.dirname(file)}.` : `${file} could not be written (${code}).`,
		next: 'Name a file in a folder that you may write to.',
		cause: error,
	});
}

/** Characters at a time: of a large log there is never a second copy. */
const pieceLength = 1_048_576;

/** Cut after the end of a line, so that no character and no line break is cut in two. */
function* piecesOf(text: string): Generator<string> {
	let from = 0;
	while (from < text.length) {
		const end = text.indexOf('\n', from + pieceLength);
		const to = end < 0 ? text.length : end + 1;
		yield text.slice(from, to);
		from = to;
	}
}

/** A name as a person types it: from here, or with `~` for home. */
export function namedFile(name: string): string {
	return path.resolve(name.trim().replace(/^~(?=\/|$)/, homedir()));
}

/**
 * Writes a text from outside, its escapes made harmless, whole or not at all; for its owner alone.
 *
 * @throws FlydeckError `file-exists` where there is one and it is not to be replaced
 */
export async function saveText(file: string, text: string, {replace}: {replace: boolean}): Promise<void> {
	const draft = `${file}.part`;
	let claimed = false;
	try {
		// What is there first has the name, even where somebody makes it this very moment.
		if (!replace) await (await open(file, 'wx', 0o600)).close();
		claimed = !replace;
		const handle = await open(draft, 'w', 0o600);
		try {
			for (const piece of piecesOf(text)) await handle.writeFile(safeLines(piece));
		} finally {
			await handle.close();
		}
		await rename(draft, file);
	} catch (error) {
		if (claimed || replace) await rm(draft, {force: true}).catch(() => undefined);
		if (claimed) await rm(file, {force: true}).catch(() => undefined);
		throw failed(file, error);
	}
}
