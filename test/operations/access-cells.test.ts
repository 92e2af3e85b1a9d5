import {afterEach, describe, expect, test} from 'vitest';
import {needsCount} from '../../source/model/plan.js';
import type {AccessRequest} from '../../source/operations/index.js';
import type {WorldFile} from '../../source/sandbox/world-file.js';
import {type Bench, openBench, outcome} from './bench.js';

const at = (name: string) => `${name}@lab.example`;
const admin = (id: string) => ({_id: at(id), roles: ['admin']});

/** A lab of three projects, with one role that it doesn't use, and a group admin who opens none of them. */
const world: WorldFile = {
	users: [
		{_id: at('site'), roles: ['user', 'site_admin'], key: 'admin-key'},
		{_id: at('pi'), roles: ['user'], key: 'pi-key'},
		{_id: at('helper'), roles: ['user'], key: 'helper-key'},
		{_id: at('ra1'), roles: ['user']},
		{_id: at('ra2'), roles: ['user']},
		{_id: at('gone'), roles: ['user'], disabled: true},
	],
	roles: [{label: 'data-entry', actions: ['containers_view_metadata', 'notes_manage']}],
	groups: [
		{
			_id: 'sleeplab',
			label: 'Sleep Lab',
			permissions: [{_id: at('pi'), access: 'admin'}],
			permissions_template: [{_id: at('ra1'), roles: ['read-only']}],
			roles: ['admin', 'read-write', 'read-only'],
		},
		{_id: 'otherlab', label: 'Other Lab'},
	],
	projects: [
		{group: 'sleeplab', label: 'NAP', permissions: [admin('pi'), admin('helper')]},
		{
			group: 'sleeplab',
			label: 'WAKE',
			permissions: [admin('pi'), admin('gone'), {_id: at('ra1'), roles: ['read-write', 'read-only']}],
		},
		{group: 'otherlab', label: 'NAP', permissions: [admin('pi'), {_id: at('helper'), roles: ['read-only']}]},
	],
};

let bench: Bench;
async function open(key?: string): Promise<Bench> {
	bench = await openBench({world, ...(key && {key})});
	return bench;
}
afterEach(async () => bench.close());

function cell(user: string, project: string, ...roles: string[]): AccessRequest {
	return {user: at(user), project, roles: roles.length === 0 ? null : roles};
}

/** Roles as the server has them, by `PERSON PROJECT`. */
async function state(): Promise<Record<string, string[]>> {
	const [projects, roles, group] = await Promise.all([
		bench.witness.projects(),
		bench.witness.roles(),
		bench.witness.group('sleeplab'),
	]);
	const homes = [
		...projects.map(({group: lab, label, permissions}) => ({name: `${lab}/${label}`, permissions})),
		{name: 'template', permissions: group.template},
	];
	const label = (id: string) => roles.find(role => role.id === id)?.label ?? id;
	return Object.fromEntries(
		homes.flatMap(({name, permissions}) =>
			permissions.map(({user, roleIds}) => [`${user.split('@')[0]} ${name}`, roleIds.map(label).sort()]),
		),
	);
}

describe('several cells in one plan', () => {
	test('are set together, each told by what it gains and loses, and undone together', async () => {
		const {operations} = await open();
		const before = await state();
		const plan = await operations.planAccess([
			cell('ra1', 'sleeplab/NAP', 'read-only'),
			cell('ra1', 'sleeplab/WAKE', 'read-only'),
			cell('ra2', 'otherlab/NAP', 'read-only'),
		]);
		expect(plan.title).toBe('Make 2 people read-only on 3 projects');
		expect(plan.items.map(({effects}) => effects[0]?.split(':')[0])).toEqual(['Gains', 'Loses', 'Gains']);
		expect(plan.items[1]?.warnings).toEqual(['Holds 2 roles at once: read-write, read-only.']);
		expect(await outcome(operations, plan)).toEqual(['done', 'done', 'done']);
		expect(await state()).toMatchObject({'ra1 sleeplab/WAKE': ['read-only'], 'ra2 otherlab/NAP': ['read-only']});
		expect(await outcome(operations, await operations.planUndo())).toEqual(['done', 'done', 'done']);
		expect(await state()).toEqual(before);
	});

	test('ask for few requests: lists, and no project by itself', async () => {
		const {operations, requests} = await open();
		await operations.planAccess([
			cell('ra1', 'sleeplab/NAP', 'read-only'),
			cell('ra1', 'sleeplab/WAKE', 'read-only'),
			cell('ra1', 'otherlab/NAP', 'read-only'),
		]);
		const asked = (await requests()).map(({path}) => path).sort();
		const lists = ['groups', 'projects', 'roles', 'users', 'users/self'].map(name => `/api/${name}`);
		expect(asked).toEqual(lists);
	});

	test('count the same cell once, and tell what stands so already', async () => {
		const {operations} = await open();
		const plan = await operations.planAccess([
			cell('helper', 'otherlab/NAP', 'read-only'),
			cell('helper', 'otherlab/NAP', 'read-only'),
		]);
		expect(plan.items.map(({effects}) => effects)).toEqual([['Stands so already.']]);
		expect(await outcome(operations, plan)).toEqual(['unchanged']);
	});

	test('may give several roles, with a warning', async () => {
		const {operations} = await open();
		const plan = await operations.planAccess([cell('ra2', 'otherlab/NAP', 'read-only', 'data-entry')]);
		expect(plan.items[0]?.warnings).toEqual(['Will hold 2 roles at once: read-only, data-entry.']);
		expect(await outcome(operations, plan)).toEqual(['done']);
		expect(await state()).toMatchObject({'ra2 otherlab/NAP': ['data-entry', 'read-only']});
	});
});

describe('the last admin', () => {
	test('is kept where two admins would lose their role in one plan', async () => {
		const {operations} = await open();
		const both = [cell('pi', 'sleeplab/NAP', 'read-only'), cell('helper', 'sleeplab/NAP')];
		await expect(operations.planAccess(both)).rejects.toMatchObject({
			code: 'last-admin',
			message: expect.stringContaining(`${at('pi')} and ${at('helper')} are the last ones`),
		});
		const one = await operations.planAccess(both.slice(0, 1));
		expect(await outcome(operations, one)).toEqual(['done']);
	});

	test('may go where another is made in the same plan', async () => {
		const {operations} = await open();
		const plan = await operations.planAccess([
			cell('helper', 'otherlab/NAP', 'admin'),
			cell('pi', 'otherlab/NAP', 'read-only'),
		]);
		expect(plan.title).toBe('Change the roles of 2 people on otherlab/NAP');
		expect(await outcome(operations, plan)).toEqual(['done', 'done']);
		expect(await outcome(operations, await operations.planUndo())).toEqual(['done', 'done']);
		expect(await state()).toMatchObject({'pi otherlab/NAP': ['admin'], 'helper otherlab/NAP': ['read-only']});
	});

	test('is not somebody whose account is disabled', async () => {
		const {operations} = await open();
		await expect(operations.planAccess([cell('pi', 'sleeplab/WAKE', 'read-only')])).rejects.toMatchObject({
			code: 'last-admin',
		});
	});

	test('is looked for again before the write', async () => {
		const {operations} = await open();
		const plan = await operations.planAccess([cell('pi', 'sleeplab/NAP', 'read-only')]);
		await operations.apply(await operations.planAccess([cell('helper', 'sleeplab/NAP')]));
		const result = await operations.apply(plan);
		expect(result.items[0]).toMatchObject({status: 'failed', error: {code: 'last-admin'}});
		expect(await state()).toMatchObject({'pi sleeplab/NAP': ['admin']});
	});
});

describe('oneself', () => {
	test('is changed only by typing, and told what can’t be taken back', async () => {
		const {operations} = await open('pi-key');
		const plan = await operations.planAccess([cell('pi', 'sleeplab/NAP', 'read-only')]);
		expect(plan.items[0]?.beware).toContain('yourself');
		expect(plan.irreversible).toEqual([expect.stringContaining('the right to manage sleeplab/NAP')]);
		expect(needsCount(plan)).toBe(true);
	});

	test('is changed only by typing where one may take it back, too, and so is the undo', async () => {
		const {operations} = await open();
		const plan = await operations.planAccess([cell('site', 'otherlab/NAP', 'read-only')]);
		expect(plan.irreversible).toEqual([]);
		expect(needsCount(plan)).toBe(true);
		expect(await outcome(operations, plan)).toEqual(['done']);
		expect(needsCount(await operations.planUndo())).toBe(true);
	});

	test('is no other', async () => {
		const {operations} = await open('pi-key');
		expect(needsCount(await operations.planAccess([cell('helper', 'sleeplab/NAP', 'read-only')]))).toBe(false);
	});
});

describe('what a plain user sees', () => {
	test('a right that their own role lacks is told before the refusal', async () => {
		const {operations} = await open('helper-key');
		const plan = await operations.planAccess([cell('ra1', 'otherlab/NAP', 'read-only')]);
		expect(plan.items[0]?.warnings).toEqual([expect.stringContaining('Your own role there gives no right')]);
		const result = await operations.apply(plan);
		expect(result.items[0]).toMatchObject({status: 'failed', error: {code: 'not-permitted'}});
	});
});

describe('the template of a group', () => {
	const template = (user: string, ...roles: string[]): AccessRequest => ({
		user: at(user),
		template: 'sleeplab',
		roles: roles.length === 0 ? null : roles,
	});

	test.each([
		['ra1', ['read-write'], ['read-write']],
		['ra2', ['read-only'], ['read-only']],
		['ra1', [], undefined],
	])('of %s becomes %s, touches no project, and comes back', async (user, roles, after) => {
		const {operations} = await open();
		const before = await state();
		const plan = await operations.planAccess([template(user, ...roles)]);
		expect(plan.items[0]).toMatchObject({after: {template: 'sleeplab', roles: after ?? null}});
		expect(plan.items[0]?.effects[0]).toContain('from now on');
		expect(await outcome(operations, plan)).toEqual(['done']);
		const changed = await state();
		expect(changed[`${user} template`]).toEqual(after);
		const projects = ({[`${user} template`]: _, ...rest}: Record<string, string[]>) => rest;
		expect(projects(changed)).toEqual(projects(before));
		expect(await outcome(operations, await operations.planUndo())).toEqual(['done']);
		expect(await state()).toEqual(before);
	});

	test('goes with every project of the group in one plan, and back to roles made by hand', async () => {
		const {operations} = await open();
		const before = await state();
		const plan = await operations.planAccess([
			template('ra1', 'read-write'),
			cell('ra1', 'sleeplab/NAP', 'read-write'),
			cell('ra1', 'sleeplab/WAKE', 'read-write'),
		]);
		expect(plan.title).toContain('on the template of sleeplab and 2 projects');
		expect(await outcome(operations, plan)).toEqual(['done', 'done', 'done']);
		expect(await outcome(operations, await operations.planUndo())).toEqual(['done', 'done', 'done']);
		expect(await state()).toEqual(before);
	});

	test('takes no role that the group does not use', async () => {
		const {operations} = await open();
		await expect(operations.planAccess([template('ra1', 'data-entry')])).rejects.toMatchObject({code: 'not-in-pool'});
	});
});
