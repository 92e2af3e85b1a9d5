import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, expect, it} from 'vitest';
import {createHome, type TestHome} from '../helpers/home.js';
import {keys, startTerminal, type TestTerminal} from '../helpers/pty.js';
import {withSandbox} from '../helpers/with-sandbox.js';

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

it('keeps every row within the smallest terminal, the columns that say least gone', async () => {
	terminal = await startTerminal(['--sandbox'], {cols: 60, rows: 15});
	await terminal.waitFor('THIS MORNING');
	for (const [key, heading] of [
		['2', /^ +PROJECT +SESSIONS +LAST SCAN +FAILED$/m],
		['3', /^ +AGE +TYPED +BELONGS TO +SURE\n(.*\n)*.*◐ medium/m],
		['4', /^ +STATE +GEAR +PROJECT\S+ +AGE$/m],
		['6', /^ +FOLDER +STATE +SIZE +IN 14 D$/m],
		['7', /^ +WHEN \(UTC\) +STATUS +WHAT$/m],
	] as const) {
		terminal.type(key);
		const lines = await terminal.waitFor(heading);
		expect(lines.slice(3).filter(line => line.length === 60 && line.endsWith('…'))).toEqual([]);
	}
});

it('lets a wide terminal’s spare room lie at the end: what was typed and where it belongs stay near', async () => {
	const shown = await opened('3', 200);
	const lines = await shown.waitFor(/ BELONGS TO +SURE/);
	const heading = lines.find(line => line.includes('BELONGS TO')) ?? '';
	expect(heading.indexOf('BELONGS TO') - heading.indexOf('TYPED')).toBeLessThan(110);
	expect(heading.length).toBeLessThan(180);
	shown.type('5');
	await shown.waitFor('Principal Investigator Aging ');
});

it('gives a column that no row has anything in to the others, and times in words to people', async () => {
	const world = {
		users: [{_id: 'admin@lab.example', roles: ['site_admin' as const], key: 'secret'}],
		gears: [{name: 'dcm2niix', version: '1.0.0'}],
		groups: [{_id: 'smith', label: 'Smith Lab'}],
		projects: [
			{
				...{group: 'smith', label: 'NAP'},
				subjects: [{label: 'S1', sessions: [{label: 'V1', jobs: [{gear: 'dcm2niix', state: 'complete' as const}]}]}],
			},
		],
	};
	await withSandbox(world, async server => {
		terminal = await startTerminal([], {cols: 200, rows: 24, key: server.key});
		await terminal.waitFor('THIS MORNING');
		terminal.type('4');
		const lines = await terminal.waitFor('smith/NAP/S1/V1');
		expect(lines.join('\n')).toMatch(/PROJECT\/SUBJECT\/SESSION +AGE +TRY +LAUNCHED BY$/m);
		terminal.type('p');
		await terminal.waitFor(/made +\d{4}-\d\d-\d\d \d\d:\d\d UTC, .* ago/);
	});
});
