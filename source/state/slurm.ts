import type {FlywheelReader} from '../api/flywheel.js';
import {instant} from '../format/time.js';
import {type CastTrace, castTrace} from '../hpc/slurm/cast.js';
import type {Cluster} from '../hpc/slurm/cluster.js';
import {FlydeckError} from '../model/errors.js';
import {type ClusterStanding, flywheelId, isLive, type SlurmJob, slurmName} from '../model/slurm.js';
import type {JobRow} from '../model/views.js';
import {handover} from './stuck.js';

/** A job's other half, as far as it can be told. */
export interface SlurmView {
	clusters: ClusterStanding[];
	/** By the id of the Flywheel job; null: every cluster answered, and none knows it. */
	jobs: ReadonlyMap<string, SlurmJob | null>;
	/** What Cast left of jobs that no cluster knows. */
	cast: ReadonlyMap<string, NonNullable<CastTrace>>;
	/** Live jobs of Cast's whose Flywheel job has ended or is gone. */
	forgotten: {job: SlurmJob; flywheel: string}[];
	/** False where a cluster keeps no accounts of what has left its queue. */
	accounting: boolean;
}

export interface SlurmOptions {
	clusters: readonly Cluster[];
	/** Cast's checkout, where it is set. */
	cast: string | undefined;
}

export interface SlurmReading {
	rows: readonly JobRow[];
	/** False where the rows are but some of the site's: what is not among them is then not forgotten. */
	whole: boolean;
	reader: FlywheelReader;
	now: Date;
	signal?: AbortSignal | undefined;
}

export function isOver({state}: Pick<JobRow, 'state'>): boolean {
	return state !== 'pending' && state !== 'running';
}

export function runsInSlurm({tags}: Pick<JobRow, 'tags'>): boolean {
	return tags.includes('hpc');
}

const msPerMinute = 60_000;
const msPerDay = 1440 * msPerMinute;
/** So many of Cast's jobs that are in no list are looked up. */
const mostLookUps = 20;

/** Jobs of the two queues brought together by Cast's names for them. */
export class Slurm {
	/** What won't change any more: ended there and here. */
	readonly #settled = new Map<string, SlurmJob | null>();

	readonly #closing = new AbortController();

	constructor(readonly options: SlurmOptions) {}

	/** Never fails for a cluster: how each answered is part of the view. @throws what Flywheel says of look-ups */
	async read(asked: SlurmReading): Promise<SlurmView> {
		const {clusters} = this.options;
		const signals = [this.#closing.signal, ...(asked.signal ? [asked.signal] : [])];
		const reading = {...asked, signal: AbortSignal.any(signals)};
		const queues = await Promise.all(clusters.map(cluster => readQueue(cluster, reading.signal)));
		const queued = queues.flatMap(({jobs}) => jobs);
		const wanted = reading.rows.filter(row => runsInSlurm(row));
		const live = byFlywheelId(queued.filter(isLive));
		const ask = wanted.filter(({id}) => !live.has(id) && !this.#settled.has(id));
		const pasts = await Promise.all(clusters.map((cluster, at) => readPast(cluster, queues[at], ask, reading)));
		const past = byFlywheelId([...queued.filter(job => !isLive(job)), ...pasts.flatMap(({jobs}) => jobs)]);
		const sure = clusters.length > 0 && [...queues, ...pasts].every(({problem}) => problem === null);
		const jobs = new Map<string, SlurmJob | null>();
		for (const row of wanted) {
			const found = this.#settled.get(row.id) ?? past.get(row.id);
			const lost = found && sure && isLost(found, queues);
			const job = live.get(row.id) ?? (lost ? {...found, state: 'VANISHED'} : found);
			if (job) jobs.set(row.id, job);
			else if (sure) jobs.set(row.id, null);
			if (sure && isSettled(row, job, reading.now)) this.#settled.set(row.id, job ?? null);
		}
		return {
			clusters: clusters.map(({options: {name}}, at) => {
				const problem = queues[at]?.problem ?? pasts[at]?.problem ?? null;
				return {name, readAt: queues[at]?.at ?? null, problem};
			}),
			jobs,
			cast: await this.#castOf(wanted.filter(({id}) => jobs.get(id) === null)),
			forgotten: reading.whole ? await forgottenOf([...live.values()], reading) : [],
			accounting: pasts.every(({disabled}) => !disabled),
		};
	}

	/** Ends what is being asked. */
	close(): void {
		this.#closing.abort();
	}

	async #castOf(rows: readonly JobRow[]): Promise<SlurmView['cast']> {
		const {cast} = this.options;
		if (cast === undefined) return new Map();
		const traces = await Promise.all(rows.map(async ({id}) => [id, await castTrace(cast, id)] as const));
		return new Map(traces.flatMap(([id, trace]) => (trace ? [[id, trace]] : [])));
	}
}

/** Ended on both sides, and what there is to tell of it has come: accounting lags by a while. */
function isSettled(row: JobRow, job: SlurmJob | null | undefined, now: Date): boolean {
	if (!isOver(row)) return false;
	if (job) return !isLive(job) && job.use !== null;
	return now.getTime() - (instant(row.endedAt) ?? now.getTime()) > handover;
}

interface Part {
	jobs: readonly SlurmJob[];
	at: number | null;
	problem: string | null;
	/** Slurm isn't on this machine. */
	absent?: boolean;
	/** The cluster keeps no accounts. */
	disabled?: boolean;
}

/** The queue as it is, or as it was when last read, with why it can't be read now. */
async function readQueue(cluster: Cluster, signal: AbortSignal | undefined): Promise<Part> {
	const answer = await cluster.queue(signal);
	if (answer.ok) return {jobs: answer.jobs, at: answer.at, problem: null};
	const {known} = cluster;
	const absent = answer.code === 'absent';
	const problem = absent ? 'Slurm’s commands are not on this machine' : answer.words;
	return {jobs: known?.jobs ?? [], at: known?.at ?? null, problem, absent};
}

/** Accounting on the jobs that the queue doesn't hold; it may answer while the queue is frozen. */
async function readPast(
	cluster: Cluster,
	queue: Part | undefined,
	rows: readonly JobRow[],
	{now, signal}: SlurmReading,
): Promise<Part> {
	if (rows.length === 0 || queue?.absent) return {jobs: [], at: null, problem: null};
	const oldest = Math.min(...rows.map(({created}) => instant(created) ?? now.getTime()));
	const days = Math.ceil((now.getTime() - oldest) / msPerDay) + 1;
	const answer = await cluster.past({names: rows.map(({id}) => slurmName(id)), days}, signal);
	if (answer.ok) return {jobs: answer.jobs, at: answer.at, problem: null};
	const disabled = /accounting storage is disabled/i.test(answer.words);
	return {jobs: [], at: null, problem: disabled ? null : `accounting: ${answer.words}`, disabled};
}

/** The newest job of each name: Cast may send one again. Of equals the later, which accounting has measured. */
function byFlywheelId(jobs: readonly SlurmJob[]): Map<string, SlurmJob> {
	const found = new Map<string, SlurmJob>();
	for (const job of jobs) {
		const id = flywheelId(job.name);
		if (id === null) continue;
		const before = found.get(id);
		if (!before || (job.submitted ?? '') >= (before.submitted ?? '')) found.set(id, merged(before, job));
	}
	return found;
}

/** Accounting still has it going, and the queues, read well after it was sent, do not: the controller lost it. */
function isLost(job: SlurmJob, queues: readonly Part[]): boolean {
	const submitted = instant(job.submitted) ?? Number.POSITIVE_INFINITY;
	return isLive(job) && queues.every(({at}) => at !== null && submitted < at - msPerMinute);
}

/** Accounting lags: where it still thinks that a job runs, the queue knows better. */
function merged(queued: SlurmJob | undefined, job: SlurmJob): SlurmJob {
	if (!queued || queued.jobId !== job.jobId || queued.cluster !== job.cluster) return job;
	return isLive(job) ? {...queued, use: job.use} : {...job, reason: queued.reason};
}

/** Whose Flywheel job, asked one by one where no list has it, waits for nothing any more. */
async function forgottenOf(live: readonly SlurmJob[], reading: SlurmReading): Promise<SlurmView['forgotten']> {
	const rows = new Map(reading.rows.map(row => [row.id, row]));
	const unlisted = live.filter(({name}) => !rows.has(flywheelId(name) ?? ''));
	const known = live.flatMap(job => {
		const row = rows.get(flywheelId(job.name) ?? '');
		return row && isOver(row) ? [{job, flywheel: `Flywheel has it ${row.state}`}] : [];
	});
	const looked: SlurmView['forgotten'] = [];
	for (const job of unlisted.slice(0, mostLookUps)) {
		const flywheel = await whyForgotten(job, reading);
		if (flywheel !== null) looked.push({job, flywheel});
	}
	return [...known, ...looked];
}

async function whyForgotten({name}: SlurmJob, {reader, signal}: SlurmReading): Promise<string | null> {
	try {
		const job = await reader.job(flywheelId(name) ?? '', signal ? {signal} : {});
		return isOver(job) ? `Flywheel has it ${job.state}` : null;
	} catch (error) {
		if (!(error instanceof FlydeckError)) throw error;
		// One that we may not see isn't forgotten, and an unwell server tells nothing.
		return error.kind === 'not-found' ? 'Flywheel has no such job' : null;
	}
}
