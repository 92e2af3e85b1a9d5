import type {FlywheelReader} from '../api/flywheel.js';
import {count as counted} from '../format/amounts.js';
import {quoted} from '../format/safe-text.js';
import {FlydeckError} from '../model/errors.js';
import type {Account, Group, Project, Role, User} from '../model/flywheel.js';
import type {AccessFinding, AccessGrant, AccessPerson, AccessView} from '../model/views.js';
import {type AccessKnowledge, findingsIn} from './access-findings.js';
import {inGroups, naturally, projectName, type Reading, requestOptions, unlessForbidden} from './reading.js';

export interface AccessReading extends Reading {
	/** Only this person's grants. */
	user?: string | undefined;
}

/** Everything that who-may-do-what is made of. */
export interface AccessSite {
	view: AccessView;
	account: Account;
	/** Everybody on the site, with access or without. */
	users: User[];
	roles: Role[];
	groups: Group[];
}

function onlyOwn(project: Project, {account}: Pick<Read, 'account'>): boolean {
	return !account.siteAdmin && project.permissions.every(grant => grant.user === account.id);
}

/** @returns what judging the projects takes, from what was read. */
export function knowledgeOf({account, users, roles}: Read): AccessKnowledge {
	return {
		users: new Map(users.map(user => [user.id, user])),
		roles: new Map(roles.map(role => [role.id, role])),
		hidden: project => onlyOwn(project, {account}),
	};
}

function hiddenWarning(projects: Project[], {hidden}: AccessKnowledge): string[] {
	const count = projects.filter(hidden).length;
	if (count === 0) return [];
	return [`Only your own access is shown in ${counted(count, 'project')}: the server may hide the others' from you.`];
}

function toPerson(id: string, users: ReadonlyMap<string, User>): AccessPerson {
	const user = users.get(id);
	return {user: id, name: user?.name ?? '', siteRoles: user?.siteRoles ?? [], disabled: user?.disabled ?? false};
}

function grantsOf(projects: Project[], roles: ReadonlyMap<string, Role>): AccessGrant[] {
	return projects.flatMap(project =>
		project.permissions.map(({user, roleIds}) => ({
			user,
			project: projectName(project),
			roles: roleIds.map(id => roles.get(id)?.label ?? id),
		})),
	);
}

/** What was read of the site, before it is made a view. */
export type Read = Pick<AccessSite, 'account' | 'users' | 'roles'> & {projects: Project[]};

/** The account, people, roles and projects in scope, as they were read. */
export async function loadAccessParts(reader: FlywheelReader, reading: Reading): Promise<Read> {
	const options = requestOptions(reading);
	const account = await reader.account(options);
	const [users, roles, listed] = await Promise.all([
		unlessForbidden(reader.users(options)),
		reader.roles(options),
		// Site admins see everybody anyway; others only by asking, and then in one list.
		reader.projects(account.siteAdmin ? options : {...options, everybody: true}),
	]);
	const projects = listed.filter(inGroups(reading.groups)).sort((a, b) => naturally(projectName(a), projectName(b)));
	return {account, users: users ?? [], roles, projects};
}

/** People without any grant are listed too, unless the view is narrowed to groups or to one person. */
export function viewOf(read: Read, reading: AccessReading): AccessView {
	const {projects: all} = read;
	const known = knowledgeOf(read);
	const {user} = reading;
	const projects = user === undefined ? all : all.map(project => only(project, user));
	const grants = grantsOf(projects, known.roles).sort((a, b) => naturally(a.user, b.user));
	const narrowed = user !== undefined || (reading.groups?.length ?? 0) > 0;
	const ids = new Set([...(narrowed ? [] : known.users.keys()), ...grants.map(grant => grant.user)]);
	if (user !== undefined && known.users.has(user)) ids.add(user);
	if (user !== undefined && !ids.has(user)) throw nobody(user);
	const shown = user === undefined ? projects : projects.filter(project => project.permissions.length > 0);
	const mentions = (finding: AccessFinding) => user === undefined || finding.user === user;
	return {
		people: [...ids].sort(naturally).map(id => toPerson(id, known.users)),
		projects: shown.map(project => ({
			id: project.id,
			project: projectName(project),
			group: project.group,
			onlyOwnVisible: known.hidden(project),
		})),
		grants,
		warnings: [
			...shown
				.flatMap(project => findingsIn(project, known))
				.filter(mentions)
				.map(({message}) => message),
			...hiddenWarning(all, known),
		],
	};
}

/**
 * Who may do what in which project.
 * @throws FlydeckError `not-found` where `user` is nobody the site or its projects know.
 */
export async function loadAccess(reader: FlywheelReader, reading: AccessReading): Promise<AccessView> {
	return viewOf(await loadAccessParts(reader, reading), reading);
}

/** The same with what it takes to change it: roles, groups, everybody who might be added. */
export async function loadAccessSite(reader: FlywheelReader, reading: Reading): Promise<AccessSite> {
	const [{projects, ...site}, groups] = await Promise.all([
		loadAccessParts(reader, reading),
		unlessForbidden(reader.groups(requestOptions(reading))),
	]);
	const inScope = inGroups(reading.groups);
	const known = (groups ?? []).filter(({id}) => inScope({group: id}));
	return {view: viewOf({projects, ...site}, reading), groups: known, ...site};
}

function only(project: Project, user: string): Project {
	return {...project, permissions: project.permissions.filter(grant => grant.user === user)};
}

function nobody(user: string): FlydeckError {
	return new FlydeckError('not-found', {
		code: 'no-such-user',
		message: `The site knows nobody called ${quoted(user)}.`,
		next: 'See `flydeck access` for the people that there are; ids look like an e-mail address.',
	});
}
