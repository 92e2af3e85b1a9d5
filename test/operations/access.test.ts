import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Plan} from '../../source/model/plan.js';
import {type Bench, type Fault, ids, openBench, outcome} from './bench.js';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => bench.close());

const project = 'memorylab/STUDYA';

async function set(on: Bench, user: string, role: string, projects: string[]): Promise<Plan> {
	return on.operations.planAccess(projects.map(name => ({user, project: name, roles: [role]})));
}

async function remove(on: Bench, user: string, projects: string[]): Promise<Plan> {
	return on.operations.planAccess(projects.map(name => ({user, project: name, roles: null})));
}

async function rolesOf(user: string): Promise<string[] | null> {
	const [grant, roles] = await Promise.all([bench.witness.projectGrant(ids.study, user), bench.witness.roles()]);
	const labels = grant?.roleIds.map(id => roles.find(role => role.id === id)?.label ?? id);
	return labels?.sort() ?? null;
}

describe('setting a role', () => {
	test('replaces all that the person held, and undo brings back both', async () => {
		const plan = await set(bench, 'ra1@lab.example', 'admin', [project]);
		expect(plan.items[0]).toMatchObject({
			before: {project, roles: ['read-write', 'read-only']},
			after: {roles: ['admin']},
		});
		expect(plan.items[0]?.effects.join(' ')).toContain('Gains: give and take roles');
		expect(await outcome(bench.operations, plan)).toEqual(['done']);
		expect(await rolesOf('ra1@lab.example')).toEqual(['admin']);
		expect(await outcome(bench.operations, await bench.operations.planUndo())).toEqual(['done']);
		expect(await rolesOf('ra1@lab.example')).toEqual(['read-only', 'read-write']);
	});

	test('adds a person who was absent, and undo leaves no entry', async () => {
		const plan = await set(bench, 'admin@lab.example', 'read-only', [project]);
		expect(await outcome(bench.operations, plan)).toEqual(['done']);
		expect(await rolesOf('admin@lab.example')).toEqual(['read-only']);
		expect(await outcome(bench.operations, await bench.operations.planUndo())).toEqual(['done']);
		expect(await rolesOf('admin@lab.example')).toBeNull();
	});

	test('never takes the last admin away', async () => {
		const demote = set(bench, 'pi@lab.example', 'read-only', [project]);
		await expect(demote).rejects.toMatchObject({code: 'last-admin', exitCode: 4});
		await expect(remove(bench, 'pi@lab.example', [project])).rejects.toMatchObject({
			code: 'last-admin',
		});
		expect(await rolesOf('pi@lab.example')).toEqual(['admin']);
	});

	test.each([
		['nobody@lab.example', 'read-only', 'no-such-user'],
		['gone@lab.example', 'read-only', 'user-disabled'],
		['ra1@lab.example', 'emperor', 'no-such-role'],
		['ra1@lab.example', 'data-entry', 'not-in-pool'],
	])('of %s to %s is refused: %s', async (user, role, code) => {
		await expect(set(bench, user, role, [project])).rejects.toMatchObject({code});
	});

	test('is refused where somebody changed it since the plan', async () => {
		const plan = await set(bench, 'ra1@lab.example', 'admin', [project]);
		await bench.operations.apply(await set(bench, 'ra1@lab.example', 'read-only', [project]));
		const result = await bench.operations.apply(plan);
		expect(result.items[0]).toMatchObject({status: 'failed', error: {code: 'changed-since'}});
		expect(await rolesOf('ra1@lab.example')).toEqual(['read-only']);
	});

	const faults: [Fault['mode'], string][] = [
		['status-after', 'done'],
		['drop-after', 'done'],
		['drop', 'failed'],
		['lie', 'failed'],
		['status', 'failed'],
	];
	test.each(faults)('with the fault %s is told as %s', async (mode, status) => {
		const plan = await set(bench, 'ra1@lab.example', 'read-only', [project]);
		await bench.faults([{method: 'PUT', path: '/permissions/', mode, status: 500}]);
		expect(await outcome(bench.operations, plan)).toEqual([status]);
		await bench.faults([]);
		expect(await rolesOf('ra1@lab.example')).toEqual(status === 'done' ? ['read-only'] : ['read-only', 'read-write']);
	});
});

test('removing a person removes the entry, and undo restores every role', async () => {
	const plan = await remove(bench, 'ra1@lab.example', [project]);
	expect(await outcome(bench.operations, plan)).toEqual(['done']);
	expect(await rolesOf('ra1@lab.example')).toBeNull();
	expect(await outcome(bench.operations, await bench.operations.planUndo())).toEqual(['done']);
	expect(await rolesOf('ra1@lab.example')).toEqual(['read-only', 'read-write']);
});

test('a person without the right is told so, and nothing changes', async () => {
	const plain = await openBench({key: 'ra1-key'});
	const plan = await set(plain, 'ra1@lab.example', 'admin', [project]);
	const result = await plain.operations.apply(plan);
	expect(result.items[0]).toMatchObject({status: 'failed', error: {code: 'not-permitted'}});
	await plain.close();
});
