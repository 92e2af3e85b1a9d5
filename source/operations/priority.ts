/** Which of the waiting jobs go first: a change that can be taken back while they still wait. */
import type {FlywheelReader} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import type {PlanItem} from '../model/plan.js';
import {titleOf} from './jobs.js';
import {orGone} from './launch.js';
import type {Change, Reading} from './types.js';

export const priorities = ['low', 'medium', 'high', 'critical'];

async function readPriority(reader: FlywheelReader, item: PlanItem): Promise<Reading> {
	const job = await orGone(reader.job(item.id));
	if (!job) return {is: 'gone', state: null, says: 'The job is not on the server any more, or not visible to you.'};
	const state = {priority: job.priority};
	if (job.state !== 'pending') return {is: 'other', state, says: `The job is ${job.state} now: it waits no more.`};
	if (job.priority === item.after.priority) return {is: 'after', state};
	if (job.priority === item.before.priority) return {is: 'before', state};
	return {is: 'other', state, says: `Its priority is ${job.priority} now.`};
}

export const priority: Change = {
	kind: 'priority',
	read: readPriority,
	async apply(client, item) {
		await client.setJobPriority(item.id, String(item.after.priority));
	},
	invert(item) {
		return {...item, before: item.after, after: item.before, effects: [], warnings: []};
	},
};

export async function planPriorityItems(
	reader: FlywheelReader,
	ids: readonly string[],
	wanted: string,
): Promise<PlanItem[]> {
	if (!priorities.includes(wanted)) {
		throw new FlydeckError('usage', {
			code: 'bad-priority',
			message: `There is no priority "${wanted}".`,
			next: `Give one of ${priorities.join(', ')}.`,
		});
	}
	return Promise.all(
		[...new Set(ids)].map(async id => {
			const job = await reader.job(id);
			if (job.state !== 'pending') {
				throw new FlydeckError('conflict', {
					code: 'not-pending',
					message: `The job ${id} is ${job.state}: only jobs that wait have a priority to change.`,
					next: 'See `flydeck jobs --state pending`.',
				});
			}
			const before = {priority: job.priority};
			return {id, title: titleOf(job), before, after: {priority: wanted}, effects: [], warnings: [], detail: {}};
		}),
	);
}
