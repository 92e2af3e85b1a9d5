import type {FlywheelReader} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import type {Group, Project, Role} from '../model/flywheel.js';
import type {PlanItem} from '../model/plan.js';
import {
	type AccessDetail,
	findRole,
	lastAdmin,
	leavesNobody,
	managerRoles,
	managing,
	notInPool,
	same,
} from './access.js';
import {type Places, readPlaces} from './places.js';

export interface AccessPlan {
	items: PlanItem[];
	irreversible: string[];
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

async function checkUser(reader: FlywheelReader, user: string): Promise<void> {
	const users = await reader.users();
	const found = users.find(({id}) => id === user);
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

/** What the person gains and loses, from the roles' own lists of actions. */
function difference(before: Role[], after: Role[]): string[] {
	const had = new Set(before.flatMap(role => role.actions));
	const gets = new Set(after.flatMap(role => role.actions));
	const gained = [...gets].filter(action => !had.has(action));
	const lost = [...had].filter(action => !gets.has(action));
	return [
		...(gained.length > 0 ? [`Gains ${gained.length} actions: ${gained.join(', ')}.`] : []),
		...(lost.length > 0 ? [`Loses ${lost.length} actions: ${lost.join(', ')}.`] : []),
	];
}

interface Context {
	roles: Role[];
	groups: Group[];
	user: string;
	/** null: the entry is removed. */
	role: Role | null;
}

function warningsOf(before: Role[], onlyOwn: boolean): string[] {
	return [
		...(before.length > 1
			? [`Held ${before.length} roles at once: ${before.map(role => role.label).join(', ')}.`]
			: []),
		...(onlyOwn ? ['You see only your own entry there: whether somebody else can manage it is not known.'] : []),
	];
}

function planItem(project: Project, {roles, groups, user, role}: Context, self: string): PlanItem {
	const name = `${project.group}/${project.label}`;
	const grant = project.permissions.find(entry => entry.user === user);
	const after = role ? [role.id] : null;
	const managers = managerRoles(roles);
	const pool = groups.find(({id}) => id === project.group)?.rolePool;
	if (role && pool && pool.length > 0 && !pool.includes(role.id)) throw notInPool(role, project.group);
	const onlyOwn = project.permissions.every(entry => entry.user === self);
	if (leavesNobody(project, user, after, managers)) throw lastAdmin(user, name);
	const rolesOf = (ids: string[] | null) =>
		(ids ?? []).map(id => roles.find(known => known.id === id) ?? findRole(roles, id));
	const before = rolesOf(grant?.roleIds ?? null);
	const detail: AccessDetail = {project: project.id, user, before: grant?.roleIds ?? null, after, managers};
	return {
		id: `${user} ${name}`,
		title: `${user} on ${name}`,
		before: {user, project: name, roles: grant ? before.map(({label}) => label) : null},
		after: {user, project: name, roles: role ? [role.label] : null},
		effects: difference(before, role ? [role] : []),
		warnings: warningsOf(before, onlyOwn),
		detail: {...detail},
	};
}

/** Taking the right to manage from oneself can't be taken back by oneself. */
function selfHarm(items: PlanItem[], self: string, user: string, role: Role | null): string[] {
	if (user !== self || role?.actions.includes(managing) || role?.builtIn === 'admin') return [];
	const lost = items.filter(({detail}) => {
		const {before, managers} = detail as unknown as AccessDetail;
		return before?.some(id => managers.includes(id));
	});
	return lost.map(({after}) => `You take from yourself the right to manage ${after.project}; you can't give it back.`);
}

async function readProjects(reader: FlywheelReader, places: Places, names: string[]): Promise<Project[]> {
	const found = names.map(name => places.find(...splitName(name)));
	return Promise.all([...new Set(found.map(({id}) => id))].map(async id => reader.project(id)));
}

/** @param wanted the role's label or id; null removes the person's entry. */
export async function planAccessItems(
	reader: FlywheelReader,
	user: string,
	wanted: string | null,
	names: string[],
): Promise<AccessPlan> {
	const [roles, groups, places, account] = await Promise.all([
		reader.roles(),
		reader.groups(),
		readPlaces(reader),
		reader.account(),
	]);
	const role = wanted === null ? null : findRole(roles, wanted);
	if (role) await checkUser(reader, user);
	const projects = await readProjects(reader, places, names);
	const items = projects.map(project => planItem(project, {roles, groups, user, role}, account.id));
	if (
		!role &&
		items.every(({before, after}) => same(before.roles as string[] | null, after.roles as string[] | null))
	) {
		throw new FlydeckError('not-found', {
			code: 'no-such-entry',
			message: `${user} has no role on ${names.join(', ')}.`,
			next: 'See `flydeck access --user` for what this person holds.',
		});
	}
	return {items, irreversible: account.siteAdmin ? [] : selfHarm(items, account.id, user, role)};
}

export function accessTitle(user: string, role: string | null, items: PlanItem[]): string {
	const [first] = items;
	const where = items.length === 1 && first ? String(first.after.project) : `${items.length} projects`;
	return role === null ? `Remove ${user} from ${where}` : `Make ${user} ${role} on ${where}`;
}
