import {FlydeckError} from '../model/errors.js';
import {parseRowFilter, type RowTest} from '../model/row-filter.js';
import {type CsvField, toCsv} from './csv.js';
import type {Output} from './output.js';
import {type TableColumn, toTable} from './table.js';

/** How one kind of row is printed. */
export interface ListFormat<Row extends object> {
	/** What the rows are called, one and many: "session", "sessions". */
	noun: [string, string];
	columns: (TableColumn & {value: (row: Row) => string})[];
	csv: CsvField[];
}

/** @throws FlydeckError `usage` for a pattern that isn't one. */
export function filterFrom(text: string | undefined): RowTest {
	const {test, problem} = parseRowFilter(text ?? '');
	if (problem === null) return test;
	throw new FlydeckError('usage', {
		code: 'bad-filter',
		message: `The filter can't be read: ${problem}`,
		next: 'Give --filter plain text, !text, /regex/ or field:value.',
	});
}

export interface ListAnswer<Row> {
	rows: Row[];
	/** Of how many, where a filter left some out. */
	total: number;
	/** What `--json` prints. */
	json: object;
}

function printTable<Row extends object>(out: Output, {columns}: ListFormat<Row>, rows: Row[]): void {
	const cells = rows.map(row => columns.map(column => column.value(row)));
	if (rows.length > 0) out.data(toTable(columns, cells, {width: out.width, ascii: out.ascii}));
}

/** Prints a list as asked for: JSON, CSV, or a table with a closing line of how many. */
export function printList<Row extends object>(out: Output, format: ListFormat<Row>, answer: ListAnswer<Row>): void {
	const {total, json} = answer;
	const rows = out.mode === 'json' ? answer.rows : answer.rows.map(row => out.veil(row));
	if (out.mode === 'json') out.json(json);
	else if (out.mode === 'csv') out.data(toCsv(rows, format.csv));
	else printTable(out, format, rows);
	const [one, many] = format.noun;
	const noun = rows.length === 1 ? one : many;
	out.progress(total === rows.length ? `${rows.length} ${noun}` : `${rows.length} of ${total} ${many}`);
}

/** A count; `?` where the server didn't tell. */
export function amountText(value: number | null): string {
	return value === null ? '?' : String(value);
}

/** Day and minute in UTC, as Flywheel keeps them; empty for none. */
export function dateText(iso: string | null): string {
	return iso === null ? '' : iso.slice(0, 16).replace('T', ' ');
}
