import stringWidth from 'string-width';
import {safeText} from '../format/safe-text.js';

export interface TableColumn {
	title: string;
	align?: 'left' | 'right';
	/** Never made narrower than its content: ids, which people copy. */
	whole?: boolean;
}

export interface TableOptions {
	/** Columns of the terminal; null where it isn't one: then nothing is fitted. */
	width: number | null;
	ascii: boolean;
}

const gap = '  ';
/** Without a terminal a cell may still not be endless: its neighbours would be padded to it. */
const longestCell = 120;
const narrowest = 6;
const segmenter = new Intl.Segmenter();

/** Text in at most so many columns, with an ellipsis where something is left out. */
export function shorten(text: string, columns: number, ellipsis: string): string {
	if (text.length <= columns * 4 && stringWidth(text) <= columns) return text;
	const room = columns - stringWidth(ellipsis);
	let out = '';
	let used = 0;
	for (const {segment} of segmenter.segment(text.slice(0, columns * 8))) {
		const size = stringWidth(segment);
		if (used + size > room) break;
		out += segment;
		used += size;
	}
	return out + ellipsis;
}

/** Takes columns from the widest ones, one by one, until the table fits. */
function fitWidths(natural: number[], columns: TableColumn[], width: number): number[] {
	const widths = [...natural];
	let excess = widths.reduce((sum, size) => sum + size + gap.length, -gap.length) - width;
	while (excess > 0) {
		let widest = -1;
		for (const [index, size] of widths.entries()) {
			const mayShrink = !columns[index]?.whole && size > narrowest;
			if (mayShrink && size > (widths[widest] ?? 0)) widest = index;
		}
		if (widest < 0) break;
		widths[widest] = (widths[widest] ?? 0) - 1;
		excess -= 1;
	}
	return widths;
}

function pad(text: string, columns: number, align: 'left' | 'right'): string {
	const padding = ' '.repeat(Math.max(0, columns - stringWidth(text)));
	return align === 'right' ? padding + text : text + padding;
}

/** Rows under a line of titles, aligned, without rules; each line ends with a line break. */
export function toTable(columns: TableColumn[], rows: string[][], {width, ascii}: TableOptions): string {
	const ellipsis = ascii ? '...' : '…';
	const cells = [columns.map(column => column.title), ...rows.map(row => row.map(safeText))];
	const natural = columns.map((_, index) =>
		Math.max(...cells.map(row => Math.min(longestCell, stringWidth((row[index] ?? '').slice(0, longestCell * 4))))),
	);
	const widths = width === null ? natural : fitWidths(natural, columns, width);
	return cells
		.map(row =>
			columns
				.map(({align = 'left'}, index) => {
					const columnWidth = widths[index] ?? 0;
					return pad(shorten(row[index] ?? '', columnWidth, ellipsis), columnWidth, align);
				})
				.join(gap)
				.trimEnd(),
		)
		.map(line => `${line}\n`)
		.join('');
}
