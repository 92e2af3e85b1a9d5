import {readFile} from 'node:fs/promises';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {ClashChoice, OnClash} from '../../source/model/plan.js';
import {exitCodeOf} from '../../source/operations/index.js';
import {type Bench, ids, openBench, outcome} from './bench.js';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => bench.close());

const to = {group: 'memorylab', project: 'STUDYA', subject: '100', session: 'S1'};
const lost = {id: ids.lost, to};
const second = {id: ids.second, to};
const every = (all: OnClash): ClashChoice => ({all, single: {}});

describe('session labels that are taken', () => {
	test('get a suffix each, where that is chosen', async () => {
		const plan = await bench.operations.planMove([lost, second], {onClash: every('suffix')});
		expect(plan.clash).toMatchObject({
			handled: 'suffix',
			items: [
				{id: ids.lost, becomes: 'S1_2'},
				{id: ids.second, becomes: 'S1_3'},
			],
		});
		expect(plan.items.map(({after}) => after.session)).toEqual(['S1_2', 'S1_3']);
		expect(await outcome(bench.operations, plan)).toEqual(['done', 'done']);
		expect(await bench.place(ids.second)).toBe('memorylab/STUDYA/100/S1_3');
	});

	test('keep their sessions where they are, where that is chosen, and the plan says so', async () => {
		const free = {id: ids.second, to: {...to, session: 'S2'}};
		const plan = await bench.operations.planMove([lost, free], {onClash: every('skip')});
		expect(plan.items.map(({id}) => id)).toEqual([ids.second]);
		expect(plan.notes?.join(' ')).toMatch(/Not in this plan: .*“S1” already/);
		expect((await bench.operations.planMove([lost], {onClash: every('skip')})).items).toEqual([]);
	});

	test('are met one by one, where that is chosen, and by a suffix where nothing is', async () => {
		const usual = await bench.operations.planMove([lost, second]);
		expect(usual.items.map(({after}) => after.session)).toEqual(['S1_2', 'S1_3']);
		const onClash: ClashChoice = {all: 'suffix', single: {[ids.lost]: 'skip', [ids.second]: 'same'}};
		const plan = await bench.operations.planMove([lost, second], {onClash});
		expect(plan.clash?.items).toMatchObject([
			{id: ids.lost, handled: 'skip', becomes: null},
			{id: ids.second, handled: 'same', becomes: 'S1'},
		]);
		expect(plan.items.map(({id, after}) => [id, after.session])).toEqual([[ids.second, 'S1']]);
	});

	test('within one plan count too', async () => {
		const fresh = {...to, subject: '101'};
		const requests = [ids.lost, ids.second].map(id => ({id, to: fresh}));
		const {items} = await bench.operations.planMove(requests, {onClash: every('suffix')});
		expect(items.map(({after}) => after.session)).toEqual(['S1', 'S1_2']);
	});
});

describe('a plan', () => {
	test('says which subject is left behind once all its sessions leave', async () => {
		const one = await bench.operations.planMove([{...lost, to: {...to, session: 'S2'}}]);
		expect(one.empties).toBeUndefined();
		const both = await bench.operations.planMove([lost, second], {onClash: every('suffix')});
		expect(both.empties).toBe(1);
		expect(both.items[1]?.effects.join(' ')).toContain('“ex1” of memorylab/Unsorted behind');
	});

	test('tells people what the console sent, and the journal nothing of it', async () => {
		const warnings = ['The suggestion is low: Jane^Doe was typed.'];
		const plan = await bench.operations.planMove([{...lost, typed: 'Jane^Doe/101', warnings}]);
		expect(plan.items[0]?.called).toBe('Jane^Doe/101');
		await bench.operations.apply(plan);
		const journal = await readFile(bench.journalFile, 'utf8');
		expect(journal).toContain(ids.lost);
		expect(journal).not.toContain('Jane');
	});
});

describe('a saved plan', () => {
	test('is applied where its ground stands, and refused where it moved, item by item', async () => {
		const saved = await bench.operations.planMove([lost, second], {onClash: every('suffix')});
		const elsewhere = {...to, subject: '999'};
		await bench.operations.apply(await bench.operations.planMove([{id: ids.lost, to: elsewhere}]));
		const plan = await bench.operations.planSaved(saved);
		expect(plan.items.map(({warnings}) => warnings.join(' ').includes('will be refused'))).toEqual([true, false]);
		const result = await bench.operations.apply(plan);
		expect(result.items).toMatchObject([{status: 'failed', error: {code: 'changed-since'}}, {status: 'done'}]);
		expect(exitCodeOf(result)).toBe(7);
		expect(await bench.place(ids.lost)).toBe('memorylab/STUDYA/999/S1');
		expect(await bench.place(ids.second)).toBe('memorylab/STUDYA/100/S1_3');
	});

	test('is refused where its label was taken since, unless it was to be shared', async () => {
		const free = {...to, session: 'S7'};
		const saved = await bench.operations.planMove([
			{id: ids.lost, to: free},
			{id: ids.second, to: {...to, session: 'S8'}},
		]);
		const shared = await bench.operations.planMove([second], {onClash: every('same')});
		const [there] = await bench.witness.sessions(ids.study);
		await bench.client.labelSession(there?.id ?? '', 'S7');
		const plan = await bench.operations.planSaved(saved);
		expect(plan.items.map(({warnings}) => warnings.join(' ').includes('a session “S7” by now'))).toEqual([true, false]);
		await bench.client.labelSession(there?.id ?? '', 'S1');
		expect((await bench.operations.planSaved(shared)).items[0]?.warnings.join(' ')).toContain('under one label');
	});

	test('of which nothing stands any more is refused whole', async () => {
		const saved = await bench.operations.planMove([lost]);
		await bench.operations.apply(await bench.operations.planMove([{id: ids.lost, to: {...to, subject: '999'}}]));
		await expect(bench.operations.planSaved(saved)).rejects.toMatchObject({code: 'changed-since'});
	});
});

describe('a change that was stopped', () => {
	test('is resumed: what is left is planned again, checked again and done', async () => {
		const plan = await bench.operations.planMove([lost, second], {onClash: every('suffix')});
		const stop = new AbortController();
		await bench.operations.apply(plan, {
			signal: stop.signal,
			onProgress: ({phase}) => phase === 'finished' && stop.abort(),
		});
		expect((await bench.operations.history())[0]?.status).toBe('partial');
		const rest = await bench.operations.planResume();
		expect(rest.items.map(({id}) => id)).toEqual([ids.second]);
		expect(await outcome(bench.operations, rest)).toEqual(['done']);
		expect(await bench.place(ids.second)).toBe('memorylab/STUDYA/100/S1_3');
		await expect(bench.operations.planResume()).rejects.toMatchObject({code: 'nothing-to-resume'});
	});

	test('that came to its end has nothing to resume', async () => {
		await bench.operations.apply(await bench.operations.planMove([lost]));
		await expect(bench.operations.planResume()).rejects.toMatchObject({code: 'nothing-to-resume'});
	});
});
