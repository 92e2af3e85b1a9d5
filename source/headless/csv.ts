import {safeText} from '../format/safe-text.js';

/**
 * Comma-separated values after RFC 4180. A field is a path into the row, `slurm.state`; a
 * list of plain values becomes one cell, parted by semicolons, and so do the messages of
 * a list of findings.
 */
export type CsvField = string | {name: string; value: (row: never) => unknown};

const spreadsheetFormula = /^[=+\-@\t\r\n]/;

function at(row: unknown, path: string): unknown {
	let value = row;
	for (const key of path.split('.')) {
		if (value === null || typeof value !== 'object') return null;
		value = (value as Record<string, unknown>)[key];
	}
	return value;
}

function plain(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (Array.isArray(value)) return value.map(plain).join('; ');
	if (typeof value === 'object') {
		return 'message' in value && typeof value.message === 'string' ? value.message : JSON.stringify(value);
	}
	return String(value);
}

/** Line breaks are data here; other controls would only ever harm whoever looks at the file. */
function harmless(text: string): string {
	return text
		.split(/(\r\n|[\n\r\t])/)
		.map((part, index) => (index % 2 === 0 ? safeText(part) : part))
		.join('');
}

/**
 * One cell. Text that a spreadsheet would run as a formula gets an apostrophe in front;
 * numbers stay numbers, negative ones too.
 */
export function csvCell(value: unknown): string {
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	const text = plain(value);
	const guarded = harmless(spreadsheetFormula.test(text) ? `'${text}` : text);
	return /[",\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** The header line and one record for each row, every line ended by CR LF. */
export function toCsv(rows: readonly object[], fields: readonly CsvField[]): string {
	const header = fields.map(field => csvCell(typeof field === 'string' ? field : field.name));
	const records = rows.map(row =>
		fields.map(field => csvCell(typeof field === 'string' ? at(row, field) : field.value(row as never))),
	);
	return [header, ...records].map(cells => `${cells.join(',')}\r\n`).join('');
}
