/** The changes of access that touch many places at once, as the requests that each of them is made of. */
import {count} from '../format/amounts.js';
import {FlydeckError} from '../model/errors.js';
import type {Account, Group, Role, User} from '../model/flywheel.js';
import {manages} from '../model/rights.js';
import type {AccessGrant, AccessPerson, AccessProject} from '../model/views.js';
import type {AccessRequest} from './index.js';

/** What can be seen of who may do what. */
export interface AccessKnown {
	account: Account;
	roles: readonly Role[];
	groups: readonly Group[];
	/** Everybody on the site; empty where this login may not list them. */
	users: readonly Pick<User, 'id'>[];
	view: {
		people: readonly AccessPerson[];
		projects: readonly AccessProject[];
		grants: readonly AccessGrant[];
	};
}

export interface AccessWish {
	requests: AccessRequest[];
	/** What the plan says of the whole: what is left as it is, and why. */
	notes: string[];
}

function nothing(code: string, message: string): FlydeckError {
	return new FlydeckError('not-found', {code, message, next: 'See `flydeck access --user` for what a person holds.'});
}

/** Nobody's name and a person without roles are two things: the first is a slip of the keys. */
function checkKnown({view, users}: AccessKnown, user: string): void {
	const held = view.grants.some(grant => grant.user === user);
	if (held || users.length === 0 || users.some(({id}) => id === user)) return;
	throw new FlydeckError('not-found', {
		code: 'no-such-user',
		message: `${user} has no account on this site, and no role that you can see.`,
		next: 'Check the spelling: ids look like an e-mail address, and capitals count. See `flydeck access`.',
	});
}

function hiddenNote({view}: AccessKnown, who: string): string[] {
	const hidden = view.projects.filter(({onlyOwnVisible}) => onlyOwnVisible);
	if (hidden.length === 0) return [];
	return [
		`On ${count(hidden.length, 'project')} the server shows you only your own entry: what ${who} holds there is not known.`,
	];
}

/**
 * Everything that one person holds on projects, for another.
 * @throws FlydeckError `usage` for the same person twice, `not-found` where there is nothing to copy
 */
export function copyRequests(known: AccessKnown, from: string, to: string): AccessWish {
	if (from === to) {
		const next = 'Name whose roles are to be copied, then who is to get them.';
		throw new FlydeckError('usage', {code: 'same-person', message: 'Both names are the same person.', next});
	}
	const held = known.view.grants.filter(grant => grant.user === from && grant.roles.length > 0);
	if (held.length === 0) checkKnown(known, from);
	if (held.length === 0) throw nothing('nothing-to-copy', `${from} holds no role on a project that you can see.`);
	const templates = known.groups.filter(({template}) => template.some(({user}) => user === from));
	return {
		requests: held.map(({project, roles}) => ({user: to, project, roles})),
		notes: [
			...templates.map(
				({id}) =>
					`New projects of ${id} begin with ${from} on them, and not with ${to}: its template is left as it is.`,
			),
			...hiddenNote(known, from),
		],
	};
}

/** True where this login may change who may do what on the project. */
function mayManage({account, roles, view}: AccessKnown, project: string): boolean {
	if (account.siteAdmin) return true;
	const own = view.grants.find(grant => grant.user === account.id && grant.project === project);
	return own?.roles.some(label => roles.some(role => role.label === label && manages(role))) ?? false;
}

/**
 * A person out of all projects, templates and groups that this login manages.
 * @throws FlydeckError `not-found` where there is nothing to take away
 */
export function offboardRequests(known: AccessKnown, user: string): AccessWish {
	const {account, view} = known;
	const held = view.grants.filter(grant => grant.user === user);
	const [mine, others] = [
		held.filter(grant => mayManage(known, grant.project)),
		held.filter(grant => !mayManage(known, grant.project)),
	];
	const groups = known.groups.filter(
		({permissions}) =>
			account.siteAdmin || permissions.some(entry => entry.user === account.id && entry.access === 'admin'),
	);
	const inTemplate = groups.filter(({template}) => template.some(entry => entry.user === user));
	const member = groups.filter(({permissions}) => permissions.some(entry => entry.user === user));
	const requests: AccessRequest[] = [
		...mine.map(({project}) => ({user, project, roles: null})),
		...inTemplate.map(({id}) => ({user, template: id, roles: null})),
		...member.map(({id}) => ({user, members: id, roles: null})),
	];
	if (requests.length === 0) checkKnown(known, user);
	if (requests.length === 0) throw nothing('nothing-to-remove', `${user} has no entry that you could take away.`);
	const siteAdmin = view.people.find(person => person.user === user)?.siteRoles.includes('site_admin');
	return {
		requests,
		notes: [
			...others.map(({project}) => `Left as it is, since you may not change it: ${user} on ${project}.`),
			...(siteAdmin ? [`${user} is a site admin and keeps that: only the staff of the site can take it away.`] : []),
			...hiddenNote(known, user),
		],
	};
}

/**
 * What new projects of a group give a person and, with `propagate`, the projects that there are.
 * Those are written one by one, not by the server at one stroke: each is shown, checked, and can be undone.
 */
export function templateRequests(
	{view}: Pick<AccessKnown, 'view'>,
	wish: {user: string; group: string; roles: string[] | null; propagate: boolean},
): AccessRequest[] {
	const {user, group, roles, propagate} = wish;
	const holds = new Set(view.grants.filter(grant => grant.user === user).map(({project}) => project));
	const touched = view.projects.filter(one => one.group === group && (roles !== null || holds.has(one.project)));
	const template: AccessRequest = {user, template: group, roles};
	return propagate ? [template, ...touched.map(({project}) => ({user, project, roles}))] : [template];
}
