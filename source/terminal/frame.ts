import {type Glyph, glyphsOf} from './glyph.js';
import {onBlank, plain, type Style, transition, withLink, withSgr} from './style.js';

/** What stands in one column: a sign, or the rest of a wide one (`width` 0). */
export interface Cell {
	text: string;
	style: Style;
	width: number;
	trust: Glyph['trust'];
}

/** One row of a picture of the screen, column by column. */
export interface Row {
	/** As it was drawn; rows with the same text are the same. */
	text: string;
	cells: readonly Cell[];
	/** From this column on there is nothing. */
	end: number;
	/** 1 in columns where a terminal that counts widths otherwise may show something else; null: nowhere. */
	doubtful: Readonly<Uint8Array> | null;
	/** The style that it leaves switched on. */
	leaves: Style;
}

export const blank: Cell = {text: ' ', style: plain, width: 1, trust: 'sure'};

/**
 * Everything in a row that is no text. SGR and OSC 8 are obeyed; the rest is dropped, as are
 * lone controls: they would move the cursor where nobody knows.
 */
const sequences =
	/\u001B\[([0-?]*)([ -/]*[@-~])|\u001B\]([^\u0000-\u001F\u007F-\u009F]*)(?:\u0007|\u001B\\|\u009C)|\u001B[PX^_][^\u001B\u009C]*(?:\u001B\\|\u009C)?|\u001B[ -/]*[0-~]?|[\u0000-\u001F\u007F-\u009F]/g;
/** Signs of one byte each, and what has to be looked at closely; an accent belongs to the letter before it. */
const parts = /[ -~]+(?=[ -~]|$)|[ -~]?[^ -~]+/g;
/** Rows kept, so that what is shown again isn't read again; about five screens. */
const mostRows = 250;

/** Reads frames of one size. */
export class FrameReader {
	readonly #rows = new Map<string, Row>();

	constructor(readonly size: {columns: number; rows: number}) {}

	/** What Ink drew, as exactly as many rows as the screen has. */
	read(frame: string): Row[] {
		const lines = frame.split('\n', this.size.rows);
		let style = plain;
		return Array.from({length: this.size.rows}, (_, index) => {
			// A style that a line leaves on goes on in the next, as it would on a terminal.
			const row = this.row(transition(plain, style) + (lines[index] ?? ''));
			style = row.leaves;
			return row;
		});
	}

	row(text: string): Row {
		const known = this.#rows.get(text);
		if (known) return known;
		if (this.#rows.size >= mostRows) this.#rows.clear();
		const row = readRow(text, this.size.columns);
		this.#rows.set(text, row);
		return row;
	}
}

function readRow(text: string, columns: number): Row {
	const line = new Line(columns);
	let from = 0;
	for (const match of text.matchAll(sequences)) {
		line.put(text.slice(from, match.index));
		line.style = obey(line.style, match);
		from = match.index + match[0].length;
	}
	line.put(text.slice(from));
	const {style, cells, doubtful} = line;
	while (cells.length < columns) cells.push(blank);
	return {text, cells, end: endOf(cells), doubtful, leaves: style};
}

function obey(style: Style, [, parameters = '', final, command]: RegExpMatchArray): Style {
	if (final === 'm' && !/[<=>?]/.test(parameters)) return withSgr(style, parameters);
	return command?.startsWith('8;') && command.includes(';', 2) ? withLink(style, command.slice(2)) : style;
}

/** A row being filled from the left. */
class Line {
	readonly cells: Cell[] = [];
	style = plain;
	doubtful: Uint8Array | null = null;
	#full = false;
	/** Where the run of ambiguous signs began that the next one may lengthen. */
	#run: number | null = null;

	constructor(readonly columns: number) {}

	put(text: string): void {
		for (const [part] of text.matchAll(parts)) {
			if (part.charCodeAt(part.length - 1) < 0x7f) this.#putPlain(part);
			else for (const glyph of glyphsOf(part)) this.#putGlyph(glyph);
		}
	}

	#putPlain(text: string): void {
		const {cells, style} = this;
		const shown = this.#full ? '' : text.slice(0, this.columns - cells.length);
		this.#full ||= shown.length < text.length;
		this.#run = null;
		const bare = onBlank(style);
		const space: Cell = bare === plain ? blank : {...blank, style: bare};
		for (const character of shown)
			cells.push(character === ' ' ? space : {text: character, style, width: 1, trust: 'sure'});
	}

	#putGlyph(glyph: Glyph): void {
		const {text, width, trust} = glyph;
		// What a terminal does with a wide sign in half a place is not known, so it is left out.
		this.#full ||= this.cells.length + width > this.columns;
		if (this.#full || width === 0) return;
		this.#doubt(glyph);
		const style = text === ' ' ? onBlank(this.style) : this.style;
		this.cells.push({text, style, width, trust});
		for (let rest = 1; rest < width; rest++) this.cells.push({text: '', style, width: 0, trust});
	}

	/** Marks what the sign may cover; a run of ambiguous ones, written in one go, is twice as long at most. */
	#doubt({trust, reach}: Glyph): void {
		const column = this.cells.length;
		this.#run = trust === 'ambiguous' ? (this.#run ?? column) : null;
		if (trust === 'sure') return;
		this.doubtful ??= new Uint8Array(this.columns);
		const end = this.#run === null ? column + reach : this.#run + 2 * (column - this.#run + 1);
		this.doubtful.fill(1, column, end);
	}
}

function endOf(cells: readonly Cell[]): number {
	let end = cells.length;
	while (end > 0 && isBlank(cells[end - 1])) end -= 1;
	return end;
}

export function isBlank(cell: Cell | undefined): boolean {
	return cell !== undefined && cell.text === ' ' && cell.style.key === plain.key;
}

export function sameCell(one: Cell | undefined, other: Cell | undefined): boolean {
	if (one === other) return true;
	return (
		one !== undefined &&
		other !== undefined &&
		one.text === other.text &&
		one.width === other.width &&
		(one.style === other.style || one.style.key === other.style.key)
	);
}
