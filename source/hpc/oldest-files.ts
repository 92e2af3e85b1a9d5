/** So many of the oldest files are kept by name, wherever they are. */
export const mostOldest = 50;

/** The oldest of all that was handed in, in a list that never has more than twice as many. */
export class OldestFiles<File extends {date: number}> {
	#files: File[] = [];
	/** Only what is older than this is still worth handing in. */
	before: number;

	constructor(before = Number.POSITIVE_INFINITY) {
		this.before = before;
	}

	add(file: File): void {
		if (file.date >= this.before) return;
		this.#files.push(file);
		if (this.#files.length >= 2 * mostOldest) this.#trim();
	}

	/** Oldest first. */
	list(): File[] {
		this.#trim();
		return this.#files;
	}

	#trim(): void {
		this.#files = this.#files.sort((a, b) => a.date - b.date).slice(0, mostOldest);
		if (this.#files.length === mostOldest) this.before = this.#files.at(-1)?.date ?? this.before;
	}
}
