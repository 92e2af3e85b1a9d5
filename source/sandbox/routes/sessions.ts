import {notFound, unprocessable} from '../api-error.js';
import {bulkMove} from '../bulk-move.js';
import {type Call, optionalObject, optionalText, textOf} from '../call.js';
import {change, findToWrite, needKnownFields, readOne, removeManyRoute, removeRoute} from '../container-routes.js';
import {isDate, normalDate} from '../dates.js';
import type {SessionDoc, SubjectDoc} from '../documents.js';
import {find, findToRead, without} from '../find.js';
import {list} from '../list.js';
import {attachSession, moveToProject, needFreeLabel, subjectLabelled} from '../moves.js';
import {listedProjects, needWrite} from '../permissions.js';
import type {Router} from '../router.js';
import {filesOf, sessionView, shownPermissions, subjectOfSession} from '../views.js';
import {createSubject} from './subjects.js';

export function sessionList(call: Call, among?: SessionDoc[]): unknown {
	const listed = listedProjects(call);
	return list(call, {
		kind: 'sessions',
		...(among && {among}),
		visible: session => among !== undefined || listed(session.project),
		view: session => sessionView(call, session, 'list'),
		virtual: {
			subject: session => subjectOfSession(call, session),
			files: session => filesOf(call, session._id),
			permissions: session => shownPermissions(call, session.project),
		},
	});
}

/** `timestamp` of a body, in the API's way of writing. */
export function timestampOf(body: Record<string, unknown>): string | null | undefined {
	if (body.timestamp === null) return null;
	const text = optionalText(body, 'timestamp');
	if (text === undefined) return undefined;
	if (!isDate(text)) throw unprocessable('timestamp must be an ISO 8601 date', ['body', 'timestamp']);
	return normalDate(text);
}

interface SubjectWish {
	id: string | undefined;
	label: string | undefined;
}

/** `subject` of a body: an object with `_id` or a label, or a bare id. */
function subjectWish(body: Record<string, unknown>): SubjectWish {
	if (typeof body.subject === 'string') return {id: body.subject, label: undefined};
	const subject = optionalObject(body, 'subject') ?? {};
	return {id: optionalText(subject, '_id'), label: optionalText(subject, 'label') ?? optionalText(subject, 'code')};
}

function subjectForNew(call: Call, body: Record<string, unknown>): SubjectDoc {
	const {id, label} = subjectWish(body);
	const project = optionalText(body, 'project');
	if (id !== undefined) {
		const subject = call.store.get('subjects', id);
		if (!subject) throw notFound('Subject', id);
		if (project !== undefined && project !== subject.project) {
			throw unprocessable(`Subject ${id} is not in project ${project}`, ['body', 'project']);
		}
		return subject;
	}
	if (project === undefined) throw unprocessable('project or subject._id is required', ['body', 'project']);
	if (label === undefined) throw unprocessable('subject is required', ['body', 'subject']);
	return subjectLabelled(call, project, label) ?? createSubject(call, project, label);
}

function add(call: Call): unknown {
	const body = call.object();
	const label = textOf(body, 'label');
	const subject = subjectForNew(call, body);
	needWrite(call, subject.project, 'containers_create_hierarchy');
	const _id = call.newId();
	const {group = '', project = ''} = subject.parents;
	call.store.put('sessions', {
		timezone: 'America/Denver',
		operator: null,
		age: null,
		weight: null,
		...without(body, 'permissions', 'parents'),
		_id,
		label,
		parents: {group, project, subject: subject._id},
		group,
		project,
		subject: subject._id,
		uid: optionalText(body, 'uid') ?? null,
		timestamp: timestampOf(body) ?? null,
		created: call.date,
		modified: call.date,
		revision: 1,
		tags: [],
		notes: [],
		info: optionalObject(body, 'info') ?? {},
	});
	return {_id};
}

/** To an existing subject: the project follows from it. */
function joinSubject(call: Call, session: SessionDoc, id: string, project: string | undefined): void {
	const subject = call.store.get('subjects', id);
	if (!subject) throw unprocessable(`Subject ${id} does not exist`, ['body', 'subject']);
	if (project !== undefined && project !== session.project) {
		// The label check of a move by project runs first, whatever the subject: hence the advice to send the subject alone.
		const target = find(call, 'projects', project);
		const current = call.store.get('subjects', session.subject);
		if (current) needFreeLabel(call, current.label, target);
	}
	if (project !== undefined && project !== subject.project) {
		throw unprocessable(`Subject ${id} is not in project ${project}`, ['body', 'project']);
	}
	if (subject.project !== session.project) needWrite(call, subject.project, 'containers_create_hierarchy');
	if (subject._id !== session.subject) attachSession(call, session, subject);
}

/** Renames the session's subject, for all of its sessions. */
function renameSubject(call: Call, session: SessionDoc, label: string): void {
	const subject = find(call, 'subjects', session.subject);
	if (subject.label === label) return;
	needFreeLabel(call, label, find(call, 'projects', subject.project), subject._id);
	change(call, 'subjects', subject._id, {label, code: label});
}

const fields = [
	'label',
	'project',
	'subject',
	'timestamp',
	'timezone',
	'info',
	'uid',
	'age',
	'weight',
	'operator',
	'tags',
	'public',
	'permissions',
	'project_has_template',
];

function modify(call: Call): unknown {
	const id = call.param('id');
	const session = findToWrite(call, 'sessions', id);
	const body = call.object();
	needKnownFields(body, fields);
	const project = optionalText(body, 'project');
	const wish = subjectWish(body);
	if (wish.id !== undefined) joinSubject(call, session, wish.id, project);
	else if (project !== undefined && project !== session.project) {
		const target = call.store.get('projects', project);
		if (!target) throw unprocessable(`Project ${project} does not exist`, ['body', 'project']);
		needWrite(call, target._id, 'containers_create_hierarchy');
		moveToProject(call, session, target);
	}
	if (wish.id === undefined && wish.label !== undefined) renameSubject(call, find(call, 'sessions', id), wish.label);
	const timestamp = timestampOf(body);
	const changes = {
		...without(body, 'project', 'subject', 'permissions', 'timestamp'),
		...(timestamp !== undefined && {timestamp}),
	};
	change(call, 'sessions', id, changes as Partial<SessionDoc>);
	return {modified: 1, jobs_spawned: 0};
}

export function sessionRoutes(router: Router): void {
	router.post('/bulk/move/sessions', bulkMove);
	router.get('/sessions', call => sessionList(call));
	router.post('/sessions', add);
	router.delete('/sessions', removeManyRoute('sessions'));
	router.get('/projects/:id/sessions', call => {
		const project = findToRead(call, 'projects', call.param('id'));
		return sessionList(call, call.store.by('sessions', 'project', project._id));
	});
	router.get('/subjects/:id/sessions', call => {
		const subject = findToRead(call, 'subjects', call.param('id'));
		return sessionList(call, call.store.by('sessions', 'subject', subject._id));
	});
	router.get('/sessions/:id', call => readOne(call, 'sessions', call.param('id')));
	router.put('/sessions/:id', modify);
	router.delete('/sessions/:id', removeRoute('sessions'));
}
