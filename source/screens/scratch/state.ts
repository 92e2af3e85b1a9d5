import {type DatedFile, pathIn, type ScanCounts, type ScanEntry} from '../../model/scratch.js';
import {naturally} from '../../state/reading.js';
import {purgeTime} from '../../state/scratch-view.js';
import type {FolderData} from './folder-scan.js';

/** One thing in a folder, or all that is too small to be kept by name. */
export interface EntryRow extends ScanCounts {
	/** The path: what one wants to copy. */
	id: string;
	kind: 'folder' | 'file' | 'rest';
	name: string;
	/** Of its folder, from 0 to 1. */
	share: number;
	/** ms since the epoch; null where there is no file in it. */
	oldest: number | null;
	purgeAt: number | null;
	/** Its place in the scan; null for the rest. */
	at: number | null;
	/** True where a scan of its own is needed to see what is in it. */
	unknown: boolean;
}

/** What is in a folder, the largest first, and last what has no name. */
export function entryRows({scan, at}: FolderData, path: string, purgeDays: number): EntryRow[] {
	const folder = scan.entries[at];
	if (!folder) return [];
	const inside = [...scan.entries.entries()].filter(([, {parent}]) => parent === at);
	const shown = new Set(scan.entries.map(({parent}) => parent));
	const row = (
		entry: Omit<ScanEntry, 'parent' | 'restOldest'>,
		extra: Pick<EntryRow, 'id' | 'kind' | 'at' | 'unknown'>,
	) => {
		const {name, files, dirs, bytes, diskBytes, oldest} = entry;
		const share = folder.bytes > 0 ? bytes / folder.bytes : 0;
		return {...extra, name, files, dirs, bytes, diskBytes, share, oldest, purgeAt: purgeTime(oldest, purgeDays)};
	};
	const rows = inside.map(([index, entry]) => {
		const kind = entry.folder ? ('folder' as const) : ('file' as const);
		const unknown = entry.files + entry.dirs > 0 && entry.folder && !shown.has(index);
		return row(entry, {id: pathIn(path, entry.name), kind, at: index, unknown});
	});
	rows.sort((a, b) => b.bytes - a.bytes || b.files - a.files || naturally(a.name, b.name));
	const rest = restOf(
		folder,
		inside.map(([, entry]) => entry),
	);
	if (rest.files + rest.dirs === 0) return rows;
	return [...rows, row(rest, {id: `${path} (rest)`, kind: 'rest', at: null, unknown: at > 0})];
}

/** The largest and the oldest files in a folder, wherever in it they are; the largest first. */
export function fileRows({scan, at}: FolderData, path: string, purgeDays: number): EntryRow[] {
	const total = scan.entries[at]?.bytes ?? 0;
	const files = new Map<string, DatedFile & {diskBytes: number}>();
	for (const file of scan.summary.oldestFiles)
		if (file.path.startsWith(pathIn(path, ''))) files.set(file.path, {...file, diskBytes: file.bytes});
	for (const {path: place, entry} of largestFiles(scan, at, path)) {
		const {bytes, diskBytes, oldest} = entry;
		files.set(place, {path: place, bytes, diskBytes, date: oldest ?? 0});
	}
	return [...files.values()]
		.sort((a, b) => b.bytes - a.bytes)
		.map(({path: id, bytes, diskBytes, date}) => ({
			...{id, kind: 'file', name: id.slice(pathIn(path, '').length), files: 1, dirs: 0, bytes, diskBytes},
			...{share: total > 0 ? bytes / total : 0, oldest: date, purgeAt: purgeTime(date, purgeDays)},
			...{at: null, unknown: false},
		}));
}

const mostLargest = 100;

function largestFiles({entries}: FolderData['scan'], at: number, path: string): {path: string; entry: ScanEntry}[] {
	// Each entry stands after its folder.
	const places = new Map([[at, path]]);
	const files: {path: string; entry: ScanEntry}[] = [];
	for (const [index, entry] of entries.entries()) {
		const above = places.get(entry.parent);
		if (above === undefined) continue;
		const place = pathIn(above, entry.name);
		if (entry.folder) places.set(index, place);
		else files.push({path: place, entry});
	}
	return files.sort((a, b) => b.entry.bytes - a.entry.bytes).slice(0, mostLargest);
}

/** What a folder holds besides these entries. */
function restOf(folder: ScanEntry, entries: ScanEntry[]): ScanEntry {
	const rest = {...folder, name: 'smaller ones, together', folder: false, oldest: folder.restOldest};
	for (const entry of entries) {
		rest.files -= entry.files;
		rest.dirs -= entry.dirs + (entry.folder ? 1 : 0);
		rest.bytes -= entry.bytes;
		rest.diskBytes -= entry.diskBytes;
	}
	return rest;
}
