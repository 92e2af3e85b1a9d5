import stringWidth from 'string-width';
import {safeText} from '../format/safe-text.js';

const segmenter = new Intl.Segmenter();

/** Columns that text takes on the screen. */
export function width(text: string): number {
	return stringWidth(text);
}

/** Text broken into lines of at most so many columns, at spaces where there are some. */
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

/** A line of output broken wherever the column ends; its spaces stay. */
export function chunks(text: string, columns: number): string[] {
	return hardPieces(safeText(text), columns);
}

function hardPieces(text: string, columns: number): string[] {
	const pieces: string[] = [];
	let rest = text;
	while (columns > 0 && rest !== '' && stringWidth(rest) > columns) {
		const piece = head(rest, columns);
		pieces.push(piece);
		rest = rest.slice(piece.length);
	}
	return [...pieces, rest];
}

/** The longest beginning that fits, and at least one character. */
function head(text: string, columns: number): string {
	let out = '';
	let used = 0;
	for (const {segment} of segmenter.segment(text)) {
		const size = stringWidth(segment);
		if (out !== '' && used + size > columns) break;
		out += segment;
		used += size;
	}
	return out;
}
