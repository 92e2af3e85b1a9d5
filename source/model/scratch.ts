/**
 * What a scan of a folder found. Names are file names as the system has them: bytes that are
 * no UTF-8 stand as lone surrogates U+DC80 to U+DCFF, which JSON keeps (`\udc80`) and Python's
 * `os.fsencode` turns back into the same bytes.
 */

/** Whose dates ages are counted from: files' creation, or their last change where that isn't told. */
export type ScanClock = 'created' | 'modified';

export interface ScanCounts {
	/** Regular files; one with several names counts once. */
	files: number;
	/** Folders below the one scanned. */
	dirs: number;
	/** What files claim to hold. */
	bytes: number;
	/** What files take up: holes don't count. */
	diskBytes: number;
}

export interface ScanSummary extends ScanCounts {
	path: string;
	/** ISO date of the scan's begin: ages are as of then. */
	scannedAt: string;
	seconds: number;
	clock: ScanClock;
	/** Links, sockets and the like: counted, not sized, not followed. */
	others: number;
	/** Folders and files that could not be read. */
	errors: number;
	/** The first of them. */
	unreadable: {path: string; code: string}[];
	/** Folders left out on purpose, the first of them. */
	skipped: {path: string; why: SkipReason}[];
	/** Files and bytes by age in whole days; the last place is for all that is older. */
	byAge: {files: number[]; bytes: number[]};
	/** The oldest files, wherever they are, oldest first. */
	oldestFiles: DatedFile[];
}

export interface DatedFile {
	path: string;
	bytes: number;
	/** ms since the epoch, as `clock` has it. */
	date: number;
}

export type SkipReason = 'snapshots' | 'another file system';

/** A folder or file that was large enough to be kept by name. */
export interface ScanEntry extends ScanCounts {
	/** Place of its folder in the list of entries; -1 for the folder scanned, which stands first. */
	parent: number;
	name: string;
	folder: boolean;
	/** ms since the epoch of the oldest file in it; null where it holds none. */
	oldest: number | null;
	/** The same, of what in it was too small to be kept by name. */
	restOldest: number | null;
	/** Of a folder directly in the one scanned: age in whole days, files, bytes; and so on. */
	ages?: readonly number[];
}

export interface Scan {
	summary: ScanSummary;
	entries: readonly ScanEntry[];
}

/** A path that a person wants watched. */
export interface ScratchPlace {
	path: string;
	/** Days after which the cluster removes a file there; 0: never. */
	purgeDays: number;
}

/** What a purge waits for where nobody says otherwise: CURC's rule for scratch. */
export const usualPurgeDays = 90;

/** The path of what is in a folder. */
export function pathIn(folder: string, name: string): string {
	return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** How far a scan is. */
export interface ScanProgress {
	files: number;
	dirs: number;
	bytes: number;
	errors: number;
}

/** What a file system, or a quota on it, says about room. */
export interface Quota {
	used: number;
	limit: number;
	files: number | null;
	fileLimit: number | null;
	/** `curc-quota` and `.cstats`: yours, or your group's; `file system`: all of it, everybody's. */
	source: 'curc-quota' | '.cstats' | 'file system';
	/** ISO date of what is told. */
	at: string;
}

/** A scan that was sent to Slurm and whose result has not come. */
export interface ScanJob {
	id: string;
	cluster: string;
	/** ISO date. */
	submittedAt: string;
	/** As Slurm has it; null where that can't be told now. */
	state: string | null;
	/** Why it waits, or what it wrote last before it ended. */
	reason: string | null;
	/** False where it is over, so that no result will come. */
	live: boolean;
}
