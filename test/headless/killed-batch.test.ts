import {spawn} from 'node:child_process';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {childEnv, cliFile, createHome, type TestHome} from '../helpers/home.js';
import {runCli} from '../helpers/run-cli.js';
import {lostId, placeOf, unsortedSubjects, unsortedWorld} from '../helpers/unsorted-world.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

const size = 40;
let sandbox: TestSandbox;
let home: TestHome;
beforeEach(async () => {
	[sandbox, home] = await Promise.all([startTestSandbox(unsortedWorld(size)), createHome()]);
});
afterEach(async () => {
	await sandbox.close();
	await home.remove();
});

const flydeck = async (...args: string[]) => runCli([...args, '--json'], {home: home.dir, key: sandbox.key});
const moved = async () => {
	const places = await Promise.all(Array.from({length: size}, async (_, index) => placeOf(sandbox, lostId(index + 1))));
	return places.filter(place => place.startsWith('STUDYA/')).length;
};
const putsDone = async () =>
	(await sandbox.requests()).filter(({method, status}) => method === 'PUT' && status === 200).length;

interface Entry {
	status: string;
	items: {status: string; error?: {code: string}}[];
}

test('a batch of 40 killed half way is told truly, resumed to its end, and undone exactly', async () => {
	// From the 21st on, the server takes its time: the kill meets a write under way.
	const slow = {method: 'PUT', path: '/sessions/', mode: 'delay', delayMs: 3000, times: 0, after: 20} as const;
	await sandbox.faults([slow]);
	const child = spawn(process.execPath, [cliFile, 'move', '--accept', 'high', '--yes', '--json'], {
		env: childEnv(home.dir, {FW_KEY: sandbox.key}),
		stdio: 'ignore',
	});
	const ended = new Promise(resolve => child.on('close', (_, signal) => resolve(signal)));
	await vi.waitFor(async () => expect(await putsDone()).toBe(20), {timeout: 40_000, interval: 50});
	child.kill('SIGKILL');
	expect(await ended).toBe('SIGKILL');
	await sandbox.faults([]);

	const [entry] = ((await flydeck('history')).json() as {entries: Entry[]}).entries;
	expect(entry?.status).toBe('partial');
	const told = entry?.items.filter(({status}) => status === 'done').length;
	expect(told).toBeGreaterThanOrEqual(20);
	expect(told).toBeLessThan(size);

	const rest = await flydeck('resume', '--yes');
	expect(rest.code).toBe(0);
	expect(await moved()).toBe(size);
	expect(((await flydeck('unsorted')).json() as {total: number}).total).toBe(0);

	// The second half first, then the first: two undos, each as a plan of its own.
	expect((await flydeck('undo', '--yes')).code).toBe(0);
	expect((await flydeck('undo', '--yes')).code).toBe(0);
	expect(await moved()).toBe(0);
	expect(await unsortedSubjects(sandbox)).toHaveLength(size);
}, 120_000);
