import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {UnsortedSession} from '../../source/model/unsorted.js';
import {createHome, type TestHome} from '../helpers/home.js';
import {keys, startTerminal, type TestTerminal} from '../helpers/pty.js';
import {runCli} from '../helpers/run-cli.js';
import {lostId, unsortedWorld} from '../helpers/unsorted-world.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

/** The console's own name for STUDYA, as its labels have it. */
const wrong = 'QUARTZ';
let sandbox: TestSandbox;
let home: TestHome;
beforeAll(async () => {
	// The third says nothing at all: only a schedule can tell whose it is.
	const world = unsortedWorld(3, number => (number === 3 ? '-' : `${wrong}/S0${number}/V2`));
	const lost = world.projects?.[1]?.subjects?.flatMap(({sessions}) => sessions ?? []) ?? [];
	for (const [index, session] of lost.entries())
		session.label = `gr-smith_proj-${wrong}-S0${index + 1}-V2_ses-1.2.${index}`;
	[sandbox, home] = await Promise.all([startTestSandbox(world), createHome()]);
});
afterAll(async () => {
	await sandbox.close();
	await home.remove();
});

const flydeck = async (...args: string[]) => runCli(args, {home: home.dir, key: sandbox.key});

async function judged(number: number, ...args: string[]): Promise<UnsortedSession | undefined> {
	const {sessions} = (await flydeck('unsorted', '--json', ...args)).json() as {sessions: UnsortedSession[]};
	return sessions.find(({id}) => id === lostId(number));
}

async function onScreen(body: (screen: TestTerminal) => Promise<void>, ...args: string[]): Promise<void> {
	const screen = await startTerminal(args, {home: home.dir, key: sandbox.key, cols: 120, rows: 40});
	try {
		await screen.waitFor('THIS MORNING');
		screen.type('3');
		await screen.waitFor('BELONGS TO');
		await body(screen);
	} finally {
		screen.kill();
		await screen.exit;
	}
}

describe('a name that was put right before', () => {
	test('is named when it returns, its project ranks up, and undo forgets it', async () => {
		const before = await judged(2);
		expect(before?.problems.map(({code}) => code)).not.toContain('returning-mistake');
		expect(before?.suggestions[0]?.confidence).not.toBe('high');
		expect((await flydeck('move', lostId(1), '--to', 'smith/STUDYA/S01/V2', '--yes')).code).toBe(0);

		const after = await judged(2);
		expect(after?.problems).toContainEqual({
			code: 'returning-mistake',
			message: `Second time this month: "${wrong}" for the project STUDYA.`,
		});
		const place = {project: 'STUDYA', subject: 'S02', session: 'V2', confidence: 'high'};
		expect(after?.suggestions[0]).toMatchObject(place);
		await onScreen(async screen => {
			await screen.waitFor(/STUDYA\/S02\/V2 +● high/);
			screen.type(keys.enter);
			await screen.waitFor(`Second time this month: "${wrong}" for the project STUDYA.`);
		});

		expect((await flydeck('undo', '--yes')).code).toBe(0);
		expect((await judged(2))?.problems.map(({code}) => code)).not.toContain('returning-mistake');
	}, 60_000);
});

describe('a schedule of the scans expected', () => {
	const expected = 'STUDYA/S03/V2';

	test('tells by --schedule and by the setting, to the command and on the dashboard', async () => {
		const file = path.join(home.dir, 'expected.csv');
		await writeFile(file, 'date,project,subject,session\n2026-03-08,STUDYA,S03,V2\n');
		const place = ({suggestions: [best] = []}: Partial<UnsortedSession> = {}) =>
			best && `${best.project}/${best.subject}/${best.session}`;
		expect((await judged(3))?.suggestions.flatMap(({reasons}) => reasons).join()).not.toContain('schedule');
		expect(place(await judged(3, '--schedule', file))).toBe(expected);
		const said = `The schedule expects ${expected} on 2026-03-08.`;
		const told = async (screen: TestTerminal) => {
			screen.type('/', 'id:', lostId(3), keys.enter, keys.enter);
			await screen.waitFor(said);
		};
		await onScreen(told, '--schedule', file);

		const {paths} = (await flydeck('info', '--json')).json() as {paths: {settings: string}};
		await mkdir(path.dirname(paths.settings), {recursive: true});
		await writeFile(paths.settings, JSON.stringify({schedule: file}), {mode: 0o600});
		expect(place(await judged(3))).toBe(expected);
		await onScreen(told);
	}, 60_000);
});
