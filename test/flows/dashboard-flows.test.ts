import {afterEach, describe, expect, it} from 'vitest';
import type {WorldFile} from '../../source/sandbox/index.js';
import {keys, startTerminal, type TestTerminal} from '../helpers/pty.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

const yesterday = new Date(Date.now() - 86_400_000).toISOString();

/** One lab with a study, and a session whose accession number lacks nothing but the right project. */
const world: WorldFile = {
	users: [
		{_id: 'admin@lab.example', firstname: 'Lab', lastname: 'Admin', roles: ['site_admin'], key: 'secret'},
		{_id: 'ra1@lab.example', firstname: 'Research', lastname: 'Assistant'},
	],
	groups: [{_id: 'smith', label: 'Smith Lab'}],
	gears: [{name: 'bids-mriqc', version: '1.0.0', category: 'analysis'}],
	projects: [
		{
			group: 'smith',
			label: 'STUDYA',
			permissions: [
				{_id: 'admin@lab.example', roles: ['admin']},
				{_id: 'ra1@lab.example', roles: ['read-only']},
			],
			subjects: ['S01', 'S02', 'S03'].map(label => ({
				label,
				sessions: [
					{
						label: 'V1',
						timestamp: '2026-03-01T10:00:00Z',
						analyses: [
							{
								label: 'mriqc',
								job: {
									gear: 'bids-mriqc',
									state: label === 'S01' ? 'failed' : 'complete',
									created: yesterday,
									log: ['out of \u001B[31mmemory'],
								},
							},
						],
					},
				],
			})),
		},
		{
			group: 'smith',
			label: 'Unsorted',
			subjects: [
				{
					label: 'ex1001',
					sessions: [
						{
							_id: '5f0000000000000000000001',
							label: 'gr-smith_proj-STUDYA/S02/V2_ses-1.2.840',
							timestamp: '2026-03-08T10:00:00Z',
							acquisitions: [
								{
									label: 'T1w',
									files: [
										{
											name: 't1.dicom.zip',
											type: 'dicom',
											info: {header: {dicom: {AccessionNumber: 'STUDYA/S02/V2', ReferringPhysicianName: 'smith'}}},
										},
									],
								},
							],
						},
					],
				},
			],
		},
	],
};

const id = '5f0000000000000000000001';
let sandbox: TestSandbox | undefined;
let terminal: TestTerminal | undefined;
afterEach(async () => {
	terminal?.kill('SIGKILL');
	await sandbox?.close();
	[terminal, sandbox] = [undefined, undefined];
});

async function open(): Promise<{screen: TestTerminal; server: TestSandbox}> {
	const server = await startTestSandbox(world);
	sandbox = server;
	const screen = await startTerminal([], {key: server.key});
	terminal = screen;
	await screen.waitFor('THIS MORNING');
	return {screen, server};
}

/** Where the server says that the session is. */
async function placeOf(server: TestSandbox): Promise<string> {
	const session = (await server.get(`/sessions/${id}`)) as {
		label: string;
		project: string;
		subject: {label: string};
	};
	const project = (await server.get(`/projects/${session.project}`)) as {label: string};
	return `${project.label}/${session.subject.label}/${session.label}`;
}

const unsortedPlace = 'Unsorted/ex1001/gr-smith_proj-STUDYA/S02/V2_ses-1.2.840';

async function waitForTarget(screen: TestTerminal): Promise<void> {
	screen.type('3');
	await screen.waitFor('STUDYA/S02/V2');
	await screen.waitFor('BELONGS TO');
}

describe('a mislabelled session', () => {
	it('is found, moved as planned, verified and moved back', async () => {
		const {screen, server} = await open();
		await waitForTarget(screen);
		screen.type(keys.enter);
		await screen.waitFor('Where it belongs');
		screen.type('m');
		await screen.waitFor('y applies');
		expect(await placeOf(server)).toBe(unsortedPlace);
		screen.type('m');
		await screen.waitFor('y applies');
		expect(await placeOf(server)).toBe(unsortedPlace);
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		expect(await placeOf(server)).toBe('STUDYA/S02/V2');
		screen.type('z');
		await screen.waitFor('Plan: Undo');
		screen.type('y');
		await screen.waitFor(
			lines => lines.join('\n').includes('1 of 1 done and verified') && !lines.join('\n').includes('Plan:'),
		);
		expect(await placeOf(server)).toBe(unsortedPlace);
		screen.type(keys.enter);
		await screen.waitFor('Where it belongs');
		screen.type(keys.escape);
		await screen.waitFor(/Unsorted +1 session/);
	});

	it('closes the details of a session that has left', async () => {
		const {screen} = await open();
		await waitForTarget(screen);
		screen.type(keys.enter);
		await screen.waitFor('Where it belongs');
		screen.type('m');
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		screen.type(keys.enter);
		await screen.waitFor('Nothing is waiting in Unsorted.');
	});

	it('stays where it is when the plan is left by esc', async () => {
		const {screen, server} = await open();
		await waitForTarget(screen);
		screen.type('m');
		await screen.waitFor('y applies');
		screen.type(keys.escape);
		await screen.waitFor('Nothing was changed.');
		expect(await placeOf(server)).toBe(unsortedPlace);
	});

	it('goes where it is told to when the target is edited', async () => {
		const {screen, server} = await open();
		await waitForTarget(screen);
		screen.type('e');
		await screen.waitFor('Where does');
		screen.type('\u0015');
		screen.type('smith/STUDYA/S09');
		await screen.waitFor('It takes four parts');
		screen.type(keys.enter);
		await screen.waitFor('these are 3');
		screen.type('/V7', keys.enter);
		await screen.waitFor('y applies');
		expect(screen.text()).toContain('new subject');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		expect(await placeOf(server)).toBe('STUDYA/S09/V7');
	});

	it('is told as failed, not as done, where the server refuses', async () => {
		const {screen, server} = await open();
		await waitForTarget(screen);
		await server.faults([{method: 'PUT', path: '/sessions/', mode: 'lie', times: 0}]);
		screen.type('m');
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('0 of 1 done');
		expect(screen.text()).toContain('1 failed');
		expect(await placeOf(server)).toBe(unsortedPlace);
	});

	it('can’t be moved while read-only is on, and the screen says so', async () => {
		const {screen, server} = await open();
		await waitForTarget(screen);
		screen.type('W');
		await screen.waitFor('READ-ONLY');
		screen.type('m');
		await screen.waitFor('read-only is on');
		expect(screen.text()).not.toContain('y applies');
		expect(await placeOf(server)).toBe(unsortedPlace);
	});
});

describe('other changes by keys', () => {
	it('a role is picked, set, and set back', async () => {
		const {screen} = await open();
		screen.type('5');
		await screen.waitFor('ra1@lab.example');
		screen.type('/', 'ra1', keys.enter);
		await screen.waitFor('1 of');
		screen.type(keys.enter);
		await screen.waitFor('Role of ra1@lab.example');
		screen.type('k', keys.enter);
		await screen.waitFor('y applies');
		expect(screen.text()).toContain('roles read-only');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		screen.type('z');
		await screen.waitFor('Plan: Undo');
		screen.type('y');
		await screen.waitFor(lines => lines.some(line => line.includes('done and verified')));
	});

	it('a history is kept of what was done', async () => {
		const {screen} = await open();
		await waitForTarget(screen);
		screen.type('m');
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		screen.type(keys.enter);
		await screen.waitFor('BELONGS TO');
		screen.type('7');
		await screen.waitFor('1 change');
		screen.type(keys.enter);
		await screen.waitFor('ex1001');
	});
});

describe('a server that goes away', () => {
	it('leaves the last good data on screen, with its age and what happened', async () => {
		const {screen, server} = await open();
		await waitForTarget(screen);
		await server.faults([{path: '/api/', mode: 'status', status: 500, times: 0}]);
		screen.type('r');
		await screen.waitFor('OLD: read', {timeout: 40_000});
		expect(screen.text()).toContain('STUDYA/S02/V2');
		await server.faults([]);
		screen.type('r');
		await screen.waitFor('read just now');
	});
});

describe('finding one’s way', () => {
	it('filters as typed, and esc takes one layer away at a time', async () => {
		const {screen} = await open();
		await waitForTarget(screen);
		screen.type(keys.space, '/', 'zzz');
		await screen.waitFor('0 of 1');
		expect(screen.text()).toContain('1 marked (1 not shown)');
		screen.type(keys.escape);
		await screen.waitFor(lines => !lines.join('\n').includes('filter:'));
		expect(screen.text()).toContain('1 marked');
		screen.type(keys.escape);
		await screen.waitFor(lines => !lines.join('\n').includes('marked'));
	});

	it('finds an action by its words and does it', async () => {
		const {screen} = await open();
		screen.type(':', 'go to jobs');
		await screen.waitFor('go to Jobs');
		screen.type(keys.enter);
		await screen.waitFor('Jobs of the last');
	});

	it('reads the log of a failed job with its escapes made visible, and retries the job', async () => {
		const {screen, server} = await open();
		screen.type('4');
		await screen.waitFor('failed');
		screen.type('/', 'state:failed', keys.enter);
		await screen.waitFor('1 of 3 jobs');
		screen.type(keys.enter);
		await screen.waitFor('out of \\x1b[31mmemory');
		await server.clearRequests();
		screen.type('R');
		await screen.waitFor('y applies');
		screen.type('R', 'y');
		await screen.waitFor('1 of 1 done and verified');
		const retries = (await server.requests()).filter(({method, path}) => method === 'POST' && path.includes('/retry'));
		expect(retries).toHaveLength(1);
	});

	it('keeps the cursor on a job whose retry takes its place, and knows the page of its session', async () => {
		const {screen, server} = await open();
		screen.type('4');
		await screen.waitFor('failed');
		screen.type('/', 'state:failed', keys.enter);
		await screen.waitFor('1 of 3 jobs');
		screen.type(keys.escape);
		await screen.waitFor(lines => !lines.join('').includes('filter:') && /▸.*failed/.test(lines.join('\n')));
		screen.type('o');
		const address = /\/#\/projects\/[0-9a-f]{24}\/sessions\/[0-9a-f]{24}/;
		await screen.waitFor(lines => address.test(lines.map(line => line.trim()).join('')));
		screen.type('R');
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		screen.type(keys.enter);
		await screen.waitFor(/▸.*pending/);
		const jobs = (await server.get('/jobs')) as {state: string}[];
		expect(jobs.filter(({state}) => state === 'pending')).toHaveLength(1);
	});
});

describe('a web page', () => {
	it('is a link where the terminal knows links, and its address in any case', async () => {
		const {screen} = await open();
		screen.type('2');
		await screen.waitFor('smith/STUDYA');
		screen.clearRaw();
		screen.type('o');
		const lines = await screen.waitFor('/#/projects/');
		const address = /https?:\S+/.exec(lines.join('\n'))?.[0] ?? '';
		expect(screen.raw().toString('utf8')).toContain(`]8;;${address}`);
	});
});

describe('the way through the screens', () => {
	it('goes back and forward again', async () => {
		const {screen} = await open();
		screen.type('2');
		await screen.waitFor('[2 Projects]');
		screen.type('4');
		await screen.waitFor('[4 Jobs]');
		screen.type('[');
		await screen.waitFor('[2 Projects]');
		screen.type('[');
		await screen.waitFor('[1 Brief]');
		screen.type(']');
		await screen.waitFor('[2 Projects]');
	});

	it('finds a project by its name in the palette', async () => {
		const {screen} = await open();
		screen.type('2');
		await screen.waitFor('smith/STUDYA');
		screen.type('1');
		await screen.waitFor('[1 Brief]');
		screen.type(':');
		await screen.waitFor('Actions and places');
		screen.type('studya');
		await screen.waitFor('project smith/STUDYA');
		screen.type(keys.enter);
		await screen.waitFor('[2 Projects]');
		await screen.waitFor(/smith\/STUDYA +\d+ session/);
	});

	it('leads from a line of the brief to what it is about', async () => {
		const {screen} = await open();
		screen.type('j', keys.enter);
		await screen.waitFor('filter: state:failed');
	});
});

describe('sorting a list', () => {
	it('begins with the most where that is what one looks for, says which way it goes, and turns', async () => {
		terminal = await startTerminal(['--sandbox']);
		const screen = terminal;
		await screen.waitFor('THIS MORNING');
		screen.type('2');
		await screen.waitFor('15 projects');
		const numbers = (lines: string[]) => lines.flatMap(line => /\/\S+ +(\d+) /.exec(line)?.[1] ?? []).map(Number);
		screen.type('s', 's');
		const ordered = (lines: string[], title: string, compare: (a: number, b: number) => number) => {
			const shown = numbers(lines);
			const inOrder = shown.every((one, index) => index === 0 || compare(shown[index - 1] ?? 0, one) <= 0);
			return shown.length === 15 && inOrder && lines.join('').includes(title);
		};
		await screen.waitFor(lines => ordered(lines, 'SESSION▼', (a, b) => b - a));
		screen.type('S');
		await screen.waitFor(lines => ordered(lines, 'SESSION▲', (a, b) => a - b));
	});
});
