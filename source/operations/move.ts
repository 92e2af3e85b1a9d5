/**
 * Moving a session, by the recipe that is safe on every server: find or make the subject,
 * then put the session under it by the subject's id. A subject is never renamed or moved.
 */
import type {FlywheelReader, FlywheelWriter} from '../api/flywheel.js';
import {FlydeckError, toFlydeckError} from '../model/errors.js';
import type {ItemState, PlanItem} from '../model/plan.js';
import {contentsOf, subjectOrNull} from './emptiness.js';
import {refuse} from './engine.js';
import type {Change, Note, Reading} from './types.js';

/** Ids behind a move; labels stand in `before` and `after`. */
export interface MoveDetail {
	fromProject: string;
	fromSubject: string;
	toProject: string;
	/** null where the subject is to be found by its label, or made. */
	toSubject: string | null;
	/** In an undo: the subject that the move made, to be removed again if nothing is in it. */
	removeSubject: string | null;
	/** Why the item of a saved plan is to be refused. */
	stale?: string;
}

export function moveDetail(item: PlanItem): MoveDetail {
	return item.detail as unknown as MoveDetail;
}

const text = (state: ItemState, key: string): string => String(state[key] ?? '');

async function labelsOf(reader: FlywheelReader, projectId: string): Promise<{group: string; project: string}> {
	const {group, label} = await reader.project(projectId);
	return {group, project: label};
}

/** Children that the server left behind in another project would be invisible there. */
async function strayAcquisitions(reader: FlywheelReader, item: PlanItem, projectId: string): Promise<number> {
	const acquisitions = await reader.acquisitions(item.id);
	return acquisitions.filter(({project}) => project !== null && project !== projectId).length;
}

async function readMove(reader: FlywheelReader, item: PlanItem): Promise<Reading> {
	const detail = moveDetail(item);
	if (detail.stale !== undefined) return {is: 'other', state: null, says: detail.stale};
	let session: Awaited<ReturnType<FlywheelReader['session']>>;
	try {
		session = await reader.session(item.id);
	} catch (error) {
		if (!(error instanceof FlydeckError && error.kind === 'not-found')) throw error;
		return {is: 'gone', state: null, says: 'The session is not on the server any more, or not visible to you.'};
	}
	const {label, subject, project} = session;
	const inTarget = project === detail.toProject && subject.label === text(item.after, 'subject');
	const inSource = project === detail.fromProject && subject.id === detail.fromSubject;
	const named = label === text(item.after, 'session');
	if (inTarget && named) {
		const strays = await strayAcquisitions(reader, item, project);
		if (strays === 0) return {is: 'after', state: item.after, keep: {modified: session.modified}};
		return {is: 'between', state: null, says: `The session moved, but ${strays} of its acquisitions stayed behind.`};
	}
	const asBefore = label === text(item.before, 'session') && subject.label === text(item.before, 'subject');
	if (inSource && asBefore) return {is: 'before', state: item.before};
	const now = {...(await labelsOf(reader, project)), subject: subject.label, session: label};
	const says = `It is now at ${now.group}/${now.project}/${now.subject}/${now.session}.`;
	return {is: inTarget || (inSource && named) ? 'between' : 'other', state: now, says};
}

type Client = FlywheelReader & FlywheelWriter;

async function findSubject(client: Client, project: string, label: string): Promise<string | null> {
	const [found, second] = await client.subjectsNamed(project, label);
	if (second) {
		throw refuse('ambiguous-subject', `There are two subjects called ${label} there.`, 'Merge them in Flywheel first.');
	}
	return found?.id ?? null;
}

/** Somebody may be making the same subject at this moment, and an answer may be lost: look again then. */
async function makeSubject(client: Client, project: string, label: string, note: Note): Promise<string> {
	let made: string | null = null;
	try {
		made = await client.createSubject(project, label);
	} catch (error) {
		const found = await findSubject(client, project, label);
		if (!found) throw error;
		// It was not there a moment ago. Told that the label is taken, somebody else made it; else we did.
		const taken = error instanceof FlydeckError && error.kind === 'conflict';
		if (!taken) await note({subjectCreated: found});
		return found;
	}
	const id = made ?? (await findSubject(client, project, label));
	if (!id) throw refuse('not-applied', `The server did not make the subject ${label}.`, 'Try again, or tell staff.');
	await note({subjectCreated: id});
	return id;
}

/** The subject by the id that is known, if it is still what it was; else by label; else a new one. */
async function targetSubject(client: Client, item: PlanItem, note: Note): Promise<string> {
	const {toProject, toSubject} = moveDetail(item);
	const label = text(item.after, 'subject');
	if (toSubject) {
		try {
			const known = await client.subject(toSubject);
			if (known.project === toProject && known.label === label) return known.id;
		} catch (error) {
			if (!(error instanceof FlydeckError && error.kind === 'not-found')) throw error;
		}
	}
	return (await findSubject(client, toProject, label)) ?? makeSubject(client, toProject, label, note);
}

/**
 * Deletes a subject that flydeck itself made, once it is proven to hold nothing.
 * @throws FlydeckError where it is still there afterwards, whatever the server answered.
 */
async function removeIfEmpty(client: Client, subjectId: string): Promise<void> {
	const subject = await subjectOrNull(client, subjectId);
	if (!subject || (await contentsOf(client, subject)).length > 0) return;
	let why = 'The server said that it was removed, but it was not.';
	try {
		await client.deleteEmptySubject(subjectId);
	} catch (error) {
		why = toFlydeckError(error).message;
	}
	if (await subjectOrNull(client, subjectId)) throw leftBehind(subject.label, why);
}

function leftBehind(label: string, why: string): FlydeckError {
	return new FlydeckError('incomplete', {
		code: 'left-behind',
		message: `The empty subject “${label}” is still there: ${why}`,
		next: 'Remove it in Flywheel.',
	});
}

/** Takes back a subject made for a move that came to nothing; names one that may have been. */
async function tidyMove(client: Client, item: PlanItem, notes: Record<string, unknown>): Promise<void> {
	const created = notes.subjectCreated;
	if (typeof created === 'string') return removeIfEmpty(client, created);
	const {toProject, toSubject} = moveDetail(item);
	if (toSubject !== null) return;
	const label = text(item.after, 'subject');
	const [found] = await client.subjectsNamed(toProject, label);
	if (found && (await contentsOf(client, found)).length === 0) throw leftBehind(label, 'this move may have made it.');
}

async function applyMove(client: Client, item: PlanItem, note: Note): Promise<void> {
	const label = text(item.after, 'session');
	const subjectId = await targetSubject(client, item, note);
	await note({movedTo: subjectId});
	await client.moveSession(item.id, {subjectId, label});
	// Some servers take only the subject when both are sent: the label goes by itself then.
	const session = await client.session(item.id);
	if (session.subject.id === subjectId && session.label !== label) await client.labelSession(item.id, label);
}

function invertMove(item: PlanItem, notes: Record<string, unknown>): PlanItem {
	const {fromProject, fromSubject, toProject} = moveDetail(item);
	const created = notes.subjectCreated;
	const removeSubject = typeof created === 'string' ? created : null;
	const toSubject = typeof notes.movedTo === 'string' ? notes.movedTo : '';
	const detail: MoveDetail = {
		fromProject: toProject,
		fromSubject: toSubject,
		toProject: fromProject,
		toSubject: fromSubject,
		removeSubject,
	};
	const {subject, project, group} = item.after;
	const effects = removeSubject
		? [`Removes subject ${subject} of ${group}/${project} again, if nothing is in it.`]
		: [];
	return {...item, before: item.after, after: item.before, effects, warnings: [], detail: {...detail}};
}

export const move: Change = {
	kind: 'move',
	read: readMove,
	apply: applyMove,
	tidy: tidyMove,
	async complete(client, item) {
		const {removeSubject} = moveDetail(item);
		if (removeSubject) await removeIfEmpty(client, removeSubject);
	},
	invert: invertMove,
};
