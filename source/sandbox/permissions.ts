import {forbidden} from './api-error.js';
import type {Call} from './call.js';
import type {Access, Grant, GroupDoc, Parents, ProjectDoc} from './documents.js';

/** What the caller may do in a project: the actions of all roles held there; null is everything. */
export function actionsIn(call: Call, projectId: string): ReadonlySet<string> | null {
	if (call.isAdmin) return null;
	const grant = call.store.get('projects', projectId)?.permissions.find(({_id}) => _id === call.user._id);
	return new Set(grant?.role_ids.flatMap(id => call.store.get('roles', id)?.actions ?? []));
}

/** True where the caller holds any of the actions in the project. */
export function may(call: Call, projectId: string | undefined, ...anyOf: string[]): boolean {
	if (call.isAdmin) return true;
	if (projectId === undefined) return false;
	const actions = actionsIn(call, projectId);
	return actions === null || anyOf.some(action => actions.has(action));
}

/** @throws ApiError 403, naming the first of the actions that would do. */
export function need(call: Call, projectId: string | undefined, ...anyOf: string[]): void {
	if (may(call, projectId, ...anyOf)) return;
	throw forbidden(
		`User ${call.user._id} does not have the required action ${anyOf[0] ?? ''} on project ${projectId ?? ''}`,
	);
}

/** @throws ApiError 403 where the project is locked. Site admins are held by it too. */
export function needUnlocked(call: Call, projectId: string | undefined): void {
	const project = projectId === undefined ? undefined : call.store.get('projects', projectId);
	if (!project?.locked) return;
	throw forbidden(`Project ${project.label} is locked and can not be modified`, {reason: 'project_locked'});
}

/** A write inside a project: the action, and no lock. */
export function needWrite(call: Call, projectId: string | undefined, ...anyOf: string[]): void {
	need(call, projectId, ...anyOf);
	needUnlocked(call, projectId);
}

export function needSiteAdmin(call: Call): void {
	if (!call.isAdmin) throw forbidden('This needs the site_admin role');
}

/**
 * Which projects a list shows: those the caller has a permission on, whatever its roles. A
 * site admin sees the others too, but only by asking for them with `exhaustive`.
 */
export function listedProjects(call: Call): (projectId: string | undefined) => boolean {
	if (call.isAdmin && call.flag('exhaustive')) return () => true;
	const known = new Map<string, boolean>();
	return projectId => {
		if (projectId === undefined) return false;
		const answer = known.get(projectId);
		if (answer !== undefined) return answer;
		const project = call.store.get('projects', projectId);
		const sees = project?.permissions.some(({_id}) => _id === call.user._id) ?? false;
		known.set(projectId, sees);
		return sees;
	};
}

const levels = ['ro', 'rw', 'admin'];

export function hasAccess(call: Call, list: readonly Access[], level: 'ro' | 'rw' | 'admin'): boolean {
	if (call.isAdmin) return true;
	const entry = list.find(({_id}) => _id === call.user._id);
	return entry !== undefined && levels.indexOf(entry.access) >= levels.indexOf(level);
}

export function needGroup(call: Call, group: GroupDoc, level: 'ro' | 'rw' | 'admin'): void {
	if (hasAccess(call, group.permissions, level)) return;
	throw forbidden(`User ${call.user._id} does not have ${level} access to group ${group._id}`);
}

/** The permission list as the caller may see it: who manages it sees all, others their own entry. */
export function shownGrants(call: Call, project: ProjectDoc | undefined): Grant[] {
	if (!project) return [];
	if (call.flag('join_avatars') || may(call, project._id, 'project_permissions_manage')) return project.permissions;
	return project.permissions.filter(({_id}) => _id === call.user._id);
}

export function shownAccess<T extends {_id: string}>(call: Call, all: readonly T[], manages: boolean): T[] {
	return manages || call.flag('join_avatars') ? [...all] : all.filter(({_id}) => _id === call.user._id);
}

/** The project that a document belongs to. */
export function projectIdOf(kind: string, document: {_id: string; parents?: Parents}): string | undefined {
	return kind === 'projects' ? document._id : document.parents?.project;
}
