import {lstatSync, type Stats} from 'node:fs';
import {day} from '../format/time.js';
import {pathIn, type ScanClock, type SkipReason} from '../model/scratch.js';
import {systemPath} from './byte-names.js';
import {type Listed, listFolder} from './list-folder.js';
import {OldestFiles} from './oldest-files.js';

/** What a whole scan goes by. */
export interface ReadRules {
	/** Of the one file system that is walked. */
	device: number;
	clock: ScanClock;
	/** ms since the epoch; ages are counted from it. */
	now: number;
}

/** Folders to be read, by one reader. */
export interface ReadJob {
	folders: {path: string; size: number /** Files that weigh no more need not be named. */; least: number}[];
	rules: ReadRules;
	/** Only files older than this may be among the oldest of all. */
	before: number;
}

export interface NamedFile {
	name: string;
	bytes: number;
	diskBytes: number;
	/** ms since the epoch. */
	date: number;
	/** 0, but for a file with further names. */
	inode: number;
}

/** What a folder holds directly, or a part of it where it holds much. */
export interface FolderPart {
	/** Which of the job's folders. */
	folder: number;
	/** Of all its files, but for those with further names. */
	files: number;
	bytes: number;
	diskBytes: number;
	oldest: number;
	/** The oldest of those that are not named. */
	restOldest: number;
	/** Age in whole days, files, bytes; and so on. */
	ages: number[];
	/** Files worth a name of their own; they are counted above. */
	named: NamedFile[];
	/** Files that may be among the oldest of all; they are counted above. */
	old: NamedFile[];
	/** Files with further names: counted by whoever knows whether they have been met before. */
	linked: NamedFile[];
	folders: {name: string; size: number}[];
	others: number;
	unreadable: {path: string; code: string}[];
	skipped: {path: string; why: SkipReason}[];
	/** True where nothing more of this folder follows. */
	done: boolean;
	/** Why the folder can't be read, or not to its end. */
	failed: string | null;
}

/** Ages in whole days that are told apart: more than any purge waits for. */
export const ages = 367;
/** Each file and folder weighs a block more than it holds: a million empty ones are worth a look. */
export const block = 4096;
/** Entries in a part. */
const partSize = 4096;
const sector = 512;
const snapshots = new Set(['.snapshot', '.snapshots', '.zfs']);

export function ageInDays(date: number, now: number): number {
	return Math.max(0, Math.min(ages - 1, Math.floor((now - date) / day)));
}

export function errorCode(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/**
 * Reads folders, none of those in them, with synchronous calls: whoever does it has nothing
 * else to do, and promises take two to four times as long. Links are not followed, other file
 * systems not entered, snapshots left out.
 */
export function* readFolders(job: ReadJob): Generator<FolderPart> {
	for (const index of job.folders.keys()) yield* new FolderReader(job, index).parts();
}

class FolderReader {
	readonly #folder: ReadJob['folders'][number];
	readonly #rules: ReadRules;
	#part: FolderPart;
	readonly #old: OldestFiles<NamedFile>;

	constructor(
		job: ReadJob,
		readonly index: number,
	) {
		this.#folder = job.folders[index] as ReadJob['folders'][number];
		this.#rules = job.rules;
		this.#part = emptyPart(index);
		this.#old = new OldestFiles(job.before);
	}

	*parts(): Generator<FolderPart> {
		let seen = 0;
		try {
			for (const entry of listFolder(this.#folder.path, this.#folder.size)) {
				this.#look(entry);
				seen += 1;
				if (seen % partSize > 0) continue;
				yield this.#part;
				this.#part = emptyPart(this.index);
			}
		} catch (error) {
			this.#part.failed = errorCode(error);
		}
		this.#part.old = this.#old.list();
		this.#part.done = true;
		yield this.#part;
	}

	#look(entry: Listed): void {
		const path = pathIn(this.#folder.path, entry.name);
		const isFolder = entry.isDirectory();
		if (!isFolder && !entry.isFile()) this.#part.others += 1;
		else if (isFolder && snapshots.has(entry.name)) this.#part.skipped.push({path, why: 'snapshots'});
		else {
			const stats = this.#statsOf(path);
			if (stats && isFolder) this.#found(entry.name, path, stats);
			else if (stats) this.#count(entry.name, stats);
		}
	}

	#found(name: string, path: string, {dev, size}: Stats): void {
		if (dev === this.#rules.device) this.#part.folders.push({name, size});
		else this.#part.skipped.push({path, why: 'another file system'});
	}

	#count(name: string, stats: Stats): void {
		const {size: bytes, blocks, nlink, ino} = stats;
		const diskBytes = blocks * sector;
		const date = this.#dateOf(stats);
		const part = this.#part;
		if (nlink > 1) {
			part.linked.push({name, bytes, diskBytes, date, inode: ino});
			return;
		}
		part.files += 1;
		part.bytes += bytes;
		part.diskBytes += diskBytes;
		if (date < part.oldest) part.oldest = date;
		countAge(part.ages, ageInDays(date, this.#rules.now), 1, bytes);
		if (date < this.#old.before) this.#old.add({name, bytes, diskBytes, date, inode: 0});
		if (bytes + block > this.#folder.least) part.named.push({name, bytes, diskBytes, date, inode: 0});
		else if (date < part.restOldest) part.restOldest = date;
	}

	/** A file that has no creation date, or one to come, goes by its last change; that may be set to anything. */
	#dateOf({birthtimeMs, mtimeMs}: Stats): number {
		const {clock, now} = this.#rules;
		const isTold = clock === 'created' && birthtimeMs > 0 && birthtimeMs < now + day;
		return Math.floor(Math.max(0, Math.min(isTold ? birthtimeMs : mtimeMs, now)));
	}

	/** null for what has gone since its folder was listed, and for what can't be asked. */
	#statsOf(path: string): Stats | null {
		try {
			return lstatSync(systemPath(path), {throwIfNoEntry: false}) ?? null;
		} catch (error) {
			this.#part.unreadable.push({path, code: errorCode(error)});
			return null;
		}
	}
}

/** A folder's files are of a few ages only, mostly of the one before: a short list is quick. */
export function countAge(list: number[], age: number, files: number, bytes: number): void {
	let at = list.length - 3;
	while (at >= 0 && list[at] !== age) at -= 3;
	if (at < 0) at = list.push(age, 0, 0) - 3;
	list[at + 1] = (list[at + 1] ?? 0) + files;
	list[at + 2] = (list[at + 2] ?? 0) + bytes;
}

function emptyPart(folder: number): FolderPart {
	return {
		folder,
		files: 0,
		bytes: 0,
		diskBytes: 0,
		oldest: Number.POSITIVE_INFINITY,
		restOldest: Number.POSITIVE_INFINITY,
		ages: [],
		named: [],
		old: [],
		linked: [],
		folders: [],
		others: 0,
		unreadable: [],
		skipped: [],
		done: false,
		failed: null,
	};
}
