import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {WorldFile} from '../../source/sandbox/index.js';
import {createHome, type TestHome} from '../helpers/home.js';
import {type RunResult, runCli} from '../helpers/run-cli.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';
import {errorOf} from './bench.js';

const at = (name: string) => `${name}@lab.example`;
const grants = (held: Record<string, string[]>) =>
	Object.entries(held).map(([user, roles]) => ({_id: at(user), roles}));
const ids = {nap: '5f00000000000000000000b1', wake: '5f00000000000000000000b2', solo: '5f00000000000000000000b3'};

/** An assistant in two labs, one who is new, and a PI who manages one lab alone. */
const world: WorldFile = {
	users: [
		{_id: at('admin'), roles: ['site_admin'], key: 'secret'},
		{_id: at('pi'), key: 'pi-secret'},
		{_id: at('old')},
		{_id: at('new')},
		{_id: 'guest@elsewhere.example'},
		{_id: at('left'), disabled: true},
	],
	roles: [{label: 'data-entry', actions: ['notes_manage']}],
	groups: [
		{
			_id: 'sleeplab',
			label: 'Sleep Lab',
			permissions: [
				{_id: at('pi'), access: 'admin'},
				{_id: at('old'), access: 'rw'},
			],
			permissions_template: grants({old: ['read-only']}),
		},
		{_id: 'zoo', label: 'Zoo', permissions: [{_id: at('old'), access: 'admin'}]},
	],
	projects: [
		{
			_id: ids.nap,
			group: 'sleeplab',
			label: 'NAP',
			permissions: grants({pi: ['admin'], old: ['read-write', 'data-entry']}),
		},
		{
			_id: ids.wake,
			group: 'sleeplab',
			label: 'WAKE',
			permissions: grants({pi: ['admin'], old: ['read-only'], left: ['read-only']}),
		},
		{
			_id: ids.solo,
			group: 'zoo',
			label: 'SOLO',
			permissions: [
				...grants({admin: ['admin'], old: ['read-only']}),
				{_id: 'guest@elsewhere.example', roles: ['read-write']},
			],
		},
	],
};

let sandbox: TestSandbox;
let home: TestHome;
beforeEach(async () => {
	[sandbox, home] = await Promise.all([startTestSandbox(world), createHome()]);
});
afterEach(async () => {
	await sandbox.close();
	await home.remove();
});

async function flydeck(args: string[], secret = 'secret'): Promise<RunResult> {
	return runCli(args, {home: home.dir, key: sandbox.keyOf(secret)});
}

interface Entries {
	permissions: {_id: string; role_ids?: string[]; access?: string}[];
	permissions_template: {_id: string; role_ids: string[]}[];
}

/** Everything that a person holds anywhere, as the server has it. */
async function standing(user: string): Promise<Record<string, string>> {
	const roles = (await sandbox.get('/roles')) as {_id: string; label: string}[];
	const labels = (entries: {_id: string; role_ids?: string[]; access?: string}[]) => {
		const entry = entries.find(({_id}) => _id === user);
		if (!entry) return null;
		return entry.access ?? entry.role_ids?.map(id => roles.find(({_id}) => _id === id)?.label).join('+') ?? '';
	};
	const held: Record<string, string> = {};
	const note = (place: string, found: string | null) => {
		if (found !== null) held[place] = found;
	};
	for (const [name, id] of Object.entries(ids))
		note(name, labels(((await sandbox.get(`/projects/${id}?join_avatars=true`)) as Entries).permissions));
	for (const group of ['sleeplab', 'zoo']) {
		const entries = (await sandbox.get(`/groups/${group}`)) as Entries;
		note(`member of ${group}`, labels(entries.permissions));
		note(`template of ${group}`, labels(entries.permissions_template));
	}
	return held;
}

const everything = {
	nap: 'read-write+data-entry',
	wake: 'read-only',
	solo: 'read-only',
	'member of sleeplab': 'rw',
	'template of sleeplab': 'read-only',
	'member of zoo': 'admin',
};

describe('access set', () => {
	test('gives several roles at once, with a warning', async () => {
		const run = await flydeck([
			'access',
			'set',
			at('new'),
			'read-only + data-entry',
			'sleeplab/NAP',
			'--yes',
			'--json',
		]);
		expect(run.code).toBe(0);
		expect(await standing(at('new'))).toEqual({nap: 'read-only+data-entry'});
		const {plan} = run.json() as {plan: {items: {warnings: string[]}[]}};
		expect(plan.items[0]?.warnings.join(' ')).toContain('2 roles at once');
		expect((await flydeck(['access', 'set', at('new'), 'read-only+none', 'sleeplab/NAP', '--yes'])).code).toBe(5);
	});
});

describe('access copy', () => {
	test('gives all roles on projects, tells what it leaves, and is undone exactly', async () => {
		const run = await flydeck(['access', 'copy', at('old'), at('new'), '--yes', '--json']);
		expect(run.code).toBe(0);
		expect(await standing(at('new'))).toEqual({nap: 'read-write+data-entry', wake: 'read-only', solo: 'read-only'});
		expect(await standing(at('old'))).toEqual(everything);
		const {plan} = run.json() as {plan: {notes: string[]}};
		expect(plan.notes.join(' ')).toContain('sleeplab');
		expect((await flydeck(['undo', '--yes'])).code).toBe(0);
		expect(await standing(at('new'))).toEqual({});
	});

	test.each([
		['of nobody’s roles', [at('new'), at('old')], 5, 'nothing-to-copy'],
		['to the same person', [at('old'), at('old')], 2, 'same-person'],
		['to somebody whom the site doesn’t know', [at('old'), at('nobody')], 5, 'no-such-user'],
		['to an account that is disabled', [at('old'), at('left')], 6, 'user-disabled'],
	])('%s is refused', async (_, people, code, why) => {
		const run = await flydeck(['access', 'copy', ...people, '--yes', '--json']);
		expect(run.code).toBe(code);
		expect(errorOf(run).code).toBe(why);
	});
});

describe('access offboard', () => {
	test('is refused in whole while the person is somewhere the last admin', async () => {
		const run = await flydeck(['access', 'offboard', at('old'), '--yes', '--json']);
		expect(run.code).toBe(4);
		expect(errorOf(run)).toMatchObject({code: 'last-admin', message: expect.stringContaining('the group zoo')});
		expect(await standing(at('old'))).toEqual(everything);
	});

	test('takes every entry in the labs that one manages, tells what is left, and is undone exactly', async () => {
		const run = await flydeck(['access', 'offboard', at('old'), '--yes', '--json'], 'pi-secret');
		expect(run.code).toBe(0);
		expect(await standing(at('old'))).toEqual({solo: 'read-only', 'member of zoo': 'admin'});
		expect((await flydeck(['undo', '--yes'], 'pi-secret')).code).toBe(0);
		expect(await standing(at('old'))).toEqual(everything);
	});
});

describe('access offboard and copy, within one lab', () => {
	test('leave the templates and groups of the others alone', async () => {
		const run = await flydeck(['access', 'offboard', at('old'), '--group', 'sleeplab', '--yes', '--json']);
		expect(run.code).toBe(0);
		expect(await standing(at('old'))).toEqual({solo: 'read-only', 'member of zoo': 'admin'});
	});

	test('tell a name that nobody has from somebody who holds nothing', async () => {
		const typo = await flydeck(['access', 'offboard', at('odl'), '--yes', '--json']);
		expect([typo.code, errorOf(typo).code]).toEqual([5, 'no-such-user']);
		const none = await flydeck(['access', 'offboard', at('new'), '--yes', '--json']);
		expect([none.code, errorOf(none).code]).toEqual([5, 'nothing-to-remove']);
	});
});

describe('access template', () => {
	test('of a group that is not there is refused before there is a plan', async () => {
		const run = await flydeck(['access', 'template', 'nope', at('old'), 'read-only', '--dry-run', '--json']);
		expect([run.code, errorOf(run).code]).toEqual([5, 'no-such-group']);
	});

	test('reaches new projects alone, or with --propagate those that there are', async () => {
		expect((await flydeck(['access', 'template', 'sleeplab', at('new'), 'read-only', '--yes'])).code).toBe(0);
		expect(await standing(at('new'))).toEqual({'template of sleeplab': 'read-only'});
		const all = await flydeck(['access', 'template', 'sleeplab', at('old'), 'data-entry', '--propagate', '--yes']);
		expect(all.code).toBe(0);
		const changed = {nap: 'data-entry', wake: 'data-entry', 'template of sleeplab': 'data-entry'};
		expect(await standing(at('old'))).toEqual({...everything, ...changed});
		expect((await flydeck(['undo', '--yes'])).code).toBe(0);
		expect(await standing(at('old'))).toEqual(everything);
	});

	test('of another group than --group names is refused: else it would reach none of its projects', async () => {
		const run = await flydeck([
			'access',
			'template',
			'sleeplab',
			at('old'),
			'data-entry',
			'--propagate',
			'--group',
			'zoo',
			'--yes',
			'--json',
		]);
		expect(run.code).toBe(2);
		expect(errorOf(run).code).toBe('outside-group');
		expect(await standing(at('old'))).toEqual(everything);
	});

	test('needs a role or --remove', async () => {
		expect((await flydeck(['access', 'template', 'sleeplab', at('old'), '--yes'])).code).toBe(2);
		expect((await flydeck(['access', 'template', 'sleeplab', at('old'), '--remove', '--yes'])).code).toBe(0);
		expect(await standing(at('old'))).not.toHaveProperty('template of sleeplab');
	});
});

describe('access review', () => {
	interface Review {
		reviewedAt: string | null;
		findings: {code: string; user: string | null; project: string}[];
		changes: {user: string; project: string; before: string[] | null; after: string[] | null}[];
	}
	const review = async (...args: string[]) => (await flydeck(['access', 'review', '--json', ...args])).json() as Review;

	test('finds what asks for a decision', async () => {
		const {findings, reviewedAt} = await review();
		expect(reviewedAt).toBeNull();
		expect(findings.map(({code, user, project}) => [code, user, project])).toEqual([
			['several-roles', at('old'), 'sleeplab/NAP'],
			['disabled', at('left'), 'sleeplab/WAKE'],
			['outsider', 'guest@elsewhere.example', 'zoo/SOLO'],
		]);
	});

	test('tells what changed since the one that was kept', async () => {
		await review('--save');
		expect((await review()).changes).toEqual([]);
		await flydeck(['access', 'set', at('new'), 'read-only', 'zoo/SOLO', '--yes']);
		await flydeck(['access', 'remove', at('old'), 'zoo/SOLO', '--yes']);
		expect((await review()).changes).toEqual([
			{user: at('new'), project: 'zoo/SOLO', before: null, after: ['read-only'], newProject: false},
			{user: at('old'), project: 'zoo/SOLO', before: ['read-only'], after: null, newProject: false},
		]);
	});

	test('of a part is not kept', async () => {
		const run = await flydeck(['access', 'review', '--save', '--group', 'zoo']);
		expect(run.code).toBe(2);
		expect((await review()).reviewedAt).toBeNull();
	});

	test('is a document to sign, and a table', async () => {
		const document = (await flydeck(['access', 'review', '--markdown'])).stdout;
		expect(document).toContain('| zoo/SOLO | guest@elsewhere.example | read-write | outsider |');
		expect(document).toContain('Reviewed by: ___');
		const csv = (await flydeck(['access', 'review', '--csv'])).stdout.split('\r\n');
		expect(csv[0]).toBe('user,project,roles,findings');
		expect(csv).toContain(`${at('left')},sleeplab/WAKE,read-only,disabled`);
	});
});
