/** One person's roles on one project, or in a group's template: all are set at once, none is merged. */
import type {FlywheelReader, FlywheelWriter} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import type {ProjectGrant, Role} from '../model/flywheel.js';
import type {PlanItem} from '../model/plan.js';
import {manages} from '../model/rights.js';
import {type AccessHome, entryAt, holdersAt} from './access-homes.js';
import {refuse} from './engine.js';
import type {Change, Reading} from './types.js';

export type AccessDetail = AccessHome & {
	user: string;
	/** null: no entry at all. */
	before: string[] | null;
	after: string[] | null;
	/** Every role (in a group, level of access) that can manage permissions, to keep the last admin. */
	managers: string[];
};

export function accessDetail(item: PlanItem): AccessDetail {
	return item.detail as unknown as AccessDetail;
}

export function same(a: string[] | null, b: string[] | null): boolean {
	if (!a || !b) return a === b;
	return a.length === b.length && a.every(id => b.includes(id));
}

/** Ids of the roles whose holders can manage a project's permissions. */
export function managerRoles(roles: Role[]): string[] {
	return roles.filter(manages).map(role => role.id);
}

/**
 * True where these people's new roles (null: none) take away the last who can manage the
 * project. Whoever is `away` can't, whatever their roles.
 */
export function leavesNobody(
	permissions: readonly ProjectGrant[],
	changes: ReadonlyMap<string, string[] | null>,
	managers: readonly string[],
	away: ReadonlySet<string> = new Set(),
): boolean {
	const able = (roleIds: string[] | null) => roleIds?.some(id => managers.includes(id)) ?? false;
	const present = permissions.filter(({user}) => !away.has(user));
	const taken = present.some(
		({user, roleIds}) => able(roleIds) && changes.has(user) && !able(changes.get(user) ?? null),
	);
	if (!taken) return false;
	const given = [...changes].some(([user, roleIds]) => able(roleIds) && !away.has(user));
	return !given && !present.some(({user, roleIds}) => able(roleIds) && !changes.has(user));
}

async function readAccess(reader: FlywheelReader, item: PlanItem): Promise<Reading> {
	const detail = accessDetail(item);
	const now = await entryAt(detail, detail.user).read(reader);
	if (same(now, detail.after)) return {is: 'after', state: item.after};
	if (same(now, detail.before)) return {is: 'before', state: item.before};
	const roles = await reader.roles();
	const labels = now?.map(id => roles.find(role => role.id === id)?.label ?? id);
	const says = `Somebody changed it meanwhile: ${detail.user} now holds ${labels ? labels.join(', ') || 'no role' : 'no entry'}.`;
	return {is: 'other', state: {...item.before, roles: labels ?? null}, says};
}

/** Others may have gone since the plan was made: whoever takes the right to manage away looks again. */
async function checkLastAdmin(reader: FlywheelReader, item: PlanItem): Promise<void> {
	const detail = accessDetail(item);
	const {user, before, after, managers} = detail;
	const able = (ids: string[] | null) => ids?.some(id => managers.includes(id)) ?? false;
	if ('template' in detail || !able(before) || able(after)) return;
	const permissions = await holdersAt(reader, detail);
	if (leavesNobody(permissions, new Map([[user, after]]), managers)) throw lastAdmin([user], [placeOf(item)]);
}

async function applyAccess(client: FlywheelReader & FlywheelWriter, item: PlanItem): Promise<void> {
	await checkLastAdmin(client, item);
	const detail = accessDetail(item);
	const {user, before, after} = detail;
	const entry = entryAt(detail, user);
	if (!after) await entry.remove(client);
	else if (before) await entry.set(client, after);
	else await entry.add(client, after);
}

/** What an item is about, in words. */
export function placeOf({after}: PlanItem): string {
	return after.project === undefined ? `the group ${after.group}` : String(after.project);
}

/** @param places where they are: projects, or groups in words. */
export function lastAdmin(users: string[], places: string[]): FlydeckError {
	const who = users.length === 1 ? `${users[0]} is the last one` : `${users.join(' and ')} are the last ones`;
	return new FlydeckError('forbidden', {
		code: 'last-admin',
		message: `${who} who can manage ${places.join(', ')}; nobody could give rights there any more.`,
		next: 'Make somebody else an admin there first.',
	});
}

export const access: Change = {
	kind: 'access',
	once: true,
	read: readAccess,
	apply: applyAccess,
	invert(item) {
		const detail = accessDetail(item);
		const turned: AccessDetail = {...detail, before: detail.after, after: detail.before};
		return {...item, before: item.after, after: item.before, effects: [], warnings: [], detail: {...turned}};
	},
};

/** A role by label or id; a clear word on what there is otherwise. */
function findRole(roles: Role[], wanted: string): Role {
	const role = roles.find(({label, id}) => label === wanted || id === wanted);
	if (role) return role;
	const labels = roles.map(({label}) => label).join(', ');
	throw new FlydeckError('not-found', {
		code: 'no-such-role',
		message: `There is no role “${wanted}” on this site.`,
		next: `The roles are: ${labels}.`,
	});
}

/** One role, or several with `+` between; a label that holds a `+` itself is found first. */
export function findRoles(roles: Role[], wanted: string): Role[] {
	const whole = roles.some(({label, id}) => label === wanted || id === wanted);
	const names = whole ? [wanted] : wanted.split('+').map(name => name.trim());
	return [...new Set(names.map(name => findRole(roles, name)))];
}

export function notInPool(role: Role, group: string): FlydeckError {
	return refuse(
		'not-in-pool',
		`The role “${role.label}” is not among those that the group ${group} uses.`,
		'Ask an admin of the group to add it to the group’s roles.',
	);
}
