import {inflateRawSync} from 'node:zlib';
import {badRequest} from './api-error.js';

export interface Member {
	path: string;
	size: number;
	timestamp: string | null;
	comment: string;
}

interface Entry extends Member {
	method: number;
	packed: number;
	offset: number;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
/** Never unpacked beyond this: the archive came from outside. */
const largestMember = 256 * 1024 * 1024;

function findEnd(bytes: Buffer): number {
	for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at -= 1) {
		if (bytes.readUInt32LE(at) === endMark) return at;
	}
	throw badRequest('Not a zip file');
}

function dosDate(date: number, time: number): string | null {
	const [year, month, day] = [1980 + (date >> 9), (date >> 5) & 15, date & 31];
	if (month === 0 || day === 0) return null;
	const value = new Date(Date.UTC(year, month - 1, day, time >> 11, (time >> 5) & 63, (time & 31) * 2));
	return value.toISOString().replace('.000Z', '+00:00');
}

function entries(bytes: Buffer): {comment: string; entries: Entry[]} {
	const end = findEnd(bytes);
	const found: Entry[] = [];
	let at = bytes.readUInt32LE(end + 16);
	for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
		if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) throw badRequest('Not a readable zip file');
		const [name, extra, comment] = [28, 30, 32].map(offset => bytes.readUInt16LE(at + offset)) as [
			number,
			number,
			number,
		];
		const text = (from: number, length: number) => bytes.subarray(from, from + length).toString('utf8');
		found.push({
			path: text(at + 46, name),
			size: bytes.readUInt32LE(at + 24),
			timestamp: dosDate(bytes.readUInt16LE(at + 14), bytes.readUInt16LE(at + 12)),
			comment: text(at + 46 + name + extra, comment),
			method: bytes.readUInt16LE(at + 10),
			packed: bytes.readUInt32LE(at + 20),
			offset: bytes.readUInt32LE(at + 42),
		});
		at += 46 + name + extra + comment;
	}
	const length = bytes.readUInt16LE(end + 20);
	return {comment: bytes.subarray(end + 22, end + 22 + length).toString('utf8'), entries: found};
}

/** What a zip file holds. @throws ApiError 400 where it is none. */
export function zipInfo(bytes: Uint8Array | undefined): {comment: string; members: Member[]} {
	if (!bytes) throw badRequest('Not a zip file');
	const {comment, entries: found} = entries(Buffer.from(bytes));
	return {
		comment,
		members: found.map(({path, size, timestamp, comment: about}) => ({path, size, timestamp, comment: about})),
	};
}

/** One member's bytes. @throws ApiError 400 where there is no such member. */
export function zipMember(bytes: Uint8Array | undefined, path: string): Uint8Array {
	if (!bytes) throw badRequest('Not a zip file');
	const buffer = Buffer.from(bytes);
	const entry = entries(buffer).entries.find(one => one.path === path);
	if (!entry) throw badRequest(`The zip file has no member ${path}`);
	if (entry.offset + 30 > buffer.length) throw badRequest('Not a readable zip file');
	const start = entry.offset + 30 + buffer.readUInt16LE(entry.offset + 26) + buffer.readUInt16LE(entry.offset + 28);
	const packed = buffer.subarray(start, start + entry.packed);
	if (entry.method === 0) return packed;
	if (entry.method !== 8) throw badRequest('The member is packed in a way that the sandbox can not read');
	try {
		return inflateRawSync(packed, {maxOutputLength: largestMember});
	} catch {
		throw badRequest('Not a readable zip file');
	}
}
