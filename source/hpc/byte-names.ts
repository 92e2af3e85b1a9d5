import {isUtf8} from 'node:buffer';

/**
 * File names are bytes. Those that are UTF-8 are text as it stands; any other byte becomes a
 * lone surrogate, U+DC80 to U+DCFF, so that a name can be shown, kept as JSON, and still be
 * opened.
 */
const strayByte = /([\uDC80-\uDCFF])/u;
const longestCharacter = 4;

/** A name from its bytes. */
export function nameFromBytes(bytes: Buffer): string {
	if (isUtf8(bytes)) return bytes.toString('utf8');
	let name = '';
	for (let at = 0; at < bytes.length; ) {
		const size = characterSize(bytes, at);
		name += size > 0 ? bytes.toString('utf8', at, at + size) : String.fromCharCode(0xdc_00 + (bytes[at] ?? 0));
		at += Math.max(1, size);
	}
	return name;
}

/** Bytes of the character that begins here; 0 where none does. */
function characterSize(bytes: Buffer, at: number): number {
	for (let size = 1; size <= longestCharacter && at + size <= bytes.length; size++)
		if (isUtf8(bytes.subarray(at, at + size))) return size;
	return 0;
}

/** A path as file functions take it: text where that says it exactly, bytes where it can't. */
export function systemPath(path: string): string | Buffer {
	if (path.isWellFormed()) return path;
	const parts = path
		.split(strayByte)
		.map(part => (strayByte.test(part) ? Buffer.of(part.charCodeAt(0) - 0xdc_00) : Buffer.from(part, 'utf8')));
	return Buffer.concat(parts);
}
