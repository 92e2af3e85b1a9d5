/** The plans of changes to jobs. */
import type {Plan, PlanItem} from '../model/plan.js';
import type {EngineContext} from './engine.js';
import type {Operations} from './index.js';
import {jobsTitle, planCancelItems, planRetryItems} from './jobs.js';
import {draftLaunch, planLaunchItems} from './plan-launch.js';
import {planPriorityItems} from './priority.js';

export type JobPlanners = Pick<Operations, 'planRetry' | 'planCancel' | 'draftLaunch' | 'planLaunch' | 'planPriority'>;

interface JobParts {
	kind: 'retry' | 'cancel' | 'relaunch' | 'priority';
	title: string;
	items: PlanItem[];
	irreversible?: string[];
	notes?: string[];
}

export function jobPlanners({client, now}: EngineContext, plan: (parts: JobParts) => Plan): JobPlanners {
	return {
		async planRetry(ids) {
			const {items, notes} = await planRetryItems(client, ids);
			return plan({kind: 'retry', title: jobsTitle('Retry', items), items, notes});
		},
		async planCancel(ids) {
			const items = await planCancelItems(client, ids);
			const irreversible = ['A cancelled job can’t be taken up again; what it did so far is lost.'];
			return plan({kind: 'cancel', title: jobsTitle('Cancel', items), items, irreversible});
		},
		draftLaunch: async request => draftLaunch(client, request),
		async planLaunch(requests) {
			const {items, notes} = await planLaunchItems(client, requests, now());
			return plan({kind: 'relaunch', title: jobsTitle('Launch', items), items, notes});
		},
		async planPriority(ids, wanted) {
			const items = await planPriorityItems(client, ids, wanted);
			return plan({kind: 'priority', title: jobsTitle('Change the priority of', items), items});
		},
	};
}
