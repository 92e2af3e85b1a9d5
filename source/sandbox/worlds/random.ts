/** Chance that is the same on every machine and every day: worlds are made of it alone. */
export class Random {
	#state: number;

	constructor(seed: string) {
		this.#state = mix(seed, 0x9e3779b9);
	}

	/** At least 0, below 1 (mulberry32). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	}

	/** A whole number from `low` to `high`, both included. */
	int(low: number, high: number): number {
		return low + Math.floor(this.next() * (high - low + 1));
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	/** One of a list, which must not be empty. */
	pick<T>(list: readonly T[]): T {
		const index = this.int(0, list.length - 1);
		if (index >= list.length || index < 0) throw new RangeError('nothing to pick from');
		return list[index] as T;
	}

	/** Lower-case hexadecimal digits. */
	hex(digits: number): string {
		let text = '';
		while (text.length < digits) text += hex32(Math.floor(this.next() * 4_294_967_296));
		return text.slice(0, digits);
	}
}

function hex32(value: number): string {
	return (value >>> 0).toString(16).padStart(8, '0');
}

function mix(text: string, seed: number): number {
	let hash = seed;
	for (let index = 0; index < text.length; index++) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
		hash ^= hash >>> 13;
	}
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * An id of 24 hex digits that depends on its key alone and sorts before every id made from now
 * on. Keys are paths such as `session/GROUP/PROJECT/…`.
 */
export function idFor(key: string): string {
	let [a, b, c] = [0x9e3779b9, 0x7f4a7c15, 0x94d049bb];
	for (let index = 0; index < key.length; index++) {
		const code = key.charCodeAt(index);
		a = Math.imul(a ^ code, 0x01000193);
		a ^= a >>> 13;
		b = Math.imul(b ^ code, 0x5bd1e995);
		b ^= b >>> 15;
		c = Math.imul(c ^ code, 0x27d4eb2f);
		c ^= c >>> 14;
	}
	return `5${(hex32(a) + hex32(b) + hex32(c)).slice(1)}`;
}
