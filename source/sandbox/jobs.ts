import {ApiError, badRequest, forbidden, unprocessable} from './api-error.js';
import {type Call, optionalObject, optionalText, stringsOf, textOf} from './call.js';
import type {GearDoc, JobDoc, JobInput, Parents, Reference} from './documents.js';
import {find} from './find.js';
import {may, needUnlocked} from './permissions.js';
import {filesOf} from './views.js';

export const priorities = ['low', 'medium', 'high', 'critical'];

export interface JobWish extends Record<string, unknown> {
	destination: Reference;
}

/** Inputs of a body: by name, or the older list. */
function inputsOf(value: unknown): JobInput[] {
	if (value === undefined || value === null) return [];
	if (Array.isArray(value)) return value as JobInput[];
	if (typeof value !== 'object') throw unprocessable('inputs must be an object', ['body', 'inputs']);
	return Object.entries(value).map(([input, file]) => ({...(file as Record<string, unknown>), input}));
}

function gearOf(call: Call, wish: JobWish): GearDoc {
	const gear = find(call, 'gears', textOf(wish, 'gear_id'));
	const custom = gear.gear.custom as {flywheel?: {invalid?: boolean}} | undefined;
	if (custom?.flywheel?.invalid) throw badRequest(`Gear ${gear.gear.name} is disabled`);
	return gear;
}

export function priorityOf(body: Record<string, unknown>): string {
	const priority = optionalText(body, 'priority') ?? 'medium';
	if (priorities.includes(priority)) return priority;
	throw unprocessable(`priority must be one of ${priorities.join(', ')}`, ['body', 'priority']);
}

/** Queues a job. The caller has checked that its user may. */
export function createJob(call: Call, wish: JobWish, parents: Parents): JobDoc {
	const gear = gearOf(call, wish);
	const {name, version} = gear.gear;
	const {destination} = wish;
	const given = wish.tags === undefined || wish.tags === null ? [] : stringsOf(wish.tags, 'tags');
	const own = destination.type === 'analysis' ? ['analysis', name] : [name];
	const inputs = inputsOf(wish.inputs);
	const job: JobDoc = {
		_id: call.newId(),
		state: 'pending',
		attempt: 1,
		label: optionalText(wish, 'label') ?? '',
		gear_id: gear._id,
		gear_info: {category: gear.category, name, version, capabilities: [], id: gear._id},
		origin: {type: 'user', id: call.user._id},
		destination,
		inputs,
		config: {config: {...defaults(gear), ...optionalObject(wish, 'config')}, inputs: {}, destination},
		parents,
		tags: [...new Set([...given, ...own])],
		transitions: {},
		created: call.date,
		modified: call.date,
		retried: null,
		previous_job_id: null,
		failure_reason: null,
		priority: priorityOf(wish),
		batch: null,
		compute_provider_id: '5f1ec0000000000000c0de00',
		saved_files: [],
		related_container_ids: Object.values(parents).filter(id => /^[0-9a-f]{24}$/.test(id)),
		profile: {total_input_files: inputs.length},
		hasRequest: false,
	};
	call.store.put('jobs', job);
	return job;
}

/** The gear's own defaults of its settings. */
function defaults(gear: GearDoc): Record<string, unknown> {
	const options = (gear.gear.config ?? {}) as Record<string, {default?: unknown} | null>;
	const entries = Object.entries(options).filter(([, option]) => option?.default !== undefined);
	return Object.fromEntries(entries.map(([name, option]) => [name, option?.default]));
}

export const finalStates = new Set(['complete', 'failed', 'cancelled']);

/** @throws ApiError 403 where the caller may not stop this job. */
export function needMayCancel(call: Call, job: JobDoc): void {
	const {project} = job.parents;
	if (may(call, project, 'jobs_cancel_any', 'jobs_manage_others')) return;
	const own = job.origin.id === call.user._id;
	if (own && may(call, project, 'jobs_run_cancel', 'jobs_manage')) return;
	throw forbidden(own ? 'The action jobs_run_cancel is required' : 'The action jobs_cancel_any is required');
}

/** @throws ApiError 400 for a job that has ended. */
export function cancelJob(call: Call, job: JobDoc): void {
	needMayCancel(call, job);
	if (finalStates.has(job.state)) throw badRequest(`Cannot mutate a job that is ${job.state}.`);
	const transitions = {...job.transitions, cancelled: call.date};
	call.store.patch('jobs', job._id, {state: 'cancelled', transitions, modified: call.date});
}

function needMayRetry(call: Call, job: JobDoc): void {
	const {project} = job.parents;
	if (!may(call, project, 'jobs_run_cancel', 'jobs_manage')) throw forbidden('The action jobs_run_cancel is required');
	needUnlocked(call, project);
	if (call.isAdmin) return;
	const gear = call.store.get('gears', job.gear_id);
	const inputs = Object.values((gear?.gear.inputs ?? {}) as Record<string, {base?: string} | null>);
	if (inputs.some(input => input?.base === 'api-key') && job.origin.id !== call.user._id) {
		throw forbidden('A gear that uses an API key can be retried by who launched it only');
	}
	if (job.destination.type === 'analysis' && filesOf(call, job.destination.id).length > 0) {
		throw forbidden('An analysis with output files can be retried by site admins only');
	}
}

/**
 * Retries a job once.
 *
 * @throws ApiError 400 for a job in the wrong state, 403, 500 where it never started or was retried before.
 */
export function retryJob(call: Call, job: JobDoc, ignoreState: boolean): JobDoc {
	needMayRetry(call, job);
	if (job.state === 'pending' || job.state === 'running') throw badRequest(`Can not retry a job that is ${job.state}`);
	if (job.state !== 'failed' && !ignoreState) throw badRequest(`Can only retry a job that is failed, not ${job.state}`);
	if (!job.hasRequest) throw new ApiError(500, 'Cannot retry a job without a request');
	const successor = call.store.by('jobs', 'previous', job._id)[0];
	if (successor) throw new ApiError(500, `Job ${job._id} has already been retried as ${successor._id}`);
	const {log, stuck, ...same} = job;
	const retry: JobDoc = {
		...same,
		_id: call.newId(),
		state: 'pending',
		attempt: job.attempt + 1,
		previous_job_id: job._id,
		created: call.date,
		modified: call.date,
		transitions: {},
		retried: null,
		failure_reason: null,
		saved_files: [],
		hasRequest: false,
	};
	call.store.put('jobs', retry);
	call.store.patch('jobs', job._id, {retried: call.date, modified: call.date});
	followRetry(call, job, retry);
	return retry;
}

/** The analysis and the batch point at the new attempt. */
function followRetry(call: Call, job: JobDoc, retry: JobDoc): void {
	const {type, id} = job.destination;
	if (type === 'analysis' && call.store.has('analyses', id)) {
		call.store.patch('analyses', id, {job: retry._id, modified: call.date});
	}
	const batch = typeof job.batch === 'string' ? call.store.get('batches', job.batch) : undefined;
	if (!batch) return;
	const jobs = (batch.jobs as string[]).map(one => (one === job._id ? retry._id : one));
	call.store.patch('batches', batch._id, {jobs, modified: call.date});
}
