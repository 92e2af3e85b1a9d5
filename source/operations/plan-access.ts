import type {FlywheelReader} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import type {Project} from '../model/flywheel.js';
import type {PlanItem} from '../model/plan.js';
import {accessDetail, findRoles, lastAdmin, leavesNobody, managerRoles, notInPool, placeOf} from './access.js';
import {asHolders} from './access-homes.js';
import {accessItem, type Site, type Target} from './access-item.js';
import type {AccessRequest} from './index.js';
import {readPlaces} from './places.js';

export interface AccessPlan {
	items: PlanItem[];
	irreversible: string[];
}

async function readSite(reader: FlywheelReader): Promise<Site> {
	const [account, roles, groups, places, users] = await Promise.all([
		reader.account(),
		reader.roles(),
		reader.groups(),
		readPlaces(reader),
		reader.users().catch((error: unknown) => {
			if (error instanceof FlydeckError && error.kind === 'forbidden') return null;
			throw error;
		}),
	]);
	return {account, roles, groups, places, users: users && new Map(users.map(user => [user.id, user]))};
}

function splitName(name: string): [string, string] {
	const [group, project, ...rest] = name.split('/');
	if (group && project && rest.length === 0) return [group, project];
	throw new FlydeckError('usage', {
		code: 'bad-project',
		message: `“${name}” does not name a project.`,
		next: 'Give projects as GROUP/PROJECT.',
	});
}

/** Whoever is to get a role must be there; the server says so itself where its people can't be listed. */
function checkUser({users}: Site, user: string): void {
	if (!users) return;
	const found = users.get(user);
	if (!found) {
		throw new FlydeckError('not-found', {
			code: 'no-such-user',
			message: `${user} has no account on this site.`,
			next: 'Check the spelling, or ask the site staff to make an account for this address.',
		});
	}
	if (found.disabled) {
		throw new FlydeckError('conflict', {
			code: 'user-disabled',
			message: `The account of ${user} is disabled.`,
			next: 'Ask the site staff whether it should be enabled again.',
		});
	}
}

/** Lists show plain users only their own entry, or everybody's: what shows others is whole. */
async function wholeProject(reader: FlywheelReader, project: Project, {account}: Site): Promise<Project> {
	const cutShort = !account.siteAdmin && project.permissions.every(({user}) => user === account.id);
	return cutShort ? reader.project(project.id) : project;
}

/** A server answers as well for the template of a group that isn't there: with none. */
function checkGroup({groups}: Site, id: string): void {
	if (groups.some(group => group.id === id)) return;
	throw new FlydeckError('not-found', {
		code: 'no-such-group',
		message: `There is no group “${id}”, or you may not see it.`,
		next: 'Groups are named by their id, as before the slash in `flydeck projects`.',
	});
}

async function readTarget(reader: FlywheelReader, site: Site, request: AccessRequest): Promise<Target> {
	const {user, roles} = request;
	const after = roles?.flatMap(role => findRoles(site.roles, role)) ?? null;
	if ('template' in request) {
		const {template} = request;
		checkGroup(site, template);
		const grant = await reader.templateGrant(template, user);
		const name = `the template of ${template}`;
		return {user, home: {template}, group: template, name, permissions: grant ? [grant] : [], after};
	}
	if ('members' in request) {
		const {members} = request;
		const {permissions} = await reader.group(members);
		return {
			user,
			home: {members},
			group: members,
			name: `the group ${members}`,
			permissions: asHolders(permissions),
			after,
		};
	}
	const listed = site.places.find(...splitName(request.project));
	const {id, group, label, permissions} = await wholeProject(reader, listed, site);
	return {user, home: {project: id}, group, name: `${group}/${label}`, permissions, after};
}

function checkPool({groups}: Site, {group, after}: Target): void {
	const pool = groups.find(({id}) => id === group)?.rolePool;
	const outside = after?.find(role => pool && pool.length > 0 && !pool.includes(role.id));
	if (outside) throw notInPool(outside, group);
}

/** Of all that is planned for one project together: two admins may not demote each other's last resort. */
function checkAdmins({roles, users}: Site, targets: Target[]): void {
	const managers = managerRoles(roles);
	const away = new Set([...(users?.values() ?? [])].filter(user => user.disabled).map(user => user.id));
	const names = new Set(targets.filter(({home}) => !('template' in home)).map(({name}) => name));
	const left: {user: string; name: string}[] = [];
	for (const name of names) {
		const here = targets.filter(target => target.name === name);
		const changes = new Map(here.map(({user, after}) => [user, after?.map(role => role.id) ?? null]));
		const [first] = here;
		const able = first && 'members' in first.home ? ['admin'] : managers;
		const permissions = first?.permissions ?? [];
		if (!leavesNobody(permissions, changes, able, away)) continue;
		const last = permissions.filter(({user, roleIds}) => changes.has(user) && roleIds.some(id => able.includes(id)));
		left.push(...last.map(({user}) => ({user, name})));
	}
	if (left.length === 0) return;
	throw lastAdmin([...new Set(left.map(({user}) => user))], [...new Set(left.map(({name}) => name))]);
}

/** Who takes the right to manage from themselves can't take it back; a site admin can. */
function irreversibleOf({account}: Site, items: PlanItem[]): string[] {
	if (account.siteAdmin) return [];
	const lost = items.filter(item => {
		const {user, before, after, managers} = accessDetail(item);
		const able = (ids: string[] | null) => ids?.some(id => managers.includes(id)) ?? false;
		return user === account.id && item.after.template === undefined && able(before) && !able(after);
	});
	return lost.map(item => `You take from yourself the right to manage ${placeOf(item)}; you can't give it back.`);
}

/** Taking away what isn't there at all is a slip; among others that are there it is no harm. */
function checkEntries(requests: readonly AccessRequest[], items: PlanItem[]): void {
	if (requests.some(({roles}) => roles !== null)) return;
	if (items.some(item => accessDetail(item).before !== null)) return;
	const titles = items.map(({title}) => title);
	throw new FlydeckError('not-found', {
		code: 'no-such-entry',
		message: `There is no role to take away: ${titles.slice(0, 3).join(', ')}${titles.length > 3 ? ', …' : ''}.`,
		next: 'See `flydeck access --user` for what this person holds.',
	});
}

/** Each person and place once: where two requests speak of the same, the first counts. */
export async function planAccessItems(reader: FlywheelReader, requests: readonly AccessRequest[]): Promise<AccessPlan> {
	const site = await readSite(reader);
	for (const {user, roles} of requests) if (roles) checkUser(site, user);
	const targets = await Promise.all(requests.map(async request => readTarget(reader, site, request)));
	for (const target of targets) checkPool(site, target);
	checkAdmins(site, targets);
	const items = new Map<string, PlanItem>();
	for (const target of targets) {
		const item = accessItem(site, target);
		if (!items.has(item.id)) items.set(item.id, item);
	}
	const planned = [...items.values()];
	checkEntries(requests, planned);
	return {items: planned, irreversible: irreversibleOf(site, planned)};
}
