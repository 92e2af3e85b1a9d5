/**
 * The filter of every list, typed after `/` or given by `--filter`. Terms are parted by
 * spaces and all must hold:
 *
 *   text          some value holds it, whatever the case
 *   "two words"   likewise, with its spaces
 *   /regex/       some value matches, whatever the case
 *   field:value   that field holds it; numbers and true/false must be equal
 *   !term         the term doesn't hold
 *
 * A field is looked for by name in the row, then anywhere inside it. What stands before a
 * colon counts as a field only if the row has one of that name: `10:30` is plain text.
 */
export type RowTest = (row: object) => boolean;

export interface RowFilter {
	test: RowTest;
	/** Why the text can't be meant as typed (a broken regex, taken as plain text); else null. */
	problem: string | null;
}

type Scalar = string | number | boolean;

function scalars(value: unknown, into: Scalar[] = []): Scalar[] {
	if (value === null || value === undefined) return into;
	if (typeof value === 'object') for (const part of Object.values(value)) scalars(part, into);
	else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') into.push(value);
	return into;
}

/** Values of a field of this name; null where the row has none. */
function fieldValues(row: unknown, name: string): unknown[] | null {
	if (row === null || typeof row !== 'object') return null;
	const own = Object.entries(row).filter(([key]) => key.toLowerCase() === name && !Array.isArray(row));
	if (own.length > 0) return own.map(([, value]) => value);
	const inner = Object.values(row).flatMap(value => fieldValues(value, name) ?? []);
	const somewhere = inner.length > 0 || Object.values(row).some(value => fieldValues(value, name) !== null);
	return somewhere ? inner : null;
}

function holds(value: Scalar, wanted: string): boolean {
	return String(value).toLowerCase().includes(wanted);
}

function fieldHolds(values: unknown[], wanted: string): boolean {
	if (wanted === '') return true;
	return scalars(values).some(value =>
		typeof value === 'string' ? holds(value, wanted) : String(value).toLowerCase() === wanted,
	);
}

function plainTest(text: string): RowTest {
	const wanted = text.toLowerCase();
	return row => scalars(row).some(value => holds(value, wanted));
}

function fieldTest(field: string, value: string, whole: string): RowTest {
	const [name, wanted] = [field.toLowerCase(), value.toLowerCase()];
	const plain = plainTest(whole);
	return row => {
		const values = fieldValues(row, name);
		return values ? fieldHolds(values, wanted) : plain(row);
	};
}

function unquoted(text: string): string {
	return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text.replace(/^"/, '');
}

function termTest(term: string): RowFilter {
	if (term.startsWith('!')) {
		const {test, problem} = termTest(term.slice(1));
		return {test: term === '!' ? () => true : row => !test(row), problem};
	}
	if (term.length > 2 && term.startsWith('/') && term.endsWith('/')) {
		try {
			const pattern = new RegExp(term.slice(1, -1), 'iu');
			return {test: row => scalars(row).some(value => pattern.test(String(value))), problem: null};
		} catch {
			return {test: plainTest(term), problem: `${term} is not a regular expression.`};
		}
	}
	const [, field, value] = /^([A-Za-z]\w*):(.*)$/su.exec(term) ?? [];
	if (field !== undefined && value !== undefined) {
		return {test: fieldTest(field, unquoted(value), unquoted(term)), problem: null};
	}
	return {test: plainTest(unquoted(term)), problem: null};
}

/** Terms of the text; a regex and a quoted text may hold spaces. */
function terms(text: string): string[] {
	return text.match(/!?\/(?:\\.|[^/\\])+\/(?=\s|$)|!?(?:\w+:)?"[^"]*"?|\S+/gu) ?? [];
}

/** Reads a filter. It never throws: half-typed text is a filter too. */
export function parseRowFilter(text: string): RowFilter {
	const parts = terms(text).map(term => termTest(term));
	return {
		test: row => parts.every(part => part.test(row)),
		problem: parts.find(part => part.problem !== null)?.problem ?? null,
	};
}

/** The test alone, for lists that filter while it is typed. */
export function matches(text: string): RowTest {
	return parseRowFilter(text).test;
}

/**
 * A filter in two: the terms that ask for one of these fields, and the rest. For grids, where
 * some fields belong to the rows and others to the columns.
 */
export function splitFilter(text: string, fields: readonly string[]): {asked: string; rest: string} {
	const asks = (term: string) => {
		const field = /^!?([A-Za-z]\w*):/u.exec(term)?.[1]?.toLowerCase();
		return field !== undefined && fields.includes(field);
	};
	const all = terms(text);
	return {asked: all.filter(asks).join(' '), rest: all.filter(term => !asks(term)).join(' ')};
}
