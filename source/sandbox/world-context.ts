import type {BlobStore} from './blobs.js';
import {normalDate} from './dates.js';
import type {Grant} from './documents.js';
import type {IdKind, IdMaker} from './ids.js';
import type {Store} from './store.js';
import type {WorldContainer, WorldGrant} from './world-file.js';
import {worldError} from './world-schema.js';

/** What every part of loading a world needs. */
export interface Loading {
	store: Store;
	ids: IdMaker;
	blobs: BlobStore;
	/** The sandbox's first moment, as an API date: the default of every date. */
	epoch: string;
	/** Role ids by label and by id. */
	roles: Map<string, string>;
}

/** The document's own id, which must be new, or one made for it. */
export function idFor(loading: Loading, kind: IdKind, given: string | undefined): string {
	return given ?? loading.ids.seed(kind);
}

/** Claims every id that the file gives, before any is made. */
export function claimIds(ids: IdMaker, value: unknown): void {
	const stack: [unknown, string][] = [[value, 'world']];
	for (let entry = stack.pop(); entry; entry = stack.pop()) {
		const [node, place] = entry;
		if (typeof node !== 'object' || node === null) continue;
		const id = (node as {_id?: unknown})._id;
		if (typeof id === 'string' && !ids.take(id)) throw worldError(place, `the id ${id} is there twice`);
		for (const [key, list] of Object.entries(node)) {
			if (!holdsDocuments.has(key)) continue;
			if (Array.isArray(list)) {
				for (const [index, item] of list.entries())
					stack.push([item, `${place}.${key}[${index}]`.replace(/^world\./, '')]);
			} else stack.push([list, `${place}.${key}`.replace(/^world\./, '')]);
		}
	}
}

/** Lists whose members have ids of their own: people and permissions are not among them. */
const holdsDocuments = new Set([
	'roles',
	'gears',
	'projects',
	'subjects',
	'sessions',
	'acquisitions',
	'analyses',
	'job',
	'jobs',
	'collections',
]);

export function grants(loading: Loading, list: readonly WorldGrant[] | undefined, place: string): Grant[] {
	return (list ?? []).map(({_id, roles = [], role_ids = [], ...extra}, index) => {
		const found = [...roles, ...role_ids].map(role => {
			const id = loading.roles.get(role);
			if (id === undefined) throw worldError(`${place}[${index}]`, `there is no role ${JSON.stringify(role)}`);
			return id;
		});
		ensureUser(loading, _id);
		return {...extra, _id, role_ids: [...new Set(found)]};
	});
}

/** People named in a permission alone exist too, without a key. */
export function ensureUser({store, epoch}: Loading, id: string): void {
	if (store.has('users', id)) return;
	store.put('users', {
		_id: id,
		firstname: id.split('@')[0] ?? id,
		lastname: '',
		email: id,
		roles: ['user'],
		disabled: false,
		key: null,
		created: epoch,
		modified: epoch,
	});
}

export interface CommonFields {
	label: string;
	created: string;
	modified: string;
	revision: number;
	tags: string[];
	notes: {_id: string; text: string; user: string; created: string; modified: string}[];
	info: Record<string, unknown>;
}

/** Fields that all containers share, with defaults filled in. */
export function commonFields(loading: Loading, from: WorldContainer, inherited: string): CommonFields {
	const created = normalDate(from.created ?? from.timestamp ?? inherited);
	const modified = from.modified ? normalDate(from.modified) : created;
	const notes = (from.notes ?? []).map(note => {
		const fields = typeof note === 'string' ? {text: note} : note;
		return {
			_id: loading.ids.seed('note'),
			user: 'system',
			created: modified,
			modified,
			...fields,
		};
	});
	return {label: from.label, created, modified, revision: 1, tags: from.tags ?? [], notes, info: from.info ?? {}};
}
