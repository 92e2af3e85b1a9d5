import {badRequest, unprocessable} from './api-error.js';
import {type Call, optionalObject, optionalText, textOf} from './call.js';
import type {AnalysisDoc, ContainerKind, FileDoc, Kinds, Reference} from './documents.js';
import {kindNamed} from './find.js';
import {createJob, type JobWish} from './jobs.js';
import {needWrite, projectIdOf} from './permissions.js';
import {filesOf, fileView, singular} from './views.js';

/** The file that an input names. @throws ApiError 422 where it isn't there. */
export function fileOfInput(call: Call, input: {type?: unknown; id?: unknown; name?: unknown}): FileDoc {
	const {type, id, name} = input;
	if (typeof type !== 'string' || typeof id !== 'string' || typeof name !== 'string') {
		throw unprocessable('An input needs type, id and name', ['body', 'inputs']);
	}
	const kind = kindNamed(type);
	const file = kind && call.store.has(kind, id) ? filesOf(call, id).find(one => one.name === name) : undefined;
	if (!file) throw unprocessable(`There is no file ${name} on ${type} ${id}`, ['body', 'inputs']);
	return file;
}

function newAnalysis(
	call: Call,
	kind: ContainerKind,
	parent: Kinds[ContainerKind],
	body: Record<string, unknown>,
): AnalysisDoc {
	const type = singular[kind];
	return {
		_id: call.newId(),
		label: textOf(body, 'label'),
		description: optionalText(body, 'description') ?? '',
		parent: {type, id: parent._id} satisfies Reference,
		parents: {...parent.parents, [type]: parent._id},
		job: null,
		inputs: [],
		gear_info: null,
		user: call.user._id,
		created: call.date,
		modified: call.date,
		revision: 1,
		tags: [],
		notes: [],
		info: optionalObject(body, 'info') ?? {},
	};
}

/** An analysis without a job: its results will be uploaded. */
function addByHand(call: Call, analysis: AnalysisDoc, body: Record<string, unknown>): unknown {
	const inputs = body.inputs ?? [];
	if (!Array.isArray(inputs)) throw unprocessable('inputs must be a list', ['body', 'inputs']);
	const files = inputs.map(input => fileView(fileOfInput(call, input as Record<string, unknown>), false));
	call.store.put('analyses', {...analysis, inputs: files});
	return {_id: analysis._id};
}

/** An analysis that a gear makes. @returns the job's id where the query asks for it, else the analysis' own. */
function addWithJob(call: Call, analysis: AnalysisDoc, wish: Record<string, unknown>): unknown {
	if (typeof wish.inputs !== 'object' || wish.inputs === null) {
		throw unprocessable('job.inputs is required', ['body', 'job', 'inputs']);
	}
	call.store.put('analyses', analysis);
	const destination = {type: 'analysis', id: analysis._id};
	const job = createJob(call, {...wish, destination} as JobWish, {...analysis.parents, analysis: analysis._id});
	const gear = {...job.gear_info};
	const inputs = job.inputs.map(input => fileView(fileOfInput(call, input), false));
	call.store.patch('analyses', analysis._id, {job: job._id, gear_info: gear, inputs});
	return {_id: call.flag('job') ? job._id : analysis._id};
}

/** Makes an analysis on a container. */
export function addAnalysis(call: Call, kind: ContainerKind, parent: Kinds[ContainerKind]): unknown {
	if (kind === 'analyses' || kind === 'collections')
		throw badRequest(`An analysis can not hang on a ${singular[kind]}`);
	const body = call.object();
	const wish = optionalObject(body, 'job');
	needWrite(call, projectIdOf(kind, parent), wish ? 'analyses_create_job' : 'analyses_create_sdk');
	const analysis = newAnalysis(call, kind, parent, body);
	return wish ? addWithJob(call, analysis, wish) : addByHand(call, analysis, body);
}
