import type {Doc, Kind, Kinds} from './documents.js';

type Keys = Partial<Record<string, (document: Doc) => string | undefined>>;

function parent(level: string): (document: Doc) => string | undefined {
	return document => (document.parents as Record<string, string | undefined> | undefined)?.[level];
}

function field(name: string): (document: Doc) => string | undefined {
	return document => {
		const value = document[name];
		return typeof value === 'string' ? value : undefined;
	};
}

function reference(name: string): (document: Doc) => string | undefined {
	return document => (document[name] as {id?: string} | undefined)?.id;
}

const tree = {
	group: parent('group'),
	project: parent('project'),
	subject: parent('subject'),
	session: parent('session'),
};

/** What each collection can be looked up by without a walk through the whole. */
const indexes: Record<Kind, Keys> = {
	users: {key: field('key')},
	roles: {},
	groups: {},
	gears: {name: document => (document.gear as {name: string}).name},
	projects: {group: parent('group')},
	subjects: tree,
	sessions: tree,
	acquisitions: tree,
	analyses: {...tree, acquisition: parent('acquisition'), parent: reference('parent'), job: field('job')},
	files: {...tree, parent: reference('parent_ref')},
	jobs: {...tree, state: field('state'), previous: field('previous_job_id'), destination: reference('destination')},
	collections: {},
	batches: {},
	rules: {project: field('project_id')},
	views: {parent: field('parent')},
	executions: {},
	changes: {container: field('container_id')},
	settings: {},
};

class Collection {
	readonly documents = new Map<string, Doc>();
	readonly #indexes = new Map<string, Map<string, Set<string>>>();
	readonly #keys: [string, (document: Doc) => string | undefined][] = [];
	/** Ids in the order of one field, remade when needed. */
	readonly #orders = new Map<'_id' | 'created', string[]>();

	constructor(keys: Keys) {
		for (const [name, key] of Object.entries(keys)) {
			if (!key) continue;
			this.#keys.push([name, key]);
			this.#indexes.set(name, new Map());
		}
	}

	set(id: string, document: Doc | undefined): void {
		const old = this.documents.get(id);
		for (const [name, key] of this.#keys) {
			const before = old && key(old);
			const after = document && key(document);
			if (before === after) continue;
			const index = this.#indexes.get(name);
			if (before !== undefined) index?.get(before)?.delete(id);
			if (after !== undefined) {
				const ids = index?.get(after);
				if (ids) ids.add(id);
				else index?.set(after, new Set([id]));
			}
		}
		if (document) this.documents.set(id, document);
		else this.documents.delete(id);
		this.#reorder(id, old, document);
	}

	/** Keeps the known orders right without sorting them anew. */
	#reorder(id: string, old: Doc | undefined, document: Doc | undefined): void {
		for (const [by, ids] of this.#orders) {
			if (old && document && (by === '_id' || old.created === document.created)) continue;
			if (old) ids.splice(ids.indexOf(id), 1);
			if (document) ids.splice(this.#placeOf(ids, by, document), 0, id);
		}
	}

	#placeOf(ids: readonly string[], by: string, document: Doc): number {
		const keyOf = (one: Doc | undefined) => (by === '_id' ? '' : String(one?.created ?? ''));
		const key = keyOf(document);
		let [low, high] = [0, ids.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			const id = ids[middle] ?? '';
			const other = keyOf(this.documents.get(id));
			if (other < key || (other === key && id < document._id)) low = middle + 1;
			else high = middle;
		}
		return low;
	}

	idsBy(index: string, value: string): ReadonlySet<string> {
		const found = this.#indexes.get(index);
		if (!found) throw new Error(`no index ${index}`);
		return found.get(value) ?? new Set();
	}

	/** All ids, ascending by `_id` or by `created` (ties by id). */
	order(by: '_id' | 'created'): readonly string[] {
		const known = this.#orders.get(by);
		if (known) return known;
		const ids = [...this.documents.keys()].sort();
		if (by === 'created') {
			const keyed = ids.map(id => [String(this.documents.get(id)?.created ?? ''), id] as const);
			keyed.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
			ids.splice(0, ids.length, ...keyed.map(([, id]) => id));
		}
		this.#orders.set(by, ids);
		return ids;
	}
}

export interface Change {
	kind: Kind;
	id: string;
	before: Doc | undefined;
}

/** All documents of the sandbox, with indexes, one-request transactions and a list of what changed since the seed. */
export class Store {
	readonly #collections: Record<Kind, Collection>;
	#journal: Change[] | undefined;
	/** Documents that differ from the seed, by kind: what the state file must hold. */
	readonly dirty = new Map<Kind, Set<string>>();
	/** False while the seed is being loaded: the seed itself is not a change. */
	tracking = false;
	onChange: () => void = () => {};

	constructor() {
		const made = Object.entries(indexes).map(([kind, keys]) => [kind, new Collection(keys)] as const);
		this.#collections = Object.fromEntries(made) as Record<Kind, Collection>;
	}

	get<K extends Kind>(kind: K, id: string): Kinds[K] | undefined {
		return this.#collections[kind].documents.get(id) as Kinds[K] | undefined;
	}

	has(kind: Kind, id: string): boolean {
		return this.#collections[kind].documents.has(id);
	}

	put<K extends Kind>(kind: K, document: Kinds[K]): void {
		this.#set(kind, document._id, document);
	}

	/** Replaces some fields. @returns the new document. */
	patch<K extends Kind>(kind: K, id: string, changes: Partial<Kinds[K]>): Kinds[K] {
		const old = this.get(kind, id);
		if (!old) throw new Error(`no ${kind} ${id}`);
		const document: Kinds[K] = {...old, ...changes};
		this.put(kind, document);
		return document;
	}

	remove(kind: Kind, id: string): void {
		this.#set(kind, id, undefined);
	}

	/** Documents in the order in which they were added. */
	all<K extends Kind>(kind: K): IterableIterator<Kinds[K]> {
		return this.#collections[kind].documents.values() as IterableIterator<Kinds[K]>;
	}

	count(kind: Kind): number {
		return this.#collections[kind].documents.size;
	}

	by<K extends Kind>(kind: K, index: string, value: string): Kinds[K][] {
		const {documents} = this.#collections[kind];
		return [...this.#collections[kind].idsBy(index, value)].map(id => documents.get(id) as Kinds[K]);
	}

	countBy(kind: Kind, index: string, value: string): number {
		return this.#collections[kind].idsBy(index, value).size;
	}

	order(kind: Kind, by: '_id' | 'created'): readonly string[] {
		return this.#collections[kind].order(by);
	}

	/**
	 * Runs `work`; what it changed is undone where it throws, or where `keep` is false.
	 * `work` must be synchronous, so that no other request can come between.
	 */
	transaction<T>(keep: boolean, work: () => T): T {
		if (this.#journal) return work();
		const journal: Change[] = [];
		this.#journal = journal;
		let done = false;
		try {
			const result = work();
			done = true;
			return result;
		} finally {
			this.#journal = undefined;
			if (!done || !keep) {
				for (const change of journal.reverse()) this.#collections[change.kind].set(change.id, change.before);
			} else this.#note(journal);
		}
	}

	#note(journal: Change[]): void {
		if (journal.length === 0 || !this.tracking) return;
		for (const {kind, id} of journal) {
			const ids = this.dirty.get(kind);
			if (ids) ids.add(id);
			else this.dirty.set(kind, new Set([id]));
		}
		this.onChange();
	}

	#set(kind: Kind, id: string, document: Doc | undefined): void {
		const collection = this.#collections[kind];
		const change: Change = {kind, id, before: collection.documents.get(id)};
		collection.set(id, document);
		if (this.#journal) this.#journal.push(change);
		else this.#note([change]);
	}
}
