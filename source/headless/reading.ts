import type {Context} from './context.js';

export interface CommandReading {
	groups: string[];
	now: Date;
	requiredFiles?: readonly string[] | undefined;
	quietMinutes?: number | undefined;
	ownChanges: ReadonlyMap<string, string>;
}

/** What the loaders of `state/` want to know of this run. */
export async function readingOf(context: Context): Promise<CommandReading> {
	const {requiredFiles, quietMinutes} = await context.settings();
	const operations = await (await context.connect()).operations();
	const ownChanges = await operations.ownChanges();
	return {groups: context.options.group, now: new Date(), requiredFiles, quietMinutes, ownChanges};
}
