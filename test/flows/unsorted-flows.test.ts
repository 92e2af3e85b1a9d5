import {stat} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, describe, expect, it} from 'vitest';
import type {WorldFile} from '../../source/sandbox/index.js';
import {createHome} from '../helpers/home.js';
import {keys, startTerminal, type TerminalOptions, type TestTerminal} from '../helpers/pty.js';
import {runCli} from '../helpers/run-cli.js';
import {lostId, lostLabel, notesOf, placeOf, unsortedSubjects, unsortedWorld} from '../helpers/unsorted-world.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

let server: TestSandbox;
const terminals: TestTerminal[] = [];
afterEach(async () => {
	for (const terminal of terminals.splice(0)) terminal.kill('SIGKILL');
	await server.close();
});

async function openUnsorted(key: string, shown = 'high', options: TerminalOptions = {}): Promise<TestTerminal> {
	const screen = await startTerminal([], {key, ...options});
	terminals.push(screen);
	await screen.waitFor('THIS MORNING');
	screen.type('3');
	await screen.waitFor(shown);
	return screen;
}

async function open(world: WorldFile): Promise<TestTerminal> {
	server = await startTestSandbox(world);
	return openUnsorted(server.key);
}

const places = async (count: number) =>
	Promise.all(Array.from({length: count}, async (_, index) => placeOf(server, lostId(index + 1))));
const allSorted = (lines: string[]) => !lines.join('\n').includes('reading');

describe('the keys of the daily job', () => {
	it('two for one session by its right suggestion', async () => {
		const screen = await open(unsortedWorld(1));
		screen.type('m');
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		expect(await places(1)).toEqual(['STUDYA/S01/V2']);
	});

	it('three for all that are sure', async () => {
		const screen = await open(unsortedWorld(3));
		await screen.waitFor(allSorted);
		screen.type('H', 'M');
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('3 of 3 done and verified');
		expect(await places(3)).toEqual(['STUDYA/S01/V2', 'STUDYA/S02/V2', 'STUDYA/S03/V2']);
	});

	it('and the count, where there are more than 20', async () => {
		const screen = await open(unsortedWorld(21));
		await screen.waitFor(allSorted);
		screen.type('H', 'M');
		await screen.waitFor('Type 21');
		screen.type('y', '21', keys.enter);
		await screen.waitFor('21 of 21 done and verified', {timeout: 40_000});
		expect((await places(21)).every(place => place.startsWith('STUDYA/'))).toBe(true);
	});
});

describe('the target that is typed', () => {
	it('is completed from what exists, part by part', async () => {
		const screen = await open(unsortedWorld(2));
		screen.type('e');
		await screen.waitFor('Where does');
		screen.type('\u0015', 'sm');
		// The target that stood in the field says smith/ too.
		await screen.waitFor(lines => lines.join().includes('smith/') && !lines.join().includes('STUDYA/S01'));
		screen.type(keys.tab, 'stu');
		await screen.waitFor('smith/STUDYA/');
		screen.type(keys.tab, 's9');
		await screen.waitFor('smith/STUDYA/S91/');
		screen.type(keys.down, keys.tab);
		await screen.waitFor(/smith\/STUDYA\/S92\/ *\n/);
		screen.type('V7', keys.enter);
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		expect(await placeOf(server, lostId(1))).toBe('STUDYA/S92/V7');
	});

	it('may be an accession number, slips and all, where the header holds a digest: triage says what it means', async () => {
		server = await startTestSandbox(unsortedWorld(3, number => `${number}a4f09c27be51d3886e0f2a1b7c9d4e5`));
		const screen = await openUnsorted(server.key, 'medium');
		screen.type('e');
		await screen.waitFor('Where does');
		screen.type('\u0015', 'STUDYA-S02-v2');
		await screen.waitFor(/▸ smith\/STUDYA\/S02\/V2 .*high/);
		await screen.waitFor('tab takes the line marked above');
		screen.type(keys.enter, keys.tab);
		await screen.waitFor('enter makes the plan');
		screen.type(keys.enter);
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		expect(await placeOf(server, lostId(1))).toBe('STUDYA/S02/V2');
	});

	it('is told at once where its project is not there', async () => {
		const screen = await open(unsortedWorld(1));
		screen.type('e');
		await screen.waitFor('enter makes the plan');
		screen.type('\u0015', 'smith/STUDYB/S01/V2');
		await screen.waitFor('There is no project STUDYB in smith.');
	});

	it('may be the accession number as it should have been', async () => {
		const screen = await open(unsortedWorld(1));
		screen.type('e');
		await screen.waitFor('Where does');
		screen.type('\u0015', 'STUDYA/S01/V9', keys.enter);
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		expect(await places(1)).toEqual(['STUDYA/S01/V9']);
	});
});

describe('details with reasons', () => {
	it.each([
		[100, 30, true],
		[80, 24, false],
	])('stand with the list at %i columns by p', async (cols, rows, beside) => {
		server = await startTestSandbox(unsortedWorld(12));
		const screen = await openUnsorted(server.key, 'high', {cols, rows});
		screen.type('p');
		const lines = await screen.waitFor('What is wrong');
		const row = lines.find(line => line.includes('What is wrong')) ?? '';
		expect(row.indexOf('What is wrong') > 50).toBe(beside);
		screen.type('j', 'j');
		await screen.waitFor('S03-V2 (from');
		screen.type('G');
		await screen.waitFor('S12-V2 (from');
		await screen.waitFor(shown => shown.some(line => /▸.*S12/.test(line)));
	});
});

describe('the web page of a session', () => {
	it('is named by o, in the list and in the details', async () => {
		const screen = await open(unsortedWorld(1));
		// Longer than the screen is wide, so it takes two lines.
		const page = (lines: string[]) =>
			new RegExp(`/#/projects/[0-9a-f]{24}/sessions/${lostId(1)}`).test(lines.map(line => line.trim()).join(''));
		screen.type('o');
		await screen.waitFor(page);
		screen.type(keys.enter);
		await screen.waitFor(lines => lines.join('').includes('Where it belongs') && !page(lines));
		screen.type('o');
		await screen.waitFor(page);
	});
});

describe('a session label that is taken', () => {
	it('is met as the person chooses in the plan: a suffix, skipped, or the same', async () => {
		const screen = await open(unsortedWorld(1));
		screen.type('e');
		await screen.waitFor('Where does');
		screen.type('\u0015', 'smith/STUDYA/S01/V1', keys.enter);
		await screen.waitFor('this one becomes “V1_2”');
		screen.type('t');
		await screen.waitFor('Not in this plan');
		screen.type('y');
		screen.type('t');
		await screen.waitFor('both will be kept under one label');
		screen.type('t');
		await screen.waitFor('this one becomes “V1_2”');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		expect(await places(1)).toEqual(['STUDYA/S01/V1_2']);
	});

	it('is met one by one by t, and all alike by T', async () => {
		server = await startTestSandbox(unsortedWorld(3, () => 'STUDYA-S01-V2'));
		const screen = await openUnsorted(server.key, 'medium');
		await screen.waitFor(allSorted);
		screen.type('a', 'M');
		await screen.waitFor('2 go where their session label is taken');
		await screen.waitFor(/▸ STUDYA-S01-V2 +→ V2_2\s+STUDYA-S01-V2 +→ V2_3/);
		screen.type('t');
		await screen.waitFor(/▸ STUDYA-S01-V2 +left out of this plan\s+STUDYA-S01-V2 +→ V2_2/);
		screen.type(keys.right);
		await screen.waitFor(/▸ STUDYA-S01-V2 +→ V2_2/);
		screen.type('t');
		await screen.waitFor(/▸ STUDYA-S01-V2 +left out/);
		screen.type('t');
		await screen.waitFor(/▸ STUDYA-S01-V2 +shares the label with the V2/);
		screen.type('T');
		await screen.waitFor(/ +→ V2_2\s+▸ STUDYA-S01-V2 +→ V2_3/);
		screen.type('t');
		await screen.waitFor(/▸ STUDYA-S01-V2 +left out/);
		screen.type('y');
		await screen.waitFor('2 of 2 done and verified');
		expect(await places(2)).toEqual(['STUDYA/S01/V2', 'STUDYA/S01/V2_2']);
		expect(await placeOf(server, lostId(3))).toContain('Unsorted');
	});
});

describe('a plan for later', () => {
	it('is written by s to a file for its owner alone, and applied from there', async () => {
		server = await startTestSandbox(unsortedWorld(2));
		const home = await createHome();
		const screen = await openUnsorted(server.key, 'high', {home: home.dir});
		await screen.waitFor(allSorted);
		screen.type('H', 'M');
		await screen.waitFor('y applies');
		screen.type('s');
		await screen.waitFor('to which file');
		screen.type('\u0015', 'plan.json', keys.enter);
		await screen.waitFor('The plan is in');
		await screen.waitFor('y applies');
		screen.type('s');
		await screen.waitFor('to which file');
		screen.type('\u0015', 'plan.json', keys.enter);
		await screen.waitFor('There is a file of that name already');
		screen.type(keys.escape);
		await screen.waitFor('y applies');
		const file = path.join(home.dir, 'plan.json');
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		expect(await placeOf(server, lostId(1))).toContain('Unsorted');
		const run = await runCli(['move', '--plan', file, '--yes', '--json'], {home: home.dir, key: server.key});
		expect(run.code).toBe(0);
		expect(await places(2)).toEqual(['STUDYA/S01/V2', 'STUDYA/S02/V2']);
		await home.remove();
	});
});

describe('emptied subjects', () => {
	it('are deleted by x once their count is typed, and by nothing less', async () => {
		const screen = await open(unsortedWorld(2));
		screen.type('m');
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('x deletes emptied subjects');
		screen.type(keys.enter);
		await screen.waitFor('BELONGS TO');
		screen.type('x');
		await screen.waitFor('Type 1 and press enter');
		expect(screen.text()).toContain("Can't be undone");
		screen.type('y', 'x');
		await screen.waitFor('To apply, type 1');
		expect(await unsortedSubjects(server)).toEqual(['ex1001', 'ex1002']);
		screen.type('1', keys.enter);
		await screen.waitFor('1 of 1 done and verified');
		expect(screen.text()).not.toContain('z undoes');
		expect(await unsortedSubjects(server)).toEqual(['ex1002']);
	});

	it('are none where nothing was emptied', async () => {
		const screen = await open(unsortedWorld(1));
		screen.type('x');
		await screen.waitFor('There is nothing to do');
		screen.type(keys.escape);
		await screen.waitFor('BELONGS TO');
	});
});

describe('a session that can wait', () => {
	it('is set aside in a note, leaves the list and H, and is brought back by undo', async () => {
		const screen = await open(unsortedWorld(2));
		await screen.waitFor(allSorted);
		screen.type('w');
		await screen.waitFor('Set aside or note');
		screen.type('2099-12-01 the PI looks for the form', keys.enter);
		await screen.waitFor('y applies');
		expect(await notesOf(server, lostId(1))).toEqual([]);
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		expect(await notesOf(server, lostId(1))).toEqual(['[flydeck: aside until 2099-12-01] the PI looks for the form']);
		screen.type(keys.enter);
		await screen.waitFor('1 set aside');
		await screen.waitFor(/Unsorted +1 session/);
		screen.type('H');
		await screen.waitFor('1 marked whose suggestion is high');
		screen.type('A', keys.tab);
		await screen.waitFor(/Unsorted +2 session/);
		await screen.waitFor('12-01');
		screen.type('1');
		await screen.waitFor('1 set aside');
		screen.type('z');
		await screen.waitFor('Plan: Undo');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		expect(await notesOf(server, lostId(1))).toEqual([]);
	});

	it('is seen by another admin, whoever set it aside', async () => {
		const screen = await open(unsortedWorld(1));
		screen.type('w');
		await screen.waitFor('Set aside or note');
		screen.type('2w ask the PI', keys.enter);
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		const other = await openUnsorted(server.keyOf('secretOfPi'), 'Nothing is waiting');
		await other.waitFor('1 set aside');
		other.type(keys.tab, keys.enter);
		await other.waitFor('by admin@lab.example: ask the PI');
	});

	it('is only noted where no day is named', async () => {
		const screen = await open(unsortedWorld(1));
		screen.type('w');
		await screen.waitFor('Set aside or note');
		screen.type('technician was asked', keys.enter);
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		expect(await notesOf(server, lostId(1))).toEqual(['[flydeck: note] technician was asked']);
		screen.type(keys.enter);
		await screen.waitFor(/Unsorted +1 session/);
		screen.type(keys.enter);
		await screen.waitFor('Notes');
		screen.type('G');
		await screen.waitFor('technician was asked');
		expect(await placeOf(server, lostId(1))).toBe(`Unsorted/ex1001/${lostLabel(1)}`);
	});
});

describe('a screen that is shared', () => {
	it('hides by * what tells who was scanned, on the list, in details, plans and history, and shows it again', async () => {
		server = await startTestSandbox(unsortedWorld(1, () => 'STUDYA/jane.roe@lab.example/V2'));
		const screen = await openUnsorted(server.key, 'jane.roe');
		screen.type('*');
		await screen.waitFor('are hidden');
		expect(screen.text()).not.toContain('jane');
		screen.type(keys.enter);
		await screen.waitFor('Where it belongs');
		expect(screen.text()).not.toContain('jane');
		expect(screen.text()).toContain(lostId(1));
		screen.type('e');
		await screen.waitFor('Where does');
		screen.type('\u0015', 'smith/STUDYA/S01/V2', keys.enter);
		await screen.waitFor('y applies');
		expect(screen.text()).not.toContain('jane');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		screen.type(keys.enter, '7');
		await screen.waitFor('1 change');
		screen.type(keys.enter);
		await screen.waitFor('A change');
		expect(screen.text()).not.toContain('jane');
		screen.type('z');
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		screen.type(keys.enter, '3', '*');
		await screen.waitFor('jane.roe');
	});
});
