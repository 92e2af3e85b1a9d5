import {FlydeckError} from '../../model/errors.js';
import {type AccessRequest, copyRequests, offboardRequests, templateRequests} from '../../operations/index.js';
import {type AccessSite, loadAccessSite} from '../../state/access.js';
import {runChange} from '../change.js';
import type {Context} from '../context.js';
import {readingOf} from '../reading.js';

async function siteOf(context: Context): Promise<AccessSite> {
	const {client} = await context.connect();
	return loadAccessSite(client, await readingOf(context));
}

async function change(context: Context, requests: readonly AccessRequest[], notes: string[] = []): Promise<number> {
	return runChange(context, async operations => operations.planAccess(requests, notes));
}

export async function accessSet(context: Context, user: string, role: string, projects: string[]): Promise<number> {
	const requests = projects.map(project => ({user, project, roles: [role]}));
	return change(context, requests);
}

export async function accessRemove(context: Context, user: string, projects: string[]): Promise<number> {
	const requests = projects.map(project => ({user, project, roles: null}));
	return change(context, requests);
}

/** A new person like the old one. */
export async function accessCopy(context: Context, from: string, to: string): Promise<number> {
	const {requests, notes} = copyRequests(await siteOf(context), from, to);
	return change(context, requests, notes);
}

/** Somebody leaves. */
export async function accessOffboard(context: Context, user: string): Promise<number> {
	const {requests, notes} = offboardRequests(await siteOf(context), user);
	return change(context, requests, notes);
}

export interface TemplateOptions {
	propagate?: boolean;
	remove?: boolean;
}

/** @throws FlydeckError `usage` where neither a role nor `--remove` is given, or both are */
export async function accessTemplate(
	context: Context,
	{group, user, role}: {group: string; user: string; role: string | undefined},
	{propagate = false, remove = false}: TemplateOptions,
): Promise<number> {
	if (remove === (role !== undefined)) {
		throw new FlydeckError('usage', {
			code: 'role-or-remove',
			message: remove ? 'A role and --remove exclude each other.' : 'No role is given.',
			next: 'Name the role that new projects are to give, or --remove for none.',
		});
	}
	const wish = {user, group, roles: role === undefined ? null : [role], propagate};
	const site = propagate ? await siteOf(context) : null;
	return change(context, templateRequests(site ?? {view: {people: [], projects: [], grants: []}}, wish));
}
