/** Who works in the labs, and what they may do there. People are roles: nobody has a name. */
import type {WorldGrant, WorldGroup, WorldRole, WorldUser} from '../world-file.js';
import {type Calendar, iso} from './calendar.js';
import {Random} from './random.js';

interface Person {
	id: string;
	first: string;
	last: string;
	site?: string[];
	key?: string;
	disabled?: boolean;
}

const domain = 'lab.example';
/** Works for the centre and for every lab of it. */
const site = 'admin';

/** The one that commands print a key for comes first: an administrator of labs and site. */
const people: Person[] = [
	{id: 'admin', first: 'Site', last: 'Administrator', site: ['user', 'site_admin'], key: 'sandboxSiteAdmin0001'},
	{id: 'labadmin.mood', first: 'Lab Admin', last: 'Mood', key: 'sandboxLabAdmin00002'},
	{id: 'ra1', first: 'Research', last: 'Assistant 1', key: 'sandboxAssistant0003'},
	{id: 'labadmin.memory', first: 'Lab Admin', last: 'Memory'},
	{id: 'labadmin.vision', first: 'Lab Admin', last: 'Vision'},
	...['memory', 'sleep', 'pain', 'decision', 'mood', 'vision', 'motor', 'aging'].map(field => ({
		id: `pi.${field}`,
		first: 'Principal Investigator',
		last: field.charAt(0).toUpperCase() + field.slice(1),
	})),
	...[2, 3, 4, 5, 6].map(n => ({id: `ra${n}`, first: 'Research', last: `Assistant ${n}`})),
	{id: 'postdoc1', first: 'Postdoc', last: 'One'},
	{id: 'postdoc2', first: 'Postdoc', last: 'Two'},
	{id: 'analyst', first: 'Data', last: 'Analyst', site: ['user', 'developer']},
	{id: 'physicist', first: 'Scanner', last: 'Physicist'},
	{id: 'tech1', first: 'Scanner', last: 'Operator 1'},
	{id: 'tech2', first: 'Scanner', last: 'Operator 2'},
	{id: 'student1', first: 'Graduate', last: 'Student 1', disabled: true},
];

export function user(id: string): string {
	return `${id}@${domain}`;
}

export function users(calendar: Calendar): WorldUser[] {
	const random = new Random('people');
	return people.map(person => {
		const joined = calendar.at(random.int(560, 900), random.int(540, 960));
		// A departed student's last day was months ago; everybody else has been here this month.
		const seen = person.disabled ? calendar.at(143, 1_010) : calendar.at(random.int(1, 25), random.int(480, 1_080));
		return {
			_id: user(person.id),
			email: user(person.id),
			firstname: person.first,
			lastname: person.last,
			roles: person.site ?? ['user'],
			...(person.key ? {key: person.key} : {}),
			disabled: person.disabled ?? false,
			created: iso(joined),
			modified: iso(seen),
			firstlogin: iso(joined),
			lastlogin: iso(seen),
		};
	});
}

/** What every role must hold. */
const views = [
	'containers_view_metadata',
	'files_view_metadata',
	'tags_view',
	'notes_view',
	'project_permissions_view',
	'data_views_view',
	'session_templates_view',
	'gear_rules_view',
	'jobs_view',
];

/** The one role of the site's own: may add events files and notes, may neither run nor move anything. */
export const roles: WorldRole[] = [
	{
		label: 'data-entry',
		actions: [...views, 'files_view_contents', 'files_create_upload', 'notes_manage', 'tags_manage'],
	},
];

interface Lab {
	id: string;
	label: string;
	pi: string;
	/** Lab admins beside the PI. */
	admins: string[];
	/** Roles that a new project of the group starts with, beside the PI's. */
	template: [person: string, roles: string[]][];
	/** Roles allowed in the group's projects; all where absent. */
	pool?: string[];
}

const builtIn = ['admin', 'read-write', 'read-only'];

export const labs: Lab[] = [
	{
		id: 'memorylab',
		label: 'Memory Lab',
		pi: 'pi.memory',
		admins: ['labadmin.memory'],
		template: [
			['labadmin.memory', ['admin']],
			['ra1', ['read-write']],
			['postdoc1', ['read-only']],
		],
		pool: [...builtIn, 'data-entry'],
	},
	{
		id: 'sleeplab',
		label: 'Sleep and Circadian Lab',
		pi: 'pi.sleep',
		admins: ['labadmin.memory'],
		template: [['ra2', ['read-write']]],
		pool: builtIn,
	},
	{
		id: 'painlab',
		label: 'Pain Lab',
		pi: 'pi.pain',
		admins: ['labadmin.mood'],
		template: [
			['labadmin.mood', ['admin']],
			['ra3', ['read-write']],
			['ra1', ['read-only', 'data-entry']],
		],
		pool: [...builtIn, 'data-entry'],
	},
	{
		id: 'decisionlab',
		label: 'Decision Lab',
		pi: 'pi.decision',
		admins: [],
		template: [['ra4', ['read-write']]],
		pool: [...builtIn, 'data-entry'],
	},
	{
		id: 'moodlab',
		label: 'Mood Lab',
		pi: 'pi.mood',
		admins: ['labadmin.mood'],
		template: [
			['labadmin.mood', ['admin']],
			['ra5', ['read-write']],
			['student1', ['read-write']],
		],
	},
	{
		id: 'visionlab',
		label: 'Vision Lab',
		pi: 'pi.vision',
		admins: ['labadmin.vision'],
		template: [['postdoc2', ['read-write']]],
		pool: builtIn,
	},
	{
		id: 'motorlab',
		label: 'Motor Control Lab',
		pi: 'pi.motor',
		admins: ['labadmin.vision'],
		template: [['ra6', ['read-write']]],
		pool: [...builtIn, 'data-entry'],
	},
	{id: 'aginglab', label: 'Aging Lab', pi: 'pi.aging', admins: [], template: [['ra1', ['read-write']]], pool: builtIn},
];

/** Where the scans go that fit no group at all. */
export const unknownGroup = 'unknown';

export function groups(calendar: Calendar): WorldGroup[] {
	const created = iso(calendar.at(890, 600));
	const known = labs.map(lab => ({
		_id: lab.id,
		label: lab.label,
		permissions: [lab.pi, ...lab.admins, site].map(person => ({_id: user(person), access: 'admin' as const})),
		permissions_template: [
			...[site, lab.pi].map(person => ({_id: user(person), roles: ['admin']})),
			...lab.template.map(([person, labels]) => ({_id: user(person), roles: labels})),
		],
		...(lab.pool ? {roles: lab.pool} : {}),
		created,
		modified: created,
	}));
	const permissions = [{_id: user(site), access: 'admin' as const}];
	return [...known, {_id: unknownGroup, label: 'Unknown', permissions, created, modified: created}];
}

/** Roles on a group's Unsorted: those who put scans right, and the scanner's operators, who look. */
export function unsortedGrants(group: string): WorldGrant[] {
	const lab = labs.find(one => one.id === group);
	if (!lab) return [{_id: user(site), roles: ['admin']}];
	return [
		...[site, lab.pi, ...lab.admins].map(person => ({_id: user(person), roles: ['admin']})),
		...lab.template
			.filter(([person, labels]) => labels.includes('read-write') && person !== 'student1')
			.map(([person]) => ({_id: user(person), roles: ['read-write']})),
		{_id: user('tech1'), roles: ['read-only']},
	];
}

/** Roles on a project: the template its group had, and what was added by hand since. */
export function projectGrants(group: string, extra: [person: string, roles: string[]][]): WorldGrant[] {
	const lab = labs.find(one => one.id === group);
	const grants = new Map<string, string[]>();
	for (const person of lab ? [site, lab.pi, ...lab.admins] : []) grants.set(person, ['admin']);
	for (const [person, labels] of [...(lab?.template ?? []), ...extra]) {
		if (labels.length > 0) grants.set(person, labels);
		else grants.delete(person);
	}
	return [...grants].map(([person, labels]) => ({_id: user(person), roles: labels}));
}
