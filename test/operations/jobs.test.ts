import {afterEach, beforeEach, expect, test} from 'vitest';
import {type Bench, type Fault, ids, openBench, outcome} from './bench.js';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => bench.close());

test('a retry makes one new job, and the analysis is the same with the new job', async () => {
	const before = await bench.witness.job(ids.failed);
	const {items} = await bench.operations.apply(await bench.operations.planRetry([ids.failed]));
	expect(items[0]).toMatchObject({status: 'done', newJobId: expect.stringMatching(/^[0-9a-f]{24}$/)});
	const analysis = await bench.witness.analysis(before.analysis ?? '');
	expect(analysis.job).toBe(items[0]?.newJobId);
});

test('a retry of a job that was retried acts on the newest attempt, or says what it is', async () => {
	await bench.operations.apply(await bench.operations.planRetry([ids.failed]));
	await expect(bench.operations.planRetry([ids.failed])).rejects.toMatchObject({code: 'already-retried', exitCode: 6});
});

test('when somebody was faster the retry is unchanged and names their job', async () => {
	const plan = await bench.operations.planRetry([ids.failed]);
	const theirs = await bench.reopen().apply(plan);
	const ours = await bench.operations.apply(plan);
	expect(ours.items[0]).toMatchObject({status: 'unchanged', newJobId: theirs.items[0]?.newJobId});
});

test.each([[ids.running], [ids.complete]])('a job that did not fail is not retried (%s)', async id => {
	await expect(bench.operations.planRetry([id])).rejects.toMatchObject({code: 'not-failed'});
});

const faults: [Fault['mode'], string][] = [
	['status-after', 'done'],
	['drop-after', 'done'],
	['drop', 'failed'],
	['lie', 'failed'],
];
test.each(faults)('a retry with the fault %s is told as %s, and makes at most one job', async (mode, status) => {
	const plan = await bench.operations.planRetry([ids.failed]);
	await bench.faults([{method: 'POST', path: '/retry', mode, status: 500}]);
	expect(await outcome(bench.operations, plan)).toEqual([status]);
	await bench.faults([]);
	expect(await bench.witness.successors(ids.failed)).toHaveLength(status === 'done' ? 1 : 0);
});

test('a retry cannot be taken back, and says what can be done', async () => {
	await bench.operations.apply(await bench.operations.planRetry([ids.failed]));
	await expect(bench.operations.planUndo()).rejects.toMatchObject({
		code: 'not-undoable',
		message: expect.stringContaining('flydeck cancel'),
	});
});

test('cancelling stops a running job, says that it is final, and is verified', async () => {
	const plan = await bench.operations.planCancel([ids.running]);
	expect(plan.irreversible).toHaveLength(1);
	expect(await outcome(bench.operations, plan)).toEqual(['done']);
	expect((await bench.witness.job(ids.running)).state).toBe('cancelled');
	await expect(bench.operations.planCancel([ids.running])).rejects.toMatchObject({code: 'not-active'});
});
