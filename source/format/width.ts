import stringWidth from 'string-width';
import {safeText} from './safe-text.js';

const segmenter = new Intl.Segmenter();
/** A cell is never this long: a label of megabytes must not be measured for every frame. */
const longest = 4000;

/** Columns that text takes on a terminal. */
export function widthOf(text: string): number {
	return stringWidth(text);
}

/** The longest beginning that fits into so many columns; it never splits a character. */
function head(text: string, columns: number): string {
	let out = '';
	let used = 0;
	for (const {segment} of segmenter.segment(text)) {
		used += stringWidth(segment);
		if (used > columns) break;
		out += segment;
	}
	return out;
}

/** Text, made safe, in at most `width` terminal columns; an ellipsis says that something is left out. */
export function truncate(text: string, width: number, ellipsis = '…'): string {
	const safe = safeText(text.slice(0, longest));
	if (width <= 0) return '';
	if (text.length <= longest && stringWidth(safe) <= width) return safe;
	const room = width - stringWidth(ellipsis);
	return room < 0 ? '' : head(safe, room) + ellipsis;
}

/** Likewise, but it is the middle that is left out: of a path, where it leads says more than the way. */
export function truncateMiddle(text: string, width: number, ellipsis = '…'): string {
	const ends = text.length > 2 * longest ? text.slice(0, longest) + text.slice(-longest) : text;
	const safe = safeText(ends);
	if (ends === text && stringWidth(safe) <= width) return safe;
	const room = width - stringWidth(ellipsis);
	if (room < 0) return '';
	const start = head(safe, Math.floor(room * 0.4));
	let end = '';
	let used = stringWidth(start);
	for (const {segment} of [...segmenter.segment(safe.slice(-longest))].reverse()) {
		used += stringWidth(segment);
		if (used > room) break;
		end = segment + end;
	}
	return start + ellipsis + end;
}

/** Longer pieces take a segmenter time that grows with the square of their length. */
const pieceLength = 500;

/** The characters of a text as people count them, however long it is. */
function* letters(text: string): Generator<string> {
	for (let at = 0; at < text.length; ) {
		const found = Array.from(segmenter.segment(text.slice(at, at + pieceLength)), ({segment}) => segment);
		// The last may go on in the next piece.
		if (found.length > 1 && at + pieceLength < text.length) found.pop();
		for (const letter of found) {
			at += letter.length;
			yield letter;
		}
	}
}

const plain = /^[ -~]*$/;

export interface BreakOptions {
	/** Columns of every row but the first; absent: as many. */
	later?: number;
	/** Between words where there are some, the space staying at the end of its row. */
	words?: boolean;
}

/**
 * Where the rows begin when a text is broken at every so many columns, wherever that is.
 * One walk over it, as a log may hold lines of megabytes; none where it is plain ASCII.
 */
export function breaks(text: string, columns: number, {later = columns, words = false}: BreakOptions = {}): number[] {
	const [first, rest] = [Math.max(1, columns), Math.max(1, later)];
	const starts = [0];
	if (!words && plain.test(text)) {
		for (let start = first; start < text.length; start += rest) starts.push(start);
		return starts;
	}
	const sizes = new Map<string, number>();
	let [at, used] = [0, 0];
	/** Where the last word of the row begins, and what the row holds before it. */
	let word = {at: 0, used: 0};
	for (const letter of letters(text)) {
		const size = sizes.get(letter) ?? stringWidth(letter);
		sizes.set(letter, size);
		// A character wider than the column stands alone.
		if (used > 0 && used + size > (starts.length === 1 ? first : rest)) {
			if (!words || word.used === 0) word = {at, used};
			starts.push(word.at);
			used -= word.used;
			word = {at: word.at, used: 0};
		}
		used += size;
		at += letter.length;
		if (letter === ' ') word = {at, used};
	}
	return starts;
}

/** Text, made safe, in exactly `width` terminal columns. */
export function padTo(text: string, width: number, align: 'left' | 'right' = 'left', ellipsis = '…'): string {
	const short = truncate(text, width, ellipsis);
	const padding = ' '.repeat(Math.max(0, width - stringWidth(short)));
	return align === 'right' ? padding + short : short + padding;
}

/** Text, made safe, broken into lines of at most so many columns, at spaces where there are some. */
export function wrap(text: string, columns: number): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of safeText(text).split(' ')) {
		const candidate = line === '' ? word : `${line} ${word}`;
		if (stringWidth(candidate) <= columns) {
			line = candidate;
			continue;
		}
		if (line !== '') lines.push(line);
		const pieces = hardPieces(word, columns);
		line = pieces.pop() ?? '';
		lines.push(...pieces);
	}
	if (line !== '' || lines.length === 0) lines.push(line);
	return lines;
}

/** A text broken wherever the column ends; its spaces stay. */
function hardPieces(text: string, columns: number): string[] {
	const starts = breaks(text, columns);
	return starts.map((start, index) => text.slice(start, starts[index + 1]));
}
