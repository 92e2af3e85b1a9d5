/** A morning at the dashboard: what failed overnight, what became of each, as the server has it in the end. */
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

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const memory =
	'slurmstepd: error: Detected 1 oom_kill event in StepId=123.batch. Some of the step tasks have been OOM Killed.';
const network =
	"requests.exceptions.ConnectionError: HTTPSConnectionPool(host='flywheel.lab.example', port=443): Max retries exceeded with url: /api/config";
const license = 'ERROR: FreeSurfer license file /opt/freesurfer/license.txt not found.';

const success = '64b0c0ffee0000000000b001';
const fell = '64b0c0ffee0000000000b002';
const left = '64b0c0ffee0000000000b003';

/** Four killed for memory with threads of their own, one cut off from the server, one without its licence. */
function overnight(): WorldFile {
	const night = (label: string, log: string, more: object = {}) => ({
		label,
		job: {...mriqc, state: 'failed' as const, created: hoursAgo(5), log: [log], ...more},
	});
	const killed = [1, 2, 3, 4].map(threads => night(`memory ${threads}`, memory, {config: {threads}}));
	const analyses = [
		{
			label: 'went well',
			job: {_id: success, ...mriqc, state: 'complete' as const, created: hoursAgo(50), config: {threads: 8}},
		},
		...killed,
		night('network', network, {_id: fell}),
		night('licence', license, {_id: left, config: {level: 'DEBUG', threads: 2}}),
	];
	const [project] = launchWorld.projects ?? [];
	const sessions = [{_id: ids.session, label: 'V1', timestamp: '2026-02-04T17:05:09Z', analyses}];
	return {
		...launchWorld,
		projects: [{...project, group: 'memorylab', label: 'STUDYA', subjects: [{label: 'S01', sessions}]}],
	};
}

interface SessionJobs {
	jobs: {_id: string; state: string; previous_job_id: string | null; config: {config: Record<string, unknown>}}[];
}

async function open() {
	const server = await startTestSandbox(overnight());
	sandbox = server;
	const screen = await startTerminal([], {key: server.key, cols: 110, rows: 36});
	terminal = screen;
	await screen.waitFor('THIS MORNING');
	screen.type('4');
	await screen.waitFor(/failed +bids-mriqc/);
	const jobs = async () => ((await server.get(`/sessions/${ids.session}/jobs`)) as SessionJobs).jobs;
	return {screen, jobs};
}

describe('a morning', () => {
	it('one family is relaunched with more memory, one is retried, one is left', async () => {
		const {screen, jobs} = await open();
		const before = await jobs();
		screen.type('f');
		await screen.waitFor('4 of 6 failures are out-of-memory');
		// Families come as their logs are read: what was selected first need not be the largest.
		screen.type('g', 'E');
		await screen.waitFor('Relaunch 4 jobs');
		screen.type(keys.enter);
		await screen.waitFor('Plan: Launch 4 jobs');
		expect(screen.text()).toContain('slurm-ram 8G');
		screen.type('y');
		await screen.waitFor('4 of 4 done and verified');
		screen.type(keys.enter);
		await screen.waitFor('Failures by cause');
		screen.type('/', 'cause:network', keys.enter);
		await screen.waitFor('1 of 3 families');
		screen.type('R');
		await screen.waitFor('Plan: Retry');
		screen.type('y');
		await screen.waitFor('1 of 1 done and verified');
		screen.type(keys.enter);
		await screen.waitFor('Failures by cause');

		const known = new Set(before.map(({_id}) => _id));
		const made = (await jobs()).filter(({_id}) => !known.has(_id));
		const retried = made.filter(({previous_job_id}) => previous_job_id !== null);
		const others = made.filter(({previous_job_id}) => previous_job_id === null);
		expect(retried).toMatchObject([{previous_job_id: fell, state: 'pending'}]);
		expect(others.map(({config}) => config.config['slurm-ram'])).toEqual(['8G', '8G', '8G', '8G']);
		expect(others.map(({config}) => config.config.threads).sort()).toEqual([1, 2, 3, 4]);
	});
});

describe('a failed job', () => {
	it('stands beside the last success of its gear, with what differs', async () => {
		const {screen} = await open();
		screen.type('/', `id:${left}`, keys.enter);
		await screen.waitFor('1 of 7 jobs');
		screen.type('b');
		await screen.waitFor('bids-mriqc beside its last success');
		await screen.waitFor(/setting level +DEBUG +INFO/);
		expect(screen.text()).toMatch(/setting threads +2 +8/);
		expect(screen.text()).not.toContain('slurm-ram');
		expect(screen.text()).toContain('2 things differ');
		screen.type(keys.escape, keys.enter);
		await screen.waitFor('missing-license');
		screen.type('b');
		await screen.waitFor('bids-mriqc beside its last success');
		screen.type(keys.escape, keys.escape, '/', keys.ctrlU, 'state:complete', keys.enter);
		await screen.waitFor(/1 of 7 jobs.*complete/);
		screen.type('b');
		await screen.waitFor('only what failed is set beside a success');
	});

	it('leads to its analysis on the Projects screen, and that back to its job', async () => {
		const {screen} = await open();
		screen.type('/', `id:${left}`, keys.enter);
		await screen.waitFor('1 of 7 jobs');
		screen.type('i');
		await screen.waitFor('1 of 7 analyses');
		await screen.waitFor(/failed +licence/);
		screen.type('J');
		await screen.waitFor('Jobs of memorylab/STUDYA/S01/V1');
		await screen.waitFor('1 of 7 jobs');
		screen.type(keys.enter);
		await screen.waitFor('missing-license by line');
		expect(screen.text()).toContain(left);
	});
});
