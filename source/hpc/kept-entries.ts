import type {ScanCounts, ScanEntry} from '../model/scratch.js';
import {block} from './read-folder.js';

/** What a file or a folder counts for. */
export interface Counted extends ScanCounts {
	/** ms since the epoch. */
	oldest: number;
}

/** A folder and what has been found in it so far; or a file worth a name. */
export class Found implements Counted {
	files = 0;
	dirs = 0;
	bytes = 0;
	diskBytes = 0;
	oldest = Number.POSITIVE_INFINITY;
	/** The oldest of what was not kept. */
	restOldest = Number.POSITIVE_INFINITY;
	kept: Found[] = [];
	/** Of a folder directly in the one scanned, by age in days. */
	readonly ages: number[] = [];
	/** Itself and folders in it that are not read to their end. */
	unread = 1;

	constructor(
		readonly parent: Found | null,
		readonly name: string,
		readonly folder: boolean,
	) {}

	/** Adds what files hold, or all that was found in a folder. */
	count({files, dirs, bytes, diskBytes, oldest}: Counted): void {
		this.files += files;
		this.dirs += dirs;
		this.bytes += bytes;
		this.diskBytes += diskBytes;
		if (oldest < this.oldest) this.oldest = oldest;
	}
}

function weight({bytes, files, dirs}: ScanCounts): number {
	return bytes + block * (files + dirs);
}

/**
 * Keeps the weightiest entries by name, whatever their number, and leaves the rest to the sums
 * of their folders. A folder weighs at least as much as anything in it, so what is kept hangs
 * together and what is large can be opened however deep it lies. What lies directly in the
 * folder scanned has a bound of its own, so that it is never crowded out.
 */
export class KeptEntries {
	readonly root = new Found(null, '', true);
	/** Folders that hold something kept and are not read to their end. */
	readonly #open = new Set<Found>([this.root]);
	/** What weighs no more than this is not kept any longer. It only ever rises; an empty folder weighs 0. */
	#least = -1;
	#leastOnTop = -1;
	#held = 0;

	constructor(
		readonly most: number,
		readonly mostOnTop: number,
	) {}

	/** What is in this folder must weigh more than this to be kept. */
	leastIn(folder: Found): number {
		return folder === this.root ? this.#leastOnTop : this.#least;
	}

	/** Keeps it if it is worth it. It has been counted in its folder, or will be. */
	keep(found: Found, folder: Found): void {
		this.#open.delete(found);
		if (weight(found) <= this.leastIn(folder)) {
			drop(found, folder);
			return;
		}
		folder.kept.push(found);
		this.#open.add(folder);
		// Twice as many are let in before they are sorted out: it happens seldom, and the bound holds.
		if (folder === this.root) {
			if (folder.kept.length > 2 * this.mostOnTop) this.#trimTop();
			return;
		}
		this.#held += 1;
		if (this.#held > 2 * this.most) this.#trim();
	}

	/** What is kept in the end, each after its folder. */
	list(): ScanEntry[] {
		if (this.root.kept.length > this.mostOnTop) this.#trimTop();
		this.#trim();
		const entries: ScanEntry[] = [entryOf(this.root, -1)];
		const waiting = [{found: this.root, at: 0}];
		for (let next = waiting.pop(); next; next = waiting.pop())
			for (const found of next.found.kept) {
				entries.push(entryOf(found, next.at));
				if (found.kept.length > 0) waiting.push({found, at: entries.length - 1});
			}
		return entries;
	}

	#trimTop(): void {
		this.#leastOnTop = boundary(this.root.kept, this.mostOnTop, this.#leastOnTop);
		dropUpTo(this.#leastOnTop, this.root);
	}

	#trim(): void {
		const below = this.#folders().filter(folder => folder !== this.root);
		const candidates = below.flatMap(folder => folder.kept);
		this.#least = boundary(candidates, this.most, this.#least);
		for (const folder of below) dropUpTo(this.#least, folder);
		this.#held = candidates.filter(found => weight(found) > this.#least).length;
	}

	/** Every folder that holds something kept, and is itself kept or open. */
	#folders(): Found[] {
		const folders = [...this.#open];
		// Grows while it is gone through.
		for (const folder of folders) for (const inside of folder.kept) if (inside.kept.length > 0) folders.push(inside);
		return folders;
	}
}

/** The weight of the heaviest that is one too many; `least` where there are none too many. */
function boundary(candidates: Found[], most: number, least: number): number {
	if (candidates.length <= most) return least;
	const weights = Float64Array.from(candidates, weight).sort();
	return weights[weights.length - most - 1] ?? least;
}

function dropUpTo(least: number, folder: Found): void {
	for (const inside of folder.kept) if (weight(inside) <= least) drop(inside, folder);
	folder.kept = folder.kept.filter(inside => weight(inside) > least);
}

/** It is counted all the same; only its name is forgotten, and what is kept in it. */
function drop(inside: Found, folder: Found): void {
	folder.restOldest = Math.min(folder.restOldest, inside.oldest);
}

function entryOf(found: Found, parent: number): ScanEntry {
	const {name, folder, files, dirs, bytes, diskBytes, oldest, restOldest, ages} = found;
	return {
		...(ages.length > 0 && {ages}),
		...{parent, name, folder, files, dirs, bytes, diskBytes},
		oldest: Number.isFinite(oldest) ? oldest : null,
		restOldest: Number.isFinite(restOldest) ? restOldest : null,
	};
}
