import {checkGroups} from '../state/names.js';
import type {Context} from './context.js';

export interface CommandReading {
	groups: string[];
	now: Date;
	requiredFiles?: readonly string[] | undefined;
	quietMinutes?: number | undefined;
	ownChanges: ReadonlyMap<string, string>;
}

/**
 * What the loaders of `state/` want to know of this run.
 * @throws FlydeckError `not-found` for a `--group` that this login can't see: an empty list
 * would look like a good morning.
 */
export async function readingOf(context: Context): Promise<CommandReading> {
	const {requiredFiles, quietMinutes} = await context.settings();
	const {client, operations} = await context.connect();
	const groups = context.options.group;
	await checkGroups(client, groups);
	const ownChanges = await (await operations()).ownChanges();
	return {groups, now: new Date(), requiredFiles, quietMinutes, ownChanges};
}
