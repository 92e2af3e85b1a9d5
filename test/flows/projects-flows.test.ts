import {afterEach, describe, expect, it} from 'vitest';
import {keys, startTerminal, type TestTerminal} from '../helpers/pty.js';
import {ids, study} from '../helpers/study-world.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

let sandbox: TestSandbox | undefined;
let terminal: TestTerminal | undefined;
afterEach(async () => {
	terminal?.kill('SIGKILL');
	await sandbox?.close();
	[terminal, sandbox] = [undefined, undefined];
});

/** A dashboard that stands in the list of the study's sessions. */
async function openStudy(size: {cols?: number; rows?: number} = {}) {
	const server = await startTestSandbox(study);
	sandbox = server;
	const screen = await startTerminal([], {key: server.key, ...size});
	terminal = screen;
	await screen.waitFor('THIS MORNING');
	screen.type('2');
	await screen.waitFor('smith/STUDYB');
	await server.clearRequests();
	screen.type(keys.enter);
	await screen.waitFor(/S01 +V1 +2026-03-01 10:00 +4 +3/);
	return {screen, server};
}

describe('the way down from a project', () => {
	it('leads to a file’s metadata, the title telling the path, and back layer by layer', async () => {
		const {screen} = await openStudy();
		expect(screen.text()).toMatch(/smith\/STUDYA +3 sessions/);
		screen.type(keys.enter);
		await screen.waitFor(/smith\/STUDYA\/S01\/V1 +2 acquisitions/);
		expect(screen.text()).toMatch(/anat-T1w +2026-03-01 10:05 +2 +dicom, nifti +57\.0 MB/);
		screen.type(keys.enter);
		await screen.waitFor(/smith\/STUDYA\/S01\/V1\/anat-T1w +2 files/);
		expect(screen.text()).toMatch(/t1\.dicom\.zip +dicom +48\.0 MB/);
		screen.type(keys.enter);
		await screen.waitFor('48.0 MB (48,000,000 bytes)');
		expect(screen.text()).toMatch(/Measurement +T1/);
		screen.type('/', 'accession', keys.enter);
		await screen.waitFor(/AccessionNumber +STUDYA\/S01\/V1/);
		screen.type(keys.escape);
		await screen.waitFor(lines => !lines.join('\n').includes('search:'));
		for (const title of [/anat-T1w +2 files/, /V1 +2 acquisitions/, /STUDYA +3 sessions/, /Projects +2 projects/]) {
			screen.type(keys.escape);
			await screen.waitFor(title);
		}
	});

	it('asks for the project that was opened, and for no other', async () => {
		const {screen, server} = await openStudy();
		screen.type(keys.enter);
		await screen.waitFor('2 acquisitions');
		const asked = (await server.requests()).map(({path}) => path.split('?')[0] ?? '');
		expect(asked).toContain(`/api/projects/${ids.study}/acquisitions`);
		for (const path of asked) expect(path).toMatch(new RegExp(`${ids.study}|${ids.first}`));
	});

	it('goes on from list to list with tab: subjects, files of the project, its analyses', async () => {
		const {screen} = await openStudy();
		screen.type(keys.tab);
		await screen.waitFor(/STUDYA +3 subjects/);
		expect(screen.text()).toMatch(/S01 +2 +2026-03-08/);
		expect(screen.text()).toMatch(/S10 +0 +none/);
		screen.type(keys.enter);
		await screen.waitFor(/smith\/STUDYA\/S01 +2 sessions/);
		expect(screen.text()).not.toContain('S02');
		screen.type(keys.escape);
		await screen.waitFor('3 subjects');
		screen.type(keys.tab);
		await screen.waitFor('protocol.pdf');
		screen.type(keys.tab);
		await screen.waitFor('This project itself has no analyses.');
		screen.type(keys.tab);
		await screen.waitFor('3 sessions');
	});

	it('shows a session’s analyses with the state of their jobs, and what one has put out', async () => {
		const {screen} = await openStudy();
		screen.type(keys.enter);
		await screen.waitFor('2 acquisitions');
		screen.type(keys.tab);
		await screen.waitFor(/V1 +3 analyses/);
		expect(screen.text()).toMatch(/failed +mriqc first try +bids-mriqc/);
		expect(screen.text()).toMatch(/by hand +scores/);
		screen.type('/', 'scores', keys.enter, keys.enter);
		await screen.waitFor('scores.csv');
		expect(screen.text()).toContain('smith/STUDYA/S01/V1/scores');
	});

	it('copies the id of what is selected, and the address of its session', async () => {
		const {screen} = await openStudy({cols: 160});
		screen.type(keys.enter);
		await screen.waitFor('2 acquisitions');
		screen.type('y');
		await screen.waitFor(`Sent the id to the terminal's clipboard: ${ids.anat}`);
		screen.type('Y');
		await screen.waitFor(`#/projects/${ids.study}/sessions`);
	});
});

describe('facts and metadata', () => {
	it('are there for whatever is selected, with its notes', async () => {
		const {screen} = await openStudy();
		screen.type('i');
		await screen.waitFor('Moved during rest');
		expect(screen.text()).toMatch(/operator +ra1@lab\.example/);
		screen.type(keys.escape, keys.escape);
		await screen.waitFor('smith/STUDYB');
		screen.type('i');
		await screen.waitFor(/sponsor +NIH/);
	});

	it('can be searched; escapes in them are shown, not obeyed, and long values wrapped or cut', async () => {
		const {screen} = await openStudy();
		screen.type(keys.enter);
		await screen.waitFor('2 acquisitions');
		screen.type(keys.enter);
		await screen.waitFor('2 files');
		screen.type(keys.enter);
		await screen.waitFor('48,000,000');
		screen.type('/', 'seriesdesc', keys.enter);
		await screen.waitFor(/SeriesDescription +T1w \\x1b\[31mred/);
		expect(screen.text()).toContain('1 of 1 found');
		screen.type('G');
		await screen.waitFor(/319\.2/);
		screen.type('w', 'G');
		await screen.waitFor(lines => lines.some(line => /SliceLocation.*…$/.test(line)));
		expect(screen.text()).not.toContain('319.2');
		screen.type(keys.escape);
		await screen.waitFor(lines => !lines.join('\n').includes('found'));
	});
});

describe('between a session and its jobs', () => {
	it('J leads to the jobs of the session, and from a job to its session', async () => {
		const {screen} = await openStudy();
		screen.type('J');
		await screen.waitFor(/Jobs of smith\/STUDYA\/S01\/V1 +2 jobs/);
		screen.type(keys.enter);
		await screen.waitFor('Log of smith/STUDYA/S01/V1');
		screen.type('J');
		await screen.waitFor(/\[2 Projects\]/);
		await screen.waitFor(/smith\/STUDYA\/S01\/V1 +2 acquisitions/);
		screen.type(keys.escape);
		await screen.waitFor('3 sessions');
	});
});

describe.each([
	[80, 24],
	[200, 50],
])('at %i columns and %i rows', (cols, rows) => {
	it('every level fits', async () => {
		const {screen} = await openStudy({cols, rows});
		for (const title of ['2 acquisitions', '2 files', 'lines 1 to']) {
			screen.type(keys.enter);
			const lines = await screen.waitFor(title);
			expect(lines.at(-1)?.trimEnd()).toMatch(/q quit$/);
		}
	});
});
