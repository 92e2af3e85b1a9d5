import {afterEach, describe, expect, it} from 'vitest';
import {coverageWorld, ids} from '../helpers/coverage-world.js';
import {keys, startTerminal, type TestTerminal} from '../helpers/pty.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

let sandbox: TestSandbox | undefined;
let terminal: TestTerminal | undefined;
afterEach(async () => {
	terminal?.kill('SIGKILL');
	await sandbox?.close();
	[terminal, sandbox] = [undefined, undefined];
});

/** A dashboard that stands in the coverage of the study, on its first session's first gear. */
async function openCoverage(size: {cols?: number; rows?: number} = {}) {
	const server = await startTestSandbox(coverageWorld);
	sandbox = server;
	const screen = await startTerminal([], {key: server.key, cols: 100, rows: 30, ...size});
	terminal = screen;
	await screen.waitFor('THIS MORNING');
	screen.type('4');
	await screen.waitFor('S01/V2');
	await server.clearRequests();
	screen.type(keys.tab);
	await screen.waitFor(/Coverage of smith\/STUDYA +4 sessions/);
	await screen.waitFor('bids-mriqc');
	return {screen, server};
}

describe('the coverage of a project', () => {
	it('shows sessions and gears, the stages of the workflow first, and leads back to the jobs', async () => {
		const {screen, server} = await openCoverage();
		await screen.waitFor(/SUBJECT +SESSION +bids-mriqc +bids-fmriprep +bids-hcp +dcm2niix/);
		await screen.waitFor(/S01 +V1 +▸ ✔ complete 3 +=/);
		await screen.waitFor(/S02 +V2 +· +· +· +·/);
		await screen.waitFor(/3\/4/);
		const paths = (await server.requests()).map(({path}) => path);
		expect(paths.filter(path => path.includes(ids.first))).toEqual([]);
		screen.type(keys.tab);
		await screen.waitFor(/Jobs of the last 14 days/);
	});

	it('chooses sessions by the state of a gear, and columns by their name', async () => {
		const {screen} = await openCoverage();
		screen.type('/', 'never:fmriprep', keys.enter);
		await screen.waitFor(/2 of 4 sessions/);
		expect(screen.text()).toMatch(/S02 +V1/);
		expect(screen.text()).not.toMatch(/S01 +V/);
		screen.type(keys.escape);
		await screen.waitFor(/S01 +V1/);
		screen.type('/', 'gear:mriqc never:', keys.enter);
		await screen.waitFor(/1 of 4 sessions/);
		expect(screen.text()).not.toContain('dcm2niix');
	});

	it('tells why a cell is blank, and of a cell all that was tried, down to the log', async () => {
		const {screen} = await openCoverage();
		screen.type('G');
		await screen.waitFor(/bids-mriqc never ran/);
		screen.type(keys.enter);
		await screen.waitFor(/Its input bids is doubled: 2 files in the session match _T1w\.\*nii/);
		expect(screen.text()).toContain('By study_gears_template.json.');
		screen.type(keys.escape);
		await screen.waitFor(/4 sessions/);
		screen.type('g', keys.enter);
		await screen.waitFor(/which decides the cell/);
		expect(screen.text()).toContain(ids.success);
		screen.type(keys.enter);
		await screen.waitFor(/Log of smith\/STUDYA\/S01\/V1/);
	});

	it('retries what failed, as a plan, and refuses what did not', async () => {
		const {screen, server} = await openCoverage();
		screen.type('R');
		await screen.waitFor('only failed jobs can be retried');
		const pending = async () =>
			((await server.get(`/sessions/${ids.second}/jobs?states=pending`)) as {jobs: object[]}).jobs.length;
		expect(await pending()).toBe(1);
		screen.type('l', 'j');
		await screen.waitFor(/bids-fmriprep 1\.2: ○ pending/);
		screen.type('c');
		await screen.waitFor(/type 1 /i);
		screen.type('1', keys.enter);
		await screen.waitFor('1 of 1 done and verified');
		expect(await pending()).toBe(0);
		screen.type(keys.escape);
		await screen.waitFor(/bids-fmriprep 1\.2: ✘ failed/);
		screen.type('R');
		await screen.waitFor(/Plan: Retry/);
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		expect(await pending()).toBe(1);
	});

	it('tells the versions in use and the odd ones out', async () => {
		const {screen} = await openCoverage();
		screen.type('V');
		await screen.waitFor(/Versions on smith\/STUDYA/);
		expect(screen.text()).toMatch(/bids-mriqc +24\.0 +2 +1 +2/);
		screen.type('/', '24.0', keys.enter, keys.enter);
		await screen.waitFor('1 rerun of 3 sessions would make it 24.0 throughout:');
		expect(screen.text()).toMatch(/S02\/V1 +verbose false, not true/);
	});

	it('is drawn on the smallest screen, and goes to another project by its name', async () => {
		const {screen} = await openCoverage({cols: 60, rows: 15});
		screen.type('P');
		await screen.waitFor('Coverage of which project?');
		screen.type('study', keys.enter);
		await screen.waitFor(/Coverage of smith\/STUDYA/);
	});
});
