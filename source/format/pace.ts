import {bytes} from './amounts.js';

/** Looked back over this many milliseconds: long enough to be calm, short enough to be true. */
const span = 8000;

/** `1:05`, `2:03:09`. */
function clock(seconds: number): string {
	const whole = Math.ceil(seconds);
	const two = (value: number) => String(value).padStart(2, '0');
	const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
	return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** How fast something goes, and how long it still takes. */
export class Pace {
	#samples: {at: number; done: number}[] = [];

	/** @param at ms */
	add(at: number, done: number): void {
		const last = this.#samples.at(-1);
		if (last && at - last.at < 100) return;
		this.#samples.push({at, done});
		while (this.#samples.length > 2 && at - (this.#samples[0]?.at ?? at) > span) this.#samples.shift();
	}

	/** `120 MB of 2.0 GB, 45 MB/s, 0:42 left`; without what can't be told yet. */
	words(done: number, total: number): string {
		const [first, last] = [this.#samples[0], this.#samples.at(-1)];
		const sofar = `${bytes(done)} of ${bytes(total)}`;
		if (!first || !last || last.at === first.at) return sofar;
		const rate = ((last.done - first.done) / (last.at - first.at)) * 1000;
		if (rate <= 0) return `${sofar}, waiting`;
		return `${sofar}, ${bytes(rate)}/s, ${clock(Math.max(0, total - done) / rate)} left`;
	}
}
