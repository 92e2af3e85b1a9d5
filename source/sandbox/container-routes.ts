import {ApiError, forbidden} from './api-error.js';
import {audit, recordChange} from './audit.js';
import type {Call} from './call.js';
import type {ContainerKind, Kinds} from './documents.js';
import {find, findToRead, needDeleteReason} from './find.js';
import {may, needUnlocked, needWrite, projectIdOf} from './permissions.js';
import {holdsDeviceData, removeTree} from './remove.js';
import {containerView, singular} from './views.js';

/** What the routes of projects, subjects, sessions, acquisitions and analyses have in common. */
export function readOne(call: Call, kind: ContainerKind, id: string): Record<string, unknown> {
	const document = findToRead(call, kind, id);
	audit(call, kind === 'subjects' ? 'view_subject' : 'view_container', {
		...document.parents,
		[singular[kind]]: document._id,
	});
	return containerView(call, kind, document, 'one');
}

/** A container to change: there, allowed, not locked. */
export function findToWrite<K extends ContainerKind>(call: Call, kind: K, id: string, ...anyOf: string[]): Kinds[K] {
	const document = find(call, kind, id);
	const actions = anyOf.length > 0 ? anyOf : ['containers_modify_metadata'];
	needWrite(call, projectIdOf(kind, document), ...actions);
	return document;
}

/** Refuses fields that the route doesn't know, as newer servers do. */
export function needKnownFields(body: Record<string, unknown>, known: readonly string[]): void {
	const unknown = Object.keys(body).find(name => !known.includes(name));
	if (unknown === undefined) return;
	const detail = [{loc: ['body', unknown], msg: 'Extra inputs are not permitted', type: 'extra_forbidden'}];
	throw new ApiError(422, 'Invalid request', {core_status_code: 'input_validation_error', detail});
}

/** Stores changed fields, with `modified` and `revision`. */
export function change<K extends ContainerKind>(call: Call, kind: K, id: string, fields: Partial<Kinds[K]>): void {
	const {revision} = find(call, kind, id);
	const kept = {...fields, modified: call.date, revision: revision + 1};
	call.store.patch(kind, id, kept as Partial<Kinds[K]>);
	recordChange(call, singular[kind], id, fields);
}

const deleting: Record<ContainerKind, string> = {
	projects: 'containers_delete_project',
	subjects: 'containers_delete_hierarchy',
	sessions: 'containers_delete_hierarchy',
	acquisitions: 'containers_delete_hierarchy',
	analyses: 'analyses_delete',
	collections: 'containers_delete_hierarchy',
};

/** Deletes one container with what is below. Data from a scanner needs its own right. */
export function removeOne(call: Call, kind: ContainerKind, id: string): void {
	const document = find(call, kind, id);
	const project = projectIdOf(kind, document);
	needWrite(call, project, deleting[kind]);
	if (holdsDeviceData(call, kind, id) && !may(call, project, 'files_delete_device_data')) {
		throw forbidden('Original data can be deleted by admins only', {reason: 'original_data_present'});
	}
	needUnlocked(call, project);
	const type = kind === 'analyses' ? 'delete_analysis' : 'delete_container';
	audit(call, type, {...document.parents, [singular[kind]]: id});
	recordChange(call, singular[kind], id, {}, 'DELETE');
	removeTree(call, kind, id);
}

export function removeRoute(kind: ContainerKind): (call: Call) => unknown {
	return call => {
		find(call, kind, call.param('id'));
		needDeleteReason(call);
		removeOne(call, kind, call.param('id'));
		return {deleted: 1};
	};
}

/** `DELETE /sessions` and the like: a list of ids. */
export function removeManyRoute(kind: ContainerKind): (call: Call) => unknown {
	return call => {
		const ids = call.strings();
		needDeleteReason(call);
		const there = ids.filter(id => call.store.has(kind, id));
		for (const id of there) if (call.store.has(kind, id)) removeOne(call, kind, id);
		return {deleted: there.length, not_found: ids.length - there.length};
	};
}
