import {unprocessable} from './api-error.js';
import type {Call} from './call.js';
import type {Kinds, Parents, ProjectDoc, SessionDoc, SubjectDoc} from './documents.js';
import {uuidFor} from './ids.js';

/** Everything that carries the ids of those above it. Jobs don't follow: theirs are a snapshot. */
const below = ['acquisitions', 'analyses', 'files'] as const;

/** Rewrites the ids above on everything under one container. */
function rewrite(call: Call, level: 'project' | 'subject' | 'session', id: string, above: Parents): void {
	for (const kind of below) {
		for (const document of call.store.by(kind, level, id)) {
			const parents = {...document.parents, ...above};
			call.store.patch(kind, document._id, {parents} as Partial<Kinds[typeof kind]>);
		}
	}
}

/** @throws ApiError 422 where another subject of the project has that label. */
export function needFreeLabel(call: Call, label: string, project: ProjectDoc, own?: string): void {
	const taken = subjectLabelled(call, project._id, label);
	if (taken && taken._id !== own) {
		throw unprocessable(`subject code "${label}" already exists in project ${project.label}`, ['body', 'label']);
	}
}

export function subjectLabelled(call: Call, projectId: string, label: string): SubjectDoc | undefined {
	return call.store.by('subjects', 'project', projectId).find(subject => subject.label === label);
}

/** Puts a session under a subject: its project, group and everything below follow. */
export function attachSession(call: Call, session: SessionDoc, subject: SubjectDoc): void {
	const {group = '', project = ''} = subject.parents;
	const parents: Parents = {group, project, subject: subject._id};
	call.store.patch('sessions', session._id, {
		parents,
		group,
		project,
		subject: subject._id,
		modified: call.date,
		revision: session.revision + 1,
	});
	rewrite(call, 'session', session._id, parents);
}

/** Moves a subject with all it has into another project; its id stays. */
export function moveSubject(call: Call, subject: SubjectDoc, project: ProjectDoc): void {
	const parents: Parents = {group: project.group, project: project._id};
	call.store.patch('subjects', subject._id, {
		parents,
		project: project._id,
		modified: call.date,
		revision: subject.revision + 1,
	});
	for (const session of call.store.by('sessions', 'subject', subject._id)) {
		call.store.patch('sessions', session._id, {
			parents: {...parents, subject: subject._id},
			group: project.group,
			project: project._id,
			modified: call.date,
		});
	}
	rewrite(call, 'subject', subject._id, parents);
}

/** A twin of a subject, with a new id, in another project; its analyses and files come along as copies. */
export function copySubject(call: Call, subject: SubjectDoc, project: ProjectDoc): SubjectDoc {
	const id = call.newId();
	const parents: Parents = {group: project.group, project: project._id};
	const copy: SubjectDoc = {
		...subject,
		_id: id,
		parents,
		project: project._id,
		created: call.date,
		modified: call.date,
	};
	call.store.put('subjects', copy);
	copyFiles(call, {type: 'subject', from: subject._id, to: id}, {...parents, subject: id});
	for (const analysis of call.store.by('analyses', 'parent', subject._id)) {
		const twin = call.newId();
		const above = {...parents, subject: id};
		call.store.put('analyses', {...analysis, _id: twin, parents: above, parent: {type: 'subject', id}});
		copyFiles(call, {type: 'analysis', from: analysis._id, to: twin}, {...above, analysis: twin});
	}
	return copy;
}

function copyFiles(call: Call, {type, from, to}: {type: string; from: string; to: string}, parents: Parents): void {
	for (const file of call.store.by('files', 'parent', from)) {
		const id = call.newId();
		const version = uuidFor(id);
		const bytes = call.services.blobs.stored(file.version_id);
		if (bytes) call.services.blobs.addUpload(version, bytes);
		call.store.put('files', {...file, _id: id, version_id: version, older: [], parents, parent_ref: {type, id: to}});
	}
}

/**
 * A session into another project by the project alone: its subject moves if this is its only
 * session, and is copied otherwise.
 *
 * @throws ApiError 422 where the target has a subject of that label.
 */
export function moveToProject(call: Call, session: SessionDoc, project: ProjectDoc): void {
	const subject = call.store.get('subjects', session.subject);
	if (!subject) throw unprocessable(`The session's subject ${session.subject} is gone`);
	needFreeLabel(call, subject.label, project);
	if (call.store.countBy('sessions', 'subject', subject._id) === 1) moveSubject(call, subject, project);
	else attachSession(call, session, copySubject(call, subject, project));
}

/** Moves a whole project into another group. */
export function moveProject(call: Call, project: ProjectDoc, group: string): void {
	call.store.patch('projects', project._id, {group, parents: {group}});
	for (const kind of ['subjects', 'sessions'] as const) {
		for (const document of call.store.by(kind, 'project', project._id)) {
			const parents = {...document.parents, group};
			call.store.patch(kind, document._id, kind === 'sessions' ? {parents, group} : {parents});
		}
	}
	rewrite(call, 'project', project._id, {group});
}
