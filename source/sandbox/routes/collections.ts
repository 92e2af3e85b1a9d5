import {forbidden, unprocessable} from '../api-error.js';
import {type Call, optionalObject, optionalText, textOf} from '../call.js';
import type {AcquisitionDoc, CollectionDoc} from '../documents.js';
import {find, findToRead, needDeleteReason, without} from '../find.js';
import {accessOf, added, entryOf, levelOf, removed, replaced} from '../grants.js';
import {list} from '../list.js';
import {hasAccess, listedProjects, may, shownAccess} from '../permissions.js';
import {removeTree} from '../remove.js';
import type {Router} from '../router.js';
import {containerView} from '../views.js';
import {acquisitionList} from './acquisitions.js';
import {sessionList} from './sessions.js';

function members(call: Call, id: string): AcquisitionDoc[] {
	const listed = listedProjects(call);
	const all = [...call.store.all('acquisitions')].filter(({collections}) => collections.includes(id));
	return all.filter(({parents}) => call.isAdmin || listed(parents.project));
}

function view(call: Call, collection: CollectionDoc, detail: 'one' | 'list'): Record<string, unknown> {
	const manages = hasAccess(call, collection.permissions, 'admin');
	const shown = {
		...containerView(call, 'collections', collection, detail),
		permissions: shownAccess(call, collection.permissions, manages),
		analyses: [],
	};
	if (!call.flag('stats')) return shown;
	const sessions = new Set(members(call, collection._id).map(({session}) => session));
	return {...shown, session_count: sessions.size};
}

function collections(call: Call): unknown {
	const all = call.isAdmin && call.flag('exhaustive');
	const own = ({permissions}: CollectionDoc) => permissions.some(({_id}) => _id === call.user._id);
	return list(call, {
		kind: 'collections',
		visible: collection => all || own(collection) || collection.public === true,
		view: collection => view(call, collection, 'list'),
	});
}

function add(call: Call): unknown {
	const body = call.object();
	const _id = call.newId();
	call.store.put('collections', {
		...without(body, 'permissions', 'curator', 'contents'),
		_id,
		label: textOf(body, 'label'),
		description: optionalText(body, 'description') ?? '',
		info: optionalObject(body, 'info') ?? {},
		parents: {},
		curator: call.user._id,
		permissions: [{_id: call.user._id, access: 'admin'}],
		created: call.date,
		modified: call.date,
		revision: 1,
		tags: [],
		notes: [],
	});
	return {_id};
}

function toChange(call: Call, level: 'rw' | 'admin'): CollectionDoc {
	const collection = find(call, 'collections', call.param('id'));
	if (!hasAccess(call, collection.permissions, level)) throw forbidden(`${level} access to the collection is required`);
	return collection;
}

/** Acquisitions under a node; what can't be a node is passed over without a word. */
function acquisitionsOf(call: Call, node: {level?: unknown; _id?: unknown}): AcquisitionDoc[] {
	const {level, _id} = node;
	if (typeof _id !== 'string') throw unprocessable('A node needs _id and level', ['body', 'contents', 'nodes']);
	if (level === 'project' || level === 'session') return call.store.by('acquisitions', level, _id);
	const one = level === 'acquisition' ? call.store.get('acquisitions', _id) : undefined;
	return one ? [one] : [];
}

/** Membership is kept on the acquisitions: what comes later to a session isn't in. */
function changeContents(call: Call, id: string, contents: Record<string, unknown>): void {
	const operation = textOf(contents, 'operation');
	const nodes = contents.nodes;
	if (!['add', 'remove'].includes(operation))
		throw unprocessable("operation must be 'add' or 'remove'", ['body', 'contents']);
	if (!Array.isArray(nodes)) throw unprocessable('nodes must be a list', ['body', 'contents', 'nodes']);
	for (const acquisition of nodes.flatMap(node => acquisitionsOf(call, (node ?? {}) as Record<string, unknown>))) {
		if (!may(call, acquisition.parents.project, 'containers_view_metadata')) continue;
		const others = acquisition.collections.filter(one => one !== id);
		call.store.patch('acquisitions', acquisition._id, {collections: operation === 'add' ? [...others, id] : others});
	}
}

function modify(call: Call): unknown {
	const collection = toChange(call, 'rw');
	const body = call.object();
	const contents = optionalObject(body, 'contents');
	if (contents) changeContents(call, collection._id, contents);
	const changes = without(body, '_id', 'contents', 'permissions', 'curator', 'parents');
	call.store.patch('collections', collection._id, {...changes, modified: call.date, revision: collection.revision + 1});
	return {modified: 1};
}

function remove(call: Call): unknown {
	const collection = toChange(call, 'admin');
	needDeleteReason(call);
	changeContentsOfAll(call, collection._id);
	removeTree(call, 'collections', collection._id);
	return {deleted: 1};
}

function changeContentsOfAll(call: Call, id: string): void {
	for (const {_id, collections: held} of [...call.store.all('acquisitions')]) {
		if (held.includes(id)) call.store.patch('acquisitions', _id, {collections: held.filter(one => one !== id)});
	}
}

function permissionRoutes(router: Router): void {
	const path = '/collections/:id/permissions';
	const put = (call: Call, {_id}: CollectionDoc, permissions: CollectionDoc['permissions']) =>
		call.store.patch('collections', _id, {permissions, modified: call.date});
	router.post(path, call => {
		const collection = toChange(call, 'admin');
		const access = accessOf(call);
		put(call, collection, added(collection.permissions, access));
		return access;
	});
	router.get(`${path}/:uid`, call =>
		entryOf(findToRead(call, 'collections', call.param('id')).permissions, call.param('uid')),
	);
	router.put(`${path}/:uid`, call => {
		const collection = toChange(call, 'admin');
		const access = {_id: call.param('uid'), access: levelOf(call.object())};
		put(call, collection, replaced(collection.permissions, access));
		return access;
	});
	router.delete(`${path}/:uid`, call => {
		const collection = toChange(call, 'admin');
		put(call, collection, removed(collection.permissions, call.param('uid')));
		return {modified: 1};
	});
}

export function collectionRoutes(router: Router): void {
	router.get('/collections', collections);
	router.post('/collections', add);
	router.get('/collections/:id', call => view(call, findToRead(call, 'collections', call.param('id')), 'one'));
	router.put('/collections/:id', modify);
	router.delete('/collections/:id', remove);
	permissionRoutes(router);
	router.get('/collections/:id/acquisitions', call => {
		const {_id} = findToRead(call, 'collections', call.param('id'));
		const session = call.query('session');
		return acquisitionList(
			call,
			members(call, _id).filter(one => session === undefined || one.session === session),
		);
	});
	router.get('/collections/:id/sessions', call => {
		const {_id} = findToRead(call, 'collections', call.param('id'));
		const ids = new Set(members(call, _id).map(({session}) => session));
		return sessionList(
			call,
			[...ids].flatMap(id => call.store.get('sessions', id) ?? []),
		);
	});
}
