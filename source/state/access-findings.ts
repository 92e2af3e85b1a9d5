import {wholeDays} from '../format/time.js';
import type {Project, Role, User} from '../model/flywheel.js';
import {manages} from '../model/rights.js';
import type {AccessFinding} from '../model/views.js';
import {projectName} from './reading.js';

/** What judging the access to a project takes. */
export interface AccessKnowledge {
	/** By id; empty where this login may not list them, and then nothing is said of people. */
	users: ReadonlyMap<string, User>;
	roles: ReadonlyMap<string, Role>;
	/** True where the server showed only one's own entry: nothing is said of whoever is missing. */
	hidden(project: Project): boolean;
}

/** What is wrong with the access to a project whatever the day and the lab. */
export function findingsIn(project: Project, known: AccessKnowledge): AccessFinding[] {
	const name = projectName(project);
	const findings = project.permissions.flatMap(({user, roleIds}): AccessFinding[] => {
		const labels = roleIds.map(id => known.roles.get(id)?.label ?? id);
		const person = known.users.get(user);
		const about = (code: string, message: string) => ({code, user, project: name, message: `${user} ${message}`});
		return [
			...(labels.length > 1
				? [about('several-roles', `has ${labels.length} roles on ${name}: ${labels.join(', ')}.`)]
				: []),
			...(person?.disabled ? [about('disabled', `is disabled, but still has access to ${name}.`)] : []),
			...(!person && known.users.size > 0
				? [about('unknown-person', `has access to ${name}, but the site knows nobody by that id.`)]
				: []),
		];
	});
	return known.hidden(project) ? findings : [...findings, ...withoutAdmin(project, known)];
}

function withoutAdmin(project: Project, {users, roles}: AccessKnowledge): AccessFinding[] {
	const name = projectName(project);
	const about = (message: string) => [{code: 'no-admin', user: null, project: name, message}];
	const admins = project.permissions.filter(grant => grant.roleIds.some(id => manages(roles.get(id))));
	if (admins.length === 0) return about(`${name} has no administrator.`);
	const active = admins.some(grant => !users.get(grant.user)?.disabled);
	return active ? [] : about(`Every administrator of ${name} is disabled.`);
}

export interface ReviewRules {
	now: Date;
	/** Whose people are not outsiders, in lower case: `colorado.edu` stands for its subdomains too. */
	homeDomains: readonly string[];
	/** Who has not logged in for so many days may have left. */
	awayDays: number;
}

/** What a review looks at beside: people who may have left, and outsiders who may change data. */
export function reviewFindingsIn(project: Project, known: AccessKnowledge, rules: ReviewRules): AccessFinding[] {
	const name = projectName(project);
	return project.permissions.flatMap(({user, roleIds}): AccessFinding[] => {
		const person = known.users.get(user);
		const about = (code: string, message: string) => ({code, user, project: name, message: `${user} ${message}`});
		const away = person && !person.disabled ? awayWords(person, rules) : null;
		const writes = roleIds.some(id => changesData(known.roles.get(id)));
		return [
			...(away ? [about('away', `${away}, and has access to ${name}.`)] : []),
			...(writes && isOutsider(user, rules.homeDomains)
				? [about('outsider', `is from outside (${domainOf(user)}) and may change data in ${name}.`)]
				: []),
		];
	});
}

function awayWords({lastLogin}: User, {now, awayDays}: ReviewRules): string | null {
	// Some servers don't tell when somebody was last there.
	if (lastLogin === null) return null;
	const days = wholeDays(lastLogin, now);
	return days > awayDays ? `has not logged in for ${days} days` : null;
}

const changing = [
	'containers_modify_metadata',
	'containers_delete_hierarchy',
	'files_create_upload',
	'files_modify_metadata',
];

function changesData(role: Role | undefined): boolean {
	return manages(role) || role?.builtIn === 'rw' || (role?.actions.some(action => changing.includes(action)) ?? false);
}

function domainOf(user: string): string {
	return user.slice(user.lastIndexOf('@') + 1).toLowerCase();
}

function isOutsider(user: string, homes: readonly string[]): boolean {
	if (!user.includes('@') || homes.length === 0) return false;
	const domain = domainOf(user);
	return !homes.some(home => domain === home || domain.endsWith(`.${home}`));
}

/** Where nobody has set them: the domain that most people of the site come from. */
export function commonDomain(users: Iterable<Pick<User, 'id'>>): string[] {
	const counts = new Map<string, number>();
	for (const {id} of users) if (id.includes('@')) counts.set(domainOf(id), (counts.get(domainOf(id)) ?? 0) + 1);
	const [most] = [...counts].sort((a, b) => b[1] - a[1]);
	return most ? [most[0]] : [];
}
