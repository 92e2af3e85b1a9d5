import {forbidden, unprocessable} from './api-error.js';
import type {Call} from './call.js';
import {timeOf} from './dates.js';
import type {Kind, Kinds} from './documents.js';
import {matches, parseFilter, type Term, valuesAt} from './filter.js';

export interface ListOptions<K extends Kind> {
	kind: K;
	/** The list's members before filtering; all of the kind where absent. */
	among?: readonly Kinds[K][];
	/** Whether the caller may see a document. */
	visible?: (document: Kinds[K]) => boolean;
	/** A document as the list shows it. */
	view: (document: Kinds[K]) => unknown;
	/** Fields that a filter or sort may ask for but that are not stored in the document. */
	virtual?: Record<string, (document: Kinds[K]) => unknown>;
	/** Paths that never match anything, as on the real server. */
	blind?: readonly string[];
	/** Always `{total,count,results}`, whatever the caller accepts. */
	alwaysPage?: boolean;
}

export interface Page {
	total: number;
	count: number;
	results: unknown[];
}

interface Paging {
	limit: number | undefined;
	skip: number;
	afterId: string | undefined;
	sort: [string[], number][];
}

function positive(call: Call, name: string): number | undefined {
	const text = call.query(name);
	if (text === undefined) return undefined;
	if (/^\d+$/.test(text) && Number(text) > 0) return Number(text);
	throw unprocessable(`${name} must be a positive integer`, ['query', name]);
}

function parseSort(text: string | undefined): [string[], number][] {
	if (!text) return [];
	return text.split(',').map(part => {
		const [key = '', order = 'asc', ...more] = part.trim().split(':');
		const direction = {asc: 1, '1': 1, desc: -1, '-1': -1}[order.toLowerCase()];
		if (!key || !direction || more.length > 0) throw unprocessable(`Invalid sort: ${part}`, ['query', 'sort']);
		return [key.split('.'), direction];
	});
}

function parsePaging(call: Call): Paging {
	const limit = positive(call, 'limit');
	const skip = positive(call, 'skip');
	// Page 0 is served as page 1 by current servers.
	const page = call.query('page') === '0' ? 1 : positive(call, 'page');
	const afterId = call.query('after_id');
	const sort = parseSort(call.query('sort'));
	if (page !== undefined && skip !== undefined)
		throw unprocessable('page and skip exclude each other', ['query', 'page']);
	if (page !== undefined && limit === undefined) throw unprocessable('page needs a limit', ['query', 'page']);
	if (afterId !== undefined && (sort.length > 0 || page !== undefined || skip !== undefined)) {
		throw unprocessable('after_id excludes sort, page and skip', ['query', 'after_id']);
	}
	const passed = page !== undefined && limit !== undefined ? (page - 1) * limit : (skip ?? 0);
	return {limit, skip: passed, afterId, sort};
}

/** Order of types when values are compared: nothing, numbers, text, the rest. */
function rank(value: unknown): number {
	if (value === undefined || value === null) return 0;
	if (typeof value === 'number') return 1;
	if (typeof value === 'string') return 2;
	return typeof value === 'boolean' ? 4 : 3;
}

function compare(a: unknown, b: unknown): number {
	const ranks = rank(a) - rank(b);
	if (ranks !== 0 || rank(a) === 0 || rank(a) === 3) return ranks;
	const [left, right] = [a, b] as [string, string];
	return left < right ? -1 : left > right ? 1 : 0;
}

function sorted<T extends {_id: string}>(
	documents: T[],
	sort: Paging['sort'],
	read: (one: T, field: string) => unknown,
): T[] {
	const keyed = documents.map(document => ({
		document,
		keys: sort.map(([path]) => valuesAt(read(document, path[0] ?? ''), path.slice(1))[0]),
	}));
	keyed.sort((a, b) => {
		for (const [index, [, direction]] of sort.entries()) {
			const order = compare(a.keys[index], b.keys[index]) * direction;
			if (order !== 0) return order;
		}
		return compare(a.document._id, b.document._id);
	});
	return keyed.map(({document}) => document);
}

/** Filters that an index answers: the members then needn't be walked through. */
const indexed: Partial<Record<Kind, Record<string, string>>> = {
	subjects: {'parents.project': 'project', project: 'project'},
	sessions: {'parents.project': 'project', 'parents.subject': 'subject'},
	acquisitions: {'parents.project': 'project', 'parents.session': 'session'},
	analyses: {'parents.project': 'project', 'parents.session': 'session'},
	files: {'parents.project': 'project', 'parents.session': 'session'},
	jobs: {'parents.project': 'project', 'parents.session': 'session', state: 'state', previous_job_id: 'previous'},
};

/** Of ids in order of `created`, the stretch that terms on `created` leave: a time window needs no walk through the years. */
function createdWithin(call: Call, kind: Kind, ids: readonly string[], terms: readonly Term[]): readonly string[] {
	const firstFrom = (time: number): number => {
		let [low, high] = [0, ids.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			const created = timeOf(String(call.store.get(kind, ids[middle] ?? '')?.created));
			if (created < time) low = middle + 1;
			else high = middle;
		}
		return low;
	};
	let [start, end] = [0, ids.length];
	for (const {path, operator, value} of terms) {
		if (path.join('.') !== 'created' || value.type !== 'date') continue;
		if (operator === '>' || operator === '>=') start = Math.max(start, firstFrom(value.value));
		if (operator === '<' || operator === '<=') end = Math.min(end, firstFrom(value.value + 1));
	}
	return ids.slice(start, Math.max(start, end));
}

/** The ids of a kind in the wanted order, where that order is one the store keeps. */
function keptOrder(call: Call, kind: Kind, {sort}: Paging, terms: readonly Term[] = []): readonly string[] | undefined {
	const [path, direction] = sort[0] ?? [['_id'], 1];
	const key = path.join('.');
	if (sort.length > 1 || (key !== '_id' && key !== 'created')) return undefined;
	const all = call.store.order(kind, key);
	const ids = key === 'created' ? createdWithin(call, kind, all, terms) : all;
	return direction === 1 ? ids : ids.toReversed();
}

/** The documents to filter, already in order where the wanted order is one the store keeps. */
function candidates<K extends Kind>(
	call: Call,
	{kind, among}: ListOptions<K>,
	terms: Term[],
	paging: Paging,
): {documents: Kinds[K][]; ordered: boolean} {
	const {store} = call;
	if (among) return {documents: [...among], ordered: false};
	for (const {path, operator, value} of terms) {
		const index = operator === '=' && 'value' in value ? indexed[kind]?.[path.join('.')] : undefined;
		if (index && 'value' in value && typeof value.value === 'string') {
			return {documents: store.by(kind, index, value.value), ordered: false};
		}
	}
	const order = keptOrder(call, kind, paging, terms);
	if (!order) return {documents: [...store.all(kind)], ordered: false};
	return {documents: order.flatMap(id => store.get(kind, id) ?? []), ordered: true};
}

/** A page of everything there is: without filters only what it shows is looked at. */
function wholePage<K extends Kind>(call: Call, {kind, view}: ListOptions<K>, paging: Paging): Page | undefined {
	const order = keptOrder(call, kind, paging);
	const {skip, limit, afterId} = paging;
	if (!order || afterId) return undefined;
	const ids = order.slice(skip, limit === undefined ? undefined : skip + limit);
	const results = ids.flatMap(id => {
		const document = call.store.get(kind, id);
		return document ? [view(document)] : [];
	});
	return {total: order.length, count: results.length, results};
}

/** The filtered, ordered and cut list, and how long it was before cutting. */
function selected<K extends Kind>(call: Call, options: ListOptions<K>, terms: Term[], paging: Paging): Page {
	const {visible, view, virtual = {}, blind = []} = options;
	const read = (document: Kinds[K], field: string): unknown => {
		const made = virtual[field];
		return made ? made(document) : document[field];
	};
	const blinded = terms.some(({path, operator}) => operator !== '!=' && blind.includes(path.join('.')));
	const {documents, ordered} = candidates(call, options, terms, paging);
	const passes = (document: Kinds[K]) => terms.every(term => matches(term, field => read(document, field)));
	let found = blinded ? [] : documents.filter(document => (!visible || visible(document)) && passes(document));
	if (!ordered) found = sorted(found, paging.sort.length > 0 ? paging.sort : [[['_id'], 1]], read);
	const total = found.length;
	const {afterId, skip, limit} = paging;
	if (afterId) found = found.filter(document => document._id > afterId);
	const results = found.slice(skip, limit === undefined ? undefined : skip + limit).map(document => view(document));
	return {total, count: results.length, results};
}

/**
 * Answers a list: filter, order, cut.
 *
 * @throws ApiError 422 for paging or filters that make no sense, 403 for `exhaustive`.
 */
export function list<K extends Kind>(call: Call, options: ListOptions<K>): unknown[] | Page {
	if (call.flag('exhaustive') && !call.isAdmin) throw forbidden('Only site admins may ask for exhaustive lists');
	const paging = parsePaging(call);
	const terms = parseFilter(call.query('filter'));
	const all = terms.length === 0 && !options.visible && !options.among;
	const page = (all ? wholePage(call, options, paging) : undefined) ?? selected(call, options, terms, paging);
	return options.alwaysPage || call.accepts('pagination') ? page : page.results;
}
