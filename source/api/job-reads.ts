import {FlydeckError} from '../model/errors.js';
import type {Job} from '../model/flywheel.js';
import type {FlywheelReader, JobQuery, ReadOptions} from './flywheel.js';
import type {Query, Transport} from './http.js';
import {check, equals, list} from './lists.js';
import {toJob, toProject} from './normalise.js';
import {orNull, part} from './paths.js';
import {rawJob, rawLog, rawProject} from './schemas.js';

function filterOf(query: JobQuery): string {
	const terms = [
		query.state && `state=${query.state}`,
		query.gear && equals('gear_info.name', query.gear),
		query.since && `created>${query.since}`,
	];
	return terms.filter(Boolean).join(',');
}

/** The server's filter is a convenience: some routes ignore it, so the answer is checked again. */
function wanted(query: JobQuery): (job: Job) => boolean {
	return job =>
		(!query.state || job.state === query.state) &&
		(!query.gear || job.gear === query.gear) &&
		(!query.since || (job.created ?? '') >= query.since);
}

function newestFirst(a: Job, b: Job): number {
	return (b.created ?? '').localeCompare(a.created ?? '') || b.id.localeCompare(a.id);
}

type Visible = () => Promise<Query>;

export function createJobReads(
	transport: Transport,
	visible: Visible,
): Pick<FlywheelReader, 'jobs' | 'job' | 'successors' | 'jobLog'> {
	const from = async (path: string, query: JobQuery): Promise<Job[]> => {
		const filter = filterOf(query);
		const found = await list(transport, {
			path,
			what: 'jobs',
			schema: rawJob,
			walk: 'page',
			query: {sort: 'created:desc', include_parent_info: true, ...(filter && {filter})},
			...(query.limit !== undefined && {limit: query.limit}),
			...(query.signal && {signal: query.signal}),
		});
		return found.map(toJob).filter(wanted(query)).sort(newestFirst);
	};

	/** Without the right to the site's list: what each visible project tells. */
	const fromProjects = async (query: JobQuery): Promise<Job[]> => {
		const projects = await list(transport, {
			path: 'projects',
			what: 'projects',
			schema: rawProject,
			walk: 'cursor',
			query: await visible(),
			...(query.signal && {signal: query.signal}),
		});
		const parts = projects.map(async entry => {
			try {
				return await from(`projects/${part(toProject(entry).id)}/jobs`, query);
			} catch (error) {
				if (error instanceof FlydeckError && error.kind === 'forbidden') return [];
				throw error;
			}
		});
		return (await Promise.all(parts)).flat().sort(newestFirst).slice(0, query.limit);
	};

	const jobs = async (query: JobQuery = {}): Promise<Job[]> => {
		if (query.session) return from(`sessions/${part(query.session)}/jobs`, query);
		if (query.project) return from(`projects/${part(query.project)}/jobs`, query);
		try {
			return await from('jobs', query);
		} catch (error) {
			if (error instanceof FlydeckError && error.kind === 'forbidden') return fromProjects(query);
			throw error;
		}
	};

	/** The detail route answers anybody who may read the job's inputs; the plain one site admins. */
	const job = async (id: string, {signal}: ReadOptions = {}): Promise<Job> => {
		const read = async (path: string) => toJob(check(rawJob, await transport.get(path, signal && {signal}), 'job'));
		try {
			return await read(`jobs/${part(id)}/detail`);
		} catch (error) {
			if (error instanceof FlydeckError && (error.kind === 'not-found' || error.kind === 'forbidden')) {
				return read(`jobs/${part(id)}`);
			}
			throw error;
		}
	};

	return {
		jobs,
		job,
		async successors(jobId, {signal} = {}) {
			const query = {filter: `previous_job_id=${jobId}`, include_parent_info: true};
			const given = {what: 'jobs', schema: rawJob, walk: 'page' as const, ...(signal && {signal})};
			const pick = (found: Job[]) => found.filter(candidate => candidate.previousJob === jobId);
			try {
				return pick((await list(transport, {path: 'jobs', query, ...given})).map(toJob));
			} catch (error) {
				if (!(error instanceof FlydeckError && error.kind === 'forbidden')) throw error;
			}
			const parent = await job(jobId, signal && {signal});
			if (parent.session) return pick(await jobs({session: parent.session, ...(signal && {signal})}));
			return parent.project ? pick(await jobs({project: parent.project, ...(signal && {signal})})) : [];
		},
		async jobLog(id, {signal} = {}) {
			const answer = await orNull(transport.get(`jobs/${part(id)}/logs`, signal && {signal}));
			if (answer === null) {
				await job(id, signal && {signal});
				return [];
			}
			return (check(rawLog, answer, 'log').logs ?? []).map(({fd, msg}) => ({fd: fd ?? 0, msg: msg ?? ''}));
		},
	};
}
