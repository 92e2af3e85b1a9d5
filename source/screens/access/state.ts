import {count} from '../../format/amounts.js';
import {truncate} from '../../format/width.js';
import type {Group, Role} from '../../model/flywheel.js';
import {manages} from '../../model/rights.js';
import {parseRowFilter, splitFilter} from '../../model/row-filter.js';
import type {AccessProject} from '../../model/views.js';
import type {GridFilter} from '../../shell/grid-controller.js';
import type {AccessSite} from '../../state/access.js';
import {naturally} from '../../state/reading.js';

/** A row of the grid: somebody who has to do with one of its projects. */
export interface Person {
	user: string;
	name: string;
	siteRoles: readonly string[];
	disabled: boolean;
	/** Roles by `GROUP/PROJECT`; absent: none that one can see. */
	roles: ReadonlyMap<string, readonly string[]>;
}

/** One person on one project, as a row of the flat list. */
export interface Grant {
	id: string;
	user: string;
	name: string;
	project: string;
	group: string;
	role: readonly string[];
	disabled: boolean;
}

/** What the screen shows, made from what was read. */
export interface AccessGrid {
	site: AccessSite;
	people: readonly Person[];
	projects: readonly AccessProject[];
	/** People by id, projects by name, groups by id, roles by label. */
	person: ReadonlyMap<string, Person>;
	project: ReadonlyMap<string, AccessProject>;
	group: ReadonlyMap<string, Group>;
	role: ReadonlyMap<string, Role>;
	grants: readonly Grant[];
}

/** People with a role on the projects shown, or in their groups: the others of the site come by `+`. */
export function accessGrid(site: AccessSite): AccessGrid {
	const {view, users} = site;
	const groups = new Map(site.groups.map(group => [group.id, group]));
	const roles = new Map<string, Map<string, readonly string[]>>();
	const of = (user: string) => roles.get(user) ?? roles.set(user, new Map()).get(user);
	for (const grant of view.grants) of(grant.user)?.set(grant.project, grant.roles);
	for (const id of new Set(view.projects.map(({group}) => group)))
		for (const {user} of [...(groups.get(id)?.permissions ?? []), ...(groups.get(id)?.template ?? [])]) of(user);
	const known = new Map(users.map(user => [user.id, user]));
	const people = [...roles]
		.map(([user, held]): Person => {
			const {name = '', siteRoles = [], disabled = false} = known.get(user) ?? {};
			return {user, name, siteRoles, disabled, roles: held};
		})
		.sort((a, b) => naturally(a.user, b.user));
	return {
		...{site, people, projects: view.projects},
		person: new Map(people.map(person => [person.user, person])),
		project: new Map(view.projects.map(project => [project.project, project])),
		group: groups,
		role: new Map(site.roles.toReversed().map(role => [role.label, role])),
		grants: people.flatMap(person => grantsOf(person, view.projects)),
	};
}

function grantsOf({user, name, disabled, roles}: Person, projects: readonly AccessProject[]): Grant[] {
	return projects.flatMap(({project, group}) => {
		const role = roles.get(project);
		return role ? [{id: `${user} ${project}`, user, name, project, group, role, disabled}] : [];
	});
}

/** Fields that narrow the columns; all others narrow the rows. */
const ofProjects = ['project', 'group'];
const ofRoles = ['role'];

/** `project:` and `group:` choose columns, `role:` people who hold it on one of those; the rest is about people. */
export function gridFilter({projects}: Pick<AccessGrid, 'projects'>, text: string): GridFilter<Person, AccessProject> {
	const {asked: where, rest} = splitFilter(text, ofProjects);
	const {asked: roles, rest: about} = splitFilter(rest, ofRoles);
	const [inColumns, inRoles, inPeople] = [parseRowFilter(where), parseRowFilter(roles), parseRowFilter(about)];
	const columns = where === '' ? projects : projects.filter(({project, group}) => inColumns.test({project, group}));
	const held = ({roles: has}: Person) => ({role: columns.flatMap(({project}) => has.get(project) ?? [])});
	return {
		columns,
		row: person =>
			inPeople.test({user: person.user, name: person.name, site: person.siteRoles}) && inRoles.test(held(person)),
		problem: inColumns.problem ?? inRoles.problem ?? inPeople.problem,
	};
}

/** How far a set of roles reaches, for sorting: who manages first, who has none last. */
export function reach({role}: AccessGrid, labels: readonly string[] | undefined): number {
	if (!labels) return -1;
	const held = labels.map(label => role.get(label));
	return Math.max(0, ...held.map(one => (manages(one) ? 1000 : (one?.actions.length ?? 0))));
}

/** Why this login can't change who may do what on these projects; undefined where it can. */
export function whyNotManaged(grid: AccessGrid, projects: readonly AccessProject[]): string | undefined {
	const {account} = grid.site;
	if (account.siteAdmin) return undefined;
	const own = grid.person.get(account.id)?.roles;
	const closed = projects.find(({project}) => !own?.get(project)?.some(label => manages(grid.role.get(label))));
	if (!closed) return undefined;
	const held = own?.get(closed.project)?.join(' + ') || 'no role';
	return `you hold ${held} on ${closed.project}, which gives no right to change roles`;
}

/** Why this login can't change the template of a group; undefined where it can. */
export function whyNoTemplate(grid: AccessGrid, id: string): string | undefined {
	const {account} = grid.site;
	const own = grid.group.get(id)?.permissions.find(({user}) => user === account.id);
	if (account.siteAdmin || own?.access === 'admin') return undefined;
	return `only an admin of the group ${id} can change its template`;
}

const shorts = {admin: 'admin', rw: 'rw', ro: 'ro'};

/** Roles in a cell, the farthest reaching first: `rw`, or `rw+1` where there are more. */
export function shortRoles(grid: AccessGrid, labels: readonly string[], width: number): string {
	const [first] = labels.toSorted((a, b) => reach(grid, [b]) - reach(grid, [a]));
	if (first === undefined) return 'empty';
	const builtIn = grid.role.get(first)?.builtIn;
	const more = labels.length > 1 ? `+${labels.length - 1}` : '';
	return truncate(builtIn ? shorts[builtIn] : first, width - more.length) + more;
}

/** What the title line adds: what one can't see, and what asks for a look. */
export function accessNotes({site, person}: AccessGrid): string[] {
	const {view, users} = site;
	const own = view.projects.filter(project => project.onlyOwnVisible).length;
	const others = users.filter(({id}) => !person.has(id)).length;
	return [
		...(own > 0 ? [`on ${count(own, 'project')} the server shows only your own entry`] : []),
		...(others > 0 ? [`${others} more on the site`] : []),
		...(view.warnings.length > 0 ? [`${count(view.warnings.length, 'warning')}: w`] : []),
	];
}
