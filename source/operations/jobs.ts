/** Retrying and cancelling jobs: two changes that the server carries out and can't take back. */
import type {FlywheelReader} from '../api/flywheel.js';
import {FlydeckError, toFlydeckError} from '../model/errors.js';
import type {Job} from '../model/flywheel.js';
import type {PlanItem} from '../model/plan.js';
import {type OwnRights, readOwnRights} from './own-rights.js';
import {type Places, readPlaces} from './places.js';
import type {Change, Reading} from './types.js';

const active = new Set(['pending', 'running']);

async function jobOrNull(reader: FlywheelReader, id: string): Promise<Job | null> {
	try {
		return await reader.job(id);
	} catch (error) {
		if (error instanceof FlydeckError && error.kind === 'not-found') return null;
		throw error;
	}
}

const gone: Reading = {is: 'gone', state: null, says: 'The job is not on the server any more, or not visible to you.'};

async function readRetry(reader: FlywheelReader, item: PlanItem): Promise<Reading> {
	const job = await jobOrNull(reader, item.id);
	if (!job) return gone;
	const [successor] = await reader.successors(job.id);
	if (successor) return {is: 'after', state: {state: successor.state}, extra: {newJobId: successor.id}};
	if (job.retried) return {is: 'after', state: {state: job.state}, extra: {newJobId: null}};
	if (job.state === 'failed') return {is: 'before', state: {state: job.state}};
	return {is: 'other', state: {state: job.state}, says: `The job is ${job.state} now.`};
}

export const retry: Change = {
	kind: 'retry',
	once: true,
	read: readRetry,
	async apply(client, item, note) {
		const newJobId = await client.retryJob(item.id);
		await note({newJobId});
	},
	invert(item, notes) {
		const id = notes.newJobId;
		const cancel = typeof id === 'string' ? ` or \`flydeck cancel ${id}\`` : '';
		return {
			reason: `The retry of ${item.title} has made a new job. While that waits or runs, c on it${cancel} stops it.`,
		};
	},
};

async function readCancel(reader: FlywheelReader, item: PlanItem): Promise<Reading> {
	const job = await jobOrNull(reader, item.id);
	if (!job) return gone;
	if (job.state === 'cancelled') return {is: 'after', state: {state: job.state}};
	if (active.has(job.state)) return {is: 'before', state: {state: job.state}};
	return {is: 'other', state: {state: job.state}, says: `The job is ${job.state} already.`};
}

export const cancel: Change = {
	kind: 'cancel',
	read: readCancel,
	async apply(client, item) {
		await client.cancelJob(item.id);
	},
	invert(item) {
		return {reason: `A cancelled job can't be taken up again: start ${item.title} anew.`};
	},
};

export function titleOf(job: Pick<Job, 'gear' | 'version' | 'labels'>): string {
	const {subject, session} = job.labels;
	const where = [subject, session].filter(Boolean).join('/');
	return `${job.gear} ${job.version}${where ? ` on ${where}` : ''}`;
}

/** The newest attempt of the chain that this job belongs to. Chains are short; a loop in one is a broken site. */
async function newestAttempt(reader: FlywheelReader, job: Job): Promise<Job> {
	let newest = job;
	const seen = new Set([job.id]);
	for (;;) {
		const [successor] = await reader.successors(newest.id);
		if (!successor || seen.has(successor.id)) return newest;
		seen.add(successor.id);
		newest = successor;
	}
}

function refuseRetry(asked: Job, newest: Job): FlydeckError {
	const chain = newest.id === asked.id ? `The job ${asked.id}` : `The newest attempt of ${asked.id}, ${newest.id},`;
	return new FlydeckError('conflict', {
		code: newest.id === asked.id ? 'not-failed' : 'already-retried',
		message: `${chain} is ${newest.state}: only failed jobs are retried.`,
		next: newest.id === asked.id ? 'See `flydeck jobs --state failed`.' : `See \`flydeck log ${newest.id}\`.`,
	});
}

interface Known {
	places: Places;
	rights: OwnRights;
}

async function planRetryItem(reader: FlywheelReader, id: string, {places, rights}: Known): Promise<PlanItem> {
	const asked = await reader.job(id);
	const newest = await newestAttempt(reader, asked);
	if (newest.state !== 'failed') throw refuseRetry(asked, newest);
	const same = newest.analysis ? 'The analysis stays the same and gets the new job.' : 'Starts a new job.';
	const instead = newest.id === id ? [] : [`${id} was retried before: this acts on its newest attempt.`];
	return {
		id: newest.id,
		title: titleOf(newest),
		before: {state: newest.state, attempt: newest.attempt},
		after: {state: 'pending', attempt: newest.attempt + 1},
		effects: [
			same,
			'Gear, version, inputs and settings are those of the failed job.',
			'The new job can be cancelled while it waits or runs.',
			...instead,
		],
		warnings: rights.warn(places.byId(newest.project ?? ''), ['jobs_run_cancel', 'analyses_create_job'], 'run gears'),
		detail: {},
	};
}

export interface PlannedRetries {
	items: PlanItem[];
	/** What can't be retried, among others that can: a sentence each. */
	notes: string[];
}

/** @throws FlydeckError where one alone is wanted and can't be retried, or none of several can. */
export async function planRetryItems(reader: FlywheelReader, ids: string[]): Promise<PlannedRetries> {
	const [places, rights] = await Promise.all([readPlaces(reader), readOwnRights(reader)]);
	const wanted = [...new Set(ids)].map(async id => planRetryItem(reader, id, {places, rights}));
	const settled = await Promise.allSettled(wanted);
	const items = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
	const errors = settled.flatMap(one => (one.status === 'rejected' ? [toFlydeckError(one.reason)] : []));
	const [first] = errors;
	if (first && (items.length === 0 || errors.some(({kind}) => kind !== 'conflict'))) throw first;
	const unique = [...new Map(items.map(item => [item.id, item])).values()];
	return {items: unique, notes: errors.map(({message}) => `Left out: ${message}`)};
}

async function planCancelItem(reader: FlywheelReader, id: string): Promise<PlanItem> {
	const job = await reader.job(id);
	if (!active.has(job.state)) {
		throw new FlydeckError('conflict', {
			code: 'not-active',
			message: `The job ${id} is ${job.state}: only pending and running jobs are cancelled.`,
			next: 'See `flydeck jobs --state running`.',
		});
	}
	return {
		id,
		title: titleOf(job),
		before: {state: job.state},
		after: {state: 'cancelled'},
		effects: ['What the job did so far is lost.'],
		warnings: [],
		detail: {},
	};
}

export async function planCancelItems(reader: FlywheelReader, ids: string[]): Promise<PlanItem[]> {
	return Promise.all([...new Set(ids)].map(async id => planCancelItem(reader, id)));
}

export function jobsTitle(verb: 'Retry' | 'Cancel' | 'Launch' | 'Change the priority of', items: PlanItem[]): string {
	const [first] = items;
	return items.length === 1 && first ? `${verb} ${first.title}` : `${verb} ${items.length} jobs`;
}
