import {afterEach, expect, it} from 'vitest';
import {startTerminal, type TestTerminal} from '../helpers/pty.js';

let terminal: TestTerminal | undefined;
afterEach(async () => {
	terminal?.kill();
	await terminal?.exit;
});

async function opened(key: string, cols: number): Promise<TestTerminal> {
	terminal = await startTerminal(['--sandbox'], {cols, rows: 30});
	await terminal.waitFor('THIS MORNING');
	terminal.type(key);
	return terminal;
}

it('shows where a scan belongs whole in 80 columns, and its lab as soon as there is room', async () => {
	const shown = await opened('3', 80);
	const narrow = await shown.waitFor(/MOODTRIAL\/M109\/week12 /);
	expect(narrow.find(line => line.includes(' AGE '))).toMatch(/^ +AGE +TYPED +PROBLEM +BELONGS TO +SURE$/);
	shown.resize(100, 30);
	await shown.waitFor(/ d {2}decisionlab +STOPGO/);
});

it('shows whose job it is whole in 100 columns, and the gear’s version where there is room', async () => {
	const shown = await opened('4', 100);
	const narrow = await shown.waitFor(/ motorlab\/RETEST\/sub-10\/ses-retest /);
	expect(narrow.some(line => line.includes('VERSION'))).toBe(false);
	shown.resize(130, 30);
	await shown.waitFor(/STATE +GEAR +VERSION +PROJECT\/SUBJECT\/SESSION +AGE +TRY +CAUSE/);
});

it('counts the files that a project lacks, and names them where all of the names fit', async () => {
	const shown = await opened('2', 100);
	await shown.waitFor(/memorylab\/ENCODE .* 1 file /);
	shown.resize(200, 30);
	await shown.waitFor(/memorylab\/ENCODE .* 1: acquisition_label_remapping\.csv /);
});
