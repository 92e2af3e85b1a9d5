import {mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, describe, expect, it, vi} from 'vitest';
import {carryLab, ids} from '../carry/world.js';
import {createHome, type TestHome} from '../helpers/home.js';
import {keys, startTerminal, type TestTerminal} from '../helpers/pty.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

let sandbox: TestSandbox | undefined;
let terminal: TestTerminal | undefined;
let folder: string | undefined;
let home: TestHome | undefined;
afterEach(async () => {
	terminal?.kill('SIGKILL');
	await sandbox?.close();
	await home?.remove();
	if (folder !== undefined) await rm(folder, {recursive: true, force: true});
	[terminal, sandbox, folder, home] = [undefined, undefined, undefined, undefined];
});

const eraseLine = '\u0015';

async function openDashboard() {
	const server = await startTestSandbox(carryLab);
	sandbox = server;
	const here = await mkdtemp(path.join(tmpdir(), 'carry-flow-'));
	folder = here;
	const own = await createHome();
	home = own;
	const settings = {scratch: [{path: here, purgeDays: 0}]};
	const config = path.join(own.dir, 'flydeck/config');
	await mkdir(config, {recursive: true});
	await writeFile(path.join(config, 'settings.json'), JSON.stringify(settings));
	const screen = await startTerminal([], {key: server.key, home: own.dir, cols: 110, rows: 30});
	terminal = screen;
	await screen.waitFor('THIS MORNING');
	return {screen, server, here};
}

/** Stands on the analyses of the session that has some. */
async function toAnalyses(screen: TestTerminal) {
	screen.type('2');
	await screen.waitFor('memorylab/STUDYA');
	screen.type(keys.enter);
	await screen.waitFor(/2 sessions/);
	screen.type('/', 'V1', keys.enter);
	await screen.waitFor(/1 of 2 sessions|1 \/ 2 sessions/);
	screen.type(keys.enter);
	await screen.waitFor(/4 acquisitions/);
	screen.type(keys.tab);
	await screen.waitFor(/fmriprep/);
}

describe('carrying in the background', () => {
	it('an analysis comes to a folder that one names, while the screen stays free', async () => {
		const {screen, here} = await openDashboard();
		await toAnalyses(screen);
		screen.type('/', 'fmriprep', keys.enter, 'd');
		await screen.waitFor('Download fmriprep');
		screen.type(eraseLine, path.join(here, 'down'), keys.enter);
		await screen.waitFor('whole and checked');
		expect((await readdir(path.join(here, 'down'))).sort()).toEqual(['out.zip', 'report.html']);
		expect(await readFile(path.join(here, 'down', 'report.html'), 'utf8')).toBe('<p>fine</p>');
	});

	it('a large one tells how far it is, ends by ctrl-x and goes on when asked again', async () => {
		const {screen, here} = await openDashboard();
		await toAnalyses(screen);
		screen.type('/', 'huge', keys.enter, 'd');
		await screen.waitFor('Download huge');
		screen.type(eraseLine, here, keys.enter);
		await screen.waitFor(/Downloading "huge": .+ of 1\.0 GB.*ctrl-x ends it/);
		screen.type('7');
		await screen.waitFor('History');
		screen.type('\u0018');
		await screen.waitFor('It was stopped before all was carried');
		const [part = ''] = await readdir(here);
		expect(part).toMatch(/^huge\.bin\..+\.part$/);
		const kept = (await stat(path.join(here, part))).size;
		expect(kept).toBeGreaterThan(0);
		screen.type('2');
		await screen.waitFor('Download huge'.slice(9));
		screen.type('d');
		await screen.waitFor('Download huge');
		screen.type(eraseLine, here, keys.enter);
		await vi.waitFor(async () => expect(await readdir(here)).toEqual(['huge.bin']), {timeout: 60_000, interval: 100});
	}, 120_000);

	it('a folder goes up as a new analysis once its plan is confirmed, and is found there', async () => {
		const {screen, server, here} = await openDashboard();
		await writeFile(path.join(here, 'table.tsv'), 'a\tb\n');
		screen.type('6');
		await screen.waitFor(path.basename(here));
		screen.type('U');
		await screen.waitFor('Upload /');
		screen.type(eraseLine, 'GLM to memorylab/STUDYA/A001/V2', keys.enter);
		await screen.waitFor('y applies');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		const found = (await server.get(`/sessions/${ids.empty}/analyses`)) as {_id: string; label: string}[];
		expect(found).toMatchObject([{label: 'GLM', files: [{name: 'GLM.zip'}]}]);
		screen.type('I');
		await screen.waitFor('in Flywheel?');
		screen.type(found[0]?._id ?? '', keys.enter);
		await screen.waitFor('All there by name and size');
	});
});
