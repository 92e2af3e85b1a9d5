import {type Dirent, opendirSync, readdirSync} from 'node:fs';
import {nameFromBytes, systemPath} from './byte-names.js';

export interface Listed {
	name: string;
	isDirectory(): boolean;
	isFile(): boolean;
}

/** A folder file of this size holds so many names that they must not all be in memory. */
const huge = 1 << 20;
/** Names in one read of such a folder. */
const batch = 1024;
/** What the decoder puts for bytes that are no UTF-8. */
const undecoded = '\uFFFD';

/**
 * What is in a folder: as text, which is quickest, and as bytes where a name is not UTF-8. In
 * one go, or by parts where it is huge.
 *
 * @param size of the folder file
 * @throws the system's error, at once or while it is gone through
 */
export function listFolder(path: string, size: number): Iterable<Listed> {
	const place = systemPath(path);
	if (size > huge) return listByParts(place);
	const entries = readdirSync(place, {withFileTypes: true});
	if (!entries.some(({name}) => name.includes(undecoded))) return entries;
	return readdirSync(place, {withFileTypes: true, encoding: 'buffer'}).map(named);
}

function* listByParts(place: string | Buffer): Generator<Listed> {
	let odd = false;
	for (const entry of parts<string>(place, 'utf8'))
		if (entry.name.includes(undecoded)) odd = true;
		else yield entry;
	if (!odd) return;
	for (const entry of parts<Buffer>(place, 'buffer'))
		if (entry.name.toString('utf8').includes(undecoded)) yield named(entry);
}

/** Node declares text alone, but gives bytes where `buffer` is asked for. */
function* parts<Name extends string | Buffer>(place: string | Buffer, encoding: string): Generator<Dirent<Name>> {
	const folder = opendirSync(place, {bufferSize: batch, encoding: encoding as BufferEncoding});
	try {
		for (let entry = folder.readSync(); entry; entry = folder.readSync()) yield entry as Dirent<never>;
	} finally {
		folder.closeSync();
	}
}

function named(entry: Dirent<Buffer>): Listed {
	return {
		name: nameFromBytes(entry.name),
		isDirectory: () => entry.isDirectory(),
		isFile: () => entry.isFile(),
	};
}
