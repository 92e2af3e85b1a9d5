import {exitCodes} from '../model/errors.js';
import type {ChangeResult} from '../model/plan.js';

/**
 * What a script is told of an applied plan: 0 all done or as wanted already; 6 all refused
 * because the ground had moved, so nothing was changed; 7 some or all failed or unknown.
 */
export function exitCodeOf({items}: ChangeResult): number {
	const good = items.filter(({status}) => status === 'done' || status === 'unchanged').length;
	if (good === items.length) return 0;
	const refusedAll = items.every(({error}) => error?.code === 'changed-since');
	return refusedAll ? exitCodes.conflict : exitCodes.incomplete;
}
