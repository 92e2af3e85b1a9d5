import {notFound, unprocessable} from '../api-error.js';
import {Answer, type Call, textOf} from '../call.js';
import {runView, viewColumns, viewText} from '../data-views.js';
import type {Doc} from '../documents.js';
import {find, kindOf, without} from '../find.js';
import {list} from '../list.js';
import {may, need, needWrite, projectIdOf} from '../permissions.js';
import type {Router} from '../router.js';

/** Whether the caller may read what a data view hangs on: a project, a group, a person, or the site. */
function readsParent(call: Call, parent: unknown): boolean {
	return (
		call.isAdmin ||
		parent === 'site' ||
		parent === call.user._id ||
		(typeof parent === 'string' && may(call, parent, 'data_views_view'))
	);
}

function needParent(call: Call, parent: unknown): void {
	if (parent === call.user._id) return;
	needWrite(
		call,
		typeof parent === 'string' && call.store.has('projects', parent) ? parent : undefined,
		'data_views_manage',
	);
}

function viewOf(call: Call): Doc {
	const view = find(call, 'views', call.param('id'));
	if (view.public !== true && !readsParent(call, view.parent)) throw notFound('View', view._id);
	return view;
}

function containerOf(call: Call): string {
	const id = call.query('containerId') ?? call.query('container_id');
	if (!id) throw unprocessable('containerId is required', ['query', 'containerId']);
	const kind = kindOf(call, id);
	need(call, projectIdOf(kind, find(call, kind, id)), 'containers_view_metadata');
	return id;
}

function queue(call: Call, view: Record<string, unknown>): unknown {
	const container_id = containerOf(call);
	const _id = call.newId();
	call.store.put('executions', {_id, view, container_id, state: 'completed', created: call.date, user: call.user._id});
	return {_id};
}

function data(call: Call, view: Record<string, unknown>, container: string, format: string): Answer {
	const {type, text} = viewText(runView(call, view, container), format);
	return new Answer({headers: {'content-type': type}, body: text});
}

function execution(call: Call): Doc {
	const found = find(call, 'executions', call.param('id'));
	if (found.user !== call.user._id && !call.isAdmin) throw notFound('Execution', found._id);
	return found;
}

export function viewRoutes(router: Router): void {
	router.get('/views/columns', () => viewColumns);
	router.get('/containers/:id/views', call => {
		const parent = call.param('id');
		const views = call.store
			.by('views', 'parent', parent)
			.filter(view => view.public === true || readsParent(call, parent));
		return list(call, {kind: 'views', among: views, view: view => view});
	});
	router.post('/containers/:id/views', call => {
		const parent = call.param('id');
		needParent(call, parent);
		const body = call.object();
		const _id = call.newId();
		call.store.put('views', {
			...body,
			label: textOf(body, 'label'),
			_id,
			parent,
			origin: {type: 'user', id: call.user._id},
		});
		return {_id};
	});
	router.post('/views/data', call => data(call, call.object(), containerOf(call), call.query('format') ?? 'json'));
	router.post('/views/queue', call => queue(call, call.object()));
	router.post('/views/:id/queue', call => queue(call, viewOf(call)));
	router.get('/views/:id/data', call => data(call, viewOf(call), containerOf(call), call.query('format') ?? 'json'));
	router.get('/views/:id', viewOf);
	router.put('/views/:id', call => {
		const view = viewOf(call);
		needParent(call, view.parent);
		call.store.patch('views', view._id, without(call.object(), '_id', 'parent'));
		return {modified: 1};
	});
	router.delete('/views/:id', call => {
		const view = viewOf(call);
		needParent(call, view.parent);
		call.store.remove('views', view._id);
		return {deleted: 1};
	});
	router.get('/data_view_executions/:id', call => without(execution(call), 'view'));
	router.get('/data_view_executions/:id/data', call => {
		const {view, container_id} = execution(call);
		return data(call, view as Record<string, unknown>, String(container_id), call.query('file_format') ?? 'csv');
	});
}
