import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, expect, it} from 'vitest';
import {createHome, type TestHome} from '../helpers/home.js';
import {keys, startTerminal, type TestTerminal} from '../helpers/pty.js';

let terminal: TestTerminal | undefined;
let home: TestHome | undefined;
afterEach(async () => {
	terminal?.kill();
	await terminal?.exit;
	await home?.remove();
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

it('shows the end of a long folder, and names of what is in one in 80 columns', async () => {
	home = await createHome();
	const folder = path.join(home.dir, 'scratch');
	mkdirSync(path.join(folder, 'freesurfer-of-2026'), {recursive: true});
	writeFileSync(path.join(folder, 'freesurfer-of-2026/orig.mgz'), Buffer.alloc(20_000));
	const far = '/nowhere/with/a/path/that/is/much/too/long/for/the/column/at/the/end';
	mkdirSync(path.join(home.dir, 'flydeck/config'), {recursive: true});
	const settings = {scratch: [{path: folder}, {path: far}]};
	writeFileSync(path.join(home.dir, 'flydeck/config/settings.json'), JSON.stringify(settings));
	terminal = await startTerminal(['--sandbox'], {home: home.dir});
	await terminal.waitFor('THIS MORNING');
	terminal.type('6');
	await terminal.waitFor(/ \/nowhere\S*…\S*\/at\/the\/end +· not mounted here/);
	await terminal.waitFor('never scanned');
	terminal.type('u');
	await terminal.waitFor(/✔ scanned .* 20\.0 KB +1 +none/);
	terminal.type(keys.enter);
	await terminal.waitFor(/▸ +20\.0 KB +\S+ +100 % +1 +0 d +in 90 d +freesurfer-of-2026\//);
});
