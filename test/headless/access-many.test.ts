import {afterEach, beforeEach, expect, test} from 'vitest';
import type {WorldFile} from '../../source/sandbox/index.js';
import {createHome, type TestHome} from '../helpers/home.js';
import {type RunResult, runCli} from '../helpers/run-cli.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

const at = (name: string) => `${name}@lab.example`;
const twoDigits = (number: number) => String(number).padStart(2, '0');
const idOf = (number: number) => `5f00000000000000000001${twoDigits(number)}`;
const handMade = ['read-write', 'data-entry', 'read-only'];

/** One lab of 12 projects with roles given by hand, and as many more elsewhere as make 30. */
const world: WorldFile = {
	users: [{_id: at('admin'), roles: ['site_admin'], key: 'secret'}, {_id: at('pi')}, {_id: at('ra1')}],
	roles: [{label: 'data-entry', actions: ['notes_manage']}],
	groups: [
		{_id: 'biglab', label: 'Big Lab'},
		{_id: 'other', label: 'Other Lab'},
	],
	projects: Array.from({length: 30}, (_, index) => ({
		_id: idOf(index + 1),
		group: index < 12 ? 'biglab' : 'other',
		label: `STUDY${twoDigits(index + 1)}`,
		permissions: [
			{_id: at('pi'), roles: ['admin']},
			...(index < 12 && index % 4 < 3 ? [{_id: at('ra1'), roles: [handMade[index % 4] ?? '']}] : []),
		],
	})),
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

async function flydeck(...args: string[]): Promise<RunResult> {
	return runCli([...args, '--json'], {home: home.dir, key: sandbox.key});
}

interface Item {
	id: string;
	status: string;
}

const resultOf = (run: RunResult) => (run.json() as {result: {items: Item[]; journalId: string}}).result;

/** The role of the assistant on each project, as the server has it; null where there is none. */
async function roles(): Promise<(string | null)[]> {
	const known = (await sandbox.get('/roles')) as {_id: string; label: string}[];
	const projects = Array.from({length: 30}, async (_, index) => {
		const {permissions} = (await sandbox.get(`/projects/${idOf(index + 1)}?join_avatars=true`)) as {
			permissions: {_id: string; role_ids: string[]}[];
		};
		const entry = permissions.find(({_id}) => _id === at('ra1'));
		return entry ? (known.find(({_id}) => _id === entry.role_ids[0])?.label ?? '?') : null;
	});
	return Promise.all(projects);
}

const all = Array.from({length: 30}, (_, index) => `${index < 12 ? 'biglab' : 'other'}/STUDY${twoDigits(index + 1)}`);

test('a change over 30 projects tells each one’s truth whatever the server does, and is undone exactly', async () => {
	const before = await roles();
	const on = (number: number) => ({path: `/projects/${idOf(number)}/permissions`, times: 1});
	const put = {method: 'PUT'} as const;
	const post = {method: 'POST'} as const;
	await sandbox.faults([
		{...put, ...on(2), mode: 'status', status: 500},
		{...put, ...on(3), mode: 'status-after', status: 502},
		{...post, ...on(14), mode: 'drop'},
		{...post, ...on(15), mode: 'drop-after'},
		{...post, ...on(16), mode: 'lie'},
		{...post, ...on(17), mode: 'rate-limit'},
	]);
	await sandbox.clearRequests();
	const run = await flydeck('access', 'set', at('ra1'), 'read-only', ...all, '--yes');
	expect(run.code).toBe(7);
	const writes = (await sandbox.requests()).filter(({method}) => method !== 'GET');
	expect(new Set(writes.map(({path}) => path)).size).toBe(writes.length);
	await sandbox.faults([]);

	const after = await roles();
	const items = resultOf(run).items;
	for (const [index, {status}] of items.entries()) {
		const stands = after[index] === 'read-only';
		expect([all[index], status]).toEqual([
			all[index],
			stands ? (before[index] === 'read-only' ? 'unchanged' : 'done') : 'failed',
		]);
	}
	expect(items.filter(({status}) => status === 'failed').map(({id}) => id.slice(-2))).toEqual(['02', '14', '16', '17']);

	expect((await flydeck('undo', '--yes')).code).toBe(0);
	expect(await roles()).toEqual(before);
});

test('a template spread over 12 projects shows every role given by hand, replaces it, and gives it back', async () => {
	const before = await roles();
	const plan = ['access', 'template', 'biglab', at('ra1'), 'read-write', '--propagate'];
	const shown = (await flydeck(...plan, '--dry-run')).json() as {plan: {items: {before: {roles: string[] | null}}[]}};
	expect(shown.plan.items.slice(1).map(item => item.before.roles?.[0] ?? null)).toEqual(before.slice(0, 12));
	expect(await roles()).toEqual(before);
	expect((await flydeck(...plan, '--yes')).code).toBe(0);
	expect(await roles()).toEqual([...Array.from({length: 12}, () => 'read-write'), ...before.slice(12)]);
	expect((await flydeck('undo', '--yes')).code).toBe(0);
	expect(await roles()).toEqual(before);
});
