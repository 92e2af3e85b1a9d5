import type {FlywheelReader} from '../api/flywheel.js';
import type {GearRun, ProjectRuns, RunSession} from '../model/coverage.js';
import type {Analysis, Job, Project, Session} from '../model/flywheel.js';
import {type Chain, chainsOf, newestOf} from './jobs.js';
import {naturally, projectName, type Reading, requestOptions, unlessForbidden} from './reading.js';
import {inOrder} from './sessions.js';

type ProjectReference = Pick<Project, 'id' | 'group' | 'label'>;
type Options = Pick<Reading, 'signal'>;

/** A project and all that ran there, as the dashboard looks at it. */
export interface StudyCoverage {
	project: ProjectReference;
	runs: ProjectRuns;
}

/** What was read of a project's gears. */
interface Read {
	analyses: readonly Analysis[];
	/** Newest attempts, and whatever else was come across. */
	jobs: readonly Job[];
}

/**
 * Some servers list analyses with their jobs' ids alone, or leave an analysis with the first
 * job of a chain: then the project's own list of jobs tells the rest.
 */
async function missingJobs(
	reader: FlywheelReader,
	id: string,
	{analyses, jobs}: Read,
	reading: Options,
): Promise<Job[]> {
	const options = requestOptions(reading);
	const bare = analyses.some(({job}) => job !== null) && analyses.every(({newestJob}) => newestJob === null);
	if (bare) return reader.jobs({...options, project: id});
	const followed = new Set(jobs.map(({previousJob}) => previousJob));
	const superseded = jobs.filter(job => job.retried !== null && !followed.has(job.id));
	const since = superseded.map(({created}) => created ?? '').sort()[0];
	return since === undefined ? [] : reader.jobs({...options, project: id, since});
}

/** Analyses and jobs, page by page for the whole project: never session by session. */
async function readRuns(reader: FlywheelReader, id: string, reading: Options): Promise<Read> {
	const options = requestOptions(reading);
	const [analyses, onSessions] = await Promise.all([
		reader.sessionAnalyses(id, {...options, jobs: true}),
		// Gears that put their results into the session itself make no analysis.
		unlessForbidden(reader.jobs({...options, project: id, destination: 'session'})),
	]);
	const jobs = [...analyses.flatMap(({newestJob}) => newestJob ?? []), ...(onSessions ?? [])];
	return {analyses, jobs: [...jobs, ...(await missingJobs(reader, id, {analyses, jobs}, reading))]};
}

function runOf(chain: Chain, analysis: Analysis | undefined): GearRun {
	const job = newestOf(chain);
	return {
		gear: job.gear,
		version: job.version,
		state: job.state,
		jobId: job.id,
		analysisId: analysis?.id ?? job.analysis,
		label: analysis?.label ?? '',
		// A chain that begins before what was read counts its attempts itself.
		attempts: Math.max(job.attempt, chain.length),
		settings: job.config,
		tags: job.tags,
		outputs: analysis?.files.map(({name}) => name) ?? [],
		created: job.created,
		startedAt: job.startedAt,
		endedAt: job.endedAt,
	};
}

/** An analysis whose job is gone: with results it was complete; without, its job was never queued. */
function orphanOf({id, label, gear, files, created}: Analysis): GearRun | null {
	if (gear === null || files.length === 0) return null;
	return {
		...{gear: gear.name, version: gear.version, state: 'complete', jobId: null, analysisId: id, label},
		...{attempts: 1, settings: {}, tags: [], outputs: files.map(({name}) => name)},
		...{created, startedAt: null, endedAt: null},
	};
}

/** Runs by session and gear, the newest last. */
function sorted({analyses, jobs}: Read): Map<string, Map<string, GearRun[]>> {
	const byId = new Map(jobs.map(job => [job.id, job]));
	const analysisOf = new Map(analyses.flatMap(analysis => (analysis.job === null ? [] : [[analysis.job, analysis]])));
	const known = new Set(analyses.map(({id}) => id));
	const found: {session: string; run: GearRun}[] = [];
	for (const chain of chainsOf([...byId.values()])) {
		const analysis = chain.toReversed().flatMap(job => analysisOf.get(job.id) ?? [])[0];
		const {session, analysis: destination} = newestOf(chain);
		// A job's own parents don't follow a session that moved; its analysis does.
		const where = analysis?.parent.id ?? session;
		// The analysis of such a job was deleted: nothing of it counts any more.
		const deleted = !analysis && destination !== null && !known.has(destination);
		if (where && !deleted) found.push({session: where, run: runOf(chain, analysis)});
	}
	for (const analysis of analyses) {
		const run = analysis.job !== null && byId.has(analysis.job) ? null : orphanOf(analysis);
		if (run) found.push({session: analysis.parent.id, run});
	}
	found.sort((a, b) => (a.run.created ?? '').localeCompare(b.run.created ?? ''));
	const sessions = new Map<string, Map<string, GearRun[]>>();
	for (const {session, run} of found) {
		const gears = sessions.get(session) ?? new Map<string, GearRun[]>();
		sessions.set(session, gears.set(run.gear, [...(gears.get(run.gear) ?? []), run]));
	}
	return sessions;
}

function toSession(session: Session, runs: RunSession['runs'] | undefined): RunSession {
	const {id, label, subject, timestamp, created} = session;
	return {
		id,
		subject: subject.label,
		subjectId: subject.id,
		session: label,
		timestamp,
		created,
		runs: runs ?? new Map(),
	};
}

/**
 * All that gears did on the sessions of a project, in a number of requests that grows with
 * the pages and not with the sessions.
 */
export async function loadProjectRuns(
	reader: FlywheelReader,
	project: ProjectReference,
	reading: Options = {},
): Promise<ProjectRuns> {
	const [sessions, read] = await Promise.all([
		reader.sessions(project.id, requestOptions(reading)),
		readRuns(reader, project.id, reading),
	]);
	const runs = sorted(read);
	const rows = sessions.toSorted(inOrder).map(session => toSession(session, runs.get(session.id)));
	const gears = new Set(rows.flatMap(row => [...row.runs.keys()]));
	return {project: projectName(project), sessions: rows, gears: [...gears].sort(naturally)};
}

export async function loadCoverage(
	reader: FlywheelReader,
	project: ProjectReference,
	reading: Options = {},
): Promise<StudyCoverage> {
	return {project, runs: await loadProjectRuns(reader, project, reading)};
}
