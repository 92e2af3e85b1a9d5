import {fileOfInput} from '../analyses.js';
import {ApiError, badRequest, forbidden, unprocessable} from '../api-error.js';
import {type Call, optionalObject, optionalText, stringsOf, textOf} from '../call.js';
import type {JobDoc, Parents, Reference} from '../documents.js';
import {find, kindNamed} from '../find.js';
import {cancelJob, createJob, finalStates, type JobWish, needMayCancel, priorityOf, retryJob} from '../jobs.js';
import {may, needWrite, projectIdOf} from '../permissions.js';
import type {Router} from '../router.js';
import {singular} from '../views.js';

/** Where a job's outputs go, and whose ids it then carries. */
function destinationOf(call: Call, body: Record<string, unknown>): {destination: Reference; parents: Parents} {
	const wish = optionalObject(body, 'destination') ?? firstInput(body);
	if (!wish) throw unprocessable('destination is required', ['body', 'destination']);
	const type = textOf(wish, 'type');
	if (type === 'analysis') throw badRequest('A job can not be added to an analysis: add an analysis with a job');
	const kind = kindNamed(type);
	if (!kind) throw unprocessable(`${type} can not hold the outputs of a job`, ['body', 'destination', 'type']);
	const target = find(call, kind, textOf(wish, 'id'));
	needWrite(call, projectIdOf(kind, target), 'jobs_run_cancel', 'jobs_manage');
	const destination = {type: singular[kind], id: target._id};
	return {destination, parents: {...target.parents, [destination.type]: target._id}};
}

/** Without a destination the outputs go where the first input lies. */
function firstInput(body: Record<string, unknown>): Record<string, unknown> | undefined {
	const [first] = Object.values(optionalObject(body, 'inputs') ?? {});
	return typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : undefined;
}

function add(call: Call): unknown {
	const body = call.object();
	const {destination, parents} = destinationOf(call, body);
	const job = createJob(call, {...body, destination} as JobWish, parents);
	for (const input of job.inputs) if (input.name !== undefined) fileOfInput(call, input);
	return {_id: job._id};
}

const allowedNext: Record<string, string[]> = {
	pending: ['pending', 'running', 'cancelled'],
	running: ['running', 'complete', 'failed', 'cancelled'],
};

function setState(call: Call, job: JobDoc, state: string): void {
	if (state === 'cancelled') {
		cancelJob(call, job);
		return;
	}
	if (!allowedNext[job.state]?.includes(state))
		throw new ApiError(500, `State change from ${job.state} to ${state} is not allowed`);
	if (state === job.state) return;
	const transitions = {...job.transitions, [state]: call.date};
	call.store.patch('jobs', job._id, {state, transitions, modified: call.date, hasRequest: true});
}

function modify(call: Call): unknown {
	const job = find(call, 'jobs', call.param('id'));
	const body = call.object();
	const others = Object.keys(body).filter(name => name !== 'state');
	if (!call.isAdmin && (others.length > 0 || body.state !== 'cancelled')) {
		throw forbidden('Only cancelling a job is allowed');
	}
	needMayCancel(call, job);
	if (finalStates.has(job.state)) throw badRequest(`Cannot mutate a job that is ${job.state}.`);
	const state = optionalText(body, 'state');
	if (state !== undefined) setState(call, job, state);
	const rest = Object.fromEntries(
		others.filter(name => ['failure_reason', 'tags', 'label'].includes(name)).map(name => [name, body[name]]),
	);
	if (Object.keys(rest).length > 0) call.store.patch('jobs', job._id, {...rest, modified: call.date});
	return {modified: 1};
}

function retry(call: Call): unknown {
	const job = find(call, 'jobs', call.param('id'));
	return {_id: retryJob(call, job, call.flag('ignoreState') || call.flag('ignore_state'))._id};
}

/** Every id of a bulk body must exist; what can't be changed is left as it is. */
function bulk(call: Call, change: (job: JobDoc) => unknown): unknown {
	const ids = stringsOf(call.object().jobs, 'jobs');
	const jobs = ids.map(id => find(call, 'jobs', id));
	const done: unknown[] = [];
	for (const job of jobs) {
		try {
			done.push(call.store.transaction(true, () => change(job)));
		} catch (error) {
			if (!(error instanceof ApiError) || error.status === 403) throw error;
		}
	}
	return {modified: done.length};
}

function setPriority(call: Call): unknown {
	const body = call.object();
	const priority = priorityOf(body);
	let modified = 0;
	for (const id of stringsOf(body.job_ids, 'job_ids')) {
		const job = find(call, 'jobs', id);
		if (!may(call, job.parents.project, 'jobs_manage', 'jobs_run_cancel'))
			throw forbidden('The action jobs_manage is required');
		if (job.state !== 'pending') continue;
		call.store.patch('jobs', id, {priority, modified: call.date});
		modified += 1;
	}
	return {modified};
}

/** Whether one list of an ask lets a job through: every criterion given must fit. */
function fits(criteria: Record<string, unknown>, job: JobDoc): boolean | undefined {
	const facts: Record<string, string[]> = {
		tag: job.tags,
		group: [job.parents.group ?? ''],
		project: [job.parents.project ?? ''],
		'gear-name': [job.gear_info.name],
		'gear-version': [job.gear_info.version],
		'compute-provider': [String(job.compute_provider_id ?? '')],
	};
	const given = Object.entries(criteria).filter(([, wanted]) => Array.isArray(wanted) && wanted.length > 0);
	if (given.length === 0) return undefined;
	return given.every(([name, wanted]) => facts[name]?.some(fact => (wanted as unknown[]).includes(fact)));
}

function asked(call: Call): JobDoc[] {
	const body = call.request.body === undefined ? {} : call.object();
	const whitelist = optionalObject(body, 'whitelist') ?? {};
	const blacklist = optionalObject(body, 'blacklist') ?? {};
	return [...call.store.all('jobs')].filter(job => {
		const visible = may(call, job.parents.project, 'jobs_view');
		return visible && fits(whitelist, job) !== false && fits(blacklist, job) !== true;
	});
}

function ask(call: Call): unknown {
	const states: Record<string, number> = {pending: 0, running: 0, failed: 0, complete: 0, cancelled: 0};
	for (const {state} of asked(call)) states[state] = (states[state] ?? 0) + 1;
	return {states, jobs: []};
}

export function jobWriteRoutes(router: Router): void {
	router.post('/jobs/add', add);
	router.post('/jobs/ask', ask);
	router.post('/jobs/ask/:state', call => ({
		count: asked(call).filter(({state}) => state === call.param('state')).length,
	}));
	router.put('/jobs/priority', setPriority);
	router.put('/jobs/cancel/bulk', call => bulk(call, job => cancelJob(call, job)));
	router.put('/jobs/retry/bulk', call => bulk(call, job => retryJob(call, job, false)));
	router.put('/jobs/:id', modify);
	router.post('/jobs/:id/retry', retry);
}
