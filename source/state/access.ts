import type {FlywheelReader} from '../api/flywheel.js';
import {count} from '../format/amounts.js';
import {quoted} from '../format/safe-text.js';
import {FlydeckError} from '../model/errors.js';
import type {Account, Group, Project, Role, User} from '../model/flywheel.js';
import {manages} from '../model/rights.js';
import type {AccessGrant, AccessPerson, AccessView} from '../model/views.js';
import {inGroups, naturally, projectName, type Reading, requestOptions, unlessForbidden} from './reading.js';

export interface AccessReading extends Reading {
	/** Only this person's grants. */
	user?: string | undefined;
}

interface Known {
	account: Account;
	/** Everybody on the site; empty where this login may not list them. */
	users: ReadonlyMap<string, User>;
	roles: ReadonlyMap<string, Role>;
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

function onlyOwn(project: Project, {account}: Known): boolean {
	return !account.siteAdmin && project.permissions.every(grant => grant.user === account.id);
}

function projectWarnings(project: Project, known: Known): string[] {
	const name = projectName(project);
	const warnings = project.permissions.flatMap(({user, roleIds}) => {
		const labels = roleIds.map(id => known.roles.get(id)?.label ?? id);
		const person = known.users.get(user);
		return [
			...(labels.length > 1 ? [`${user} has ${labels.length} roles on ${name}: ${labels.join(', ')}.`] : []),
			...(person?.disabled ? [`${user} is disabled, but still has access to ${name}.`] : []),
			...(!person && known.users.size > 0
				? [`${user} has access to ${name}, but the site knows nobody by that id.`]
				: []),
		];
	});
	if (onlyOwn(project, known)) return warnings;
	const admins = project.permissions.filter(grant => grant.roleIds.some(id => manages(known.roles.get(id))));
	if (admins.length === 0) return [...warnings, `${name} has no administrator.`];
	const active = admins.some(grant => !known.users.get(grant.user)?.disabled);
	return active ? warnings : [...warnings, `Every administrator of ${name} is disabled.`];
}

function hiddenWarning(projects: Project[], known: Known): string[] {
	const hidden = projects.filter(project => onlyOwn(project, known));
	if (hidden.length === 0) return [];
	return [
		`Only your own access is shown in ${count(hidden.length, 'project')}: the server may hide the others' from you.`,
	];
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

type Read = Pick<AccessSite, 'account' | 'users' | 'roles'> & {projects: Project[]};

async function readAccess(reader: FlywheelReader, reading: Reading): Promise<Read> {
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
function viewOf({account, users, roles, projects: all}: Read, reading: AccessReading): AccessView {
	const known: Known = {
		account,
		users: new Map(users.map(user => [user.id, user])),
		roles: new Map(roles.map(role => [role.id, role])),
	};
	const {user} = reading;
	const projects = user === undefined ? all : all.map(project => only(project, user));
	const grants = grantsOf(projects, known.roles).sort((a, b) => naturally(a.user, b.user));
	const narrowed = user !== undefined || (reading.groups?.length ?? 0) > 0;
	const ids = new Set([...(narrowed ? [] : known.users.keys()), ...grants.map(grant => grant.user)]);
	if (user !== undefined && known.users.has(user)) ids.add(user);
	if (user !== undefined && !ids.has(user)) throw nobody(user);
	const shown = user === undefined ? projects : projects.filter(project => project.permissions.length > 0);
	const mentions = (warning: string) => user === undefined || warning.startsWith(`${user} `);
	return {
		people: [...ids].sort(naturally).map(id => toPerson(id, known.users)),
		projects: shown.map(project => ({
			id: project.id,
			project: projectName(project),
			group: project.group,
			onlyOwnVisible: onlyOwn(project, known),
		})),
		grants,
		warnings: [
			...shown.flatMap(project => projectWarnings(project, known)).filter(mentions),
			...hiddenWarning(all, known),
		],
	};
}

/**
 * Who may do what in which project.
 * @throws FlydeckError `not-found` where `user` is nobody the site or its projects know.
 */
export async function loadAccess(reader: FlywheelReader, reading: AccessReading): Promise<AccessView> {
	return viewOf(await readAccess(reader, reading), reading);
}

/** The same with what it takes to change it: roles, groups, everybody who might be added. */
export async function loadAccessSite(reader: FlywheelReader, reading: Reading): Promise<AccessSite> {
	const [{projects, ...site}, groups] = await Promise.all([
		readAccess(reader, reading),
		unlessForbidden(reader.groups(requestOptions(reading))),
	]);
	return {view: viewOf({projects, ...site}, reading), groups: groups ?? [], ...site};
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
