/** A folder as a zip archive that is made while it is sent: never whole in memory nor on disk. */
import {constants} from 'node:fs';
import {open} from 'node:fs/promises';
import path from 'node:path';
import {Transform} from 'node:stream';
import yazl from 'yazl';
import {quoted} from '../../format/safe-text.js';
import {FlydeckError, toFlydeckError} from '../../model/errors.js';
import {newHash} from './file-check.js';
import type {Folder, FolderFile} from './folder.js';

/** What was sent, to be held against what arrived. */
export interface Sent {
	size: number;
	digest: string;
}

export interface Packed {
	bytes: AsyncGenerator<Uint8Array>;
	/** null until all of it was given away. */
	sent: () => Sent | null;
}

/** Packed already: trying again costs time and gains nothing. */
const dense = /\.(gz|tgz|zip|bz2|xz|zst|7z|jpe?g|png|mp4)$/i;

function unread(file: FolderFile, cause: unknown): FlydeckError {
	return new FlydeckError('incomplete', {
		code: 'unreadable',
		message: `${quoted(file.path)} could not be read as it was planned: ${cause instanceof Error ? cause.message : 'it changed'}.`,
		next: 'Wait until nothing writes to the folder, then upload again with the same label.',
		cause,
	});
}

/** @param onBytes told of bytes of the folder, not of the archive. */
export function packFolder({root, files}: Folder, onBytes: (done: number) => void): Packed {
	const zip = new yazl.ZipFile();
	const failing = new AbortController();
	let done = 0;
	const counted = () =>
		new Transform({
			transform(chunk: Buffer, _, next) {
				done += chunk.length;
				onBytes(done);
				next(null, chunk);
			},
		});
	for (const file of files) {
		const options = {mtime: file.modified, mode: 0o100644, size: file.size, compress: !dense.test(file.path)};
		zip.addReadStreamLazy(file.path, options, give => {
			// Opened only now, and never through a link that has taken its place since.
			open(path.join(root, file.path), constants.O_RDONLY | constants.O_NOFOLLOW).then(
				handle => {
					const stream = handle.createReadStream();
					stream.on('error', error => failing.abort(unread(file, error)));
					give(null, stream.pipe(counted()));
				},
				(error: unknown) => failing.abort(unread(file, error)),
			);
		});
	}
	zip.on('error', (error: unknown) => failing.abort(toFlydeckError(error)));
	zip.end();
	const hash = newHash();
	let size = 0;
	let whole = false;
	async function* bytes(): AsyncGenerator<Uint8Array> {
		const output = zip.outputStream as NodeJS.ReadableStream & {destroy(error?: Error): void};
		failing.signal.addEventListener('abort', () => output.destroy(failing.signal.reason as Error), {once: true});
		failing.signal.throwIfAborted();
		for await (const chunk of output) {
			const part = chunk as Buffer;
			hash.update(part);
			size += part.length;
			yield part;
		}
		whole = true;
	}
	return {bytes: bytes(), sent: () => (whole ? {size, digest: hash.copy().digest('hex')} : null)};
}
