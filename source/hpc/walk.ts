import {type Stats, statSync} from 'node:fs';
import {
	type DatedFile,
	pathIn,
	type Scan,
	type ScanClock,
	type ScanProgress,
	type ScanSummary,
} from '../model/scratch.js';
import {systemPath} from './byte-names.js';
import {clockOf} from './clock.js';
import {InodeSet} from './inode-set.js';
import {Found, KeptEntries} from './kept-entries.js';
import {OldestFiles} from './oldest-files.js';
import {ageInDays, ages, countAge, type FolderPart, type NamedFile, type ReadJob, readFolders} from './read-folder.js';

export interface WalkOptions {
	/** Absolute. */
	path: string;
	/** ms since the epoch; ages are counted from it. */
	now: number;
	/** Whose dates count; absent: whichever the file system can tell. */
	clock?: ScanClock | undefined;
	/** How many entries are kept by name, and how many directly in the folder. */
	keep?: number | undefined;
	keepOnTop?: number | undefined;
}

/** Reads the folders of a job and hands over what is in them, part by part. */
export type Reader = (job: ReadJob, onPart: (part: FolderPart) => void) => Promise<void>;

/** Reads in this thread. */
export const readHere: Reader = async (job, onPart) => {
	for (const part of readFolders(job)) onPart(part);
};

/** A folder to be read. There may be very many, so as little as possible is made of each before. */
interface Waiting {
	/** null for the one scanned. */
	parent: Found | null;
	name: string;
	size: number;
}

/** A folder being read. */
interface Reading {
	found: Found;
	/** The folder directly in the one scanned that it lies in, or is; null for the one scanned. */
	top: Found | null;
	path: string;
	size: number;
}

const keptEntries = 10_000;
const keptOnTop = 1000;
/** How many problems are listed; all are counted. */
const listed = 20;
/** Folders that a reader gets at once: fewer messages, and still something left for the others. */
const largestJob = 16;

/**
 * Sums up what is in a folder, in memory that doesn't grow with the number of files. Readers
 * do the reading, several at a time: on one's own disk that makes up for the two languages
 * between Node and the system, and on a network, where each question waits for its answer,
 * it is what counts.
 */
export class Walk {
	readonly progress: ScanProgress = {files: 0, dirs: 0, bytes: 0, errors: 0};
	readonly #top: Stats;
	readonly #clock: ScanClock;
	readonly #kept: KeptEntries;
	readonly #linked = new InodeSet();
	readonly #byAge = {files: new Array<number>(ages).fill(0), bytes: new Array<number>(ages).fill(0)};
	readonly #oldest = new OldestFiles<DatedFile>();
	readonly #unreadable: ScanSummary['unreadable'] = [];
	readonly #skipped: ScanSummary['skipped'] = [];
	/** Last in, first out: what is deepest is finished first, so that little is ever waiting. */
	readonly #waiting: Waiting[] = [];
	readonly #idle: (() => void)[] = [];
	#others = 0;
	#failure: string | null = null;

	/** @throws the system's error where there is no such folder */
	constructor(readonly options: WalkOptions) {
		// The folder itself may be named by a link; nothing in it is.
		this.#top = statSync(systemPath(options.path));
		this.#clock = options.clock ?? clockOf(options.path);
		this.#kept = new KeptEntries(options.keep ?? keptEntries, options.keepOnTop ?? keptOnTop);
	}

	/** @throws an error with the system's code where the folder itself can't be read */
	async run(readers: Reader[] = [readHere]): Promise<Scan> {
		const started = performance.now();
		const {root} = this.#kept;
		this.#waiting.push({parent: null, name: '', size: this.#top.size});
		await Promise.all(readers.map(reader => this.#employ(reader, readers.length)));
		if (this.#failure !== null) throw Object.assign(new Error(this.#failure), {code: this.#failure});
		const {path, now} = this.options;
		const {files, dirs, bytes, diskBytes} = root;
		const summary: ScanSummary = {
			...{path, files, dirs, bytes, diskBytes},
			scannedAt: new Date(now).toISOString(),
			seconds: (performance.now() - started) / 1000,
			clock: this.#clock,
			others: this.#others,
			errors: this.progress.errors,
			unreadable: this.#unreadable,
			skipped: this.#skipped,
			oldestFiles: this.#oldest.list(),
			byAge: {files: withoutTail(this.#byAge.files), bytes: withoutTail(this.#byAge.bytes)},
		};
		return {summary, entries: this.#kept.list()};
	}

	/** Gives a reader work until everything is read. */
	async #employ(reader: Reader, readers: number): Promise<void> {
		while (this.#kept.root.unread > 0) {
			const share = Math.min(largestJob, Math.ceil(this.#waiting.length / readers));
			const folders = this.#waiting.splice(-share).map(waiting => this.#begin(waiting));
			if (share === 0) await new Promise<void>(resolve => this.#idle.push(resolve));
			else await reader(this.#jobFor(folders), part => this.#merge(folders[part.folder] as Reading, part));
		}
	}

	#begin({parent, name, size}: Waiting): Reading {
		if (!parent) return {found: this.#kept.root, top: null, path: this.options.path, size};
		const found = new Found(parent, name, true);
		let below = name;
		let top = found;
		for (let above = parent; above.parent; above = above.parent) {
			below = `${above.name}/${below}`;
			top = above;
		}
		return {found, top, path: pathIn(this.options.path, below), size};
	}

	#jobFor(folders: Reading[]): ReadJob {
		return {
			folders: folders.map(({found, path, size}) => ({path, size, least: this.#kept.leastIn(found)})),
			before: this.#oldest.before,
			rules: {device: this.#top.dev, clock: this.#clock, now: this.options.now},
		};
	}

	#merge({found, top, path}: Reading, part: FolderPart): void {
		found.count({...part, dirs: part.folders.length});
		found.restOldest = Math.min(found.restOldest, part.restOldest);
		for (let at = 0; at < part.ages.length; at += 3)
			this.#countAge(top, part.ages[at] ?? 0, part.ages[at + 1] ?? 0, part.ages[at + 2] ?? 0);
		for (const file of part.named) this.#name(file, found);
		for (const {name, bytes, date} of part.old) this.#oldest.add({path: pathIn(path, name), bytes, date});
		for (const file of part.linked) this.#countLinked(file, {found, top, path});
		found.unread += part.folders.length;
		for (const {name, size} of part.folders) this.#waiting.push({parent: found, name, size});
		this.progress.dirs += part.folders.length;
		this.#others += part.others;
		this.#report(part, path);
		if (part.done) this.#finish(found);
		for (const wake of this.#idle.splice(0)) wake();
	}

	/** A file with several names counts where it is met first. */
	#countLinked(file: NamedFile, {found: folder, top, path}: Pick<Reading, 'found' | 'top' | 'path'>): void {
		if (!this.#linked.add(file.inode)) return;
		const {bytes, diskBytes, date} = file;
		folder.count({files: 1, dirs: 0, bytes, diskBytes, oldest: date});
		this.#oldest.add({path: pathIn(path, file.name), bytes, date});
		this.#countAge(top, ageInDays(date, this.options.now), 1, bytes);
		this.#name(file, folder);
	}

	#countAge(top: Found | null, age: number, files: number, bytes: number): void {
		if (top) countAge(top.ages, age, files, bytes);
		this.#byAge.files[age] = (this.#byAge.files[age] ?? 0) + files;
		this.#byAge.bytes[age] = (this.#byAge.bytes[age] ?? 0) + bytes;
		this.progress.files += files;
		this.progress.bytes += bytes;
	}

	#name({name, bytes, diskBytes, date}: NamedFile, folder: Found): void {
		const found = new Found(folder, name, false);
		found.count({files: 1, dirs: 0, bytes, diskBytes, oldest: date});
		this.#kept.keep(found, folder);
	}

	#report({unreadable, skipped, failed}: FolderPart, path: string): void {
		// What has gone meanwhile is not there to be read.
		const failures = [...unreadable, ...(failed === null || failed === 'ENOENT' ? [] : [{path, code: failed}])];
		this.progress.errors += failures.length;
		this.#unreadable.push(...failures.slice(0, listed - this.#unreadable.length));
		this.#skipped.push(...skipped.slice(0, listed - this.#skipped.length));
		if (path === this.options.path) this.#failure ??= failed;
	}

	/** One thing less to read in a folder; with the last it is whole, and counts in its own folder. */
	#finish(read: Found): void {
		for (let found = read; ; ) {
			found.unread -= 1;
			const {parent} = found;
			if (found.unread > 0 || !parent) return;
			parent.count(found);
			this.#kept.keep(found, parent);
			found = parent;
		}
	}
}

function withoutTail(numbers: number[]): number[] {
	return numbers.slice(0, numbers.findLastIndex(number => number > 0) + 1);
}
