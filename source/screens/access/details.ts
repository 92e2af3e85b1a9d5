import {frozenWidths} from '../../components/grid.js';
import {padTo, truncate, widthOf} from '../../format/width.js';
import type {AccessProject} from '../../model/views.js';
import type {Theme} from '../../theme/theme.js';
import {personColumns} from './columns.js';
import type {AccessGrid, Person} from './state.js';

/** Rows below the grid: a rule, what the grid cuts of who this is, what they hold here. */
export const detailRows = 3;

/**
 * The person and the cell under the cursor, as far as the grid has no room for it. What follows
 * a field stands where it stood for the row before: only what differs is sent for a step.
 */
export function detailLines(
	grid: AccessGrid,
	{person, project}: {person: Person | null; project: AccessProject | null},
	theme: Theme,
	width: number,
): string[] {
	const parted = (parts: string[]) => truncate(theme.veil(parts.join(` ${theme.symbols.dot} `)), width - 2);
	return [
		theme.paint('dim', theme.symbols.rule.repeat(width)),
		` ${person ? parted(personParts(grid, person, width)) : theme.paint('dim', 'Nobody is listed.')}`,
		` ${project ? parted([...(person ? cellParts(grid, person, project) : [project.project])]) : ''}`,
	];
}

/** No field is padded further: one long text must not push what follows off the screen. */
const widestField = 30;

/** A field as wide as the widest of its kind. */
function inPlace(text: string, all: readonly string[]): string {
	return padTo(text, Math.max(widthOf(text), Math.min(widestField, Math.max(...all.map(widthOf)))));
}

function personParts({people}: AccessGrid, {user, name, siteRoles, disabled}: Person, width: number): string[] {
	const [room = 0, roomOfName = 0] = frozenWidths(personColumns, width).widths;
	const names = people.map(person => person.name);
	return [
		...(widthOf(user) > room ? [user] : []),
		...(widthOf(name) > roomOfName ? [inPlace(name, names)] : []),
		...(disabled ? ['this account is disabled'] : []),
		...(siteRoles.includes('site_admin')
			? ['site admin: may do everything']
			: siteRoles.length > 0
				? [`site role ${siteRoles.join(' + ')}`]
				: []),
	];
}

function cellParts({group, site, people}: AccessGrid, {user, roles}: Person, project: AccessProject): string[] {
	const held = roles.get(project.project);
	const hidden = project.onlyOwnVisible && user !== site.account.id;
	const several = held && held.length > 1 ? ` (${held.length} roles at once)` : '';
	const lab = group.get(project.group);
	const member = lab?.permissions.find(entry => entry.user === user);
	const starts = lab?.template.find(entry => entry.user === user)?.roleIds;
	const labels = starts?.map(id => site.roles.find(role => role.id === id)?.label ?? id);
	const labelsHere = ['no role', ...people.map(person => person.roles.get(project.project)?.join(' + ') ?? '')];
	const role = held ? `${held.join(' + ') || 'an entry without a role'}${several}` : 'no role';
	return [
		hidden
			? `${project.project}: the server shows you only your own entry here`
			: `${project.project}: ${inPlace(role, labelsHere)}`,
		...(member ? [`group role ${member.access} (opens no project)`] : []),
		...(labels ? [`template ${labels.join(' + ')}`] : []),
	];
}
