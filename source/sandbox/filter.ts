import {unprocessable} from './api-error.js';
import {isDate} from './dates.js';

/**
 * The filter grammar of Flywheel's lists, coercions and traps included: a quoted value is a
 * string, an unquoted one becomes an id, a date, null, a boolean or a number where it looks
 * like one, and a value of one type never equals a value of another.
 */
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | '=~';

export type Value =
	| {type: 'id' | 'string'; value: string}
	| {type: 'date' | 'number'; value: number}
	| {type: 'boolean'; value: boolean}
	| {type: 'null'}
	| {type: 'regex'; value: RegExp};

export interface Term {
	path: string[];
	operator: Operator;
	value: Value;
}

/** Looked for first, in this order: a value that holds one of them is split at the wrong place. */
const longOperators: Operator[] = ['<=', '>=', '!=', '=~'];
const bareKeys = new Set(['group', 'project', 'subject', 'session', 'acquisition']);

/** Cuts at commas that no backslash stands before. */
function splitTerms(text: string): string[] {
	const terms = [''];
	for (let at = 0; at < text.length; at += 1) {
		const character = text.charAt(at);
		if (character === '\\' && text.charAt(at + 1) === ',') {
			terms[terms.length - 1] += ',';
			at += 1;
		} else if (character === ',') terms.push('');
		else terms[terms.length - 1] += character;
	}
	return terms;
}

function findOperator(term: string): {operator: Operator; at: number} | undefined {
	for (const operator of longOperators) {
		const at = term.indexOf(operator);
		if (at !== -1) return {operator, at};
	}
	const at = term.search(/[=<>]/);
	return at === -1 ? undefined : {operator: term.charAt(at) as Operator, at};
}

/** What Python's float() takes for a number. */
const number = /^[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?$/i;
const specialNumber = /^[+-]?(?:inf|infinity|nan)$/i;

/** An unquoted value by its looks. */
export function coerce(text: string): Value {
	if (text.length >= 2 && text.startsWith('"') && text.endsWith('"')) return {type: 'string', value: text.slice(1, -1)};
	if (/^[0-9a-f]{24}$/i.test(text)) return {type: 'id', value: text.toLowerCase()};
	if (isDate(text)) return {type: 'date', value: Date.parse(text)};
	if (text === 'null') return {type: 'null'};
	if (text === 'true' || text === 'false') return {type: 'boolean', value: text === 'true'};
	const trimmed = text.trim();
	if (number.test(trimmed)) return {type: 'number', value: Number(trimmed.replaceAll('_', ''))};
	if (specialNumber.test(trimmed))
		return {type: 'number', value: /nan/i.test(trimmed) ? Number.NaN : Number.POSITIVE_INFINITY};
	return {type: 'string', value: text};
}

function toRegex(text: string): Value {
	const inline = /^\(\?([ims]+)\)/.exec(text);
	try {
		return {type: 'regex', value: new RegExp(inline ? text.slice(inline[0].length) : text, inline?.[1] ?? '')};
	} catch {
		throw unprocessable(`Invalid filter: ${text} is not a regular expression`, ['query', 'filter']);
	}
}

function parseTerm(text: string): Term {
	const found = findOperator(text);
	const key = found ? text.slice(0, found.at).trim() : '';
	if (!found || key === '') throw unprocessable(`Invalid filter: ${text} has no operator`, ['query', 'filter']);
	const {operator, at} = found;
	const raw = text.slice(at + operator.length);
	const path = bareKeys.has(key) ? ['parents', key] : key.split('.');
	return {path, operator, value: operator === '=~' ? toRegex(raw) : coerce(raw)};
}

/** @throws ApiError 422 where a term has no operator or a pattern is broken. */
export function parseFilter(text: string | undefined): Term[] {
	if (!text) return [];
	return splitTerms(text).map(term => parseTerm(term));
}

/** Paths that hold object ids: their values equal an unquoted id, never a quoted one. */
const idPath =
	/^(?:_id|project|session|subject\._id|role_ids|(?:.*\.)?role_ids|parents\.(?!group$).*|parent\.id|collections|batch|rule_id|project_id|parent)$/;
/** Ids that are kept as text by some servers and as ids by others: either way of asking finds them. */
const eitherPath = /^(?:gear_id|previous_job_id|job|gear_info\.id)$/;
const datePath =
	/(?:^|\.)(?:created|modified|timestamp|retried|replaced|deleted|started|firstlogin|lastlogin)$|^transitions\./;
const hexId = /^[0-9a-f]{24}$/;

function typed(path: string, value: unknown): Value[] {
	if (value === null || value === undefined) return [{type: 'null'}];
	if (typeof value === 'number') return [{type: 'number', value}];
	if (typeof value === 'boolean') return [{type: 'boolean', value}];
	if (typeof value !== 'string') return [];
	if (hexId.test(value)) {
		if (eitherPath.test(path))
			return [
				{type: 'id', value},
				{type: 'string', value},
			];
		if (idPath.test(path)) return [{type: 'id', value}];
	}
	if (datePath.test(path)) {
		const time = Date.parse(value);
		if (!Number.isNaN(time)) return [{type: 'date', value: time}];
	}
	return [{type: 'string', value}];
}

function equals(a: Value, b: Value): boolean {
	if (a.type !== b.type) return false;
	if (a.type === 'null') return true;
	return 'value' in a && 'value' in b && a.value === b.value;
}

function holds(operator: Operator, have: Value, want: Value): boolean {
	if (want.type === 'regex') return have.type === 'string' && want.value.test(have.value);
	if (operator === '=') return equals(have, want);
	if (have.type !== want.type || have.type === 'null' || want.type === 'null') return false;
	if (operator === '<') return have.value < want.value;
	if (operator === '<=') return have.value <= want.value;
	if (operator === '>') return have.value > want.value;
	return have.value >= want.value;
}

/** All values at a path, through lists too; a list counts as its members. */
export function valuesAt(root: unknown, path: readonly string[], from = 0): unknown[] {
	if (Array.isArray(root)) {
		if (root.length === 0 && from === path.length) return [];
		return root.flatMap(item => valuesAt(item, path, from));
	}
	const key = path[from];
	if (key === undefined) return [root];
	if (typeof root !== 'object' || root === null) return [undefined];
	return valuesAt((root as Record<string, unknown>)[key], path, from + 1);
}

/** True where a document fulfils the term. @param read gives a top-level field of the document. */
export function matches(term: Term, read: (field: string) => unknown): boolean {
	const [first = '', ...rest] = term.path;
	const path = term.path.join('.');
	const values = valuesAt(read(first), rest).flatMap(value => typed(path, value));
	const {operator, value} = term;
	if (operator === '!=') return !values.some(have => equals(have, value));
	return values.some(have => holds(operator, have, value));
}
