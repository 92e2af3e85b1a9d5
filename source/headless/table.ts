import {safeText} from '../format/safe-text.js';
import {padTo, widthOf} from '../format/width.js';

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

/** Rows under a line of titles, aligned, without rules; each line ends with a line break. */
export function toTable(columns: TableColumn[], rows: string[][], {width, ascii}: TableOptions): string {
	const ellipsis = ascii ? '...' : '…';
	const cells = [columns.map(column => column.title), ...rows.map(row => row.map(safeText))];
	const natural = columns.map((_, index) =>
		Math.max(...cells.map(row => Math.min(longestCell, widthOf((row[index] ?? '').slice(0, longestCell * 4))))),
	);
	const widths = width === null ? natural : fitWidths(natural, columns, width);
	return cells
		.map(row =>
			columns
				.map(({align = 'left'}, index) => {
					const columnWidth = widths[index] ?? 0;
					return padTo(row[index] ?? '', columnWidth, align, ellipsis);
				})
				.join(gap)
				.trimEnd(),
		)
		.map(line => `${line}\n`)
		.join('');
}
