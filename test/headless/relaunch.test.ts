import {afterEach, beforeEach, expect, test} from 'vitest';
import type {ChangeResult, Plan} from '../../source/model/plan.js';
import {createHome, type TestHome} from '../helpers/home.js';
import {ids, launchWorld} from '../helpers/launch-world.js';
import {runCli} from '../helpers/run-cli.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';
import {errorOf} from './bench.js';

let sandbox: TestSandbox;
let home: TestHome;
beforeEach(async () => {
	[sandbox, home] = await Promise.all([startTestSandbox(launchWorld), createHome()]);
});
afterEach(async () => {
	await sandbox.close();
	await home.remove();
});

const flydeck = async (...args: string[]) => runCli(args, {home: home.dir, key: sandbox.key});
const jobCount = async () => ((await sandbox.get(`/sessions/${ids.session}/jobs`)) as {jobs: unknown[]}).jobs.length;

test('a relaunch takes its settings from the command line, and the result names the new job', async () => {
	const before = await jobCount();
	const run = await flydeck(
		...['relaunch', ids.failed, '--set', 'threads=2', 'slurm-ram=6G', '--more', 'time', '--yes', '--json'],
	);
	expect(run.code).toBe(0);
	const {plan, result} = run.json() as {plan: Plan; result: ChangeResult};
	expect(plan).toMatchObject({kind: 'relaunch', items: [{id: ids.failed, after: {threads: '2', 'slurm-ram': '6G'}}]});
	expect(result.items).toMatchObject([{id: ids.failed, status: 'done'}]);
	const made = await sandbox.get(`/jobs/${String(result.items[0]?.newJobId)}`);
	expect(made).toMatchObject({config: {config: {threads: 2, 'slurm-ram': '6G', 'slurm-time': '1200'}}});
	expect(await jobCount()).toBe(before + 1);
});

test('a dry run shows the plan and makes nothing', async () => {
	const before = await jobCount();
	const run = await flydeck('relaunch', ids.failed, '--more', 'memory', '--dry-run');
	expect(run.code).toBe(0);
	expect(run.stdout).toContain('slurm-ram 8G → ');
	expect(run.stdout).toContain('Makes a new analysis');
	expect(await jobCount()).toBe(before);
});

test.each([
	['a setting that the gear does not have', ['--set', 'gpu=1'], 2, 'no-such-setting'],
	['a value of another type', ['--set', 'threads=many'], 2, 'bad-setting'],
	['a setting without a value', ['--set', 'threads'], 2, 'bad-pair'],
	['more of something else', ['--more', 'luck'], 2, 'bad-need'],
	['a version that is not there', ['--gear-version', '9'], 5, 'no-such-gear'],
])('%s is refused', async (_, args, code, word) => {
	const run = await flydeck('relaunch', ids.failed, ...args, '--yes', '--json');
	expect(run.code).toBe(code);
	expect(errorOf(run).code).toBe(word);
	expect(run.stdout).toBe('');
});

test('read-only launches nothing', async () => {
	const before = await jobCount();
	expect((await flydeck('--read-only', 'relaunch', ids.failed, '--yes')).code).toBe(4);
	expect(await jobCount()).toBe(before);
});
