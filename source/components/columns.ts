import type {Theme, Token} from '../theme/theme.js';

/** A run of text with a meaning. */
export interface Piece {
	text: string;
	token?: Token;
}

export interface CellContext {
	theme: Theme;
	/** ms since the epoch */
	now: number;
	/** Columns that the cell has: what doesn't fit a sentence may fit a word. */
	width: number;
}

export interface Column<Row> {
	id: string;
	title: string;
	/** Least and wanted width, in terminal columns. */
	min: number;
	ideal: number;
	/** What it makes do with where nothing more can go; absent: `min`. */
	least?: number;
	/** Share of the room left over; 0 or absent: none. */
	grow?: number;
	/** Where there is too little room, the highest goes first; absent: never. */
	drop?: number;
	right?: boolean;
	/** Ids, and people who work here: never masked. */
	plain?: true;
	/** What a row goes by, and so what is heavier in the row where one stands; absent everywhere: the first column. */
	name?: true;
	/** Whether a row has anything there: where none has, the column takes no room. Absent: it always does. */
	has?(row: Row): boolean;
	cell(row: Row, context: CellContext): Piece;
	/** Sorted by it, the largest come first: what is most is what one looks for. */
	descending?: boolean;
	/** The smaller first. Absent: the list can't be sorted by it. */
	compare?(a: Row, b: Row): number;
}

/** Whether values fall as one goes down a list that is sorted by this column. */
export function isDownwards({descending = false}: Pick<Column<never>, 'descending'>, reverse: boolean): boolean {
	return descending !== reverse;
}

/** Columns between two cells. */
export const cellGap = 2;

type Sized = Pick<Column<never>, 'min' | 'ideal' | 'least' | 'grow' | 'drop'>;

/** Width of each column so that all fit; 0 for those that have to go. */
export function layoutWidths(columns: readonly Sized[], width: number): number[] {
	const kept = new Set(columns.keys());
	const need = (least: (column: Sized) => number) =>
		[...kept].reduce((sum, index) => sum + least(columns[index] as Sized), 0) + cellGap * (kept.size - 1);
	while (need(column => column.min) > width) {
		const next = [...kept]
			.filter(index => columns[index]?.drop !== undefined)
			.sort((a, b) => (columns[b]?.drop ?? 0) - (columns[a]?.drop ?? 0))[0];
		if (next === undefined) break;
		kept.delete(next);
	}
	const widths = columns.map((column, index) => (kept.has(index) ? column.min : 0));
	let left = width - need(column => column.min);
	const given = columns.map(() => 0);
	share(
		given,
		[...kept],
		-left,
		index => (columns[index]?.min ?? 0) - (columns[index]?.least ?? columns[index]?.min ?? 0),
		true,
	);
	for (const [index, part] of given.entries()) widths[index] = (widths[index] ?? 0) - part;
	left = share(widths, [...kept], left, index => (columns[index]?.ideal ?? 0) - (columns[index]?.min ?? 0), true);
	share(widths, [...kept], left, index => columns[index]?.grow ?? 0, false);
	return widths;
}

/** Gives out room by weight; capped by the weight where `upTo`. @returns what is left. */
function share(
	widths: number[],
	indexes: number[],
	room: number,
	weight: (index: number) => number,
	upTo: boolean,
): number {
	const total = indexes.reduce((sum, index) => sum + weight(index), 0);
	if (room <= 0 || total <= 0) return Math.max(0, room);
	const given = upTo ? Math.min(room, total) : room;
	let left = given;
	let weights = total;
	for (const index of indexes) {
		const part = weights === 0 ? 0 : Math.round((left * weight(index)) / weights);
		widths[index] = (widths[index] ?? 0) + part;
		weights -= weight(index);
		left -= part;
	}
	return room - given;
}
