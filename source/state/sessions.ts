import type {FlywheelReader} from '../api/flywheel.js';
import type {Project, Session, Subject} from '../model/flywheel.js';
import type {ProjectContents, SessionRow, SubjectRow} from '../model/views.js';
import {naturally, newestScan, projectName, type Reading, requestOptions, unlessForbidden} from './reading.js';

type ProjectReference = Pick<Project, 'id' | 'group' | 'label'>;

/** By session id; analyses are null where this login may not see them. */
interface Counts {
	files: ReadonlyMap<string, number>;
	analyses: ReadonlyMap<string, number> | null;
}

function tally<T>(things: readonly T[], key: (thing: T) => string, amount: (thing: T) => number): Map<string, number> {
	const sums = new Map<string, number>();
	for (const thing of things) sums.set(key(thing), (sums.get(key(thing)) ?? 0) + amount(thing));
	return sums;
}

/** What hangs on a project's sessions: two lists for all of them, however many there are. */
async function countAll(reader: FlywheelReader, {id}: ProjectReference, reading: Pick<Reading, 'signal'>) {
	const options = requestOptions(reading);
	const [acquisitions, analyses] = await Promise.all([
		reader.acquisitionsOfProject(id, options),
		unlessForbidden(reader.sessionAnalyses(id, options)),
	]);
	return {
		files: tally(
			acquisitions,
			({session}) => session,
			({files}) => files.length,
		),
		analyses:
			analyses &&
			tally(
				analyses,
				({parent}) => parent.id,
				() => 1,
			),
	};
}

function toRow(session: Session, project: ProjectReference, counts: Counts | null): SessionRow {
	const {id, subject, label, timestamp, files} = session;
	return {
		id,
		group: project.group,
		project: projectName(project),
		subject: subject.label,
		session: label,
		timestamp,
		files: counts && files.length + (counts.files.get(id) ?? 0),
		analyses: counts?.analyses ? (counts.analyses.get(id) ?? 0) : null,
	};
}

/** By subject, the oldest scan first. */
export function inOrder(a: Session, b: Session): number {
	return (
		naturally(a.subject.label, b.subject.label) ||
		(a.timestamp ?? '').localeCompare(b.timestamp ?? '') ||
		naturally(a.label, b.label)
	);
}

/** Sessions of one project by subject, the oldest scan first. */
export async function loadSessions(
	reader: FlywheelReader,
	project: ProjectReference,
	reading: Pick<Reading, 'signal'> = {},
): Promise<SessionRow[]> {
	const [sessions, counts] = await Promise.all([
		reader.sessions(project.id, requestOptions(reading)),
		countAll(reader, project, reading),
	]);
	return sessions.toSorted(inOrder).map(session => toRow(session, project, counts));
}

function toSubjectRows(subjects: readonly Subject[], sessions: readonly Session[]): SubjectRow[] {
	const bySubject = new Map<string, Session[]>(subjects.map(({id}) => [id, []]));
	for (const session of sessions) bySubject.get(session.subject.id)?.push(session);
	return subjects
		.map(({id, label}) => {
			const own = bySubject.get(id) ?? [];
			return {id, subject: label, sessions: own.map(session => session.id), lastScan: newestScan(own)};
		})
		.sort((a, b) => naturally(a.subject, b.subject));
}

/** Sessions and subjects of one project; the lists are told first, their counts when they are known. */
export async function loadProjectContents(
	reader: FlywheelReader,
	project: ProjectReference,
	reading: Pick<Reading, 'signal'> & {onPart?: (contents: ProjectContents) => void} = {},
): Promise<ProjectContents> {
	const options = requestOptions(reading);
	const lists = Promise.all([reader.sessions(project.id, options), reader.subjects(project.id, options)]);
	const contents = async (counts: Counts | null): Promise<ProjectContents> => {
		const [listed, subjects] = await lists;
		const sessions = listed.toSorted(inOrder);
		return {
			sessions: sessions.map(session => toRow(session, project, counts)),
			subjects: toSubjectRows(subjects, sessions),
		};
	};
	const told = contents(null).then(part => reading.onPart?.(part));
	const [counts] = await Promise.all([countAll(reader, project, reading), told]);
	return contents(counts);
}
