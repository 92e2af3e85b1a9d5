import {count} from '../../format/amounts.js';
import type {Role} from '../../model/flywheel.js';
import {listed, phrases} from '../../model/rights.js';
import type {Choice} from '../../shell/dialogs/pick-dialog.js';
import type {AccessGrid} from './state.js';

/**
 * The roles that all these groups allow, each with what it lets one do, and a sentence on
 * those that are left out.
 */
export function roleChoices(
	{site, group}: AccessGrid,
	groups: ReadonlySet<string>,
	now: readonly string[] | undefined,
): {choices: Choice[]; left: string} {
	const pools = [...groups].map(id => group.get(id)?.rolePool ?? []).filter(pool => pool.length > 0);
	const allowed = site.roles.filter(({id}) => pools.every(pool => pool.includes(id)));
	const missing = site.roles.length - allowed.length;
	const whose = groups.size === 1 ? `the group ${[...groups][0]} does not use` : 'not all of these groups use';
	return {
		choices: allowed.map(role => roleChoice(role, site.roles, now)),
		left: missing > 0 ? ` Left out: ${count(missing, 'role')} that ${whose}.` : '',
	};
}

/** By its label, which the plan and the history then say; by its id only where two share a label. */
function roleChoice({id, label, actions}: Role, roles: readonly Role[], now: readonly string[] = []): Choice {
	const alone = roles.filter(role => role.label === label).length === 1;
	const may = listed(phrases(actions), 12);
	return {value: alone ? label : id, label, detail: now.includes(label) ? `now; ${may}` : may};
}
