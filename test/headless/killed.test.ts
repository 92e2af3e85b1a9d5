import {spawn} from 'node:child_process';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {childEnv, cliFile} from '../helpers/home.js';
import {type Bench, openBench} from './bench.js';
import {ids} from './world.js';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => bench.close());

const target = 'memorylab/STUDYA/A003/V1';
const unsortedPlace = 'memorylab/Unsorted/ex1/two';

interface Entry {
	id: string;
	status: string;
	items: {status: string; error?: {code: string}}[];
}

async function history(key?: string): Promise<Entry[]> {
	const run = await bench.flydeck(['history', '--json'], key === undefined ? {} : {key});
	expect(run.code).toBe(0);
	return (run.json() as {entries: Entry[]}).entries;
}

/** Waits until the server holds the write in its hands: the fault has struck it. */
async function writeSent(): Promise<void> {
	const fired = async () => {
		const rules = (await (await fetch(`${bench.sandbox.url}/sandbox/faults`)).json()) as {fired: number}[];
		return rules[0]?.fired;
	};
	await vi.waitFor(async () => expect(await fired()).toBe(1), 20_000);
}

/** Waits until the server has carried a PUT out. */
async function writeLanded(): Promise<void> {
	const done = async () =>
		(await bench.sandbox.requests()).some(({method, status}) => method === 'PUT' && status === 200);
	await vi.waitFor(async () => expect(await done()).toBe(true), 20_000);
}

/** Starts a command and kills it with SIGKILL at that moment. */
async function killOnce(moment: () => Promise<void>, args: string[]): Promise<void> {
	const child = spawn(process.execPath, [cliFile, ...args, '--yes', '--json'], {
		env: childEnv(bench.home.dir, {FW_KEY: bench.sandbox.key}),
		stdio: 'ignore',
	});
	const ended = new Promise(resolve => child.on('close', (_, signal) => resolve(signal)));
	await moment();
	child.kill('SIGKILL');
	expect(await ended).toBe('SIGKILL');
}

const moveIt = ['move', ids.lost, '--to', target];

describe('a run killed in the middle of a write', () => {
	test('before the server did it: told as not done, and as done once it is', async () => {
		await bench.sandbox.faults([{method: 'PUT', path: `/sessions/${ids.lost}`, mode: 'delay', delayMs: 6000}]);
		await killOnce(writeSent, moveIt);
		expect(await history('')).toMatchObject([{status: 'unfinished'}]);
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
		expect(await history()).toMatchObject([{status: 'failed', items: [{error: {code: 'not-applied'}}]}]);
		await vi.waitFor(async () => expect(await bench.placeOf(ids.lost)).toBe(target), 20_000);
		expect(await history()).toMatchObject([{status: 'done', items: [{status: 'done'}]}]);
		expect((await bench.flydeck(['undo', '--yes', '--json'])).code).toBe(0);
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
	});

	test('after the server did it: told as done, and undone exactly', async () => {
		// Three looks go before the write; the one after it never gets its answer.
		await bench.sandbox.faults([
			{method: 'GET', path: `/sessions/${ids.lost}$`, mode: 'delay', delayMs: 30_000, after: 3},
		]);
		await killOnce(writeLanded, moveIt);
		await bench.sandbox.faults([]);
		expect(await bench.placeOf(ids.lost)).toBe(target);
		const undone = await bench.flydeck(['undo', '--yes']);
		expect(undone.stderr).toContain('interrupted');
		expect(undone.code).toBe(0);
		expect(await bench.placeOf(ids.lost)).toBe(unsortedPlace);
	});

	test('a role: told as it is', async () => {
		await bench.sandbox.faults([{method: 'PUT', path: '/permissions/', mode: 'delay', delayMs: 600}]);
		await killOnce(writeSent, ['access', 'set', 'ra1@lab.example', 'read-only', 'memorylab/STUDYA']);
		const [entry] = await history();
		const roles = (await bench.flydeck(['access', '--user', 'ra1@lab.example', '--json'])).json();
		const set = (roles as {grants: {roles: string[]}[]}).grants[0]?.roles[0] === 'read-only';
		expect(entry?.status).toBe(set ? 'done' : 'failed');
	});
});
