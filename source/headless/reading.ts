import type {Correction, ExpectedScan} from '../model/unsorted.js';
import {checkGroups} from '../state/names.js';
import type {Context} from './context.js';

export interface CommandReading {
	groups: string[];
	now: Date;
	requiredFiles?: readonly string[] | undefined;
	quietMinutes?: number | undefined;
	ownChanges: ReadonlyMap<string, string>;
	corrections: readonly Correction[];
	schedule: readonly ExpectedScan[];
}

/**
 * What the loaders of `state/` want to know of this run.
 * @throws FlydeckError `not-found` for a `--group` that this login can't see: an empty list
 * would look like a good morning.
 */
export async function readingOf(context: Context): Promise<CommandReading> {
	const {requiredFiles, quietMinutes} = await context.settings();
	const schedule = await context.schedule();
	const {client, operations} = await context.connect();
	const groups = context.options.group;
	await checkGroups(client, groups);
	const changes = await operations();
	const [ownChanges, corrections] = await Promise.all([changes.ownChanges(), changes.corrections()]);
	return {groups, now: new Date(), requiredFiles, quietMinutes, ownChanges, corrections, schedule};
}
