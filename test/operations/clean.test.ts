import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {exitCodeOf} from '../../source/operations/index.js';
import type {WorldFile} from '../../source/sandbox/index.js';
import {type Bench, type Fault, ids, lab, openBench, outcome} from './bench.js';

/** The lab with three more subjects in Unsorted: one holds nothing, two only seem to. */
const world: WorldFile = {
	...lab,
	projects: lab.projects?.map(project =>
		project.label === 'Unsorted'
			? {
					...project,
					subjects: [
						...(project.subjects ?? []),
						{label: 'empty', sessions: []},
						{label: 'noted', notes: ['Ask the PI'], sessions: []},
						{label: 'analysed', analyses: [{label: 'by hand', job: null}], sessions: []},
					],
				}
			: project,
	),
};

let bench: Bench;
beforeEach(async () => {
	bench = await openBench({world});
});
afterEach(async () => bench.close());

const everybody = ['analysed', 'empty', 'ex1', 'noted'];
const others = ['analysed', 'ex1', 'noted'];
const left = async () => bench.subjectLabels(ids.unsorted);

describe('cleaning', () => {
	test('plans the proven empty alone, says what it keeps and that nothing brings it back', async () => {
		const plan = await bench.operations.planClean([]);
		expect(plan.items.map(({before, after}) => [before.subject, after.subject])).toEqual([['empty', null]]);
		expect(plan.irreversible).toEqual([expect.stringContaining('brought back')]);
		expect(plan.notes?.join(' ')).toMatch(/noted \(1 note\)/);
		expect(plan.notes?.join(' ')).toMatch(/analysed \(1 analysis\)/);
		expect(await left()).toEqual(everybody);
	});

	test('deletes with the reason that the server asks for, and is journalled as final', async () => {
		expect(await outcome(bench.operations, await bench.operations.planClean(['memorylab']))).toEqual(['done']);
		expect(await left()).toEqual(others);
		const [entry] = await bench.operations.history();
		expect(entry).toMatchObject({kind: 'clean', status: 'done'});
		await expect(bench.operations.planUndo(entry?.id)).rejects.toMatchObject({code: 'not-undoable'});
		expect((await bench.operations.planClean([])).items).toEqual([]);
	});

	test('keeps what came to hold something since the plan', async () => {
		const plan = await bench.operations.planClean([]);
		await bench.witness.moveSession(ids.lost, {subjectId: plan.items[0]?.id ?? '', label: 'late'});
		const result = await bench.operations.apply(plan);
		expect(result).toMatchObject({items: [{status: 'failed', error: {code: 'changed-since'}}], journalId: null});
		expect(exitCodeOf(result)).toBe(6);
		expect(await left()).toEqual(everybody);
	});

	test('leaves other projects and other groups alone', async () => {
		await bench.witness.createSubject(ids.study, 'empty-too');
		expect((await bench.operations.planClean(['nobody'])).items).toEqual([]);
		await outcome(bench.operations, await bench.operations.planClean([]));
		expect(await bench.subjectLabels(ids.study)).toEqual(['100', 'empty-too']);
	});

	test('does not stand in the way of undoing the move that emptied the subject', async () => {
		const to = {group: 'memorylab', project: 'STUDYA', subject: '101', session: 'S1'};
		const from = await Promise.all([ids.lost, ids.second].map(async id => bench.place(id)));
		const moved = await bench.operations.apply(
			await bench.operations.planMove([
				{id: ids.lost, to},
				{id: ids.second, to: {...to, session: 'S2'}},
			]),
		);
		expect(await outcome(bench.operations, await bench.operations.planClean([]))).toEqual(['done', 'done']);
		expect(await left()).toEqual(['analysed', 'noted']);
		const undo = await bench.operations.planUndo(moved.journalId ?? '');
		expect(await outcome(bench.operations, undo)).toEqual(['done', 'done']);
		expect(await Promise.all([ids.lost, ids.second].map(async id => bench.place(id)))).toEqual(from);
	});
});

const path = '/subjects/';
const cases: [string, Fault, string, string[]][] = [
	['refused', {method: 'DELETE', path, mode: 'status', status: 403}, 'failed', everybody],
	['failed with 500', {method: 'DELETE', path, mode: 'status', status: 500}, 'failed', everybody],
	['deleted, 500 said', {method: 'DELETE', path, mode: 'status-after', status: 500}, 'done', others],
	['deleted, 403 said', {method: 'DELETE', path, mode: 'status-after', status: 403}, 'done', others],
	['deleted, answer lost', {method: 'DELETE', path, mode: 'drop-after'}, 'done', others],
	['not deleted, connection lost', {method: 'DELETE', path, mode: 'drop'}, 'failed', everybody],
	['deleted only in words', {method: 'DELETE', path, mode: 'lie'}, 'failed', everybody],
	['rate limited', {method: 'DELETE', path, mode: 'rate-limit'}, 'failed', everybody],
	['slow', {method: 'DELETE', path, mode: 'delay', delayMs: 200}, 'done', others],
];

describe('cleaning against a faulty server', () => {
	test.each(cases)('%s: told as it is, sent once', async (_name, fault, status, subjects) => {
		const plan = await bench.operations.planClean([]);
		await bench.faults([fault]);
		expect(await outcome(bench.operations, plan)).toEqual([status]);
		await bench.faults([]);
		expect(await left()).toEqual(subjects);
		expect((await bench.requests()).filter(({method}) => method === 'DELETE')).toHaveLength(1);
	});

	test('whose proof can’t be read deletes nothing', async () => {
		await bench.faults([{method: 'GET', path: '/analyses', mode: 'status', status: 403, times: 0}]);
		const plan = await bench.operations.planClean([]);
		expect(plan.items).toEqual([]);
		expect(plan.notes?.join(' ')).toContain('empty (');
	});
});
