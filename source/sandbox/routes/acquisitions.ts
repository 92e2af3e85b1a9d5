import {unprocessable} from '../api-error.js';
import {type Call, optionalObject, optionalText, textOf} from '../call.js';
import {change, findToWrite, readOne, removeManyRoute, removeRoute} from '../container-routes.js';
import type {AcquisitionDoc} from '../documents.js';
import {findToRead, without} from '../find.js';
import {list} from '../list.js';
import {listedProjects, needWrite} from '../permissions.js';
import type {Router} from '../router.js';
import {containerView, filesOf, shownPermissions} from '../views.js';
import {timestampOf} from './sessions.js';

export function acquisitionList(call: Call, among?: AcquisitionDoc[]): unknown {
	const listed = listedProjects(call);
	return list(call, {
		kind: 'acquisitions',
		...(among && {among}),
		visible: acquisition => among !== undefined || listed(acquisition.parents.project),
		view: acquisition => containerView(call, 'acquisitions', acquisition, 'list'),
		virtual: {
			files: acquisition => filesOf(call, acquisition._id),
			permissions: acquisition => shownPermissions(call, acquisition.parents.project),
		},
	});
}

function add(call: Call): unknown {
	const body = call.object();
	const label = textOf(body, 'label');
	const id = textOf(body, 'session');
	const session = call.store.get('sessions', id);
	if (!session) throw unprocessable(`Session ${id} does not exist`, ['body', 'session']);
	needWrite(call, session.project, 'containers_create_hierarchy');
	const _id = call.newId();
	call.store.put('acquisitions', {
		uid: null,
		...without(body, 'permissions', 'parents'),
		_id,
		label,
		session: id,
		parents: {...session.parents, session: id},
		timestamp: timestampOf(body) ?? null,
		collections: [],
		created: call.date,
		modified: call.date,
		revision: 1,
		tags: [],
		notes: [],
		info: optionalObject(body, 'info') ?? {},
	});
	return {_id};
}

function modify(call: Call): unknown {
	const acquisition = findToWrite(call, 'acquisitions', call.param('id'));
	const body = call.object();
	const target = optionalText(body, 'session');
	if (target !== undefined && target !== acquisition.session) {
		const session = call.store.get('sessions', target);
		if (!session) throw unprocessable(`Session ${target} does not exist`, ['body', 'session']);
		needWrite(call, session.project, 'containers_create_hierarchy');
		const parents = {...session.parents, session: session._id};
		call.store.patch('acquisitions', acquisition._id, {session: session._id, parents});
		for (const file of filesOf(call, acquisition._id)) {
			call.store.patch('files', file._id, {parents: {...file.parents, ...parents}});
		}
	}
	const timestamp = timestampOf(body);
	const changes = {
		...without(body, '_id', 'session', 'permissions', 'timestamp', 'parents'),
		...(timestamp !== undefined && {timestamp}),
	};
	change(call, 'acquisitions', acquisition._id, changes as Partial<AcquisitionDoc>);
	return {modified: 1};
}

export function acquisitionRoutes(router: Router): void {
	router.get('/acquisitions', call => acquisitionList(call));
	router.post('/acquisitions', add);
	router.delete('/acquisitions', removeManyRoute('acquisitions'));
	router.get('/sessions/:id/acquisitions', call => {
		const session = findToRead(call, 'sessions', call.param('id'));
		return acquisitionList(call, call.store.by('acquisitions', 'session', session._id));
	});
	router.get('/projects/:id/acquisitions', call => {
		const project = findToRead(call, 'projects', call.param('id'));
		return acquisitionList(call, call.store.by('acquisitions', 'project', project._id));
	});
	router.get('/acquisitions/:id', call => readOne(call, 'acquisitions', call.param('id')));
	router.put('/acquisitions/:id', modify);
	router.delete('/acquisitions/:id', removeRoute('acquisitions'));
}
