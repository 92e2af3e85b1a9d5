import {Box, Text} from 'ink';
import {padTo, truncate} from '../format/width.js';
import {useTheme} from '../theme/context.js';
import type {Theme} from '../theme/theme.js';
import {type CellContext, type Column, cellGap, isDownwards, layoutWidths} from './columns.js';
import {scrollMark} from './scroll-mark.js';

/** Columns before the first cell: cursor, mark, a gap. */
const gutter = 4;

export interface ListProperties<Row> {
	columns: readonly Column<Row>[];
	/** The rows of the window alone. */
	rows: readonly {id: string; row: Row}[];
	cursor: string | null;
	marks: ReadonlySet<string>;
	/** The end of a range of marks being made. */
	anchor: string | null;
	/** The column that the rows are sorted by. */
	sortedBy: Column<Row> | null;
	reverse: boolean;
	size: {width: number; height: number};
	/** Place of the window in the whole: first row, all rows. */
	place: {top: number; count: number};
	now: number;
	/** Said where there are no rows. */
	empty: string;
}

/**
 * A table that draws only what fits. The selected row has a marker and its name in bold, and
 * nothing else of it differs: a bar or a bold row would be sent twice for each step, once for
 * the row that one leaves, and that is what makes a step slow on a thin line.
 */
export function List<Row>(properties: ListProperties<Row>) {
	const theme = useTheme();
	const {size, columns, rows} = properties;
	const widths = layoutWidths(columns, size.width - gutter - 2);
	const kept = widths.filter(width => width > 0);
	const used = kept.reduce((sum, width) => sum + width, cellGap * (kept.length - 1));
	// What no column wants lies at the end, and the scroll mark at the edge.
	const rest = ' '.repeat(Math.max(0, size.width - gutter - 2 - used));
	const context = {theme, now: properties.now, width: 0};
	const window = {...properties.place, shown: rows.length};
	return (
		<Box flexDirection="column" width={size.width} height={size.height}>
			<Text wrap="truncate-end">{headLine(properties, widths, theme)}</Text>
			{rows.length === 0 && <Text wrap="truncate-end">{`\n    ${theme.paint('dim', properties.empty)}`}</Text>}
			{rows.map(({id, row}, index) => (
				<Text key={index} wrap="truncate-end">
					{`${rowLine(properties, {id, row, widths, context})}${rest} ${scrollMark(window, index, theme)}`}
				</Text>
			))}
		</Box>
	);
}

/** Rows that a list of this height shows, under its heading. */
export function listRows(height: number): number {
	return Math.max(1, height - 1);
}

function headLine<Row>({columns, sortedBy, reverse}: ListProperties<Row>, widths: number[], theme: Theme): string {
	const cells = columns.map((column, index) => {
		const width = widths[index] ?? 0;
		if (column !== sortedBy) return cellText(column.title, width, column.right);
		// Upwards where values rise as one goes down. The arrow is never what is cut off.
		const arrow = isDownwards(column, reverse) ? theme.symbols.down : theme.symbols.up;
		const title = truncate(column.title, Math.max(0, width - 1), '');
		return cellText(title.length + 2 <= width ? `${title} ${arrow}` : `${title}${arrow}`, width, column.right);
	});
	return theme.paint('dim', `${' '.repeat(gutter)}${joinCells(cells)}`);
}

interface RowParts<Row> {
	id: string;
	row: Row;
	widths: number[];
	context: CellContext;
}

function rowLine<Row>(properties: ListProperties<Row>, {id, row, widths, context}: RowParts<Row>): string {
	const {theme} = context;
	const selected = id === properties.cursor;
	const name = properties.columns.find(column => column.name) ?? properties.columns[0];
	const cells = properties.columns.map((column, index) => {
		const width = widths[index] ?? 0;
		if (width === 0) return '';
		const {text: whole, token = 'text'} = column.cell(row, {...context, width});
		const text = column.plain ? whole : theme.veil(whole);
		const heavy = selected && column === name;
		// Bold and dim at once is neither, and where one of them ends, terminals end both.
		const painted = theme.paint(heavy && token === 'dim' ? 'text' : token, cellText(text, width, column.right));
		return heavy ? theme.paint('strong', painted) : painted;
	});
	const cursor = selected ? theme.paint('accent', theme.symbols.cursor) : ' ';
	return ` ${cursor}${markOf(properties, id, theme)} ${joinCells(cells)}`;
}

function markOf<Row>({marks, anchor}: ListProperties<Row>, id: string, theme: Theme): string {
	if (marks.has(id)) return theme.paint('good', theme.symbols.marked);
	return id === anchor ? theme.paint('caution', 'v') : ' ';
}

function joinCells(cells: string[]): string {
	return cells.filter(cell => cell !== '').join(' '.repeat(cellGap));
}

function cellText(text: string, width: number, right = false): string {
	return width === 0 ? '' : padTo(text, width, right ? 'right' : 'left');
}
