import type {Scan, ScanEntry} from '../model/scratch.js';
import {version} from './version.js';

/** Its format of JSON: version 1, and the minor version that has all that is used here. */
const [major, minor] = [1, 0];

/**
 * A scan as ncdu reads it (`ncdu -f`). Names that were too small to be kept stand together as
 * one file in their folder, so that all sums are whole. Names that are no UTF-8 come out as
 * the bytes they are.
 */
export function* ncduParts({summary, entries}: Scan): Generator<string> {
	const inside = new Map<number, number[]>();
	for (const [index, {parent}] of entries.entries()) {
		const list = inside.get(parent);
		if (list) list.push(index);
		else inside.set(parent, [index]);
	}
	const unread = new Set(summary.unreadable.map(({path}) => path));
	const timestamp = Math.floor(Date.parse(summary.scannedAt) / 1000);
	yield JSON.stringify([major, minor, {progname: 'flydeck', progver: version, timestamp}]).slice(0, -1);
	yield* folderParts(0, summary.path);
	yield ']\n';

	function* folderParts(at: number, path: string): Generator<string> {
		const entry = entries[at];
		if (!entry) return;
		const name = at === 0 ? summary.path : entry.name;
		yield `,\n[${object({name, ...(unread.has(path) && {read_error: true})})}`;
		const rest = {files: entry.files, bytes: entry.bytes, diskBytes: entry.diskBytes};
		for (const index of inside.get(at) ?? []) {
			const child = entries[index] as ScanEntry;
			rest.files -= child.files;
			rest.bytes -= child.bytes;
			rest.diskBytes -= child.diskBytes;
			if (child.folder) yield* folderParts(index, `${path}/${child.name}`);
			else yield `,\n${object({name: child.name, asize: child.bytes, dsize: child.diskBytes})}`;
		}
		if (rest.files > 0) {
			const name = `(${rest.files} smaller ones, together)`;
			yield `,\n${object({name, asize: rest.bytes, dsize: rest.diskBytes})}`;
		}
		yield ']';
	}
}

/** JSON but for lone surrogates, which stand for bytes and are to become them. */
function object(value: object): string {
	return JSON.stringify(value).replace(/\\\\|\\u(dc[89a-f][0-9a-f])/g, (whole, code: string | undefined) =>
		code === undefined ? whole : String.fromCharCode(Number.parseInt(code, 16)),
	);
}
