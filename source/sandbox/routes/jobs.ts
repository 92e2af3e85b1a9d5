import {forbidden} from '../api-error.js';
import {audit} from '../audit.js';
import {Answer, type Call} from '../call.js';
import type {JobDoc} from '../documents.js';
import {find, findToRead} from '../find.js';
import {jobLog} from '../job-log.js';
import {list} from '../list.js';
import {needSiteAdmin} from '../permissions.js';
import type {Router} from '../router.js';
import {filesOf, fileView, jobView, maySeeJob, parentInfo} from '../views.js';
import {jobWriteRoutes} from './job-writes.js';

const states = ['pending', 'running', 'failed', 'complete', 'cancelled'];

/** Asking for these finds nothing, without a word. */
const blind = ['id', 'destination.id'];

function jobList(call: Call, among?: JobDoc[]): unknown {
	return list(call, {kind: 'jobs', ...(among && {among}), view: job => jobView(call, job, 'list'), blind});
}

/** Lists that wrap their jobs, unless paging is asked for. */
function wrapped(call: Call, jobs: JobDoc[]): unknown {
	const result = jobList(call, jobs);
	return Array.isArray(result) ? {jobs: result} : result;
}

export function jobOf(call: Call): JobDoc {
	const job = find(call, 'jobs', call.param('id'));
	if (!maySeeJob(call, job)) throw forbidden('The action jobs_view is required');
	return job;
}

function count(jobs: Iterable<JobDoc>): Record<string, number> {
	const counts: Record<string, number> = Object.fromEntries(states.map(state => [state, 0]));
	for (const {state} of jobs) counts[state] = (counts[state] ?? 0) + 1;
	return counts;
}

/** Comma-separated words of a query parameter. */
function words(call: Call, name: string): string[] {
	return call.request.query
		.getAll(name)
		.flatMap(value => value.split(','))
		.filter(Boolean);
}

function sessionJobs(call: Call): unknown {
	const session = findToRead(call, 'sessions', call.param('id'));
	const wantedStates = words(call, 'states');
	const wantedTags = words(call, 'tags');
	const jobs = call.store.by('jobs', 'session', session._id).filter(job => {
		const hasTags = wantedTags.every(tag => job.tags.includes(tag));
		return hasTags && (wantedStates.length === 0 || wantedStates.includes(job.state));
	});
	return wrapped(call, jobs);
}

function ownJobs(call: Call): unknown {
	const gear = call.query('gear');
	const own = [...call.store.all('jobs')].filter(({origin, gear_info}) => {
		return origin.type === 'user' && origin.id === call.user._id && (!gear || gear_info.name === gear);
	});
	// Not as in other lists: here each job is told as if it were read alone.
	const view = (job: JobDoc) => ({_id: job._id, ...jobView(call, job, 'one')});
	const result = list(call, {kind: 'jobs', among: own, view, blind});
	const jobs = Array.isArray(result) ? result : result.results;
	return {jobs, stats: count(own), total: own.length};
}

function one(call: Call): unknown {
	const job = jobOf(call);
	audit(call, 'view_job', job.parents, {job: job._id});
	return jobView(call, job, 'one');
}

/** What a file reference points at; only the reference where the file is gone. */
function detailFile(call: Call, ref: {type?: string; id?: string; name?: string}): unknown {
	const file = ref.id === undefined ? undefined : filesOf(call, ref.id).find(({name}) => name === ref.name);
	return {ref, object: file ? fileView(file, true) : null};
}

function detail(call: Call): unknown {
	const job = jobOf(call);
	audit(call, 'view_job', job.parents, {job: job._id});
	const inputs = job.inputs.map(({input, ...ref}) => [input, detailFile(call, ref)] as const);
	const outputs = filesOf(call, job.destination.id)
		.filter(({origin}) => origin.type === 'job' && origin.id === job._id)
		.map(({name}) => detailFile(call, {...job.destination, name}));
	return {
		...jobView(call, job, 'one'),
		_id: job._id,
		parent_info: parentInfo(call, job),
		inputs: Object.fromEntries(inputs),
		outputs,
	};
}

function entries(call: Call, job: JobDoc) {
	audit(call, 'view_job_logs', job.parents, {job: job._id});
	return jobLog(call.store, job, call.services.clock.progress(job, call.request.now));
}

function logText(call: Call): Answer {
	const text = entries(call, jobOf(call))
		.map(({msg}) => msg)
		.join('');
	return new Answer({headers: {'content-type': 'text/plain; charset=utf-8'}, body: text});
}

function logHtml(call: Call): Answer {
	const escapes: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;'};
	const lines = entries(call, jobOf(call)).map(({fd, msg}) => {
		return `<span class="fd-${fd}">${msg.replaceAll(/[&<>]/g, character => escapes[character] ?? '')}</span>`;
	});
	return new Answer({headers: {'content-type': 'text/html; charset=utf-8'}, body: lines.join('<br>\n')});
}

function stats(call: Call): unknown {
	needSiteAdmin(call);
	return {states: count(call.store.all('jobs'))};
}

export function jobRoutes(router: Router): void {
	router.get('/users/self/jobs', ownJobs);
	router.get('/sessions/:id/jobs', sessionJobs);
	router.get('/projects/:id/jobs', call => {
		const project = findToRead(call, 'projects', call.param('id'));
		return wrapped(call, call.store.by('jobs', 'project', project._id));
	});
	router.get('/jobs', call => {
		needSiteAdmin(call);
		return jobList(call);
	});
	router.get('/jobs/stats', stats);
	jobWriteRoutes(router);
	router.get('/jobs/:id', one);
	router.get('/jobs/:id/detail', detail);
	router.get('/jobs/:id/config.json', call => jobOf(call).config);
	router.get('/jobs/:id/logs', call => {
		const job = jobOf(call);
		return {_id: job._id, logs: entries(call, job)};
	});
	router.get('/jobs/:id/logs/text', logText);
	router.get('/jobs/:id/logs/html', logHtml);
}
