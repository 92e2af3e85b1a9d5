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

/** A line of output, made safe, broken wherever the column ends; its spaces stay. */
export function chunks(text: string, columns: number): string[] {
	return hardPieces(safeText(text), columns);
}

/** One walk over the text, however long it is. A character wider than the column stands alone. */
function hardPieces(text: string, columns: number): string[] {
	if (columns <= 0 || (text.length <= columns && stringWidth(text) <= columns)) return [text];
	const pieces: string[] = [];
	let piece = '';
	let used = 0;
	for (const {segment} of segmenter.segment(text)) {
		const size = stringWidth(segment);
		if (piece !== '' && used + size > columns) {
			pieces.push(piece);
			piece = '';
			used = 0;
		}
		piece += segment;
		used += size;
	}
	return [...pieces, piece];
}
