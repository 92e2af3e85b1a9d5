/** Whether a file on disk is the one that Flywheel has. */
import {createHash, type Hash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {lstat} from 'node:fs/promises';

const prefix = 'v0-sha384-';

/** The digest that the server gives; null where it gives none that can be checked. */
export function digestOf(hash: string | null): string | null {
	return hash !== null && /^v0-sha384-[0-9a-f]{96}$/.test(hash) ? hash.slice(prefix.length) : null;
}

export function newHash(): Hash {
	return createHash('sha384');
}

/** Feeds a file, or its beginning, to a hash. */
export async function hashInto(hash: Hash, path: string, signal?: AbortSignal): Promise<void> {
	for await (const chunk of createReadStream(path, {highWaterMark: 1 << 20, ...(signal && {signal})})) {
		hash.update(chunk as Buffer);
	}
}

export async function sha384(path: string, signal?: AbortSignal): Promise<string> {
	const hash = newHash();
	await hashInto(hash, path, signal);
	return hash.digest('hex');
}

/** Bytes of a plain file; null where there is nothing. What is no file counts as another size. */
export async function sizeAt(path: string): Promise<number | null> {
	const found = await lstat(path).catch(() => null);
	if (!found) return null;
	return found.isFile() ? found.size : -1;
}
