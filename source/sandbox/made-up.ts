import {createHash} from 'node:crypto';
import {zip} from './archives.js';

/** One version of a file. */
export interface Content {
	versionId: string;
	name: string;
	/** Bytes. */
	size: number;
}

const chunkSize = 65_536;
/** Offsets beyond this don't fit into a plain zip file. */
const largestOffset = 0xffff_ffff;

/** One chunk of a made-up file: a block of a hash repeated, the same each time. */
function chunkOf(versionId: string, chunk: number): Uint8Array {
	const block = createHash('sha512').update(`${versionId}/${chunk}`).digest();
	const bytes = Buffer.alloc(chunkSize);
	for (let at = 0; at < chunkSize; at += block.length) block.copy(bytes, at);
	return bytes;
}

function* filling(versionId: string, start: number, end: number): Generator<Uint8Array> {
	for (let at = start; at < end; ) {
		const chunk = Math.floor(at / chunkSize);
		const from = at - chunk * chunkSize;
		const piece = chunkOf(versionId, chunk).subarray(from, Math.min(chunkSize, from + end - at));
		yield piece;
		at += piece.length;
	}
}

function archiveAt(size: number, base: number): Buffer {
	const text = Buffer.from(`Made up by the sandbox: it stands for ${size} bytes.\n`);
	const member = {path: 'README.txt', size: text.length, modified: new Date(0), read: () => [text]};
	return Buffer.concat([...zip([member], base)]);
}

/**
 * The end of a made-up `.zip`: a small archive, to which all before it is filling that readers
 * of zip files skip. Scripts that unpack every output they download then work. Null where the
 * name is another's, or the size too small for one.
 */
function endOf({name, size}: Content): Buffer | null {
	if (!/\.zip$/i.test(name)) return null;
	const {length} = archiveAt(size, 0);
	if (size < length) return null;
	const base = size - length;
	return archiveAt(size, base + length > largestOffset ? 0 : base);
}

/** What a made-up file holds as an archive; undefined where it is none. */
export function madeUpArchive(content: Content): Uint8Array | undefined {
	return endOf(content) ? archiveAt(content.size, 0) : undefined;
}

/** Bytes `start` to `end` (exclusive) of a file that the world only measures, the same each time. */
export function* madeUp(content: Content, start: number, end: number): Generator<Uint8Array> {
	const tail = endOf(content);
	const border = content.size - (tail?.length ?? 0);
	if (start < border) yield* filling(content.versionId, start, Math.min(end, border));
	if (tail && end > border) yield tail.subarray(Math.max(0, start - border), end - border);
}
