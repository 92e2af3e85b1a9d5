import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Content, madeUp, madeUpArchive} from './made-up.js';

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

	/** Bytes `start` to `end` (exclusive), in pieces. */
	*read(content: Content, start: number, end: number): Generator<Uint8Array> {
		const stored = this.stored(content.versionId);
		if (stored) yield stored.subarray(start, end);
		else yield* madeUp(content, start, end);
	}

	/** What to look for zip members in; undefined where it is no archive. */
	archive(content: Content): Uint8Array | undefined {
		return this.stored(content.versionId) ?? madeUpArchive(content);
	}
}
