import {FlydeckError} from '../model/errors.js';
import type {Job, LogChunk} from '../model/flywheel.js';
import type {FlywheelReader, JobQuery, ReadOptions} from './flywheel.js';
import type {Query, Transport} from './http.js';
import {check, equals, list} from './lists.js';
import {idOf, toJob} from './normalise.js';
import {orNull, part} from './paths.js';
import {type RawJob, rawJob, rawLog, rawProject} from './schemas.js';

function filterOf(query: JobQuery): string {
	const terms = [
		query.state && `state=${query.state}`,
		query.gear && equals('gear_info.name', query.gear),
		query.destination && equals('destination.type', query.destination),
		query.since && `created>${query.since}`,
	];
	return terms.filter(Boolean).join(',');
}

/** The server's filter is a convenience: some routes ignore it, so the answer is checked again. */
function wanted(query: JobQuery): (job: Job) => boolean {
	return job =>
		(!query.state || job.state === query.state) &&
		(!query.gear || job.gear === query.gear) &&
		(!query.destination || job.destination?.type === query.destination) &&
		(!query.since || (job.created ?? '') >= query.since);
}

function newestFirst(a: Job, b: Job): number {
	return (b.created ?? '').localeCompare(a.created ?? '') || b.id.localeCompare(a.id);
}

interface Source {
	transport: Transport;
	visible: () => Promise<Query>;
}

const forbidden = (error: unknown): boolean => error instanceof FlydeckError && error.kind === 'forbidden';

async function jobsFrom({transport}: Source, path: string, query: JobQuery): Promise<Job[]> {
	const filter = filterOf(query);
	const {limit, signal, onPage} = query;
	const settled = (raw: RawJob[]) => raw.map(toJob).filter(wanted(query)).sort(newestFirst);
	const found = await list(transport, {
		path,
		what: 'jobs',
		schema: rawJob,
		walk: 'page',
		query: {sort: 'created:desc', include_parent_info: true, ...(filter && {filter})},
		...(limit !== undefined && {limit}),
		...(signal && {signal}),
		...(onPage && {onPage: (raw: RawJob[]) => onPage(settled(raw))}),
	});
	return settled(found);
}

/** Without the right to the site's list: what each visible project tells. */
async function jobsOfProjects(source: Source, query: JobQuery): Promise<Job[]> {
	const {signal} = query;
	const projects = await list(source.transport, {
		path: 'projects',
		what: 'projects',
		schema: rawProject,
		walk: 'cursor',
		query: await source.visible(),
		...(signal && {signal}),
	});
	const parts = projects.map(async project => {
		try {
			// Parts of one project's jobs are not the newest of all.
			return await jobsFrom(source, `projects/${part(idOf(project))}/jobs`, {...query, onPage: undefined});
		} catch (error) {
			if (forbidden(error)) return [];
			throw error;
		}
	});
	return (await Promise.all(parts)).flat().sort(newestFirst).slice(0, query.limit);
}

async function readJobs(source: Source, query: JobQuery): Promise<Job[]> {
	if (query.session) return jobsFrom(source, `sessions/${part(query.session)}/jobs`, query);
	if (query.project) return jobsFrom(source, `projects/${part(query.project)}/jobs`, query);
	try {
		return await jobsFrom(source, 'jobs', query);
	} catch (error) {
		if (forbidden(error)) return jobsOfProjects(source, query);
		throw error;
	}
}

/** The detail route answers anybody who may read the job's inputs; the plain one site admins. */
async function readJob({transport}: Source, id: string, {signal}: ReadOptions): Promise<Job> {
	const read = async (path: string) => toJob(check(rawJob, await transport.get(path, signal && {signal}), 'job'));
	try {
		return await read(`jobs/${part(id)}/detail`);
	} catch (error) {
		if (forbidden(error) || (error instanceof FlydeckError && error.kind === 'not-found')) {
			return read(`jobs/${part(id)}`);
		}
		throw error;
	}
}

async function readSuccessors(source: Source, id: string, {signal}: ReadOptions): Promise<Job[]> {
	const given = signal ? {signal} : {};
	const pick = (found: Job[]) => found.filter(candidate => candidate.previousJob === id);
	try {
		const query = {filter: `previous_job_id=${id}`, include_parent_info: true};
		const found = await list(source.transport, {
			path: 'jobs',
			what: 'jobs',
			schema: rawJob,
			walk: 'page',
			query,
			...given,
		});
		return pick(found.map(toJob));
	} catch (error) {
		if (!forbidden(error)) throw error;
	}
	const {session, project} = await readJob(source, id, given);
	if (session) return pick(await readJobs(source, {session, ...given}));
	return project ? pick(await readJobs(source, {project, ...given})) : [];
}

async function readLog(source: Source, id: string, {signal}: ReadOptions): Promise<LogChunk[]> {
	const answer = await orNull(source.transport.get(`jobs/${part(id)}/logs`, signal && {signal}));
	if (answer === null) {
		// No log yet, or no such job: the second is an error.
		await readJob(source, id, signal ? {signal} : {});
		return [];
	}
	return (check(rawLog, answer, 'log').logs ?? []).map(({fd, msg}) => ({fd: fd ?? 0, msg: msg ?? ''}));
}

export function createJobReads(source: Source): Pick<FlywheelReader, 'jobs' | 'job' | 'successors' | 'jobLog'> {
	return {
		jobs: async (query = {}) => readJobs(source, query),
		job: async (id, options = {}) => readJob(source, id, options),
		successors: async (id, options = {}) => readSuccessors(source, id, options),
		jobLog: async (id, options = {}) => readLog(source, id, options),
	};
}
