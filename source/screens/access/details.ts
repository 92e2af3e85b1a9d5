import {truncate} from '../../format/width.js';
import type {AccessProject} from '../../model/views.js';
import type {Theme} from '../../theme/theme.js';
import type {AccessGrid, Person} from './state.js';

/** Rows below the grid: a rule, who this is, what they hold here. */
export const detailRows = 3;

/** The person and the cell under the cursor in full: the grid has room for short forms alone. */
export function detailLines(
	grid: AccessGrid,
	{person, project}: {person: Person | null; project: AccessProject | null},
	theme: Theme,
	width: number,
): string[] {
	const parted = (parts: string[]) => truncate(parts.join(` ${theme.symbols.dot} `), width - 2);
	return [
		theme.paint('dim', theme.symbols.rule.repeat(width)),
		` ${person ? parted(personParts(person)) : theme.paint('dim', 'Nobody is listed.')}`,
		` ${project ? parted([...(person ? cellParts(grid, person, project) : [project.project])]) : ''}`,
	];
}

function personParts({user, name, siteRoles, disabled}: Person): string[] {
	return [
		user,
		...(name === '' ? [] : [name]),
		...(disabled ? ['this account is disabled'] : []),
		...(siteRoles.includes('site_admin')
			? ['site admin: may do everything']
			: siteRoles.length > 0
				? [`site role ${siteRoles.join(' + ')}`]
				: []),
	];
}

function cellParts({group, site}: AccessGrid, {user, roles}: Person, project: AccessProject): string[] {
	const held = roles.get(project.project);
	const hidden = project.onlyOwnVisible && user !== site.account.id;
	const several = held && held.length > 1 ? ` (${held.length} roles at once)` : '';
	const lab = group.get(project.group);
	const member = lab?.permissions.find(entry => entry.user === user);
	const starts = lab?.template.find(entry => entry.user === user)?.roleIds;
	const labels = starts?.map(id => site.roles.find(role => role.id === id)?.label ?? id);
	return [
		hidden
			? `${project.project}: the server shows you only your own entry here`
			: `${project.project}: ${held ? `${held.join(' + ') || 'an entry without a role'}${several}` : 'no role'}`,
		...(member ? [`group role ${member.access} (opens no project)`] : []),
		...(labels ? [`template ${labels.join(' + ')}`] : []),
	];
}
