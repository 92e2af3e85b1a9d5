import {checkGroups} from '../../state/names.js';
import {runChange} from '../change.js';
import type {Context} from '../context.js';

/** Finding none has done what was asked: a nightly run must not fail for want of work. */
export async function clean(context: Context): Promise<number> {
	const groups = context.options.group;
	const {client} = await context.connect();
	await checkGroups(client, groups);
	return runChange(context, async operations => operations.planClean(groups));
}
