import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** The hash that the API gives of a file's bytes: 106 characters. */
export function hashOf(bytes: Uint8Array): string {
	return `v0-sha384-${createHash('sha384').update(bytes).digest('hex')}`;
}

/**
 * Bytes of files, by version id. Three sorts: text of the world, uploads (kept on disk where
 * the sandbox has a state file, else in memory), and bytes made up on the fly from the
 * version id, so that a world may hold terabytes.
 */
export class BlobStore {
	readonly #texts = new Map<string, string>();
	readonly #uploads = new Map<string, Uint8Array>();

	/** @param folder where uploads are kept; null keeps them in memory. */
	constructor(readonly folder: string | null) {}

	addText(versionId: string, text: string): void {
		this.#texts.set(versionId, text);
	}

	addUpload(versionId: string, bytes: Uint8Array): void {
		if (this.folder === null) {
			this.#uploads.set(versionId, bytes);
			return;
		}
		mkdirSync(this.folder, {recursive: true, mode: 0o700});
		const path = join(this.folder, versionId);
		writeFileSync(`${path}.part`, bytes, {mode: 0o600, flush: true});
		renameSync(`${path}.part`, path);
	}

	/** The whole of a text or an upload; undefined where the bytes are made up. */
	stored(versionId: string): Uint8Array | undefined {
		const text = this.#texts.get(versionId);
		if (text !== undefined) return Buffer.from(text, 'utf8');
		const upload = this.#uploads.get(versionId);
		if (upload || this.folder === null) return upload;
		try {
			return readFileSync(join(this.folder, versionId));
		} catch {
			return undefined;
		}
	}

	/** Bytes `start` to `end` (exclusive) of a version of `size` bytes, in pieces. */
	*read(versionId: string, start: number, end: number): Generator<Uint8Array> {
		const stored = this.stored(versionId);
		if (stored) {
			yield stored.subarray(start, end);
			return;
		}
		for (let at = start; at < end; ) {
			const chunk = Math.floor(at / chunkSize);
			const bytes = madeUp(versionId, chunk);
			const from = at - chunk * chunkSize;
			const piece = bytes.subarray(from, Math.min(chunkSize, from + end - at));
			yield piece;
			at += piece.length;
		}
	}
}

const chunkSize = 65_536;

/** One chunk of a made-up file: a block of a hash repeated, the same each time. */
function madeUp(versionId: string, chunk: number): Uint8Array {
	const block = createHash('sha512').update(`${versionId}/${chunk}`).digest();
	const bytes = Buffer.alloc(chunkSize);
	for (let at = 0; at < chunkSize; at += block.length) block.copy(bytes, at);
	return bytes;
}
