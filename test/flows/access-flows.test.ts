import {afterEach, describe, expect, it} from 'vitest';
import type {WorldFile} from '../../source/sandbox/index.js';
import {keys, startTerminal, type TerminalOptions, type TestTerminal} from '../helpers/pty.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

const at = (name: string) => `${name}@lab.example`;
const ids = {nap: '5f00000000000000000000a1', wake: '5f00000000000000000000a2', solo: '5f00000000000000000000a3'};
const evil = `\u001B[31mRED\u202E${'x'.repeat(10_000)}`;

function grants(held: Record<string, string>) {
	return Object.entries(held).map(([user, role]) => ({_id: at(user), roles: [role]}));
}

/** Two labs; one of them with a project whose label means harm. */
const world: WorldFile = {
	users: [
		{_id: at('admin'), firstname: 'Site', lastname: 'Admin', roles: ['site_admin'], key: 'secret'},
		{_id: at('pi'), firstname: 'Principal', lastname: 'Investigator', key: 'pi-secret'},
		{_id: at('ra1'), firstname: 'Research', lastname: 'Assistant', key: 'ra1-secret'},
		{_id: at('newcomer'), firstname: 'Fresh', lastname: 'Face'},
	],
	roles: [{label: 'data-entry', actions: ['containers_view_metadata', 'notes_manage']}],
	groups: [
		{
			_id: 'sleeplab',
			label: 'Sleep Lab',
			permissions: [{_id: at('pi'), access: 'admin'}],
			permissions_template: grants({ra1: 'read-only'}),
			roles: ['admin', 'read-write', 'read-only'],
		},
		{_id: 'zoo', label: 'Zoo'},
	],
	projects: [
		{_id: ids.nap, group: 'sleeplab', label: 'NAP', permissions: grants({pi: 'admin', ra1: 'read-only'})},
		{_id: ids.wake, group: 'sleeplab', label: 'WAKE', permissions: grants({pi: 'admin', admin: 'read-only'})},
		{_id: ids.solo, group: 'zoo', label: 'SOLO', permissions: grants({ra1: 'read-only'})},
		{group: 'zoo', label: evil, permissions: grants({pi: 'admin'})},
	],
};

let sandbox: TestSandbox | undefined;
let terminal: TestTerminal | undefined;
afterEach(async () => {
	terminal?.kill('SIGKILL');
	await sandbox?.close();
	[terminal, sandbox] = [undefined, undefined];
});

interface Opened {
	screen: TestTerminal;
	server: TestSandbox;
	/** The role of a person on a project, as the server has it; null where there is none. */
	role(user: string, project: string): Promise<string | null>;
}

async function open(
	options: {secret?: string; args?: string[]; in?: WorldFile} & TerminalOptions = {},
): Promise<Opened> {
	const {secret, args = [], in: site = world, ...size} = options;
	const server = await startTestSandbox(site);
	sandbox = server;
	const screen = await startTerminal(args, {key: secret ? server.keyOf(secret) : server.key, ...size});
	terminal = screen;
	await screen.waitFor('THIS MORNING');
	await server.clearRequests();
	screen.type('5');
	await screen.waitFor('PERSON');
	const labels = async (entries: {_id: string; role_ids: string[]}[], user: string) => {
		const roles = (await server.get('/roles')) as {_id: string; label: string}[];
		const entry = entries.find(({_id}) => _id === at(user));
		return entry ? entry.role_ids.map(id => roles.find(({_id}) => _id === id)?.label).join('+') : null;
	};
	return {
		screen,
		server,
		async role(user, project) {
			const path = project === 'template' ? '/groups/sleeplab' : `/projects/${project}?join_avatars=true`;
			const found = (await server.get(path)) as Record<'permissions' | 'permissions_template', never[]>;
			return labels(project === 'template' ? found.permissions_template : found.permissions, user);
		},
	};
}

/** The row of a person, with what stands in their cells. */
function rowOf(screen: TestTerminal, user: string): string {
	return screen.screen().find(line => line.startsWith(` ${at(user)}`)) ?? '';
}

async function applied(screen: TestTerminal): Promise<void> {
	screen.type('y');
	await screen.waitFor('done and verified');
	screen.type(keys.enter);
	await screen.waitFor('PERSON');
}

describe('the grid', () => {
	it('shows people by projects, and reads only what the brief had not read already', async () => {
		const {screen, server} = await open();
		await screen.waitFor('ra1@lab.example');
		expect(rowOf(screen, 'ra1').replace(/ +/g, ' ').trim()).toMatch(/^ra1@lab\.example ro · · ro/);
		expect(screen.text()).toContain('sleeplab ─');
		const asked = (await server.requests()).map(({path}) => path).sort();
		expect(asked).toEqual(['/api/groups', '/api/users']);
	});

	it('goes from cell to cell, and tells the one it stands on in full', async () => {
		const {screen} = await open();
		await screen.waitFor('sleeplab/NAP: no role');
		screen.type('l', keys.down);
		await screen.waitFor(/sleeplab\/WAKE: admin +· group role admin \(opens no project\)/);
		screen.type(keys.left, 'j');
		await screen.waitFor(/sleeplab\/NAP: read-only +· template read-only/);
		screen.type('h', 'h', 'G', 'k');
		await screen.waitFor('sleeplab/NAP: admin');
	});

	it('keeps what is in labels from the terminal', async () => {
		const {screen} = await open();
		screen.type('l', 'l');
		await screen.waitFor('zoo/\\x1b[31mRED\\u202e');
		expect(screen.text()).not.toContain('\u202E');
		for (const line of screen.screen()) expect(line.length).toBeLessThanOrEqual(80);
		expect(screen.screen().at(-1)).toContain('q quit');
	});

	it('is filtered by people and by projects', async () => {
		const {screen} = await open();
		screen.type('/');
		await screen.waitFor('project: group: for columns');
		screen.type('group:zoo role:read', keys.enter);
		await screen.waitFor('1 of 3 people');
		expect(screen.text()).not.toContain('NAP');
		screen.type(keys.escape);
		await screen.waitFor('3 people');
		await screen.waitFor('NAP');
	});

	it('sorts by the roles on the project under the cursor', async () => {
		const {screen} = await open();
		await screen.waitFor('pi@lab.example');
		const order = () => screen.screen().flatMap(line => /^ (\w+)@lab\.example {2}/.exec(line)?.[1] ?? []);
		expect(order()).toEqual(['admin', 'pi', 'ra1']);
		screen.type('s');
		await screen.waitFor('NAP ▼');
		expect(order()).toEqual(['pi', 'ra1', 'admin']);
	});

	it('becomes a list where there is no room, and the same can be done there', async () => {
		const {screen, role} = await open();
		screen.resize(64, 24);
		await screen.waitFor('6 grants');
		screen.type('/', 'ra1 nap', keys.enter);
		await screen.waitFor('1 of 6 grants');
		screen.type(keys.enter);
		await screen.waitFor('Role of ra1@lab.example on sleeplab/NAP');
		screen.type('2');
		await screen.waitFor('y applies');
		await applied(screen);
		expect(await role('ra1', ids.nap)).toBe('read-write');
		screen.resize(80, 24);
		await screen.waitFor('4 projects');
	});

	it('says where the server shows only one’s own entry', async () => {
		const {screen} = await open({secret: 'ra1-secret'});
		await screen.waitFor('on 1 project the server shows only your own entry');
		screen.type('/', 'pi', keys.enter);
		await screen.waitFor('1 of');
		screen.type('l');
		await screen.waitFor('zoo/SOLO: the server shows you only your own entry here');
		expect(rowOf(screen, 'pi')).toMatch(/admin +▸ \?/);
	});

	it('finds its way through hundreds of projects', async () => {
		const projects = Array.from({length: 300}, (_, index) => ({
			...{group: `lab${index % 20}`, label: `STUDY${index}`},
			permissions: grants({pi: index === 299 ? 'read-only' : 'admin'}),
		}));
		const {screen} = await open({in: {...world, groups: [], projects}});
		await screen.waitFor('projects 1-5 of 300');
		screen.type('L', 'L');
		await screen.waitFor(/projects (?!1-)\d+-\d+ of 300/);
		screen.type('/', 'project:study299', keys.enter);
		await screen.waitFor('lab19/STUDY299: read-only');
	});
});

describe('changing roles', () => {
	it('of several marked cells is one plan, applied and undone at one stroke', async () => {
		const {screen, role} = await open();
		screen.type('/', 'ra1', keys.enter);
		await screen.waitFor('1 of 3 people');
		screen.type(keys.space, 'l', keys.space);
		await screen.waitFor('2 marked');
		screen.type(keys.enter);
		await screen.waitFor('Role of ra1@lab.example on 2 projects (2 cells)');
		expect(screen.text()).toContain('Left out: 1 role that the group sleeplab does not use');
		expect(screen.text()).toMatch(/1 {2}admin +give and take roles/);
		screen.type('2');
		await screen.waitFor('Plan: Make ra1@lab.example read-write on 2 projects');
		expect(screen.text()).toContain('Gains: delete subjects and sessions');
		await applied(screen);
		expect([await role('ra1', ids.nap), await role('ra1', ids.wake)]).toEqual(['read-write', 'read-write']);
		screen.type('z');
		await screen.waitFor('Plan: Undo');
		await applied(screen);
		expect([await role('ra1', ids.nap), await role('ra1', ids.wake)]).toEqual(['read-only', null]);
	});

	it('of a rectangle and of a row is marked by v and a, and esc takes the marks away', async () => {
		const {screen} = await open();
		await screen.waitFor('sleeplab/NAP');
		screen.type('v', 'j', 'l', 'v');
		await screen.waitFor('4 marked');
		screen.type(keys.escape);
		await screen.waitFor(lines => !lines.join('\n').includes('marked'));
		screen.type('a');
		await screen.waitFor('4 marked');
		screen.type('/', 'ra1', keys.enter);
		await screen.waitFor('4 marked (4 not shown)');
	});

	it('of the last admin is refused with its reason', async () => {
		const {screen, role} = await open();
		screen.type('/', 'pi', keys.enter);
		await screen.waitFor('sleeplab/NAP: admin');
		screen.type('-');
		await screen.waitFor('pi@lab.example is the last one who can manage sleeplab/NAP');
		expect(screen.text()).toContain('Nothing was changed.');
		expect(await role('pi', ids.nap)).toBe('admin');
	});

	it('of oneself is confirmed by typing alone', async () => {
		const {screen, role} = await open();
		screen.type('l');
		await screen.waitFor('sleeplab/WAKE: read-only');
		screen.type('-');
		await screen.waitFor('This is yourself');
		screen.type('y');
		await screen.waitFor('To apply, type 1');
		expect(await role('admin', ids.wake)).toBe('read-only');
		screen.type('1', keys.enter);
		await screen.waitFor('1 of 1 done and verified');
		expect(await role('admin', ids.wake)).toBeNull();
	});

	it('to what they are already is no change, and is not offered as one', async () => {
		const {screen, server} = await open();
		screen.type('/', 'ra1', keys.enter);
		await screen.waitFor('sleeplab/NAP: read-only');
		screen.type(keys.enter);
		await screen.waitFor('Role of ra1@lab.example');
		await server.clearRequests();
		screen.type('3');
		await screen.waitFor('nothing would change');
		screen.type('y', keys.escape);
		await screen.waitFor('PERSON');
		expect((await server.requests()).filter(({method}) => method !== 'GET')).toEqual([]);
	});

	it('is impossible while read-only is on, and says so', async () => {
		const {screen} = await open();
		await screen.waitFor('sleeplab/NAP');
		screen.type('W');
		await screen.waitFor('READ-ONLY');
		await refused(screen, {[keys.enter]: 'read-only is on', '+': 'read-only is on', t: 'read-only is on'});
		screen.type('l', 'G', 'k');
		await screen.waitFor('sleeplab/WAKE: admin');
		await refused(screen, {'-': 'read-only is on'});
	});

	it('is impossible without the right to it, and says so', async () => {
		const {screen} = await open({secret: 'ra1-secret'});
		screen.type('/', 'ra1', keys.enter);
		await screen.waitFor('sleeplab/NAP: read-only');
		const why = 'you hold read-only on sleeplab/NAP, which gives no right to change roles';
		await refused(screen, {[keys.enter]: why, '+': why, '-': why, t: 'only an admin of the group sleeplab'});
	});

	it('can be weighed first: what each role allows, side by side', async () => {
		const {screen} = await open();
		await screen.waitFor('sleeplab/NAP');
		screen.type('i');
		const row = (lines: string[], words: string) => lines.find(line => line.startsWith(` ${words}`)) ?? '';
		const lines = await screen.waitFor('What the roles allow');
		expect(lines.join('\n')).toMatch(/admin +read-write +read-only +data-entry/);
		expect(row(lines, 'grants that you see').trim().split(/ {2,}/).slice(1)).toEqual(['3', '0', '3', '0']);
		expect(row(lines, 'give and take roles').match(/✔/g)).toHaveLength(1);
		expect(row(lines, 'rename and move sessions').match(/✔/g)).toHaveLength(2);
		screen.resize(60, 24);
		await screen.waitFor('1 more to the right');
		screen.type('l', 'l');
		await screen.waitFor(/read-only +data-entry/);
		screen.type(keys.escape);
		await screen.waitFor(shown => !shown.join('\n').includes('What the roles allow'));
	});
});

/** Each key is answered by the reason it can't be done, and opens nothing. */
async function refused(screen: TestTerminal, reasons: Record<string, string>): Promise<void> {
	for (const [key, why] of Object.entries(reasons)) {
		screen.type(key);
		await screen.waitFor(lines => lines.join(' ').replace(/ +/g, ' ').includes(why));
		screen.type(keys.escape);
		await screen.waitFor(lines => !lines.join(' ').replace(/ +/g, ' ').includes(why));
	}
}

describe('people who come and go', () => {
	it('a person of the site is found by typing, added, and removed again', async () => {
		const {screen, role} = await open();
		await screen.waitFor('1 more on the site');
		screen.type('+');
		await screen.waitFor('Add a person to sleeplab/NAP');
		screen.type('nobody at all');
		await screen.waitFor('Nobody on this site matches');
		screen.type('\u0015', 'fresh');
		await screen.waitFor('1 of 4 people');
		screen.type(keys.enter);
		await screen.waitFor('Role of newcomer@lab.example on sleeplab/NAP');
		screen.type('3');
		await screen.waitFor('Plan: Make newcomer@lab.example read-only on sleeplab/NAP');
		expect(await role('newcomer', ids.nap)).toBeNull();
		await applied(screen);
		expect(await role('newcomer', ids.nap)).toBe('read-only');
		screen.type('/', 'newcomer', keys.enter);
		await screen.waitFor('sleeplab/NAP: read-only');
		screen.type('-');
		await screen.waitFor('Plan: Remove newcomer@lab.example from sleeplab/NAP');
		await applied(screen);
		expect(await role('newcomer', ids.nap)).toBeNull();
	});

	it('a template is changed with all projects of the group, each of them shown', async () => {
		const {screen, role} = await open();
		screen.type('/', 'ra1', keys.enter);
		await screen.waitFor('template read-only');
		screen.type('t');
		await screen.waitFor('There now: read-only');
		screen.type('2');
		await screen.waitFor('how far?');
		screen.type('2');
		await screen.waitFor('on the template of sleeplab and 2');
		await applied(screen);
		const now = await Promise.all(['template', ids.nap, ids.wake, ids.solo].map(place => role('ra1', place)));
		expect(now).toEqual(['read-write', 'read-write', 'read-write', 'read-only']);
	});
});

describe('what asks for a look', () => {
	it('is read by a key', async () => {
		const {screen} = await open();
		await screen.waitFor('warning: w');
		screen.type('w');
		await screen.waitFor('What about access asks for a look');
		await screen.waitFor('zoo/SOLO has no administrator.');
		screen.type(keys.escape);
		await screen.waitFor('sleeplab/NAP');
	});
});

describe('one person’s roles', () => {
	it('are given to another, and a person who leaves is taken out of everything', async () => {
		const {screen, role} = await open();
		screen.type('/', 'ra1', keys.enter);
		await screen.waitFor('sleeplab/NAP: read-only');
		screen.type('C');
		await screen.waitFor('Who gets the roles that ra1@lab.example holds?');
		screen.type('fresh', keys.enter);
		await screen.waitFor('Plan: Make newcomer@lab.example read-only on 2 projects');
		await applied(screen);
		expect(await Promise.all([ids.nap, ids.solo].map(place => role('newcomer', place)))).toEqual([
			'read-only',
			'read-only',
		]);
		screen.type('X');
		await screen.waitFor('Plan: Remove ra1@lab.example from the template of sleeplab and 2 projects');
		await applied(screen);
		expect(await Promise.all(['template', ids.nap, ids.solo].map(place => role('ra1', place)))).toEqual([
			null,
			null,
			null,
		]);
		screen.type('z');
		await screen.waitFor('Undo:');
		await applied(screen);
		expect(await Promise.all(['template', ids.nap, ids.solo].map(place => role('ra1', place)))).toEqual([
			'read-only',
			'read-only',
			'read-only',
		]);
	});
});
