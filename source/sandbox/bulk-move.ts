import {ApiError, notFound, unprocessable} from './api-error.js';
import {type Call, stringsOf, textOf} from './call.js';
import type {ProjectDoc, SessionDoc, SubjectDoc} from './documents.js';
import {attachSession, copySubject, moveSubject, subjectLabelled} from './moves.js';
import {needWrite} from './permissions.js';

interface Wish {
	sessions: SessionDoc[];
	destination: string;
	type: string;
	mode: string;
}

function wishOf(call: Call): Wish {
	const body = call.object();
	const sources = stringsOf(body.sources, 'sources');
	const destinations = stringsOf(body.destinations, 'destinations');
	const type = textOf(body, 'destination_container_type');
	const mode = textOf(body, 'conflict_mode');
	if (!['subjects', 'projects', 'sessions'].includes(type)) {
		throw unprocessable("destination_container_type must be 'subjects' or 'projects'", [
			'body',
			'destination_container_type',
		]);
	}
	if (!['skip', 'move', 'dry'].includes(mode)) {
		throw unprocessable("conflict_mode must be 'skip', 'move' or 'dry'", ['body', 'conflict_mode']);
	}
	if (type === 'sessions') throw new ApiError(501, 'Moving sessions into sessions is not implemented');
	const [destination] = destinations;
	if (sources.length === 0 || destination === undefined || destinations.length > 1) {
		throw unprocessable('One destination and at least one source are required', ['body', 'destinations']);
	}
	const sessions = [...new Set(sources)].map(id => {
		const session = call.store.get('sessions', id);
		if (!session) throw unprocessable(`Session ${id} does not exist`, ['body', 'sources']);
		return session;
	});
	return {sessions, destination, type, mode};
}

function subjectOf(call: Call, session: SessionDoc): SubjectDoc {
	const subject = call.store.get('subjects', session.subject);
	if (!subject) throw notFound('Subject', session.subject);
	return subject;
}

/** A session whose subject's label the target has already. */
function conflict(session: SessionDoc, subject: SubjectDoc, taken: SubjectDoc): unknown {
	return {
		id: session._id,
		label: session.label,
		subject_code: subject.label,
		conflict_label: taken.label,
		conflict_with: {type: 'subject', id: taken._id},
		move_type: ['session'],
	};
}

function toSubject(call: Call, {sessions, destination, mode}: Wish): unknown {
	const subject = call.store.get('subjects', destination);
	if (!subject) throw unprocessable(`Subject ${destination} does not exist`, ['body', 'destinations']);
	needWrite(call, subject.project, 'containers_create_hierarchy');
	if (mode === 'dry') return [];
	for (const session of sessions) if (session.subject !== subject._id) attachSession(call, session, subject);
	return null;
}

/** The sessions of one subject, none of them in conflict: it moves if all of its sessions do, else it is copied. */
function moveTogether(call: Call, subject: SubjectDoc, sessions: readonly SessionDoc[], project: ProjectDoc): void {
	if (call.store.countBy('sessions', 'subject', subject._id) === sessions.length) {
		moveSubject(call, subject, project);
		return;
	}
	const copy = copySubject(call, subject, project);
	for (const session of sessions) attachSession(call, session, copy);
}

function toProject(call: Call, {sessions, destination, mode}: Wish): unknown {
	const project = call.store.get('projects', destination);
	if (!project) throw unprocessable(`Project ${destination} does not exist`, ['body', 'destinations']);
	needWrite(call, project._id, 'containers_create_hierarchy');
	const conflicts: unknown[] = [];
	const free = new Map<string, SessionDoc[]>();
	for (const session of sessions) {
		if (session.project === project._id) continue;
		const subject = subjectOf(call, session);
		const taken = subjectLabelled(call, project._id, subject.label);
		if (!taken) free.set(subject._id, [...(free.get(subject._id) ?? []), session]);
		else if (mode === 'move') attachSession(call, session, taken);
		else conflicts.push(conflict(session, subject, taken));
	}
	if (mode === 'dry') return conflicts;
	for (const together of free.values()) {
		const [first] = together;
		if (first) moveGroup(call, subjectOf(call, first), together, project);
	}
	return null;
}

/** Two source subjects of one label: the second finds the first there already and joins it. */
function moveGroup(call: Call, subject: SubjectDoc, together: readonly SessionDoc[], project: ProjectDoc): void {
	const taken = subjectLabelled(call, project._id, subject.label);
	if (!taken) moveTogether(call, subject, together, project);
	else for (const session of together) attachSession(call, session, taken);
}

/**
 * Moves many sessions at once. Nothing in the answer says what was skipped: only a dry run
 * tells conflicts.
 *
 * @throws ApiError 422 for unknown ids, 501 for sessions into sessions, 403.
 */
export function bulkMove(call: Call): unknown {
	const wish = wishOf(call);
	for (const session of wish.sessions) needWrite(call, session.project, 'containers_modify_metadata');
	return wish.type === 'subjects' ? toSubject(call, wish) : toProject(call, wish);
}
