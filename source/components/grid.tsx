import {Box, Text} from 'ink';
import {count} from '../format/amounts.js';
import {padTo, truncate, widthOf} from '../format/width.js';
import {useTheme} from '../theme/context.js';
import type {Theme} from '../theme/theme.js';
import {type Column, cellGap, layoutWidths, type Piece} from './columns.js';
import {scrollMark} from './scroll-mark.js';

export interface GridColumn {
	id: string;
	title: string;
	/** What neighbouring columns share: told once above them. */
	over: string;
	/** Columns of the terminal that it takes. */
	width: number;
}

export interface GridProperties<Row> {
	/** Stand still at the left. */
	frozen: readonly Column<Row>[];
	/** Columns and rows of the window alone. */
	columns: readonly GridColumn[];
	rows: readonly {id: string; row: Row}[];
	cell(row: Row, column: string, width: number): Piece;
	cursor: {row: string | null; column: string | null};
	/** Sign of a mark on a cell, where it has one. */
	mark(row: string, column: string): 'marked' | 'anchor' | null;
	/** Column that the rows are sorted by, frozen or not. */
	sortedBy: string | null;
	reverse: boolean;
	size: {width: number; height: number};
	/** Place of the window in the whole. */
	place: {top: number; rows: number; left: number; columns: number};
	/** What the columns are called: "projects". */
	noun: string;
	now: number;
	/** Said where there are no rows. */
	empty: string;
}

/** Rows of the two heads. */
export const gridHeadRows = 2;
/** Before a cell's text: cursor and mark. They part the columns too. */
const lead = 2;
/** At the right edge: a gap, and where the window stands. */
const edge = 2;
const narrowest = 6;
const widest = 14;

/** What each of the columns with these titles takes: more than its title needs where all of them fit anyway. */
export function gridColumnWidths(titles: readonly string[], room: number): number[] {
	const least = titles.map(title => lead + Math.max(narrowest, widthOf(truncate(title, widest))));
	const spare = Math.floor((room - least.reduce((sum, width) => sum + width, 0)) / titles.length);
	return least.map(width => Math.min(Math.max(width, lead + widest), width + Math.max(0, spare)));
}

/** Widths of the frozen columns, and what they leave to the others. */
export function frozenWidths(frozen: readonly Column<never>[], width: number): {widths: number[]; rest: number} {
	const widths = layoutWidths(frozen, Math.min(68, Math.floor(width * 0.35)));
	return {widths, rest: Math.max(0, width - frozenSize(widths) - edge)};
}

/** A table with its first columns and its head standing still; what is selected has a marker and weight, no bar. */
export function Grid<Row>(properties: GridProperties<Row>) {
	const theme = useTheme();
	const {size, rows, place} = properties;
	const {widths} = frozenWidths(properties.frozen, size.width);
	const window = {top: place.top, shown: rows.length, count: place.rows};
	return (
		<Box flexDirection="column" width={size.width} height={size.height}>
			<Text wrap="truncate-end">{overLine(properties, widths, theme)}</Text>
			<Text wrap="truncate-end">{headLine(properties, widths, theme)}</Text>
			{rows.length === 0 && <Text wrap="truncate-end">{`\n ${theme.paint('dim', properties.empty)}`}</Text>}
			{rows.map(({id, row}, index) => (
				<Text key={index} wrap="truncate-end">
					{`${rowLine(properties, {id, row, widths}, theme)} ${scrollMark(window, index, theme)}`}
				</Text>
			))}
		</Box>
	);
}

function frozenSize(widths: readonly number[]): number {
	const kept = widths.filter(width => width > 0);
	return 1 + kept.reduce((sum, width) => sum + width, 0) + cellGap * Math.max(0, kept.length - 1);
}

/** Which of the columns these are, and what they share. */
function overLine<Row>({columns, cursor, place, noun}: GridProperties<Row>, widths: number[], theme: Theme): string {
	const all = columns.length === place.columns;
	const which = all
		? count(place.columns, noun.replace(/s$/, ''), noun)
		: `${noun} ${place.left + 1}-${place.left + columns.length} of ${place.columns}`;
	const spans: {over: string; size: number; here: boolean}[] = [];
	for (const {id, over, width} of columns) {
		const last = spans.at(-1);
		const span = last?.over === over ? last : {over, size: 0, here: false};
		if (span !== last) spans.push(span);
		span.size += width;
		span.here ||= id === cursor.column;
	}
	const texts = spans.map(({over, size, here}) => {
		const name = truncate(theme.veil(over), size - lead);
		const left = size - lead - widthOf(name);
		const rule = left > 1 ? ` ${theme.paint('dim', theme.symbols.rule.repeat(left - 1))}` : ' '.repeat(left);
		return `${' '.repeat(lead)}${theme.paint(here ? 'strong' : 'dim', name)}${rule}`;
	});
	return theme.paint('dim', padTo(columns.length === 0 ? '' : ` ${which}`, frozenSize(widths))) + texts.join('');
}

function headLine<Row>(properties: GridProperties<Row>, widths: number[], theme: Theme): string {
	const {frozen, columns, cursor, sortedBy, reverse} = properties;
	const sign = (id: string) => (id === sortedBy ? ` ${reverse ? theme.symbols.up : theme.symbols.down}` : '');
	const still = frozen.map(({id, title}, index) => padTo(title + sign(id), widths[index] ?? 0));
	const heads = columns.map(({id, title, width}) => {
		const room = width - lead;
		const text = padTo(truncate(theme.veil(title), room - sign(id).length) + sign(id), room);
		return `${' '.repeat(lead)}${theme.paint(id === cursor.column ? 'accent' : 'dim', text)}`;
	});
	return ` ${theme.paint('dim', joined(still))}${heads.join('')}`;
}

interface RowParts<Row> {
	id: string;
	row: Row;
	widths: number[];
}

function rowLine<Row>(properties: GridProperties<Row>, {id, row, widths}: RowParts<Row>, theme: Theme): string {
	const {frozen, columns, cursor, now} = properties;
	const selected = id === cursor.row;
	const still = frozen.map((column, index) => {
		const width = widths[index] ?? 0;
		if (width === 0) return '';
		const {text, token = 'text'} = column.cell(row, {theme, now, width});
		const painted = theme.paint(token, padTo(theme.veil(text), width));
		// The row's name alone: what is bold is sent twice for each step (see the list).
		return selected && index === 0 ? theme.paint('strong', painted) : painted;
	});
	const cells = columns.map(column => cellText(properties, {id, row, column}, theme));
	const used = columns.reduce((sum, {width}) => sum + width, frozenSize(widths));
	const rest = ' '.repeat(Math.max(0, properties.size.width - edge - used));
	return ` ${joined(still)}${cells.join('')}${rest}`;
}

function cellText<Row>(
	{cell, cursor, mark}: GridProperties<Row>,
	{id, row, column}: {id: string; row: Row; column: GridColumn},
	theme: Theme,
): string {
	const here = id === cursor.row && column.id === cursor.column;
	const width = column.width - lead;
	const {text, token = 'text'} = cell(row, column.id, width);
	const sign = mark(id, column.id);
	const signs = {marked: theme.paint('good', theme.symbols.marked), anchor: theme.paint('caution', 'v')};
	const marker = here ? theme.paint('accent', theme.symbols.cursor) : ' ';
	const padded = padTo(theme.veil(text), width);
	// The marker says where one stands: a bold cell would be sent twice more for each step.
	return `${marker}${sign ? signs[sign] : ' '}${theme.paint(token, padded)}`;
}

function joined(cells: string[]): string {
	return cells.filter(cell => cell !== '').join(' '.repeat(cellGap));
}
