import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {ChangeResult, Plan} from '../../source/model/plan.js';
import {type Bench, errorOf, openBench} from './bench.js';
import {ids} from './world.js';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => bench.close());

interface Change {
	plan: Plan;
	result: ChangeResult | null;
}

const target = 'memorylab/STUDYA/A003/V1';
const unsortedPlace = 'memorylab/Unsorted/ex1/two';

describe('move', () => {
	test('a dry run prints the plan and changes nothing', async () => {
		const {code, json} = await bench.flydeck(['move', ids.lost, '--to', target, '--dry-run', '--json']);
		const {plan, result} = json() as Change;
		expect(code).toBe(0);
		expect(result).toBeNull();
		expect(plan.items).toMatchObject([
			{
				id: ids.lost,
				before: {group: 'memorylab', project: 'Unsorted', subject: 'ex1', session: 'two'},
				after: {group: 'memorylab', project: 'STUDYA', subject: 'A003', session: 'V1'},
			},
		]);
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
		expect((await bench.flydeck(['history', '--json'])).json()).toEqual({entries: []});
	});

	test('there and back, and the history tells of both', async () => {
		const moved = await bench.flydeck(['move', ids.lost, '--to', target, '--yes', '--json']);
		expect(moved.code).toBe(0);
		expect(moved.stderr).toBe('');
		const {result} = moved.json() as Change;
		expect(result?.items).toEqual([{id: ids.lost, status: 'done'}]);
		expect(await bench.placeOf(ids.lost)).toBe(target);
		const undone = await bench.flydeck(['undo', result?.journalId ?? '', '--yes', '--json']);
		expect(undone.code).toBe(0);
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
		const {entries} = (await bench.flydeck(['history', '--json'], {key: ''})).json() as {entries: object[]};
		expect(entries).toMatchObject([{undoes: result?.journalId}, {id: result?.journalId, status: 'undone'}]);
	});

	test('without a terminal and without --yes the plan is printed and nothing done', async () => {
		const run = await bench.flydeck(['move', ids.lost, '--to', target, '--json']);
		expect(run.code).toBe(2);
		expect(run.json()).toMatchObject({plan: {kind: 'move'}, result: null});
		expect(errorOf(run)).toMatchObject({code: 'not-confirmed', next: expect.stringContaining('--yes')});
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
	});

	test('read-only changes nothing, whatever else is said', async () => {
		const run = await bench.flydeck(['--read-only', 'move', ids.lost, '--to', target, '--yes', '--json']);
		expect(run.code).toBe(4);
		expect(run.json()).toMatchObject({result: null});
		expect(errorOf(run).code).toBe('read-only');
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
	});

	test.each([
		['an id that the server does not have', ['64c0c0ffee0000000000dead', '--to', target], 5],
		['a project that does not exist', [ids.lost, '--to', 'memorylab/STUDYZ/A003/V1'], 5],
		['a group that does not exist', [ids.lost, '--to', 'nolab/STUDYA/A003/V1'], 5],
		['a target with too few parts', [ids.lost, '--to', 'memorylab/STUDYA'], 2],
		['a target with an empty part', [ids.lost, '--to', 'memorylab/STUDYA//V1'], 2],
		['several sessions to one label', [ids.lost, ids.second, '--to', target], 2],
		['a target and a confidence at once', [ids.lost, '--to', target, '--accept', 'low'], 2],
		['no session at all', [], 2],
		['a plan file that is not there', ['--plan', 'nowhere.json'], 2],
	])('%s is refused with its own exit code', async (_, args, code) => {
		const run = await bench.flydeck(['move', ...args, '--yes', '--json']);
		expect(run.code).toBe(code);
		expect(errorOf(run)).toEqual({code: expect.any(String), message: expect.any(String), next: expect.any(String)});
		expect(run.stdout).toBe('');
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
	});

	test('a 200 that did nothing is told as what reading it back shows', async () => {
		await bench.sandbox.faults([{path: 'sessions', method: 'PUT', mode: 'lie', times: 0}]);
		const run = await bench.flydeck(['move', ids.lost, '--to', target, '--yes', '--json']);
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
		expect(run.code).toBe(7);
		expect((run.json() as Change).result?.items).toMatchObject([{id: ids.lost, status: 'failed'}]);
		expect(errorOf(run).code).toBe('incomplete');
	});
});

describe('a saved plan', () => {
	const planFile = () => path.join(bench.home.dir, 'plan.json');

	test('is written without changing anything, and applied later', async () => {
		const saved = await bench.flydeck(['move', ids.lost, '--to', target, '--save-plan', planFile()]);
		expect(saved.code).toBe(0);
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
		const applied = await bench.flydeck(['move', '--plan', planFile(), '--yes', '--json']);
		expect(applied.code).toBe(0);
		expect(await bench.placeOf(ids.lost)).toBe(target);
		const again = await bench.flydeck(['move', '--plan', planFile(), '--yes', '--json']);
		expect((again.json() as Change).result?.items).toMatchObject([{status: 'unchanged'}]);
	});

	test('is refused where the ground has moved', async () => {
		await bench.flydeck(['move', ids.lost, '--to', target, '--save-plan', planFile()]);
		await bench.flydeck(['move', ids.lost, '--to', 'memorylab/STUDYB/B1/V1', '--yes']);
		const run = await bench.flydeck(['move', '--plan', planFile(), '--yes', '--json']);
		expect(run.code).toBe(6);
		expect(errorOf(run).code).toBe('changed-since');
		expect(await bench.placeOf(ids.lost)).toBe('memorylab/STUDYB/B1/V1');
	});

	test('that shows one target and carries another is refused', async () => {
		await bench.flydeck(['move', ids.lost, '--to', target, '--save-plan', planFile()]);
		const text = await readFile(planFile(), 'utf8');
		await writeFile(planFile(), text.replaceAll(ids.study, ids.other));
		expect((await bench.flydeck(['move', '--plan', planFile(), '--yes'])).code).toBe(6);
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
	});

	test.each(['{', '{}', '{"kind":"move"}', '[]'])('of the text %s is refused', async text => {
		await writeFile(planFile(), text);
		const run = await bench.flydeck(['move', '--plan', planFile(), '--yes', '--json']);
		expect(run.code).toBe(2);
		expect(errorOf(run).code).toBe('bad-plan-file');
	});
});

describe('jobs and access', () => {
	test('a retry gives the new job, a second one is a conflict', async () => {
		const run = await bench.flydeck(['retry', ids.failed, '--yes', '--json']);
		expect(run.code).toBe(0);
		const [item] = (run.json() as Change).result?.items ?? [];
		const made = (await bench.sandbox.get(`/jobs/${item?.newJobId}`)) as {previous_job_id: string};
		expect(made.previous_job_id).toBe(ids.failed);
		expect((await bench.flydeck(['retry', ids.failed, '--yes', '--json'])).code).toBe(6);
	});

	test('a cancelled job is cancelled on the server', async () => {
		expect((await bench.flydeck(['cancel', ids.running, '--yes'])).code).toBe(0);
		expect(await bench.sandbox.get(`/jobs/${ids.running}`)).toMatchObject({state: 'cancelled'});
	});

	test('a role is set and taken back', async () => {
		const roles = async () => {
			const run = await bench.flydeck(['access', '--user', 'ra1@lab.example', '--json']);
			return (run.json() as {grants: {project: string; roles: string[]}[]}).grants;
		};
		const before = await roles();
		const set = await bench.flydeck(['access', 'set', 'ra1@lab.example', 'read-only', 'memorylab/STUDYA', '--yes']);
		expect(set.code).toBe(0);
		expect(await roles()).toEqual([{user: 'ra1@lab.example', project: 'memorylab/STUDYA', roles: ['read-only']}]);
		expect((await bench.flydeck(['undo', '--yes'])).code).toBe(0);
		expect(await roles()).toEqual(before);
	});

	test.each([
		['a project that is none', ['access', 'set', 'ra1@lab.example', 'read-only', 'memorylab/NONE'], 5],
		['a person nobody knows', ['access', 'set', 'x@lab.example', 'read-only', 'memorylab/STUDYA'], 5],
		['a job nobody knows', ['retry', '64c0c0ffee0000000000dead'], 5],
		['an entry that the history lacks', ['undo', 'no-such-entry'], 5],
	])('%s is refused', async (_, args, code) => {
		expect((await bench.flydeck([...args, '--yes'])).code).toBe(code);
	});
});

describe('what keeps a change within bounds', () => {
	test('a group that it is to keep to, even for what is named', async () => {
		const move = await bench.flydeck(['move', ids.lost, '--to', target, '--group', 'otherlab', '--yes', '--json']);
		expect(move.code).not.toBe(0);
		const role = ['access', 'set', 'ra1@lab.example', 'read-only', 'memorylab/STUDYA'];
		const set = await bench.flydeck([...role, '--group', 'otherlab', '--yes', '--json']);
		expect(set.code).toBe(2);
		expect(errorOf(set)).toMatchObject({code: 'outside-group'});
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
		expect((await bench.flydeck([...role, '--group', 'memorylab', '--yes', '--json'])).code).toBe(0);
	});

	test('a filter beside named sessions is refused, not ignored', async () => {
		const run = await bench.flydeck(['move', ids.lost, '--to', target, '--filter', 'x', '--yes', '--json']);
		expect(run.code).toBe(2);
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
	});
});
