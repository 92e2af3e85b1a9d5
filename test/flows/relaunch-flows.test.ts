import {afterEach, describe, expect, it} from 'vitest';
import type {WorldFile} from '../../source/sandbox/index.js';
import {ids, launchWorld, mriqc} from '../helpers/launch-world.js';
import {keys, startTerminal, type TestTerminal} from '../helpers/pty.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

let sandbox: TestSandbox | undefined;
let terminal: TestTerminal | undefined;
afterEach(async () => {
	terminal?.kill('SIGKILL');
	await sandbox?.close();
	[terminal, sandbox] = [undefined, undefined];
});

async function openJobs(world: WorldFile) {
	const server = await startTestSandbox(world);
	sandbox = server;
	const screen = await startTerminal([], {key: server.key, cols: 110, rows: 36});
	terminal = screen;
	await screen.waitFor('THIS MORNING');
	screen.type('4');
	await screen.waitFor(/failed +bids-mriqc/);
	return {screen, server};
}

interface SessionJobs {
	jobs: {gear_info: {name: string}; state: string; config: {config: Record<string, unknown>}; priority: string}[];
}

async function jobsOf(server: TestSandbox, gear: string) {
	const {jobs} = (await server.get(`/sessions/${ids.session}/jobs`)) as SessionJobs;
	return jobs.filter(job => job.gear_info.name === gear);
}

describe('the form of a relaunch', () => {
	it('takes settings by their type, refuses what the gear would refuse, and launches by y alone', async () => {
		const {screen, server} = await openJobs(launchWorld);
		screen.type('/', 'gear:bids-mriqc', keys.enter);
		await screen.waitFor('1 of 5 jobs');
		screen.type('E');
		await screen.waitFor('A new run: bids-mriqc 2.1.3 on S01/V1');
		expect(screen.text()).toMatch(/slurm-ram +8G/);
		screen.type('j', 'j', keys.enter);
		await screen.waitFor(/no-sub +false {2}was true/);
		screen.type('j', keys.enter, '0');
		screen.type(keys.enter);
		await screen.waitFor('threads must be at most 16, not "40"');
		screen.type('\u0015', '6', keys.enter);
		await screen.waitFor(/threads +6 {2}was 4/);
		expect(screen.text()).toContain('2 changed. p makes the plan');
		screen.type('p');
		await screen.waitFor('Apply this change? y applies');
		expect(screen.text()).toContain('threads 6');
		expect(screen.text()).toContain('Makes a new analysis');
		expect(await jobsOf(server, 'bids-mriqc')).toHaveLength(1);
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		await screen.waitFor(/New job [0-9a-f]{24}/);
		const made = (await jobsOf(server, 'bids-mriqc')).find(({state}) => state === 'pending');
		expect(made?.config.config).toMatchObject({threads: 6, 'no-sub': false, 'slurm-ram': '8G'});
		screen.type('c');
		await screen.waitFor('Plan: Cancel');
		screen.type('1', keys.enter);
		await screen.waitFor('1 of 1 done and verified');
		expect((await jobsOf(server, 'bids-mriqc')).map(({state}) => state).sort()).toEqual(['cancelled', 'failed']);
	});
});

describe('a plan that is refused', () => {
	it('leads back to the form, with what was typed', async () => {
		const {screen, server} = await openJobs(launchWorld);
		screen.type('/', 'state:failed gear:recon-all', keys.enter);
		await screen.waitFor('1 of 5 jobs');
		screen.type('E');
		await screen.waitFor('A new run: recon-all 1.0');
		screen.type(keys.enter, keys.ctrlU, '32G', keys.enter);
		await screen.waitFor(/slurm-ram +32G {2}was 4G/);
		screen.type('p');
		await screen.waitFor('refused');
		screen.type(keys.enter);
		await screen.waitFor(/slurm-ram +32G {2}was 4G/);
		screen.type(keys.end, 'k', keys.enter);
		await screen.waitFor('take it');
		screen.type(keys.escape, 'k', keys.enter, keys.ctrlU, 't1.nii.gz', keys.enter);
		await screen.waitFor('2 changed.');
		screen.type('p');
		await screen.waitFor('Apply this change?');
		screen.type(keys.escape);
		await screen.waitFor('2 changed.');
		screen.type(keys.escape);
		await screen.waitFor('1 of 5 jobs');
		expect(await jobsOf(server, 'recon-all')).toHaveLength(2);
	});
});

describe('priority', () => {
	it('is picked for a job that waits, and undone', async () => {
		const {screen, server} = await openJobs(launchWorld);
		screen.type('/', 'state:pending', keys.enter);
		await screen.waitFor('1 of 5 jobs');
		screen.type('U');
		await screen.waitFor('Priority of a job');
		screen.type('3');
		await screen.waitFor('priority medium');
		screen.type('y');
		await screen.waitFor('z undoes');
		expect((await jobsOf(server, 'recon-all')).map(({priority}) => priority)).toContain('high');
		screen.type('z');
		await screen.waitFor('Plan: Undo');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		expect((await jobsOf(server, 'recon-all')).map(({priority}) => priority)).not.toContain('high');
	});
});

/** Three that ran out of memory and one without its licence. */
function overnight(): WorldFile {
	const oom =
		'slurmstepd: error: Detected 1 oom_kill event in StepId=123.batch. Some of the step tasks have been OOM Killed.';
	const job = (log: string) => ({
		...mriqc,
		state: 'failed' as const,
		created: new Date(Date.now() - 3_600_000).toISOString(),
		log: [log],
	});
	const analyses = [oom, oom, oom, 'ERROR: FreeSurfer license file /opt/freesurfer/license.txt not found.'].map(
		(log, index) => ({
			label: `night ${index}`,
			job: job(log),
		}),
	);
	const [project] = launchWorld.projects ?? [];
	const sessions = [{_id: ids.session, label: 'V1', timestamp: '2026-02-04T17:05:09Z', analyses}];
	return {
		...launchWorld,
		projects: [{...project, group: 'memorylab', label: 'STUDYA', subjects: [{label: 'S01', sessions}]}],
	};
}

describe('failures by cause', () => {
	it('are counted, opened, and relaunched together with twice the memory', async () => {
		const {screen, server} = await openJobs(overnight());
		screen.type('f');
		await screen.waitFor('3 of 4 failures are out-of-memory, 1 missing-license.');
		screen.type('/', 'cause:memory', keys.enter);
		await screen.waitFor('1 of 2 families');
		screen.type(keys.enter);
		await screen.waitFor('Failures of bids-mriqc: out-of-memory');
		await screen.waitFor('3 jobs');
		screen.type(keys.escape);
		await screen.waitFor('Failures by cause');
		screen.type('E');
		await screen.waitFor('Relaunch 3 jobs');
		screen.type(keys.enter);
		await screen.waitFor('Plan: Launch 3 jobs');
		expect(screen.text()).toContain('slurm-ram 8G');
		screen.type('3', keys.enter);
		await screen.waitFor('3 of 3 done and verified');
		const made = (await jobsOf(server, 'bids-mriqc')).filter(({state}) => state === 'pending');
		expect(made.map(job => job.config.config['slurm-ram'])).toEqual(['8G', '8G', '8G']);
	});
});

describe('beyond two weeks', () => {
	it('older jobs are read when asked for', async () => {
		const world = overnight();
		const created = new Date(Date.now() - 20 * 86_400_000).toISOString();
		world.projects?.[0]?.subjects?.[0]?.sessions?.push({
			label: 'V0',
			analyses: [{label: 'old', job: {gear: 'recon-all', version: '1.0', state: 'complete', created}}],
		});
		const {screen} = await openJobs(world);
		await screen.waitFor('Jobs of the last 14 days');
		expect(screen.text()).not.toContain('recon-all');
		screen.type('O');
		await screen.waitFor('recon-all');
		expect(screen.text()).toContain('Jobs of the last 28 days');
	});
});

describe('a cell of the coverage', () => {
	it('where the gear never ran is launched with what the study last gave it', async () => {
		const {screen, server} = await openJobs(launchWorld);
		screen.type('/', 'gear:bids-mriqc', keys.enter);
		await screen.waitFor('1 of 5 jobs');
		screen.type(keys.tab);
		await screen.waitFor('V2');
		screen.type('/', 'V2 gear:mriqc', keys.enter);
		await screen.waitFor('filter: V2');
		screen.type('E');
		await screen.waitFor('A new run: bids-mriqc 2.1.3 on S01/V2');
		expect(screen.text()).toMatch(/slurm-ram +8G/);
		screen.type('p');
		await screen.waitFor('Apply this change?');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		const {jobs} = (await server.get(`/sessions/${ids.other}/jobs`)) as SessionJobs;
		expect(jobs.map(job => job.gear_info.name)).toEqual(['bids-mriqc']);
	});
});
