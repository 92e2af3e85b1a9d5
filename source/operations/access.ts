/** One person's roles on one project: all of them are set at once, none is merged. */
import type {FlywheelReader, FlywheelWriter} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import type {Project, Role} from '../model/flywheel.js';
import type {PlanItem} from '../model/plan.js';
import {refuse} from './engine.js';
import type {Change, Reading} from './types.js';

export interface AccessDetail {
	project: string;
	user: string;
	/** null: no entry at all. */
	before: string[] | null;
	after: string[] | null;
	/** Every role that can manage permissions, to keep the last admin. */
	managers: string[];
}

export function accessDetail(item: PlanItem): AccessDetail {
	return item.detail as unknown as AccessDetail;
}

export function same(a: string[] | null, b: string[] | null): boolean {
	if (!a || !b) return a === b;
	return a.length === b.length && a.every(id => b.includes(id));
}

export const managing = 'project_permissions_manage';

/** Ids of the roles whose holders can manage a project's permissions. */
export function managerRoles(roles: Role[]): string[] {
	return roles.filter(role => role.builtIn === 'admin' || role.actions.includes(managing)).map(role => role.id);
}

/** True where nobody could manage the project any more once this person's roles are `after`. */
export function leavesNobody(project: Project, user: string, after: string[] | null, managers: string[]): boolean {
	const manages = (roleIds: string[]) => roleIds.some(id => managers.includes(id));
	const mine = project.permissions.find(grant => grant.user === user);
	if (!mine || !manages(mine.roleIds) || manages(after ?? [])) return false;
	return !project.permissions.some(grant => grant.user !== user && manages(grant.roleIds));
}

async function readAccess(reader: FlywheelReader, item: PlanItem): Promise<Reading> {
	const {project, user, before, after} = accessDetail(item);
	const now = (await reader.projectGrant(project, user))?.roleIds ?? null;
	if (same(now, after)) return {is: 'after', state: item.after};
	if (same(now, before)) return {is: 'before', state: item.before};
	const roles = await reader.roles();
	const labels = now?.map(id => roles.find(role => role.id === id)?.label ?? id);
	const says = `Somebody changed it meanwhile: ${user} now holds ${labels ? labels.join(', ') || 'no role' : 'no entry'}.`;
	return {is: 'other', state: {...item.before, roles: labels ?? null}, says};
}

async function applyAccess(client: FlywheelReader & FlywheelWriter, item: PlanItem): Promise<void> {
	const {project, user, before, after, managers} = accessDetail(item);
	if (leavesNobody(await client.project(project), user, after, managers))
		throw lastAdmin(user, String(item.after.project));
	if (after === null) await client.removeProjectGrant(project, user);
	else if (before === null) await client.addProjectGrant(project, {user, roleIds: after});
	else await client.setProjectGrant(project, {user, roleIds: after});
}

export function lastAdmin(user: string, project: string): FlydeckError {
	return new FlydeckError('forbidden', {
		code: 'last-admin',
		message: `${user} is the last one who can manage ${project}; nobody could give rights there any more.`,
		next: 'Make somebody else an admin of the project first.',
	});
}

export const access: Change = {
	kind: 'access',
	read: readAccess,
	apply: applyAccess,
	invert(item) {
		const {before, after, ...rest} = accessDetail(item);
		const detail: AccessDetail = {...rest, before: after, after: before};
		return {...item, before: item.after, after: item.before, effects: [], warnings: [], detail: {...detail}};
	},
};

/** A role by label or id; a clear word on what there is otherwise. */
export function findRole(roles: Role[], wanted: string): Role {
	const role = roles.find(({label, id}) => label === wanted || id === wanted);
	if (role) return role;
	const labels = roles.map(({label}) => label).join(', ');
	throw new FlydeckError('not-found', {
		code: 'no-such-role',
		message: `There is no role “${wanted}” on this site.`,
		next: `The roles are: ${labels}.`,
	});
}

export function notInPool(role: Role, group: string): FlydeckError {
	return refuse(
		'not-in-pool',
		`The role “${role.label}” is not among those that the group ${group} uses.`,
		'Ask an admin of the group to add it to the group’s roles.',
	);
}
