import {describe, expect, it} from 'vitest';
import type {AccessProject} from '../../source/model/views.js';
import {rolePiece} from '../../source/screens/access/columns.js';
import {detailLines} from '../../source/screens/access/details.js';
import {roleChoices} from '../../source/screens/access/roles.js';
import {
	accessGrid,
	accessNotes,
	gridFilter,
	type Person,
	reach,
	shortRoles,
} from '../../source/screens/access/state.js';
import type {AccessSite} from '../../source/state/access.js';
import {createTheme} from '../../source/theme/theme.js';

const roles = [
	{id: 'r1', label: 'admin', actions: ['project_permissions_manage', 'jobs_view'], builtIn: 'admin' as const},
	{id: 'r2', label: 'read-write', actions: ['files_create_upload', 'jobs_view'], builtIn: 'rw' as const},
	{id: 'r3', label: 'read-only', actions: ['jobs_view'], builtIn: 'ro' as const},
	{id: 'r4', label: 'data-entry-of-the-lab', actions: ['notes_manage'], builtIn: null},
];

const user = (id: string, change = {}) => ({
	...{id: `${id}@lab.example`, name: `Name of ${id}`, siteRoles: ['user'], disabled: false, lastLogin: null},
	...change,
});

function project(group: string, label: string, onlyOwnVisible = false): AccessProject {
	return {id: label, project: `${group}/${label}`, group, onlyOwnVisible};
}

const site: AccessSite = {
	account: {id: 'pi@lab.example', name: 'Name of pi', siteAdmin: false, roles: ['user']},
	users: [user('pi'), user('ra1'), user('ra2', {disabled: true}), user('member'), user('stranger')],
	roles,
	groups: [
		{
			...{id: 'smith', label: 'Smith', permissions: [{user: 'member@lab.example', access: 'admin' as const}]},
			...{template: [{user: 'ra1@lab.example', roleIds: ['r3']}], rolePool: ['r1', 'r2', 'r3']},
		},
		{id: 'jones', label: 'Jones', permissions: [], template: [], rolePool: ['r2', 'r3', 'r4']},
	],
	view: {
		people: [],
		projects: [project('jones', 'SLEEP', true), project('smith', 'NAP'), project('smith', 'WAKE')],
		grants: [
			{user: 'pi@lab.example', project: 'smith/NAP', roles: ['admin']},
			{user: 'pi@lab.example', project: 'jones/SLEEP', roles: ['read-only']},
			{user: 'ra1@lab.example', project: 'smith/NAP', roles: ['read-only', 'read-write']},
			{user: 'ra2@lab.example', project: 'smith/WAKE', roles: ['data-entry-of-the-lab']},
		],
		warnings: ['One thing.'],
	},
};

const grid = accessGrid(site);
const theme = createTheme({color: false, ascii: false});
const person = (id: string) => grid.person.get(`${id}@lab.example`) as Person;
const column = (name: string) => grid.project.get(name) as AccessProject;

function filtered(text: string): {people: string[]; projects: string[]} {
	const {row, columns} = gridFilter(grid, text);
	const people = grid.people.filter(one => row(one)).map(one => one.user.replace('@lab.example', ''));
	return {people, projects: columns.map(one => one.project)};
}

describe('the rows of the grid', () => {
	it('are those with a role on a project or in its group; the others of the site are counted', () => {
		expect(grid.people.map(one => one.user)).toEqual([
			...['member@lab.example', 'pi@lab.example', 'ra1@lab.example', 'ra2@lab.example'],
		]);
		expect(accessNotes(grid)).toEqual([
			'on 1 project the server shows only your own entry',
			'1 more on the site',
			expect.stringContaining('1 warning:'),
		]);
	});
});

describe('the filter', () => {
	it('takes plain words for people, by id and name alone', () => {
		expect(filtered('ra')).toMatchObject({people: ['ra1', 'ra2']});
		expect(filtered('"name of pi"').people).toEqual(['pi']);
		expect(filtered('admin').people).toEqual([]);
		expect(filtered('!ra /^(pi|ra)/').people).toEqual(['pi']);
		expect(filtered('ra').projects).toHaveLength(3);
	});

	it('takes project: and group: for columns', () => {
		expect(filtered('project:nap')).toEqual({people: ['member', 'pi', 'ra1', 'ra2'], projects: ['smith/NAP']});
		expect(filtered('group:smith !project:wake').projects).toEqual(['smith/NAP']);
		expect(filtered('group:nobody').projects).toEqual([]);
	});

	it('takes role: for who holds it on a column that is shown', () => {
		expect(filtered('role:read-only').people).toEqual(['pi', 'ra1']);
		expect(filtered('role:read-only group:smith').people).toEqual(['ra1']);
		expect(filtered('!role:admin user:pi').people).toEqual([]);
	});

	it('tells what it can’t mean', () => {
		expect(gridFilter(grid, '/(/').problem).toContain('regular expression');
	});
});

describe('a cell', () => {
	it('says the role in short, the farthest reaching first, and how many more', () => {
		expect(shortRoles(grid, ['read-only', 'read-write'], 8)).toBe('rw+1');
		expect(shortRoles(grid, ['data-entry-of-the-lab'], 8)).toBe('data-en…');
		expect(shortRoles(grid, ['data-entry-of-the-lab', 'no-longer-known'], 8)).toBe('data-…+1');
		expect(reach(grid, ['admin'])).toBeGreaterThan(reach(grid, ['read-write']));
		expect(reach(grid, undefined)).toBeLessThan(reach(grid, []));
	});

	it('claims no absence that the server hides', () => {
		const piece = (id: string, name: string) => rolePiece(grid, person(id), column(name), {theme, width: 8});
		expect(piece('ra1', 'smith/WAKE').text).toBe('·');
		expect(piece('ra1', 'jones/SLEEP').text).toBe('?');
		expect(piece('pi', 'jones/SLEEP').text).toBe('ro');
		expect(piece('ra1', 'smith/NAP')).toEqual({text: 'rw+1', token: 'caution'});
	});
});

describe('the lines below the grid', () => {
	const lines = (id: string, name: string) =>
		detailLines(grid, {person: person(id), project: column(name)}, theme, 100).join('\n');

	it('tell site role, group role and template as what they are', () => {
		expect(lines('member', 'smith/NAP')).toMatch(/smith\/NAP: no role +· group role admin \(opens no project\)/);
		expect(lines('ra1', 'smith/NAP')).toContain('read-only + read-write (2 roles at once) · template read-only');
		expect(lines('ra2', 'smith/WAKE')).toMatch(/Name of ra2 +· this account is disabled · site role user/);
	});

	it('say where the server shows only one’s own entry', () => {
		expect(lines('ra1', 'jones/SLEEP')).toContain('shows you only your own entry');
		expect(lines('pi', 'jones/SLEEP')).toContain('jones/SLEEP: read-only');
	});
});

describe('the roles to choose from', () => {
	it('are those that every group of the cells uses, and the rest is told', () => {
		const both = roleChoices(grid, new Set(['smith', 'jones']), undefined);
		expect(both.choices.map(({label}) => label)).toEqual(['read-write', 'read-only']);
		expect(both.left).toContain('2 roles that not all of these groups use');
		expect(roleChoices(grid, new Set(['elsewhere']), undefined)).toMatchObject({choices: {length: 4}, left: ''});
	});

	it('say what each may do, and which is held now', () => {
		const [admin, writer] = roleChoices(grid, new Set(['smith']), ['read-write']).choices;
		expect(admin?.detail).toBe('give and take roles, see what is there');
		expect(writer?.detail).toMatch(/^now; upload files/);
	});

	it('are told apart by id where two share a label', () => {
		const twins = accessGrid({...site, roles: [...roles, {...roles[3], id: 'r5'} as (typeof roles)[number]]});
		const values = roleChoices(twins, new Set(['elsewhere']), undefined).choices.map(({value}) => value);
		expect(values).toEqual(['admin', 'read-write', 'read-only', 'r4', 'r5']);
	});
});
