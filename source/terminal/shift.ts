import type {Row} from './frame.js';

/** A block of rows, first and last, that moves up by so many; down where negative. */
export interface Shift {
	top: number;
	bottom: number;
	by: number;
}

/**
 * Moves of a block that explain most of the rows that changed: the block that fits exactly, and
 * the same one reaching as far as rows have changed around it, which takes along a row that
 * moved and was altered as well.
 */
export function findShifts(before: readonly Row[], after: readonly Row[]): Shift[] {
	const places = new Map<string, number[]>();
	for (const [y, {text, end}] of before.entries()) if (end > 0) places.set(text, [...(places.get(text) ?? []), y]);
	const changed = after.map(({text}, y) => text !== before[y]?.text);
	const moved = new Map<number, number[]>();
	for (const [y, {text}] of after.entries())
		for (const place of (changed[y] && places.get(text)) || [])
			moved.set(place - y, [...(moved.get(place - y) ?? []), y]);
	const [best] = [...moved].sort(([, one], [, other]) => other.length - one.length);
	if (!best) return [];
	const [by, rows] = best;
	const [first = 0, last = 0] = [rows[0], rows.at(-1)];
	let [top, bottom] = [Math.min(first, first + by), Math.max(last, last + by)];
	const exact = {by, top, bottom};
	while (changed[top - 1]) top -= 1;
	while (changed[bottom + 1]) bottom += 1;
	return top === exact.top && bottom === exact.bottom ? [exact] : [exact, {by, top, bottom}];
}

/** The rows after a shift; what comes in is `empty`. */
export function shifted(rows: readonly Row[], {top, bottom, by}: Shift, empty: Row): Row[] {
	return rows.map((row, y) => {
		if (y < top || y > bottom) return row;
		const from = y + by;
		return from >= top && from <= bottom ? (rows[from] ?? empty) : empty;
	});
}

/**
 * Lines are deleted or inserted inside a region, rather than scrolled by SU and SD, which old
 * multiplexers lack. A block that reaches the last row needs no region.
 */
export function shiftBytes({top, bottom, by}: Shift, rows: number): string {
	const count = Math.abs(by) === 1 ? '' : Math.abs(by);
	const move = `\u001B[${top + 1}H\u001B[${count}${by > 0 ? 'M' : 'L'}`;
	return bottom === rows - 1 ? move : `\u001B[${top + 1};${bottom + 1}r${move}\u001B[r`;
}
