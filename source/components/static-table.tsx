import {Text} from 'ink';
import {Table} from 'ink-table';
import type {PropsWithChildren} from 'react';
import {padTo, truncate, widthOf} from '../format/width.js';
import {useTheme} from '../theme/context.js';

export interface StaticTableProperties {
	/** Each title once: ink-table knows a column by its title. */
	titles: readonly string[];
	/** A cell for each title. */
	rows: readonly (readonly string[])[];
	/** Rows of the window; all count for the widths, so that nothing jumps as one scrolls. */
	from: number;
	height: number;
	/** No cell is wider. */
	widest: number;
}

/** Columns between two cells. */
export const tableGap = 2;

/** What each column takes, gaps aside. */
export function tableWidths(titles: readonly string[], rows: readonly (readonly string[])[], widest: number): number[] {
	return titles.map((title, column) => {
		const cells = [title, ...rows.map(row => row[column] ?? '')];
		return Math.min(widest, Math.max(...cells.map(widthOf)));
	});
}

/** A short table that is only looked at, drawn by ink-table; the row of titles is one of its rows. */
export function StaticTable({titles, rows, from, height, widest}: StaticTableProperties) {
	const widths = tableWidths(titles, rows, widest);
	// ink-table counts characters, not columns of the terminal: what it gets is as wide as it will be.
	const sized = (text: string, column: number) => padTo(truncate(text, widths[column] ?? 0), widths[column] ?? 0);
	const keys = titles.map(sized);
	const data = rows
		.slice(from, from + height - 1)
		.map(row => Object.fromEntries(keys.map((key, column) => [key, sized(row[column] ?? '', column)])));
	return <Table data={data} columns={keys} padding={tableGap / 2} header={Heading} cell={Cell} skeleton={NoRule} />;
}

function Heading({children}: PropsWithChildren) {
	const theme = useTheme();
	return <Text>{theme.paint('heading', String(children))}</Text>;
}

function Cell({children}: PropsWithChildren) {
	return <Text>{children}</Text>;
}

/** Its rules between all rows would take half of a small terminal. */
function NoRule() {
	return null;
}
