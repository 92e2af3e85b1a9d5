import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {noteText} from '../../source/model/notes.js';
import {type Bench, type Fault, ids, openBench, outcome} from './bench.js';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => bench.close());

const remark = {until: '2099-12-01', text: 'The PI looks for the form'};
const text = noteText(remark);
const request = {id: ids.lost, remark};
const notes = async () => (await bench.witness.session(ids.lost)).notes.map(note => note.text);

describe('a note', () => {
	test('is written in words that people and programs read, and taken away by an undo', async () => {
		expect(await outcome(bench.operations, await bench.operations.planNote([request]))).toEqual(['done']);
		expect(await notes()).toEqual(['[flydeck: aside until 2099-12-01] The PI looks for the form']);
		expect(await outcome(bench.operations, await bench.operations.planUndo())).toEqual(['done']);
		expect(await notes()).toEqual([]);
	});

	test('of words that are there already is one more, and its undo takes that one alone', async () => {
		await bench.witness.addNote(ids.lost, text);
		await bench.operations.apply(await bench.operations.planNote([request]));
		expect(await notes()).toEqual([text, text]);
		await bench.operations.apply(await bench.operations.planUndo());
		expect(await notes()).toEqual([text]);
	});

	test('is kept by an undo where somebody rewrote it', async () => {
		await bench.operations.apply(await bench.operations.planNote([request]));
		const [note] = (await bench.witness.session(ids.lost)).notes;
		const headers = {authorization: 'scitran-user admin-key', 'content-type': 'application/json'};
		const body = JSON.stringify({text: 'Mine now'});
		await fetch(`${bench.url}/api/sessions/${ids.lost}/notes/${note?.id}`, {method: 'PUT', headers, body});
		await expect(bench.operations.planUndo()).rejects.toMatchObject({code: 'changed-since'});
		expect(await notes()).toEqual(['Mine now']);
	});

	test('is not written on a session that was moved since the plan', async () => {
		const plan = await bench.operations.planNote([request]);
		const to = {group: 'memorylab', project: 'STUDYA', subject: '100', session: 'S2'};
		await bench.operations.apply(await bench.operations.planMove([{id: ids.lost, to}]));
		const {items} = await bench.operations.apply(plan);
		expect(items).toMatchObject([{status: 'failed', error: {code: 'changed-since'}}]);
		expect(await notes()).toEqual([]);
	});

	test('too long for anybody to read is refused', async () => {
		const long = {id: ids.lost, remark: {text: 'x'.repeat(2001)}};
		await expect(bench.operations.planNote([long])).rejects.toMatchObject({kind: 'usage'});
	});
});

const path = '/notes';
const cases: [string, Fault, string, string[]][] = [
	['refused', {method: 'POST', path, mode: 'status', status: 403}, 'failed', []],
	['failed with 500', {method: 'POST', path, mode: 'status', status: 500}, 'failed', []],
	['written, 500 said', {method: 'POST', path, mode: 'status-after', status: 500}, 'done', [text]],
	['written, 403 said', {method: 'POST', path, mode: 'status-after', status: 403}, 'done', [text]],
	['written, answer lost', {method: 'POST', path, mode: 'drop-after'}, 'done', [text]],
	['not written, connection lost', {method: 'POST', path, mode: 'drop'}, 'failed', []],
	['written only in words', {method: 'POST', path, mode: 'lie'}, 'failed', []],
	['rate limited', {method: 'POST', path, mode: 'rate-limit'}, 'failed', []],
	['slow', {method: 'POST', path, mode: 'delay', delayMs: 200}, 'done', [text]],
];

describe('a note on a faulty server', () => {
	test.each(cases)('%s: told as it is, sent once, undo exact', async (_name, fault, status, expected) => {
		const plan = await bench.operations.planNote([request]);
		await bench.faults([fault]);
		expect(await outcome(bench.operations, plan)).toEqual([status]);
		await bench.faults([]);
		expect(await notes()).toEqual(expected);
		expect((await bench.requests()).filter(({method}) => method === 'POST')).toHaveLength(1);
		if (status !== 'done') return;
		expect(await outcome(bench.operations, await bench.operations.planUndo())).toEqual(['done']);
		expect(await notes()).toEqual([]);
	});
});
