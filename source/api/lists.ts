import type * as z from 'zod/mini';
import {FlydeckError} from '../model/errors.js';
import type {Query, Transport} from './http.js';
import {idOf} from './normalise.js';

/** What every server gives at once. */
const pageSize = 250;

function unexpectedAnswer(what: string, place: string): FlydeckError {
	return new FlydeckError('unexpected', {
		code: 'unexpected-answer',
		message: `The server's ${what} is not as flydeck knows it (at ${place || 'the top'}).`,
		next: 'The site may run a newer Flywheel. `flydeck info` shows the versions to report.',
	});
}

/** Checks an answer's shape. @throws FlydeckError `unexpected`, naming the place, never the value. */
export function check<T>(schema: z.ZodMiniType<T>, answer: unknown, what: string): T {
	const result = schema.safeParse(answer);
	if (result.success) return result.data;
	throw unexpectedAnswer(what, result.error.issues[0]?.path.join('.') ?? '');
}

interface Page {
	items: unknown[];
	total: number | null;
}

/** Both list shapes: a bare array, or `{total, count, results}`; and a job list's `{jobs}`. */
function readPage(answer: unknown, what: string): Page {
	if (Array.isArray(answer)) return {items: answer, total: null};
	const page = (answer ?? {}) as {results?: unknown; jobs?: unknown; total?: unknown};
	const items = page.results ?? page.jobs;
	if (!Array.isArray(items)) throw unexpectedAnswer(what, 'the list');
	return {items, total: typeof page.total === 'number' ? page.total : null};
}

export interface ListOptions<T> {
	path: string;
	what: string;
	schema: z.ZodMiniType<T>;
	query?: Query;
	/**
	 * `cursor` walks in order of id and misses nothing while the list changes; `page` keeps
	 * the order asked for by `sort`. Some routes know only one of them.
	 */
	walk: 'cursor' | 'page';
	/** So many are asked for at once; a server may give fewer, but not below the usual. */
	size?: number;
	/** What has come so far, after the first page and then each time that it is twice as much. */
	onPage?: ((found: T[]) => void) | undefined;
	/** Stop after so many. */
	limit?: number;
	signal?: AbortSignal;
}

/**
 * All entries of a list. Stops at a short page, at the total, and when a page brings nothing
 * new: some routes ignore the cursor and would repeat for ever.
 */
export async function list<T extends {_id?: string | null; id?: string | null}>(
	transport: Transport,
	options: ListOptions<T>,
): Promise<T[]> {
	const {path, what, schema, query, walk, limit = Number.POSITIVE_INFINITY, signal, onPage} = options;
	const size = Math.min(options.size ?? pageSize, limit);
	// Shorter than this, a page is the last; the first page shows how much the server gives at once.
	let short = Math.min(size, pageSize);
	const found = new Map<string, T>();
	let cursor = '';
	for (let page = 1; found.size < limit; page++) {
		const position: Query = walk === 'cursor' ? {after_id: cursor} : {page};
		const answer = await transport.get(path, {query: {...query, limit: size, ...position}, ...(signal && {signal})});
		const {items, total} = readPage(answer, what);
		const before = found.size;
		for (const item of items) {
			const entry = check(schema, item, what);
			cursor = idOf(entry);
			if (!found.has(cursor)) found.set(cursor, entry);
		}
		const nothingNew = found.size === before;
		// A cursor's total counts what is left or all, depending on the version: only pages may trust it.
		const complete = total !== null && (walk === 'page' ? page * items.length >= total : items.length >= total);
		if (nothingNew || items.length < short || complete) break;
		if (page === 1) short = items.length;
		if (Math.log2(page) % 1 === 0) onPage?.([...found.values()]);
	}
	return [...found.values()].slice(0, limit);
}

/**
 * `path="value"` in the server's filter grammar; null where the value can't be expressed there
 * (the server would split it at an operator or a quote), so that the caller matches by itself.
 */
export function equals(path: string, value: string): string | null {
	if (/!=|>=|<=|=~|"|\\/.test(value) || /[\u0000-\u001F\u007F]/.test(value)) return null;
	return `${path}="${value.replaceAll(',', '\\,')}"`;
}
