import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {exitCodeOf} from '../../source/operations/index.js';
import {type Bench, type Fault, ids, openBench, outcome} from './bench.js';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => bench.close());

const from = 'memorylab/Unsorted/ex1/gr-memorylab_proj-STUDYA-101-S1_ses-1.2.840';
const to = {group: 'memorylab', project: 'STUDYA', subject: '101', session: 'S1'};
const there = 'memorylab/STUDYA/101/S1';
const request = {id: ids.lost, to};

describe('a move', () => {
	test('makes the subject, puts the session under it, and is journalled', async () => {
		const plan = await bench.operations.planMove([request]);
		expect(plan.items[0]).toMatchObject({before: {project: 'Unsorted', subject: 'ex1'}, after: to});
		expect(plan.items[0]?.effects.join(' ')).toContain('new subject “101”');
		expect(await outcome(bench.operations, plan)).toEqual(['done']);
		expect(await bench.place(ids.lost)).toBe(there);
		const [entry] = await bench.operations.history();
		expect(entry).toMatchObject({status: 'done', who: 'admin@lab.example', kind: 'move'});
	});

	test('joins an existing subject without touching it', async () => {
		const [before] = await bench.witness.subjectsNamed(ids.study, '100');
		const plan = await bench.operations.planMove([{id: ids.lost, to: {...to, subject: '100', session: 'S2'}}]);
		expect(plan.items[0]?.effects.join(' ')).toContain('beside “S1”');
		expect(await outcome(bench.operations, plan)).toEqual(['done']);
		const after = await bench.witness.subjectsNamed(ids.study, '100');
		expect(after.map(({id}) => id)).toEqual([before?.id]);
		expect(await bench.place(ids.lost)).toBe('memorylab/STUDYA/100/S2');
	});

	test('warns of a session of the same name, and keeps both', async () => {
		const plan = await bench.operations.planMove([{id: ids.lost, to: {...to, subject: '100'}}]);
		expect(plan.items[0]?.warnings.join(' ')).toContain('already');
		expect(await outcome(bench.operations, plan)).toEqual(['done']);
		const [subject] = await bench.witness.subjectsNamed(ids.study, '100');
		expect(await bench.witness.sessionsOfSubject(subject?.id ?? '')).toHaveLength(2);
	});

	test('made twice is unchanged the second time', async () => {
		const plan = await bench.operations.planMove([request]);
		await bench.operations.apply(plan);
		const again = await bench.operations.apply(plan);
		expect(again).toMatchObject({items: [{status: 'unchanged'}], journalId: null});
	});

	test('is refused where the session moved since the plan', async () => {
		const plan = await bench.operations.planMove([request]);
		const elsewhere = await bench.operations.planMove([{id: ids.lost, to: {...to, subject: '999'}}]);
		await bench.operations.apply(elsewhere);
		const result = await bench.operations.apply(plan);
		expect(result).toMatchObject({items: [{status: 'failed', error: {code: 'changed-since'}}], journalId: null});
		expect(exitCodeOf(result)).toBe(6);
		expect(await bench.place(ids.lost)).toBe('memorylab/STUDYA/999/S1');
	});

	test.each([
		[{...to, project: 'NOPE'}, 'not-found'],
		[{...to, project: 'LOCKED'}, 'conflict'],
		[{...to, subject: ''}, 'usage'],
		[{...to, session: 'a\u001Bb'}, 'usage'],
	])('to %j is refused before anything is changed', async (place, kind) => {
		await expect(bench.operations.planMove([{id: ids.lost, to: place}])).rejects.toMatchObject({kind});
		expect(await bench.place(ids.lost)).toBe(from);
	});
});

const cases: [string, Fault[], string, string][] = [
	['subject refused', [{method: 'POST', path: '/subjects', mode: 'status', status: 403}], 'failed', from],
	['subject made, answer lost', [{method: 'POST', path: '/subjects', mode: 'drop-after'}], 'done', there],
	['subject not made, connection lost', [{method: 'POST', path: '/subjects', mode: 'drop'}], 'failed', from],
	['subject made, 500 said', [{method: 'POST', path: '/subjects', mode: 'status-after', status: 500}], 'done', there],
	['subject made only in words', [{method: 'POST', path: '/subjects', mode: 'lie'}], 'failed', from],
	['move refused', [{method: 'PUT', path: '/sessions/', mode: 'status', status: 403}], 'failed', from],
	['move failed with 500', [{method: 'PUT', path: '/sessions/', mode: 'status', status: 500}], 'failed', from],
	['moved, 500 said', [{method: 'PUT', path: '/sessions/', mode: 'status-after', status: 500}], 'done', there],
	['moved, answer lost', [{method: 'PUT', path: '/sessions/', mode: 'drop-after'}], 'done', there],
	['not moved, connection lost', [{method: 'PUT', path: '/sessions/', mode: 'drop'}], 'failed', from],
	['moved only in words', [{method: 'PUT', path: '/sessions/', mode: 'lie'}], 'failed', from],
	['moved, 403 said', [{method: 'PUT', path: '/sessions/', mode: 'status-after', status: 403}], 'done', there],
	[
		'moved, the look at it failed',
		[{path: `/sessions/${ids.lost}$`, mode: 'status', status: 404, after: 2}],
		'done',
		there,
	],
	['subject made, 403 said', [{method: 'POST', path: '/subjects', mode: 'status-after', status: 403}], 'done', there],
	['rate limited', [{method: 'PUT', path: '/sessions/', mode: 'rate-limit'}], 'failed', from],
	['slow', [{method: 'PUT', path: '/sessions/', mode: 'delay', delayMs: 300}], 'done', there],
];

describe('a move against a faulty server', () => {
	test.each(cases)('%s: told as it is, nothing sent twice, undo exact', async (_name, rules, status, place) => {
		const plan = await bench.operations.planMove([request]);
		await bench.faults(rules);
		const result = await bench.operations.apply(plan);
		await bench.faults([]);
		expect(result.items.map(item => item.status)).toEqual([status]);
		expect(await bench.place(ids.lost)).toBe(place);
		const writes = (await bench.requests()).filter(({method}) => method === 'PUT' || method === 'POST');
		const repeated = writes.filter((write, index) => writes.findIndex(({path}) => path === write.path) !== index);
		expect(repeated).toEqual([]);
		if (status === 'failed') {
			// What came to nothing leaves no empty subject behind.
			expect(await bench.subjectLabels(ids.study)).toEqual(['100']);
			return;
		}
		const undo = await bench.operations.planUndo();
		expect(await outcome(bench.operations, undo)).toEqual(['done']);
		expect(await bench.place(ids.lost)).toBe(from);
		expect(await bench.subjectLabels(ids.study)).toEqual(['100']);
	});

	test('that goes away is told as unknown, and settled when it is back', async () => {
		const plan = await bench.operations.planMove([request]);
		await bench.faults([
			{method: 'PUT', path: '/sessions/', mode: 'drop-after', times: 1},
			{method: 'GET', path: '.', mode: 'drop', times: 0, after: 2},
		]);
		const result = await bench.operations.apply(plan);
		expect(result.items[0]?.status).toBe('unknown');
		expect(exitCodeOf(result)).toBe(7);
		expect((await bench.operations.history())[0]?.status).toBe('unfinished');
		await bench.faults([]);
		expect(await bench.reopen().recover()).toMatchObject([{status: 'done'}]);
		expect(await bench.place(ids.lost)).toBe(there);
	}, 30_000);

	test('goes on with the other items', async () => {
		const second = {id: ids.second, to: {...to, subject: '102'}};
		const plan = await bench.operations.planMove([request, second]);
		await bench.faults([{method: 'PUT', path: `/sessions/${ids.lost}`, mode: 'status', status: 403}]);
		const result = await bench.operations.apply(plan);
		expect(result.items.map(item => item.status)).toEqual(['failed', 'done']);
		expect(exitCodeOf(result)).toBe(7);
		expect((await bench.operations.history())[0]?.status).toBe('partial');
	});
});

describe('undoing a move', () => {
	test('puts the session back, label and all, and removes the subject that the move made', async () => {
		const plan = await bench.operations.planMove([request]);
		const {journalId} = await bench.operations.apply(plan);
		const undo = await bench.operations.planUndo();
		expect(undo).toMatchObject({undoes: journalId, items: [{before: to}]});
		expect(await outcome(bench.operations, undo)).toEqual(['done']);
		expect(await bench.place(ids.lost)).toBe(from);
		expect(await bench.subjectLabels(ids.study)).toEqual(['100']);
		const [, moved] = await bench.operations.history();
		expect(moved).toMatchObject({status: 'undone'});
	});

	test('of several into one new subject removes that subject too', async () => {
		const plan = await bench.operations.planMove([request, {id: ids.second, to: {...to, session: 'S2'}}]);
		expect(plan.items.map(item => item.effects[0])).toEqual([
			expect.stringContaining('Makes the new subject'),
			expect.stringContaining('which this plan makes'),
		]);
		await bench.operations.apply(plan);
		expect(await bench.subjectLabels(ids.study)).toEqual(['100', '101']);
		expect(await outcome(bench.operations, await bench.operations.planUndo())).toEqual(['done', 'done']);
		expect(await bench.subjectLabels(ids.study)).toEqual(['100']);
	});

	test.each<[string, Fault]>([
		['the answer is lost', {method: 'PUT', path: '/sessions/', mode: 'drop-after'}],
		['a refusal is said', {method: 'PUT', path: '/sessions/', mode: 'status-after', status: 500}],
		['removing is refused in words', {method: 'DELETE', path: '/subjects/', mode: 'status-after', status: 403}],
	])('removes the subject though %s', async (_name, fault) => {
		await bench.operations.apply(await bench.operations.planMove([request]));
		const undo = await bench.operations.planUndo();
		await bench.faults([fault]);
		const {items} = await bench.operations.apply(undo);
		expect(items).toEqual([{id: ids.lost, status: 'done'}]);
		expect(await bench.subjectLabels(ids.study)).toEqual(['100']);
	});

	test.each<[string, Fault]>([
		['refuses', {method: 'DELETE', path: '/subjects/', mode: 'status', status: 403}],
		['only says that it did', {method: 'DELETE', path: '/subjects/', mode: 'lie'}],
	])('says so where the server %s to remove it', async (_name, fault) => {
		await bench.operations.apply(await bench.operations.planMove([request]));
		const undo = await bench.operations.planUndo();
		await bench.faults([fault]);
		const {items} = await bench.operations.apply(undo);
		expect(items).toMatchObject([{status: 'done', left: expect.stringContaining('“101” is still there')}]);
		expect(await bench.subjectLabels(ids.study)).toEqual(['100', '101']);
	});

	test('that somebody did already settles the change, so that the one before can be undone', async () => {
		const second = {id: ids.second, to: {...to, subject: '102'}};
		await bench.operations.apply(await bench.operations.planMove([second]));
		const {journalId} = await bench.operations.apply(await bench.operations.planMove([request]));
		const undo = await bench.operations.planUndo();
		const [source] = await bench.witness.subjectsNamed(ids.unsorted, 'ex1');
		await bench.witness.moveSession(ids.lost, {subjectId: source?.id ?? '', label: from.split('/')[3] ?? ''});
		expect(await outcome(bench.operations, undo)).toEqual(['unchanged']);
		const history = await bench.operations.history();
		expect(history.find(({id}) => id === journalId)).toMatchObject({status: 'undone'});
		expect((await bench.operations.planUndo()).items.map(({id}) => id)).toEqual([ids.second]);
	});

	test('keeps a subject that is not empty any more', async () => {
		await bench.operations.apply(await bench.operations.planMove([request]));
		const undo = await bench.operations.planUndo();
		await bench.operations.apply(await bench.operations.planMove([{id: ids.second, to: {...to, session: 'S2'}}]));
		expect(await outcome(bench.operations, undo)).toEqual(['done']);
		expect(await bench.place(ids.second)).toBe('memorylab/STUDYA/101/S2');
	});

	test('is refused where the session moved on since', async () => {
		const {journalId} = await bench.operations.apply(await bench.operations.planMove([request]));
		await bench.operations.apply(await bench.operations.planMove([{id: ids.lost, to: {...to, session: 'S7'}}]));
		await expect(bench.operations.planUndo(journalId ?? '')).rejects.toMatchObject({kind: 'conflict'});
		expect(await bench.place(ids.lost)).toBe('memorylab/STUDYA/101/S7');
	});

	test('twice is refused; an undo can be undone', async () => {
		const {journalId} = await bench.operations.apply(await bench.operations.planMove([request]));
		const undone = await bench.operations.apply(await bench.operations.planUndo());
		await expect(bench.operations.planUndo(journalId ?? '')).rejects.toMatchObject({code: 'already-undone'});
		const redo = await bench.operations.planUndo(undone.journalId ?? '');
		expect(await outcome(bench.operations, redo)).toEqual(['done']);
		expect(await bench.place(ids.lost)).toBe(there);
	});
});

test('what flydeck itself changed last is known by what the server showed then', async () => {
	await bench.operations.apply(await bench.operations.planMove([request]));
	await bench.operations.apply(await bench.operations.planUndo());
	const {modified} = await bench.witness.session(ids.lost);
	expect((await bench.reopen().ownChanges()).get(ids.lost)).toBe(modified);
});
