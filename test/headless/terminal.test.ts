import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {cliFile} from '../helpers/home.js';
import {keys, startTerminal} from '../helpers/pty.js';
import {type Bench, openBench} from './bench.js';
import {ids, piSecret} from './world.js';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => bench.close());

const target = 'memorylab/STUDYA/A003/V1';

async function terminal(args: string[], options = {}) {
	return startTerminal(args, {home: bench.home.dir, key: bench.sandbox.key, cols: 120, ...options});
}

test('a change is asked about, and y alone applies it', async () => {
	for (const [answer, place] of [
		['', 'memorylab/Unsorted/ex1/two'],
		['m', 'memorylab/Unsorted/ex1/two'],
		['y', target],
	] as const) {
		const screen = await terminal(['move', ids.lost, '--to', target]);
		await screen.waitFor('Type y:');
		screen.type(answer, keys.enter);
		expect((await screen.exit).code).toBe(0);
		expect(await bench.placeOf(ids.lost)).toBe(place);
	}
});

test('ctrl-d at the question declines', async () => {
	const screen = await terminal(['move', ids.lost, '--to', target]);
	await screen.waitFor('Type y:');
	screen.type(keys.ctrlD);
	expect((await screen.exit).code).toBe(0);
	expect(await bench.placeOf(ids.lost)).toBe('memorylab/Unsorted/ex1/two');
});

test('what cannot be undone wants the count, not a y', async () => {
	for (const [answer, state] of [
		['y', 'running'],
		['1', 'cancelled'],
	] as const) {
		const screen = await terminal(['cancel', ids.running]);
		await screen.waitFor('how many items these are (1)');
		screen.type(answer, keys.enter);
		expect((await screen.exit).code).toBe(0);
		expect(await bench.sandbox.get(`/jobs/${ids.running}`)).toMatchObject({state});
	}
});

test('a key is taken without being shown, corrected by backspace, and saved', async () => {
	const screen = await terminal(['login'], {key: ''});
	await screen.waitFor('API key:');
	screen.type(`${bench.sandbox.key}x`, keys.backspace, keys.enter);
	await screen.waitFor('Logged in to');
	expect((await screen.exit).code).toBe(0);
	expect(screen.raw().toString()).not.toContain(piSecret.slice(0, 6));
	const saved = await readFile(path.join(bench.home.dir, 'flydeck/config/profiles/default.json'), 'utf8');
	expect(JSON.parse(saved)).toEqual({key: bench.sandbox.key});
});

test('giving up at the key saves nothing', async () => {
	const screen = await terminal(['login'], {key: ''});
	await screen.waitFor('API key:');
	screen.type('abc', keys.ctrlC);
	expect((await screen.exit).code).toBe(2);
	expect(screen.text()).not.toContain('abc');
});

test('with no login the dashboard greets, and q leaves', async () => {
	const screen = await terminal([], {key: ''});
	await screen.waitFor('l, s or q:');
	expect(screen.text()).toContain('sandbox');
	screen.type('q', keys.enter);
	expect((await screen.exit).code).toBe(0);
});

test('with no login s opens the sandbox, which says what it is', async () => {
	const screen = await terminal([], {key: ''});
	await screen.waitFor('l, s or q:');
	screen.type('s', keys.enter);
	await screen.waitFor(lines => screen.alternate() && lines.join('\n').includes('SANDBOX'));
	screen.type('q');
	expect((await screen.exit).code).toBe(0);
	expect(screen.alternate()).toBe(false);
});

test('a terminal that cannot draw gets the brief', async () => {
	const screen = await terminal([], {command: ['env', 'TERM=dumb', process.execPath, cliFile]});
	expect((await screen.exit).code).toBe(0);
	expect(screen.text()).toContain('Unsorted');
	expect(screen.alternate()).toBe(false);
});
