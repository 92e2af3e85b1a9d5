import {pathIn, type ScanCounts, type ScanEntry} from '../../model/scratch.js';
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
