import type {FlywheelReader, JobQuery, ReadOptions} from '../api/flywheel.js';
import {daysBefore} from '../format/time.js';
import {FlydeckError} from '../model/errors.js';
import type {Job, LogChunk, Project, SessionPlace} from '../model/flywheel.js';
import type {JobRow, JobsView} from '../model/views.js';
import {inGroups, projectName, type Reading, requestOptions} from './reading.js';
import {stuckInFlywheel} from './stuck.js';

export interface JobsReading extends Reading {
	/** Only chains whose newest attempt is in this state. */
	state?: string | undefined;
	gear?: string | undefined;
	project?: Pick<Project, 'id'> | undefined;
	/** Only jobs of this session, by its id. */
	session?: string | undefined;
	/** ISO date; absent: 14 days ago, and ever for a session's jobs. */
	since?: string | undefined;
	/** Hands out the newest while the rest is still being read. */
	onPart?: ((view: JobsView) => void) | undefined;
	/** At most so many rows; `total` still counts all. */
	limit?: number | undefined;
	/** False: attempts from before the time asked for are not looked up. */
	attemptsBefore?: boolean;
}

/** Jobs that retry one another, oldest first. */
export type Chain = [Job, ...Job[]];

function newestFirst(a: Job, b: Job): number {
	return (b.created ?? '').localeCompare(a.created ?? '') || b.id.localeCompare(a.id);
}

export function newestOf(chain: Chain): Job {
	return chain.at(-1) ?? chain[0];
}

/** Folds each job into the attempts before it. Whatever a server answers, each job is in one chain. */
export function chainsOf(jobs: readonly Job[]): Chain[] {
	const byId = new Map(jobs.map(job => [job.id, job]));
	const taken = new Set<string>();
	const chains: Chain[] = [];
	// The newest claims its predecessors first; a second retry of one job stands for itself.
	for (const newest of [...byId.values()].sort(newestFirst)) {
		if (taken.has(newest.id)) continue;
		const chain: Chain = [newest];
		taken.add(newest.id);
		for (;;) {
			const previous = byId.get(chain[0].previousJob ?? '');
			if (!previous || taken.has(previous.id)) break;
			taken.add(previous.id);
			chain.unshift(previous);
		}
		chains.push(chain);
	}
	return chains;
}

/** Attempts from before the time asked for: named by the oldest one in it, read one by one. */
async function earlierAttempts(reader: FlywheelReader, oldest: Job, reading: Reading): Promise<string[]> {
	const ids: string[] = [];
	let previous = oldest.previousJob;
	while (previous !== null && !ids.includes(previous) && previous !== oldest.id) {
		ids.unshift(previous);
		try {
			({previousJob: previous} = await reader.job(previous, requestOptions(reading)));
		} catch (error) {
			// Deleted, or not ours to see: its id is all there is to tell.
			if (error instanceof FlydeckError && ['not-found', 'forbidden'].includes(error.kind)) break;
			throw error;
		}
	}
	return ids;
}

function placeOf(job: Job, projects: ReadonlyMap<string, Project>): string | null {
	const project = projects.get(job.project ?? '');
	if (project) return projectName(project);
	const group = job.group ?? job.labels.group;
	return group && job.labels.project ? `${group}/${job.labels.project}` : null;
}

function toRow(chain: Chain, earlier: string[], projects: ReadonlyMap<string, Project>, now: Date): JobRow {
	const job = newestOf(chain);
	return {
		id: job.id,
		state: job.state,
		gear: job.gear,
		version: job.version,
		project: placeOf(job, projects),
		projectId: job.project,
		subject: job.labels.subject ?? null,
		session: job.labels.session ?? null,
		sessionId: job.session,
		analysis: job.analysis,
		attempt: job.attempt,
		attempts: [...earlier, ...chain.map(({id}) => id)],
		tags: job.tags,
		priority: job.priority,
		launchedBy: job.origin.type === 'user' ? job.origin.id : null,
		created: job.created,
		startedAt: job.startedAt,
		endedAt: job.endedAt,
		slurm: null,
		stuck: stuckInFlywheel(job, now),
		cause: null,
	};
}

/** The jobs that are looked at unless more is asked for: never all of a site's. */
export const usualDays = 14;

export function usualSince(now: Date): string {
	return daysBefore(now, usualDays);
}

/** Jobs of the last two weeks or since a date, each chain of attempts as its newest, newest first. */
export async function loadJobs(reader: FlywheelReader, reading: JobsReading): Promise<JobsView> {
	const {gear, project, session} = reading;
	const since = reading.since ?? (session ? undefined : usualSince(reading.now));
	const options = requestOptions(reading);
	const projects = reader.projects(options);
	const view = async (jobs: Job[], attemptsBefore = reading.attemptsBefore) =>
		viewOf(reader, {jobs, projects: await projects}, {...reading, attemptsBefore});
	const {onPart} = reading;
	// The state is not asked of the server: an old failure whose retry went well is no failure.
	const query: JobQuery = {
		...options,
		...(since && {since}),
		...(gear && {gear}),
		...(project && {project: project.id}),
		...(session && {session}),
	};
	// A part that can't be told is no loss: the whole follows.
	const onPage = onPart && ((jobs: Job[]) => void view(jobs, false).then(onPart, () => undefined));
	const [jobs] = await Promise.all([reader.jobs({...query, onPage}), projects]);
	return view(jobs);
}

async function viewOf(
	reader: FlywheelReader,
	{jobs, projects}: {jobs: readonly Job[]; projects: readonly Project[]},
	reading: JobsReading,
): Promise<JobsView> {
	const {state, limit} = reading;
	const byId = new Map(projects.map(known => [known.id, known]));
	const inScope = inGroups(reading.groups);
	const chains = chainsOf(jobs)
		.filter(chain => inScope(newestOf(chain)) && (!state || newestOf(chain).state === state))
		.sort((a, b) => newestFirst(newestOf(a), newestOf(b)));
	const rows = chains.slice(0, limit).map(async chain => {
		const earlier = reading.attemptsBefore === false ? [] : await earlierAttempts(reader, chain[0], reading);
		return toRow(chain, earlier, byId, reading.now);
	});
	return {jobs: await Promise.all(rows), total: chains.length};
}

/**
 * A log as lines of text. The server sends what each stream wrote in pieces that may end in
 * the middle of a line; where another stream follows, the line is ended.
 */
export function jobLogText(chunks: readonly LogChunk[]): string {
	let text = '';
	let stream: number | null = null;
	for (const {fd, msg} of chunks) {
		if (stream !== null && fd !== stream && text !== '' && !text.endsWith('\n')) text += '\n';
		text += msg;
		stream = fd;
	}
	return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

export interface JobLog {
	job: Job;
	text: string;
}

/** A job and what it has written so far. */
export async function loadLog(reader: FlywheelReader, id: string, options: ReadOptions = {}): Promise<JobLog> {
	// The job first: the log is then no older than its state, so that of an ended job is whole.
	// And for the log of a job that isn't there a server may answer with an empty one.
	const job = await reader.job(id, options);
	return {job, text: jobLogText(await reader.jobLog(id, options))};
}

/**
 * Where the session of a job is now, wherever it was when the job was made.
 * @throws FlydeckError `not-found` where the job is on no session, or its session is gone
 */
export async function loadSessionOfJob(reader: FlywheelReader, jobId: string): Promise<SessionPlace> {
	const {session: id} = await reader.job(jobId);
	if (id === null) {
		throw new FlydeckError('not-found', {
			code: 'no-session',
			message: 'This job was run on no session.',
			next: 'Its log tells what it was run on.',
		});
	}
	const session = await reader.session(id);
	const {group, label} = await reader.project(session.project);
	return {
		project: {id: session.project, group, label},
		subject: session.subject.label,
		session: {id, label: session.label},
	};
}
