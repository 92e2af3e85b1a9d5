import {apiDate, normalDate, timeOf} from './dates.js';
import type {GearDoc, JobDoc, JobInput, Origin, Parents, Reference} from './documents.js';
import {idFor, type Loading} from './world-context.js';
import type {WorldJob} from './world-file.js';

/** The gear of that name and version; one is made where the world has none such. */
export function findGear(loading: Loading, name: string, version: string | undefined, category: string): GearDoc {
	const gears = loading.store.by('gears', 'name', name);
	const found = version === undefined ? gears.at(-1) : gears.find(({gear}) => gear.version === version);
	if (found) return found;
	const made: GearDoc = {
		_id: loading.ids.seed('gear'),
		category,
		gear: {name, label: name, version: version ?? '0.1.0', description: '', inputs: {}, config: {}, custom: {}},
		exchange: {},
		created: loading.epoch,
		modified: loading.epoch,
	};
	loading.store.put('gears', made);
	return made;
}

function inputList(inputs: WorldJob['inputs']): JobInput[] {
	if (!inputs) return [];
	if (Array.isArray(inputs)) return inputs;
	return Object.entries(inputs).map(([input, file]) => ({...file, input}));
}

const unstarted = new Set(['pending', 'cancelled']);

const minute = 60_000;

/**
 * When the job was made: as the world says, or fitting what it says of its run. A job without
 * any date is of today, a retry a while after what it retries: jobs of long ago are in nobody's
 * list, and whoever leaves the date out doesn't mean that.
 */
function creationOf({created, started, ended, retry_of}: WorldJob, epoch: string): string {
	if (created) return normalDate(created);
	const before = (date: string, ms: number) => apiDate(new Date(timeOf(date) - ms));
	if (started) return before(started, minute);
	if (ended) return before(ended, 10 * minute);
	return before(epoch, (retry_of ? 30 : 60) * minute);
}

/** When the job started and ended; guessed where the world doesn't say. */
function transitionsOf(job: WorldJob, created: string): Record<string, string> {
	const state = job.state ?? 'complete';
	const after = (date: string, seconds: number) => apiDate(new Date(timeOf(date) + seconds * 1000));
	const started = job.started ? normalDate(job.started) : unstarted.has(state) ? undefined : after(created, 20);
	const transitions: Record<string, string> = started ? {running: started} : {};
	if (state === 'pending' || state === 'running') return transitions;
	transitions[state] = job.ended ? normalDate(job.ended) : after(started ?? created, state === 'cancelled' ? 60 : 600);
	return transitions;
}

export interface JobPlace {
	destination: Reference;
	parents: Parents;
	/** Of its analysis, where the world says so. */
	created?: string | undefined;
}

/** Stores one job. @returns the stored document. */
export function loadJob(loading: Loading, from: WorldJob, place: JobPlace): JobDoc {
	const {_id, gear: name, version, state = 'complete', retry_of, started, ended, inputs, config, ...extra} = from;
	const isAnalysis = place.destination.type === 'analysis';
	const gear = findGear(loading, name, version, isAnalysis ? 'analysis' : 'utility');
	const id = idFor(loading, 'job', _id);
	const created = creationOf({...from, created: from.created ?? place.created}, loading.epoch);
	const transitions = transitionsOf(from, created);
	const files = inputList(inputs);
	const destination = (extra.destination as Reference | undefined) ?? place.destination;
	const job: JobDoc = {
		attempt: 1,
		label: '',
		origin: {type: 'system', id: null} satisfies Origin,
		batch: null,
		compute_provider_id: '5f1ec0000000000000c0de00',
		saved_files: [],
		related_container_ids: Object.values(place.parents).filter(value => /^[0-9a-f]{24}$/.test(value)),
		profile: {total_input_files: files.length},
		...extra,
		_id: id,
		state,
		gear_id: gear._id,
		gear_info: {category: gear.category, name, version: gear.gear.version, capabilities: [], id: gear._id},
		destination,
		inputs: files,
		config: {config: config ?? {}, inputs: {}, destination},
		parents: (extra.parents as Parents | undefined) ?? place.parents,
		tags: from.tags ?? (isAnalysis ? ['analysis', name] : [name]),
		transitions,
		created,
		modified: Object.values(transitions).at(-1) ?? created,
		retried: null,
		previous_job_id: retry_of ?? null,
		failure_reason: from.failure_reason ?? (state === 'failed' ? 'gear_failure' : null),
		priority: from.priority ?? 'medium',
		hasRequest: transitions.running !== undefined,
	};
	loading.store.put('jobs', job);
	return job;
}

/**
 * Once all jobs are there: the attempt number of each, `retried` on those that have a
 * successor, and the analysis as destination of every earlier attempt at it.
 */
export function linkRetries({store}: Loading): void {
	const chains: JobDoc[] = [];
	for (const job of store.all('jobs')) {
		if (job.previous_job_id && store.countBy('jobs', 'previous', job._id) === 0) chains.push(job);
	}
	for (const newest of chains) {
		const attempts = [newest];
		for (let job: JobDoc | undefined = newest; job?.previous_job_id; ) {
			const previous: JobDoc | undefined = store.get('jobs', job.previous_job_id);
			if (!previous || attempts.includes(previous)) break;
			attempts.unshift(previous);
			job = previous;
		}
		const {destination, parents, inputs} = newest;
		for (const [index, job] of attempts.entries()) {
			const next = attempts[index + 1];
			const follows = destination.type === 'analysis' && job.destination.type === 'session';
			store.patch('jobs', job._id, {
				attempt: Math.max(job.attempt, index + 1),
				...(next && {retried: job.retried ?? next.created}),
				...(follows && {
					destination,
					parents,
					config: {...job.config, destination},
					inputs: job.inputs.length > 0 ? job.inputs : inputs,
				}),
			});
		}
	}
}
