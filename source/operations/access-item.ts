/** One cell of who may do what, as an item of a plan: what it becomes, and what that means. */
import type {Account, Group, ProjectGrant, Role, User} from '../model/flywheel.js';
import type {ItemState, PlanItem} from '../model/plan.js';
import {difference, manages} from '../model/rights.js';
import {type AccessDetail, managerRoles, same} from './access.js';
import type {AccessHome} from './access-homes.js';
import type {Places} from './places.js';

/** All that planning needs to know of the site, read once. */
export interface Site {
	account: Account;
	roles: Role[];
	groups: Group[];
	places: Places;
	/** null where this login may not list them. */
	users: Map<string, User> | null;
}

/** One request with what it is about and what stands there now. */
export interface Target {
	user: string;
	home: AccessHome;
	group: string;
	/** `GROUP/PROJECT`; a group, or its template, in words. */
	name: string;
	/** Everybody's roles there (in a group, level of access); for a template this person's alone. */
	permissions: ProjectGrant[];
	after: Role[] | null;
}

function several(roles: readonly Role[], verb: string): string[] {
	if (roles.length < 2) return [];
	return [`${verb} ${roles.length} roles at once: ${roles.map(role => role.label).join(', ')}.`];
}

function warningsOf(site: Site, target: Target, before: readonly Role[]): string[] {
	const {user, home, permissions, after} = target;
	const {account, users, roles} = site;
	const known = (ids: string[] | undefined) => roles.filter(role => ids?.includes(role.id));
	const own = known(permissions.find(entry => entry.user === account.id)?.roleIds);
	const inProject = 'project' in home && !account.siteAdmin;
	return [
		...several(before, 'Holds'),
		...several(after ?? [], 'Will hold'),
		...(users?.get(user)?.siteRoles.includes('site_admin')
			? ['This is a site admin, who may do everything whatever the role here.']
			: []),
		...(inProject && permissions.every(entry => entry.user === account.id)
			? ['You see only your own entry there: whether somebody else can manage it is not known.']
			: []),
		...(inProject && !own.some(manages) ? ['Your own role there gives no right to do this: expect a refusal.'] : []),
	];
}

function effectsOf({home, group, after}: Target, before: Role[] | null): string[] {
	if (same(before?.map(({id}) => id) ?? null, after?.map(({id}) => id) ?? null)) return ['Stands so already.'];
	if ('members' in home) return [`Is no member of the group any more: ${group}.`];
	const sentences = difference(before ?? [], after ?? []);
	const meant = sentences.length > 0 || !before || !after ? sentences : ['May do the same as before.'];
	return 'template' in home ? ['Counts for projects made from now on.', ...meant] : meant;
}

/** A role that the site doesn't tell of still stands there: by its id, and nobody knows what it allows. */
function roleOf({roles}: Site, id: string): Role {
	return roles.find(role => role.id === id) ?? {id, label: id, actions: [], builtIn: null};
}

interface Words {
	/** What makes the item's id, with the person. */
	id: string;
	title: string;
	state(labels: string[] | null): ItemState;
}

function wordsOf(home: AccessHome, name: string): Words {
	if ('template' in home) {
		const {template} = home;
		return {id: `template ${template}`, title: `in ${name}`, state: roles => ({template, roles})};
	}
	if ('members' in home) {
		const group = home.members;
		return {id: `group ${group}`, title: `in ${name}`, state: levels => ({group, access: levels?.[0] ?? null})};
	}
	return {id: name, title: `on ${name}`, state: roles => ({project: name, roles})};
}

export function accessItem(site: Site, target: Target): PlanItem {
	const {user, home, name, permissions, after} = target;
	const grant = permissions.find(entry => entry.user === user);
	const before = grant ? grant.roleIds.map(id => roleOf(site, id)) : null;
	const detail: AccessDetail = {
		...home,
		user,
		before: grant?.roleIds ?? null,
		after: after?.map(({id}) => id) ?? null,
		managers: 'members' in home ? ['admin'] : managerRoles(site.roles),
	};
	const changes = !same(detail.before, detail.after);
	const words = wordsOf(home, name);
	const state = (roles: readonly Role[] | null) => words.state(roles?.map(({label}) => label) ?? null);
	return {
		id: `${user} ${words.id}`,
		title: `${user} ${words.title}`,
		before: {user, ...state(before)},
		after: {user, ...state(after)},
		effects: effectsOf(target, before),
		warnings: warningsOf(site, target, before ?? []),
		...(changes && user === site.account.id && {beware: 'This is yourself: you change what you may do here.'}),
		detail: {...detail},
	};
}

function countOr(things: ReadonlySet<string>, many: string): string {
	const [first] = things;
	return things.size === 1 && first ? first : `${things.size} ${many}`;
}

/** `Make ra1 read-write on 4 projects`, `Remove 2 people from smith/STUDYA`. */
export function accessTitle(items: PlanItem[]): string {
	const who = countOr(new Set(items.map(({after}) => String(after.user))), 'people');
	const templates = items.flatMap(({after}) => (after.template === undefined ? [] : [String(after.template)]));
	const groups = items.flatMap(({after}) => (after.group === undefined ? [] : [String(after.group)]));
	const projects = items.flatMap(({after}) => (after.project === undefined ? [] : [String(after.project)]));
	const where = [
		...(templates.length > 0 ? [`the template of ${countOr(new Set(templates), 'groups')}`] : []),
		...(groups.length > 0 ? [`the group${groups.length > 1 ? 's' : ''} ${[...new Set(groups)].join(', ')}`] : []),
		...(projects.length > 0 ? [countOr(new Set(projects), 'projects')] : []),
	].join(' and ');
	const roles = new Set(items.map(({after}) => (after.roles as string[] | null | undefined)?.join(' + ') ?? ''));
	const [role] = roles;
	if (roles.size > 1) return `Change the roles of ${who} on ${where}`;
	return role === '' ? `Remove ${who} from ${where}` : `Make ${who} ${role} on ${where}`;
}
