import {crc32} from 'node:zlib';
import {badRequest} from './api-error.js';

/** A file to pack: its bytes can be read more than once. */
export interface Packed {
	path: string;
	size: number;
	modified: Date;
	read: () => Iterable<Uint8Array>;
}

function tarHeader(path: string, size: number, modified: Date, type: string): Buffer {
	const header = Buffer.alloc(512);
	const octal = (value: number, at: number, length: number) =>
		header.write(value.toString(8).padStart(length - 1, '0'), at, length - 1, 'ascii');
	Buffer.from(path, 'utf8').copy(header, 0, 0, 100);
	octal(0o644, 100, 8);
	octal(0, 108, 8);
	octal(0, 116, 8);
	octal(size, 124, 12);
	octal(Math.floor(modified.getTime() / 1000), 136, 12);
	header.write(`        ${type}`, 148, 'ascii');
	header.write('ustar\x0000', 257, 'ascii');
	const sum = header.reduce((total, byte) => total + byte, 0);
	header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
	return header;
}

/** A record that gives the whole of a path too long for the header. */
function longPath(path: string, modified: Date): Buffer[] {
	const body = ` path=${path}\n`;
	let length = Buffer.byteLength(body);
	while (Buffer.byteLength(`${length}${body}`) !== length) length = Buffer.byteLength(`${length}${body}`);
	const record = Buffer.from(`${length}${body}`, 'utf8');
	return [tarHeader('pax', record.length, modified, 'x'), record, padding(record.length)];
}

function padding(size: number): Buffer {
	return Buffer.alloc((512 - (size % 512)) % 512);
}

export function* tar(files: readonly Packed[]): Generator<Uint8Array> {
	for (const {path, size, modified, read} of files) {
		if (Buffer.byteLength(path) > 100) yield* longPath(path, modified);
		yield tarHeader(path, size, modified, '0');
		yield* read();
		yield padding(size);
	}
	yield Buffer.alloc(1024);
}

export function tarLength(files: readonly Packed[]): number {
	return files.reduce((total, {path, size, modified}) => {
		const long =
			Buffer.byteLength(path) > 100 ? longPath(path, modified).reduce((sum, part) => sum + part.length, 0) : 0;
		return total + long + 512 + size + padding(size).length;
	}, 1024);
}

/** Beyond this a zip file needs a newer format, which is not written here. */
const largestZip = 0xffff_ffff;

interface Written {
	file: Packed;
	checksum: number;
	offset: number;
}

/** UTF-8 names, sizes after the data. */
const flags = 0x0808;

function zipEntry({file, checksum, offset}: Written): Buffer {
	const name = Buffer.from(file.path, 'utf8');
	const entry = Buffer.alloc(46);
	entry.writeUInt32LE(0x02014b50, 0);
	entry.writeUInt16LE(20, 4);
	entry.writeUInt16LE(20, 6);
	entry.writeUInt16LE(flags, 8);
	entry.writeUInt16LE(0x21, 14);
	entry.writeUInt32LE(checksum, 16);
	entry.writeUInt32LE(file.size, 20);
	entry.writeUInt32LE(file.size, 24);
	entry.writeUInt16LE(name.length, 28);
	entry.writeUInt32LE(offset, 42);
	return Buffer.concat([entry, name]);
}

function zipHead(path: string): Buffer {
	const name = Buffer.from(path, 'utf8');
	const head = Buffer.alloc(30);
	head.writeUInt32LE(0x04034b50, 0);
	head.writeUInt16LE(20, 4);
	head.writeUInt16LE(flags, 6);
	head.writeUInt16LE(0x21, 12);
	head.writeUInt16LE(name.length, 26);
	return Buffer.concat([head, name]);
}

function zipTail(checksum: number, size: number): Buffer {
	const tail = Buffer.alloc(16);
	tail.writeUInt32LE(0x08074b50, 0);
	tail.writeUInt32LE(checksum, 4);
	tail.writeUInt32LE(size, 8);
	tail.writeUInt32LE(size, 12);
	return tail;
}

/** @param base how many bytes will stand before the archive. */
export function* zip(files: readonly Packed[], base = 0): Generator<Uint8Array> {
	const written: Written[] = [];
	let offset = base;
	for (const file of files) {
		const head = zipHead(file.path);
		let checksum = 0;
		yield head;
		for (const piece of file.read()) {
			checksum = crc32(piece, checksum);
			yield piece;
		}
		yield zipTail(checksum, file.size);
		written.push({file, checksum, offset});
		offset += head.length + file.size + 16;
	}
	const entries = Buffer.concat(written.map(one => zipEntry(one)));
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(files.length, 8);
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(entries.length, 12);
	end.writeUInt32LE(offset, 16);
	yield entries;
	yield end;
}

/** @throws ApiError 400 where the archive would be too large for this format. */
export function zipLength(files: readonly Packed[]): number {
	const total = files.reduce((sum, {path, size}) => sum + size + 92 + 2 * Buffer.byteLength(path), 22);
	if (total > largestZip || files.length > 0xffff) throw badRequest('Too large for a zip file: ask for a tar');
	return total;
}
