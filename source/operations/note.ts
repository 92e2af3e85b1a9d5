/** Notes on sessions: written so that other admins see them, and taken away by an undo. */
import type {FlywheelReader} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import type {Session} from '../model/flywheel.js';
import {noteText, readableNote} from '../model/notes.js';
import type {PlanItem} from '../model/plan.js';
import type {NoteRequest} from './index.js';
import {readPlaces} from './places.js';
import type {Change, Reading} from './types.js';

/** Ids behind a note; its text stands in `before` or `after`. */
interface NoteDetail {
	/** Where the session lay when it was noted: elsewhere the note may say nothing true. null: no matter. */
	project: string | null;
	/** Notes of the same words that are not this one. */
	others: string[];
	/** In an undo: the note to take away; null where a note is to be added. */
	remove: string | null;
}

const longest = 2000;

function noteDetail(item: PlanItem): NoteDetail {
	return item.detail as unknown as NoteDetail;
}

async function sessionOrNull(reader: FlywheelReader, id: string): Promise<Session | null> {
	try {
		return await reader.session(id);
	} catch (error) {
		if (error instanceof FlydeckError && error.kind === 'not-found') return null;
		throw error;
	}
}

function readRemoval(session: Session, item: PlanItem, noteId: string): Reading {
	const note = session.notes.find(({id}) => id === noteId);
	if (!note) return {is: 'after', state: item.after, keep: {modified: session.modified}};
	if (note.text === item.before.note) return {is: 'before', state: item.before};
	return {is: 'other', state: {note: note.text}, says: 'The note was rewritten since, so it is kept.'};
}

async function readNote(reader: FlywheelReader, item: PlanItem): Promise<Reading> {
	const session = await sessionOrNull(reader, item.id);
	if (!session) {
		return {is: 'gone', state: null, says: 'The session is not on the server any more, or not visible to you.'};
	}
	const {project, others, remove} = noteDetail(item);
	if (remove !== null) return readRemoval(session, item, remove);
	const note = session.notes.find(({id, text}) => text === item.after.note && !others.includes(id));
	if (note) return {is: 'after', state: item.after, keep: {noteId: note.id, modified: session.modified}};
	if (project === null || session.project === project) return {is: 'before', state: item.before};
	return {is: 'other', state: null, says: 'The session was moved since, so nothing is noted on it.'};
}

export const note: Change = {
	kind: 'note',
	read: readNote,
	async apply(client, item) {
		const {remove} = noteDetail(item);
		if (remove === null) await client.addNote(item.id, String(item.after.note));
		else await client.removeNote(item.id, remove);
	},
	invert(item, notes) {
		const {noteId} = notes;
		const {before: after, after: before} = item;
		if (noteDetail(item).remove !== null) {
			const detail: NoteDetail = {project: null, others: [], remove: null};
			return {...item, before, after, effects: [], warnings: [], detail: {...detail}};
		}
		if (typeof noteId !== 'string') return {reason: `The note on ${item.title} can't be told from others.`};
		const detail: NoteDetail = {project: null, others: [], remove: noteId};
		return {...item, before, after, effects: [], warnings: [], detail: {...detail}};
	},
};

function checkText(text: string): void {
	if (text.length <= longest) return;
	throw new FlydeckError('usage', {
		code: 'long-note',
		message: `The note is longer than ${longest} characters.`,
		next: 'Say it in fewer words.',
	});
}

const everybody = 'Everybody who sees the session in Flywheel sees the note.';

export async function planNoteItems(reader: FlywheelReader, requests: readonly NoteRequest[]): Promise<PlanItem[]> {
	const unique = [...new Map(requests.map(request => [request.id, request])).values()];
	const places = await readPlaces(reader);
	return Promise.all(
		unique.map(async ({id, remark}) => {
			checkText(remark.text);
			const text = noteText(remark);
			const session = await reader.session(id);
			const others = session.notes.filter(known => known.text === text).map(known => known.id);
			const detail: NoteDetail = {project: session.project, others, remove: null};
			const aside = remark.until ? [`It is left out of Unsorted's list until ${remark.until}.`] : [];
			return {
				id,
				title: `${places.name(session.project)}/${session.subject.label}/${session.label}`,
				before: {note: null},
				after: {note: text},
				effects: [...aside, everybody],
				warnings: [],
				detail: {...detail},
			};
		}),
	);
}

export function noteTitle(items: PlanItem[]): string {
	const [first] = items;
	const text = readableNote(String(first?.after.note ?? ''));
	const where = items.length === 1 ? (first?.title ?? '') : `${items.length} sessions`;
	return `Note on ${where}: ${text}`;
}
