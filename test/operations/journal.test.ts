import {appendFile, mkdir, readFile, rename, stat, writeFile} from 'node:fs/promises';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {createOperations} from '../../source/operations/index.js';
import {type Bench, ids, openBench} from './bench.js';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => bench.close());

const to = {group: 'memorylab', project: 'STUDYA', subject: '101', session: 'S1'};

async function moved(): Promise<void> {
	await bench.operations.apply(await bench.operations.planMove([{id: ids.lost, to}]));
}

test('the journal is for its owner alone and says what is about to happen before it happens', async () => {
	await moved();
	expect((await stat(bench.journalFile)).mode & 0o777).toBe(0o600);
	const types = (await readFile(bench.journalFile, 'utf8'))
		.trim()
		.split('\n')
		.map(line => JSON.parse(line).type);
	expect(types.slice(0, 2)).toEqual(['begin', 'start']);
	expect(types.slice(-2)).toEqual(['result', 'end']);
});

test('a torn last line costs nothing but itself', async () => {
	await moved();
	await appendFile(bench.journalFile, '{"type":"begin","id":"20260304-1715');
	expect(await bench.operations.history()).toHaveLength(1);
	await bench.operations.apply(await bench.operations.planUndo());
	expect((await bench.reopen().history()).map(({status}) => status)).toEqual(['done', 'undone']);
});

test('lines that are none of a journal’s are passed over', async () => {
	await moved();
	await appendFile(bench.journalFile, '{"type":"begin","id":"x"}\n{"id":7}\n[]\n"text"\n');
	expect(await bench.operations.history()).toHaveLength(1);
	expect((await bench.operations.planUndo()).items).toHaveLength(1);
});

test('a journal that breaks in the middle of a write takes nothing away from the truth', async () => {
	const plan = await bench.operations.planMove([{id: ids.lost, to}]);
	await bench.faults([{method: 'PUT', path: '/sessions/', mode: 'delay', delayMs: 500}]);
	const applying = bench.operations.apply(plan);
	await vi.waitFor(async () => expect(await readFile(bench.journalFile, 'utf8')).toContain('movedTo'), 10_000);
	await rename(bench.journalFile, `${bench.journalFile}.kept`);
	await mkdir(bench.journalFile);
	const {items} = await applying;
	expect(items).toMatchObject([{status: 'done', left: expect.stringContaining('journal')}]);
	expect(await bench.place(ids.lost)).toBe('memorylab/STUDYA/101/S1');
});

/** The journal as a run leaves it that dies after so many of its lines. */
async function killedAfter(lines: number): Promise<void> {
	const text = await readFile(bench.journalFile, 'utf8');
	const kept = text
		.trim()
		.split('\n')
		.slice(0, lines)
		.map(line => line.replace(/"pid":\d+/, '"pid":999999999'));
	await writeFile(bench.journalFile, `${kept.join('\n')}\n`);
}

test.each([
	[1, 'failed', 'not-attempted'],
	[2, 'done', undefined],
	[4, 'done', undefined],
	[5, 'done', undefined],
])('a run killed after %i lines is settled by looking: %s', async (lines, status, code) => {
	await moved();
	await killedAfter(lines);
	const next = bench.reopen();
	expect((await next.history())[0]?.status).toBe('unfinished');
	const [settled] = await next.recover();
	expect(settled).toMatchObject({status});
	expect(settled?.items[0]?.error?.code).toBe(code);
	expect(await next.recover()).toEqual([]);
});

test('an entry of a run that still lives is left alone', async () => {
	await moved();
	const text = await readFile(bench.journalFile, 'utf8');
	await writeFile(
		bench.journalFile,
		text
			.split('\n')
			.slice(0, 2)
			.join('\n')
			.replace(/"pid":\d+/, `"pid":${process.ppid}`),
	);
	expect(await bench.reopen().recover()).toEqual([]);
});

test('read-only refuses before anything is asked or written', async () => {
	const plan = await bench.operations.planMove([{id: ids.lost, to}]);
	const guarded = createOperations({
		client: bench.client,
		who: 'admin@lab.example',
		journalFile: bench.journalFile,
		readOnly: () => true,
	});
	await expect(guarded.apply(plan)).rejects.toMatchObject({code: 'read-only', exitCode: 4});
	expect(await bench.place(ids.lost)).toContain('Unsorted');
});

test('a plan for another site is refused', async () => {
	const plan = await bench.operations.planMove([{id: ids.lost, to}]);
	await expect(bench.operations.apply({...plan, site: 'flywheel.lab.example'})).rejects.toMatchObject({
		code: 'other-site',
	});
});
