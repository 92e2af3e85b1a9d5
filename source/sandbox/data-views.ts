import {unprocessable} from './api-error.js';
import type {Call} from './call.js';
import type {ContainerDoc, Parents} from './documents.js';
import {valuesAt} from './filter.js';
import {kindOf} from './find.js';
import {singular} from './views.js';

/** Columns that a data view can ask for by name. */
export const viewColumns = ['project', 'subject', 'session', 'acquisition'].flatMap(group => [
	{name: `${group}.id`, src: `${group}._id`, type: 'string', group: [group], description: `The ${group}'s id`},
	{name: `${group}.label`, src: `${group}.label`, type: 'string', group: [group], description: `The ${group}'s label`},
]);

type Row = Record<string, unknown>;

const levels = ['project', 'subject', 'session', 'acquisition'] as const;
const kinds = {project: 'projects', subject: 'subjects', session: 'sessions', acquisition: 'acquisitions'} as const;

interface Column {
	src: string;
	dst: string;
	type?: string;
}

function columnsOf(view: Record<string, unknown>): Column[] {
	const list = view.columns;
	if (!Array.isArray(list) || list.length === 0) throw unprocessable('columns must be a list', ['body', 'columns']);
	return list.map(column => {
		const {src, dst, type} = (column ?? {}) as Record<string, unknown>;
		if (typeof src !== 'string') throw unprocessable('A column needs src', ['body', 'columns']);
		return {src, dst: typeof dst === 'string' ? dst : src, ...(typeof type === 'string' && {type})};
	});
}

/** The deepest level that any column speaks of: there is one row for each of its containers. */
function depthOf(columns: readonly Column[]): number {
	const used = columns.map(({src}) => levels.indexOf(src.split('.')[0] as (typeof levels)[number]));
	return Math.max(0, ...used);
}

function chain(call: Call, document: ContainerDoc, level: number): Record<string, ContainerDoc | undefined> {
	const above: Record<string, ContainerDoc | undefined> = {};
	for (const [index, name] of levels.entries()) {
		const id = index === level ? document._id : document.parents[name as keyof Parents];
		above[name] = id === undefined || index > level ? undefined : call.store.get(kinds[name], id);
	}
	return above;
}

function convert(value: unknown, type: string | undefined): unknown {
	if (value === undefined) return null;
	if (type === 'string') return value === null ? null : String(value);
	if (type === 'int' || type === 'float') return Number.isNaN(Number(value)) ? null : Number(value);
	return value;
}

/** Rows of a data view over one container. Of the columns, `expr` is not worked out, and files aren't read. */
export function runView(call: Call, view: Record<string, unknown>, containerId: string): Row[] {
	const columns = columnsOf(view);
	const kind = kindOf(call, containerId);
	const depth = depthOf(columns);
	const name = levels[depth] ?? 'project';
	const own = singular[kind] === name ? call.store.get(kind, containerId) : undefined;
	const documents = own ? [own] : call.store.by(kinds[name], singular[kind], containerId);
	return documents.map(document => {
		const above = chain(call, document as ContainerDoc, depth);
		const row: Row = {};
		for (const level of levels.slice(0, depth + 1)) {
			if (view.includeIds !== false) row[`${level}.id`] = above[level]?._id ?? null;
			if (view.includeLabels !== false) row[`${level}.label`] = above[level]?.label ?? null;
		}
		for (const {src, dst, type} of columns) {
			const [level = '', ...path] = src.split('.');
			const value = valuesAt(above[level], path[0] === 'id' ? ['_id'] : path)[0];
			row[dst] = convert(value, type);
		}
		return row;
	});
}

function separated(rows: readonly Row[], separator: string): string {
	const names = Object.keys(rows[0] ?? {});
	if (names.length === 0) return '';
	const cell = (value: unknown) => {
		const text =
			value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
		return /["\n\r]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
	};
	const lines = rows.map(row => names.map(name => cell(row[name])).join(separator));
	return `${[names.map(name => cell(name)).join(separator), ...lines].join('\n')}\n`;
}

/** Rows in one of the formats. No rows give an empty CSV, without a header. */
export function viewText(rows: readonly Row[], format: string): {type: string; text: string} {
	const json = 'application/json; charset=utf-8';
	switch (format) {
		case 'csv':
			return {type: 'text/csv; charset=utf-8', text: separated(rows, ',')};
		case 'tsv':
			return {type: 'text/tab-separated-values; charset=utf-8', text: separated(rows, '\t')};
		case 'json':
			return {type: json, text: JSON.stringify({data: rows})};
		case 'json-flat':
			return {type: json, text: JSON.stringify(rows)};
		case 'ndjson':
			return {type: 'application/x-ndjson', text: rows.map(row => `${JSON.stringify(row)}\n`).join('')};
		case 'json-row-column': {
			const columns = Object.keys(rows[0] ?? {});
			return {type: json, text: JSON.stringify({data: {columns, rows: rows.map(row => Object.values(row))}})};
		}
		default:
			throw unprocessable(`format ${format} is not one of csv, tsv, json, ndjson, json-flat, json-row-column`);
	}
}
