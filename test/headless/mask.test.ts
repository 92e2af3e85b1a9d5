import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createHome, type TestHome} from '../helpers/home.js';
import {startTerminal} from '../helpers/pty.js';
import {runCli} from '../helpers/run-cli.js';
import {lostId, unsortedWorld} from '../helpers/unsorted-world.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

const typed = 'STUDYA/ROE^JANE/1984-03-12';
let sandbox: TestSandbox;
let home: TestHome;
beforeEach(async () => {
	const world = unsortedWorld(1, () => typed);
	[sandbox, home] = await Promise.all([startTestSandbox(world), createHome()]);
});
afterEach(async () => {
	await sandbox.close();
	await home.remove();
});

const flydeck = async (...args: string[]) => runCli(args, {home: home.dir, key: sandbox.key});

describe('--mask', () => {
	test.each([[['unsorted', '--json']], [['unsorted', '--csv']], [['unsorted']]])(
		'hides in %j what was scanned, and keeps the id',
		async args => {
			const open = await flydeck(...args);
			expect(open.stdout).toMatch(/ROE|1984/);
			const masked = await flydeck(...args, '--mask');
			expect(masked.code).toBe(0);
			expect(masked.stdout).not.toMatch(/ROE|JANE|1984/);
			expect(masked.stdout).toContain(lostId(1));
		},
	);
});

test('a setting masks everything, and --no-mask shows it once', async () => {
	const {paths} = (await flydeck('info', '--json')).json() as {paths: {settings: string}};
	await mkdir(path.dirname(paths.settings), {recursive: true});
	await writeFile(paths.settings, '{"mask": true}', {mode: 0o600});
	expect((await flydeck('unsorted')).stdout).not.toMatch(/ROE|JANE|1984/);
	expect((await flydeck('unsorted', '--no-mask')).stdout).toMatch(/ROE|1984/);
	const screen = await startTerminal([], {home: home.dir, key: sandbox.key});
	try {
		await screen.waitFor('THIS MORNING');
		screen.type('3');
		await screen.waitFor(/\*{3}\^\*{4}|\*{8}/);
		expect(screen.text()).not.toMatch(/ROE|JANE|1984/);
		screen.type('5');
		await screen.waitFor('STUDYA');
		await screen.waitFor('1 person');
		expect(screen.text()).not.toMatch(/ROE|JANE|1984/);
	} finally {
		screen.kill();
		await screen.exit;
	}
});

test('the journal and the debug log hold ids, and nothing that the header said', async () => {
	const moved = await flydeck('move', lostId(1), '--to', 'smith/STUDYA/S01/V2', '--yes', '--debug');
	expect(moved.code).toBe(0);
	expect((await flydeck('unsorted', '--debug')).code).toBe(0);
	const {paths} = (await flydeck('info', '--json')).json() as {paths: {journal: string; log: string}};
	for (const file of [paths.journal, paths.log]) {
		const text = await readFile(file, 'utf8');
		expect(text).toContain(lostId(1));
		expect(text).not.toMatch(/ROE|JANE|1984/);
	}
});
