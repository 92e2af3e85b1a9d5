import {breaks, widthOf} from './width.js';

/**
 * A long text on a screen: where its lines break, what of it is seen, what is found in it.
 * Nothing here looks at more lines than it must, for a log may have a hundred thousand.
 */
export interface PageLine {
	/** Safe to draw. */
	text: string;
	/** So many characters at the start are a label; what is wrapped hangs below what follows it. */
	label?: number;
	heading?: boolean;
}

export interface PageShape {
	lines: readonly PageLine[];
	/** Columns and rows that the text has. */
	width: number;
	height: number;
	/** Long lines go on below; else they are cut. */
	wrap: boolean;
}

/** A row on the screen: which one of which line. */
export interface PagePosition {
	line: number;
	row: number;
}

/** A part of a line, as one row. */
export interface PageRow {
	line: number;
	start: number;
	end: number;
	/** Columns before it. */
	hang: number;
	/** The line goes on, but isn't shown further. */
	cut: boolean;
}

/** No row of a cut line is made of more than this. */
const cutLength = 4000;
const known = new WeakMap<PageLine, {width: number; starts: readonly number[]}>();

/** Room for what follows a label is kept where the label leaves too little. */
function hangOf({text, label = 0}: PageLine, width: number): number {
	const columns = widthOf(text.slice(0, label));
	return columns < width - 10 ? columns : 0;
}

function startsOf(line: PageLine, {width, wrap}: PageShape): readonly number[] {
	if (!wrap) return [0];
	const before = known.get(line);
	if (before?.width === width) return before.starts;
	// Values are for reading: they are broken between words. A log's columns stay as they are.
	const starts = breaks(line.text, width, {later: width - hangOf(line, width), words: line.label !== undefined});
	known.set(line, {width, starts});
	return starts;
}

function rowsIn(shape: PageShape, line: number): number {
	const found = shape.lines[line];
	return found ? startsOf(found, shape).length : 0;
}

function cutRow({text}: PageLine, line: number, width: number): PageRow {
	const beginning = text.slice(0, cutLength);
	const cut = beginning.length < text.length || breaks(beginning, width).length > 1;
	const end = cut ? (breaks(beginning, width - 1)[1] ?? beginning.length) : text.length;
	return {line, start: 0, end, hang: 0, cut};
}

function rowAt(shape: PageShape, {line, row}: PagePosition): PageRow | undefined {
	const found = shape.lines[line];
	if (!found) return undefined;
	if (!shape.wrap) return cutRow(found, line, shape.width);
	const starts = startsOf(found, shape);
	const start = starts[row];
	if (start === undefined) return undefined;
	const hang = row === 0 ? 0 : hangOf(found, shape.width);
	return {line, start, end: starts[row + 1] ?? found.text.length, hang, cut: false};
}

/** The place so many rows further down, or up; never before the first or after the last row. */
export function movedBy(shape: PageShape, from: PagePosition, by: number): PagePosition {
	let {line, row} = from;
	let left = Math.abs(by);
	while (left > 0) {
		const room = by > 0 ? rowsIn(shape, line) - 1 - row : row;
		const step = Math.min(left, room);
		row += by > 0 ? step : -step;
		left -= step;
		if (left === 0) break;
		const next = by > 0 ? line + 1 : line - 1;
		if (next < 0 || next >= shape.lines.length) break;
		line = next;
		row = by > 0 ? 0 : rowsIn(shape, line) - 1;
		left -= 1;
	}
	return {line, row};
}

/** The furthest that one can scroll: the last row stands at the foot. */
export function endOf(shape: PageShape): PagePosition {
	const line = Math.max(0, shape.lines.length - 1);
	const last = {line, row: Math.max(0, rowsIn(shape, line) - 1)};
	return movedBy(shape, last, 1 - shape.height);
}

function before(a: PagePosition, b: PagePosition): boolean {
	return a.line < b.line || (a.line === b.line && a.row < b.row);
}

/** A place to scroll to, brought within the text as it is now. */
export function within(shape: PageShape, top: PagePosition): PagePosition {
	const end = endOf(shape);
	if (!before(top, end)) return end;
	return {line: top.line, row: Math.min(top.row, Math.max(0, rowsIn(shape, top.line) - 1))};
}

/** The rows that are seen from a place on. */
export function visibleRows(shape: PageShape, top: PagePosition): PageRow[] {
	const rows: PageRow[] = [];
	let {line, row} = top;
	while (rows.length < shape.height) {
		const found = rowAt(shape, {line, row});
		if (found) rows.push(found);
		else if (line + 1 >= shape.lines.length) break;
		const more = row + 1 < rowsIn(shape, line);
		line = more ? line : line + 1;
		row = more ? row + 1 : 0;
	}
	return rows;
}

/** Where a character of a line stands. */
export function positionOf(shape: PageShape, line: number, offset: number): PagePosition {
	const found = shape.lines[line];
	const starts = found ? startsOf(found, shape) : [0];
	return {
		line,
		row: Math.max(
			0,
			starts.findLastIndex(start => start <= offset),
		),
	};
}

/** A place from which that row is seen: this one where it does, else one with the row a third down. */
export function showing(shape: PageShape, top: PagePosition, wanted: PagePosition): PagePosition {
	const last = movedBy(shape, top, shape.height - 1);
	if (!before(wanted, top) && !before(last, wanted)) return top;
	return within(shape, movedBy(shape, wanted, -Math.floor(shape.height / 3)));
}
