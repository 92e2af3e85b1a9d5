import type {PageLine} from './page.js';

/** Some lines of a text, and which they are. */
export interface Narrowed {
	lines: readonly PageLine[];
	/** Their places in the whole, ascending. */
	places: readonly number[];
}

export function narrowed(
	all: readonly PageLine[],
	keep: (line: PageLine, place: number, before: PageLine | undefined) => boolean,
): Narrowed {
	const lines: PageLine[] = [];
	const places: number[] = [];
	for (const [place, line] of all.entries()) {
		if (!keep(line, place, all[place - 1])) continue;
		lines.push(line);
		places.push(place);
	}
	return {lines, places};
}

/** Where a line of the whole stands among the narrowed ones: itself, else the next; the last after all. */
export function placeIn({places}: Narrowed, wanted: number): number {
	const next = places.findIndex(place => place >= wanted);
	return next >= 0 ? next : Math.max(0, places.length - 1);
}
