import {unprocessable} from '../api-error.js';
import {type Call, optionalObject, optionalText, textOf} from '../call.js';
import {change, findToWrite, readOne, removeManyRoute, removeRoute} from '../container-routes.js';
import type {SubjectDoc} from '../documents.js';
import {find, findToRead, without} from '../find.js';
import {list} from '../list.js';
import {moveSubject, needFreeLabel} from '../moves.js';
import {listedProjects, needWrite} from '../permissions.js';
import type {Router} from '../router.js';
import {filesOf, shownPermissions, subjectView} from '../views.js';

function subjects(call: Call, among?: SubjectDoc[]): unknown {
	const listed = listedProjects(call);
	return list(call, {
		kind: 'subjects',
		...(among && {among}),
		visible: subject => among !== undefined || listed(subject.project),
		view: subject => subjectView(call, subject, 'list'),
		virtual: {
			files: subject => filesOf(call, subject._id),
			permissions: subject => shownPermissions(call, subject.project),
		},
	});
}

/** Makes a subject. @throws ApiError 422 where the label is taken. */
export function createSubject(
	call: Call,
	projectId: string,
	label: string,
	more: Record<string, unknown> = {},
): SubjectDoc {
	const project = call.store.get('projects', projectId);
	if (!project) throw unprocessable(`Project ${projectId} does not exist`, ['body', 'project']);
	needWrite(call, project._id, 'containers_create_hierarchy');
	needFreeLabel(call, label, project);
	const subject: SubjectDoc = {
		sex: null,
		...without(more, '_id', 'permissions', 'parents'),
		_id: call.newId(),
		label,
		code: label,
		project: project._id,
		parents: {group: project.group, project: project._id},
		created: call.date,
		modified: call.date,
		revision: 1,
		tags: [],
		notes: [],
		info: optionalObject(more, 'info') ?? {},
	};
	call.store.put('subjects', subject);
	return subject;
}

function add(call: Call): unknown {
	const body = call.object();
	const project = textOf(body, 'project');
	const label = optionalText(body, 'label') ?? textOf(body, 'code');
	return {_id: createSubject(call, project, label, body)._id};
}

function modify(call: Call): unknown {
	const subject = findToWrite(call, 'subjects', call.param('id'));
	const body = call.object();
	const label = optionalText(body, 'label') ?? optionalText(body, 'code') ?? subject.label;
	const target = find(call, 'projects', optionalText(body, 'project') ?? subject.project);
	if (target._id !== subject.project) {
		needWrite(call, target._id, 'containers_create_hierarchy');
		needFreeLabel(call, label, target);
		moveSubject(call, subject, target);
	} else needFreeLabel(call, label, target, subject._id);
	const changes = {...without(body, '_id', 'project', 'permissions', 'parents'), label, code: label};
	change(call, 'subjects', subject._id, changes as Partial<SubjectDoc>);
	return {modified: 1};
}

export function subjectRoutes(router: Router): void {
	router.get('/subjects', call => subjects(call));
	router.post('/subjects', add);
	router.delete('/subjects', removeManyRoute('subjects'));
	router.get('/projects/:id/subjects', call => {
		const project = findToRead(call, 'projects', call.param('id'));
		return subjects(call, call.store.by('subjects', 'project', project._id));
	});
	router.get('/subjects/:id', call => readOne(call, 'subjects', call.param('id')));
	router.put('/subjects/:id', modify);
	router.delete('/subjects/:id', removeRoute('subjects'));
}
