/** Numbers that look random and are the same for the same seed. */
export class Random {
	#state: number;

	constructor(seed: number) {
		this.#state = (seed * 2_654_435_761) >>> 0;
	}

	/** From 0 up to, but not, 1. */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = this.#state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	}

	/** A whole number from `least` to `most`. */
	int(least: number, most: number): number {
		return least + Math.floor(this.next() * (most - least + 1));
	}

	chance(probability: number): boolean {
		return this.next() < probability;
	}

	pick<T>(from: readonly T[]): T {
		const one = from[Math.floor(this.next() * from.length)];
		if (one === undefined) throw new Error('nothing to pick from');
		return one;
	}

	weighted<T>(from: readonly (readonly [thing: T, weight: number])[]): T {
		let left = this.next() * from.reduce((sum, [, weight]) => sum + weight, 0);
		for (const [thing, weight] of from) {
			left -= weight;
			if (left < 0) return thing;
		}
		return this.pick(from)[0];
	}
}
