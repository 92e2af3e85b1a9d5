import {Buffer} from 'node:buffer';
import {blank, type Cell, isBlank, type Row, sameCell} from './frame.js';
import type {Pen} from './pen.js';
import {onBlank} from './style.js';

/** The shortest move sideways is three bytes, the longest five: so much is as well written again. */
const mostBetween = 5;
/** Erasing to the right edge is three bytes: fewer columns are as well overwritten. */
const eraseBytes = 3;

/** Columns from the first on, up to but without the last. */
interface Stretch {
	from: number;
	to: number;
}

/** Turns one row that the terminal shows into another, in whichever way is shorter. */
export function paintRow(pen: Pen, y: number, before: Row, after: Row): void {
	const change = before.text === after.text ? -1 : firstDifference(before.cells, after.cells);
	if (change < 0) return;
	const doubts = doubtfulChanges(before, after);
	const patched = pen.fork();
	patch(patched, y, before, after, doubts);
	if (before.end === 0) {
		pen.adopt(patched);
		return;
	}
	const rewritten = pen.fork();
	rewrite(rewritten, y, before, after, Math.min(change, doubts[0]?.from ?? change));
	pen.adopt(Buffer.byteLength(rewritten.bytes) < Buffer.byteLength(patched.bytes) ? rewritten : patched);
}

/** Writes the columns that differ. Where a width is not certain, all that it may cover is cleared first. */
function patch(pen: Pen, y: number, before: Row, after: Row, doubts: readonly Stretch[]): void {
	const shown = [...before.cells];
	for (const {from, to} of doubts) {
		pen.moveTo(from, y, blank);
		if (to >= after.end) {
			pen.eraseToEnd();
			shown.fill(blank, from);
			break;
		}
		for (let x = from; x < to; x++) pen.write(blank);
		shown.fill(blank, from, to);
	}
	writeDifference(pen, y, shown, after);
}

/** Erases from the first change on, and writes the rest of the row anew. */
function rewrite(pen: Pen, y: number, before: Row, after: Row, from: number): void {
	pen.moveTo(from, y, blank);
	pen.eraseToEnd();
	writeDifference(pen, y, [...before.cells].fill(blank, from), after);
}

function firstDifference(one: readonly Cell[], other: readonly Cell[]): number {
	return one.findIndex((cell, x) => !sameCell(cell, other[x]));
}

/**
 * Stretches in which a width is not certain, before or after, and something changes. Where
 * nothing stood there before, nothing has to be cleared.
 */
function doubtfulChanges(before: Row, after: Row): Stretch[] {
	if (before.doubtful === null && after.doubtful === null) return [];
	const changes: Stretch[] = [];
	const doubtful = (x: number) => before.doubtful?.[x] || after.doubtful?.[x];
	for (let from = 0; from < after.cells.length; from++) {
		let [to, changed, bare] = [from, false, true];
		for (; doubtful(to); to++) {
			changed ||= !sameCell(before.cells[to], after.cells[to]) && !(loneAt(before, to) && loneAt(after, to));
			bare &&= isBlank(before.cells[to]);
		}
		if (changed && !bare) changes.push({from, to});
		from = to;
	}
	return changes;
}

/**
 * One ambiguous sign with room behind it: whatever width a terminal gives it, it gives to every
 * other one, so one can take another's place (an arrow another colour, a scroll bar's thumb).
 */
function loneAt({cells}: Row, x: number): boolean {
	if (cells[x]?.trust !== 'ambiguous' || cells[x - 1]?.trust === 'ambiguous') return false;
	return x + 1 === cells.length || isBlank(cells[x + 1]);
}

function writeDifference(pen: Pen, y: number, shown: readonly Cell[], after: Row): void {
	const {cells, end} = after;
	const last = shown.findLastIndex((cell, x) => !sameCell(cell, cells[x]));
	for (let x = 0, next = 0; x <= last; x = next) {
		const cell = cells[x] ?? blank;
		next = x + Math.max(1, cell.width);
		if (standsAt(x, next, shown, cells)) continue;
		pen.moveTo(x, y, cell, from => textBetween(from, x, after, pen));
		if (x >= end && last - x >= eraseBytes) {
			pen.eraseToEnd();
			return;
		}
		pen.write(cell);
	}
}

function standsAt(from: number, to: number, shown: readonly Cell[], cells: readonly Cell[]): boolean {
	for (let x = from; x < to; x++) if (!sameCell(shown[x], cells[x])) return false;
	return true;
}

/** What stays as it is between two columns, where writing it again needs no other style and moves nothing. */
function textBetween(from: number, to: number, {cells, doubtful}: Row, {style}: Pen): string | null {
	if (to - from > mostBetween) return null;
	let text = '';
	for (let x = from; x < to; x++) {
		const cell = cells[x] ?? blank;
		const worn = cell.text === ' ' ? onBlank(style) : style;
		if (doubtful?.[x] || cell.text > '~' || cell.text === '' || cell.style.key !== worn.key) return null;
		text += cell.text;
	}
	return text;
}
