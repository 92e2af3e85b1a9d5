import type {FlywheelReader} from '../api/flywheel.js';
import {instant, wholeDays} from '../format/time.js';
import {FlydeckError} from '../model/errors.js';
import type {Account, Project, Role, Session} from '../model/flywheel.js';
import {setAsideOf} from '../model/notes.js';
import type {Correction, Evidence, ExpectedScan, UnsortedSession} from '../model/unsorted.js';
import type {UnsortedView} from '../model/views.js';
import {resolveClashes} from '../triage/clashes.js';
import {judge, projectsToRead} from '../triage/judge.js';
import {evidenceOf, evidenceTags} from './evidence.js';
import {homesOf, knownProjects, LabelledProjects} from './known-projects.js';
import {inGroups, isUnsorted, naturally, type Reading, requestOptions, unlessForbidden} from './reading.js';
import {readOnce} from './shared-reads.js';

export interface UnsortedReading extends Reading {
	/** So long nothing may have changed before a session counts as arrived; 15 by default. */
	quietMinutes?: number | undefined;
	/** By session, its `modified` after flydeck's own last change (`Operations.ownChanges`). */
	ownChanges?: ReadonlyMap<string, string> | undefined;
	/** What was moved out of Unsorted before (`Operations.corrections`), and what labs have planned. */
	corrections?: readonly Correction[] | undefined;
	schedule?: readonly ExpectedScan[] | undefined;
	/** By session, the accession number that a person types in place of the header's. */
	typed?: ReadonlyMap<string, string> | undefined;
	/** Called with what is known so far: the list first, then with more and more of it judged. */
	onPart?: ((view: UnsortedView) => void) | undefined;
}

/** How often parts are handed out at most: a list of thousands isn't drawn anew for each. */
const parts = 20;

/** Jobs that are not final, by the session they are on. Where jobs can't be read, none are known. */
async function jobsAtWork(reader: FlywheelReader, reading: Reading): Promise<Map<string, number>> {
	const options = requestOptions(reading);
	const lists = ['running', 'pending'].map(async state => unlessForbidden(reader.jobs({state, ...options})));
	const counts = new Map<string, number>();
	for (const {session} of (await Promise.all(lists)).flatMap(list => list ?? [])) {
		if (session !== null) counts.set(session, (counts.get(session) ?? 0) + 1);
	}
	return counts;
}

/** null for what was moved away or deleted since it was listed. */
async function unlessGone<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof FlydeckError && error.kind === 'not-found') return null;
		throw error;
	}
}

/** A session whose header hasn't been read. */
function unread(session: Session, now: Date): UnsortedSession {
	return {
		id: session.id,
		group: session.group,
		subject: session.subject.label,
		session: session.label,
		timestamp: session.timestamp,
		ageDays: wholeDays(session.created ?? session.timestamp, now),
		accession: null,
		accessionSource: null,
		problems: [{code: 'not-read-yet', message: 'reading its header'}],
		suggestions: [],
		privacy: [],
		blockers: [],
	};
}

/** Where it lies, what people wrote on it, and whether that sets it aside. */
function asListed(judged: UnsortedSession, {project, notes}: Session, now: Date): UnsortedSession {
	const told = notes.map(({text, user, created}) => ({text, user, created}));
	return {...judged, projectId: project, setAside: setAsideOf(notes, now), notes: told};
}

function oldestFirst(a: Session, b: Session): number {
	const [at, bt] = [instant(a.created ?? a.timestamp) ?? 0, instant(b.created ?? b.timestamp) ?? 0];
	return at - bt || naturally(a.label, b.label);
}

/** Sessions of every Unsorted in scope, the longest waiting first. */
async function waitingSessions(reader: FlywheelReader, reading: Reading): Promise<Session[]> {
	const options = requestOptions(reading);
	const projects = (await reader.projects(options)).filter(isUnsorted).filter(inGroups(reading.groups));
	const lists = projects.map(async project => {
		const sessions = await reader.sessions(project.id, options);
		return sessions.map(session => ({...session, group: session.group || project.group}));
	});
	return (await Promise.all(lists)).flat().sort(oldestFirst);
}

/** Sessions judged one by one as what they need comes in. */
class Judged {
	readonly #evidence = new Map<string, Evidence>();
	readonly #interim = new Map<string, UnsortedSession>();
	#waiting: string[] = [];

	constructor(
		readonly sessions: Session[],
		readonly projects: LabelledProjects,
		readonly reading: UnsortedReading,
	) {}

	add(evidence: Evidence): void {
		this.#evidence.set(evidence.id, evidence);
		this.#waiting.push(evidence.id);
		const step = Math.ceil(this.sessions.length / parts);
		if (this.#waiting.length >= step && this.#evidence.size < this.sessions.length) this.tell();
	}

	/** Hands out what is known so far. */
	tell(): void {
		const {onPart, now} = this.reading;
		if (!onPart) return;
		this.#judge(this.#waiting);
		this.#waiting = [];
		const sessions = this.sessions.map(session => this.#interim.get(session.id) ?? unread(session, now));
		onPart(this.#view(sessions));
	}

	/** Judges all anew: what came later may speak for or against what was judged first. */
	whole(): UnsortedView {
		this.#judge([...this.#evidence.keys()]);
		return this.#view(this.sessions.flatMap(({id}) => this.#interim.get(id) ?? []));
	}

	#view(judged: UnsortedSession[]): UnsortedView {
		const listed = new Map(this.sessions.map(session => [session.id, session]));
		const sessions = resolveClashes(judged).flatMap(one => {
			const session = listed.get(one.id);
			return session ? [asListed(one, session, this.reading.now)] : [];
		});
		return {sessions, total: sessions.length};
	}

	#judge(ids: readonly string[]): void {
		const {known} = this.projects;
		for (const id of ids) {
			const evidence = this.#evidence.get(id);
			if (evidence) this.#interim.set(id, judge(evidence, known, this.reading));
		}
	}
}

/** What each session is judged by, and the projects that it may mean: read as far as it is needed. */
class Ground {
	readonly #homes: ReadonlyMap<string, Evidence['home']>;
	readonly projects: LabelledProjects;

	private constructor(
		readonly reader: FlywheelReader,
		readonly reading: UnsortedReading,
		[visible, account, roles]: [Project[], Account, Role[]],
	) {
		this.#homes = new Map(homesOf(visible, account, roles).map(home => [home.id, home]));
		this.projects = new LabelledProjects(reader, knownProjects(visible, account, roles), reading);
	}

	static async read(reader: FlywheelReader, reading: UnsortedReading): Promise<Ground> {
		const options = requestOptions(reading);
		const all = Promise.all([reader.projects(options), reader.account(options), reader.roles(options)]);
		return new Ground(reader, reading, await all);
	}

	/** null where the session is gone. */
	async evidence(session: Session, activeJobs: number): Promise<Evidence | null> {
		const {reader, reading} = this;
		const {id, project} = session;
		const options = {tags: evidenceTags, ...requestOptions(reading)};
		const acquisitions = await unlessGone(reader.acquisitions(id, options));
		if (!acquisitions) return null;
		const ownChange = reading.ownChanges?.get(id);
		const evidence = evidenceOf(session, acquisitions, {activeJobs, ownChange, home: this.#homes.get(project)});
		return {...evidence, typedAccession: reading.typed?.get(id)};
	}

	/** Sees to it that the projects are known by which it is judged. */
	async prepare(evidence: Evidence): Promise<void> {
		await this.projects.read(projectsToRead(evidence, this.projects.bare, this.reading));
	}
}

/**
 * Every session in the Unsorted of the groups, judged. Reads the headers of each, and the
 * labels of those projects alone that one of them may mean.
 */
export async function loadUnsorted(reader: FlywheelReader, reading: UnsortedReading): Promise<UnsortedView> {
	const shared = readOnce(reader);
	const [sessions, ground] = await Promise.all([waitingSessions(shared, reading), Ground.read(shared, reading)]);
	const judged = new Judged(sessions, ground.projects, reading);
	judged.tell();
	if (sessions.length === 0) return judged.whole();
	const atWork = await jobsAtWork(shared, reading);
	const all = sessions.map(async session => {
		const evidence = await ground.evidence(session, atWork.get(session.id) ?? 0);
		if (!evidence) return;
		await ground.prepare(evidence);
		judged.add(evidence);
	});
	await Promise.all(all);
	return judged.whole();
}

/** null where the session is gone. */
export type TypedJudge = (typed: string) => Promise<UnsortedSession | null>;

/**
 * One session, to be judged by what a person types in place of its header's accession number:
 * what doesn't hang on that is read once.
 */
export async function typedJudge(reader: FlywheelReader, id: string, reading: UnsortedReading): Promise<TypedJudge> {
	const shared = readOnce(reader);
	const [session, ground] = await Promise.all([
		shared.session(id, requestOptions(reading)),
		Ground.read(shared, reading),
	]);
	const found = await ground.evidence(session, 0);
	return async typed => {
		if (!found) return null;
		const evidence = {...found, typedAccession: typed};
		await ground.prepare(evidence);
		return judge(evidence, ground.projects.known, reading);
	};
}
