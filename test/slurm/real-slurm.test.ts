import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {SlurmFacts} from '../../source/model/slurm.js';
import {createHome} from '../helpers/home.js';
import {keys, startTerminal} from '../helpers/pty.js';
import {type RunOptions, runCli} from '../helpers/run-cli.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';
import {ids, nameOf, sendAll, world} from './jobs.js';
import {RealSlurm, whatIsMissing} from './real-slurm.js';

const wanted = process.env.REAL_SLURM === '1';
const skipped = 'skipped; `npm run test:slurm` runs them, as root and with Debian’s packages of Slurm';

// Reporters count what was skipped, and don't tell why.
if (!wanted) console.warn(`Tests against a real Slurm: ${skipped}`);

interface Answer {
	jobs: {id: string; state: string; slurm: SlurmFacts | null; stuck: string | null}[];
	clusters: {name: string; readAt: number | null; problem: string | null}[];
	forgotten: {name: string; flywheel: string; reason: string}[];
}

describe.skipIf(!wanted)('against a real Slurm', () => {
	let slurm: RealSlurm;
	let sandbox: TestSandbox;
	let answer: Answer;
	let refusal = '';

	const ask = async (options: RunOptions = {}): Promise<Answer> => {
		const environment = {...slurm.environment, ...options.env};
		const ran = await runCli(['jobs', '--json'], {key: sandbox.key, ...options, env: environment});
		expect(ran).toMatchObject({code: 0, stderr: ''});
		return ran.json() as Answer;
	};
	const jobIn = ({jobs}: Answer, key: string) => jobs.find(({id}) => id === ids[key]);
	const job = (key: string) => jobIn(answer, key);

	beforeAll(async () => {
		const missing = whatIsMissing();
		if (missing !== null) throw new Error(missing);
		[slurm, sandbox] = await Promise.all([RealSlurm.start(), startTestSandbox(world())]);
		({refusal} = await sendAll(slurm));
		answer = await ask();
	}, 400_000);

	afterAll(async () => {
		await sandbox?.close();
		await slurm?.stop();
	}, 60_000);

	it('answers for the cluster', () => {
		expect(answer.clusters).toEqual([{name: 'slurm', readAt: expect.any(Number), problem: null}]);
	});

	it('a job that ended well', () => {
		expect(job('ended')?.slurm).toMatchObject({state: 'COMPLETED', reason: 'ended well', cluster: 'slurm'});
	});

	it('one that failed, with its exit code', () => {
		expect(job('failed')?.slurm).toMatchObject({state: 'FAILED', reason: 'ended with exit code 3'});
	});

	it('one whose step, and one whose script was killed for memory', async () => {
		if (!slurm.layout.cgroups) {
			// Without cgroups Slurm kills a job for memory and calls it failed: there is no more to tell.
			expect(job('memoryOfStep')?.slurm).toMatchObject({
				state: expect.stringMatching(/FAILED|CANCELLED|OUT_OF_MEMORY/),
			});
			return;
		}
		for (const key of ['memoryOfStep', 'memoryOfScript'])
			expect(job(key)?.slurm).toMatchObject({
				state: 'OUT_OF_MEMORY',
				reason: expect.stringContaining('killed for memory: it had 80M'),
			});
	});

	it('one killed at its time limit, whose exit code says success', () => {
		expect(job('timeLimit')?.slurm).toMatchObject({state: 'TIMEOUT', reason: 'killed at its time limit of 1:00'});
	});

	it('one that runs: where, how long, and of how much', () => {
		const {nodeName} = slurm.layout;
		expect(job('running')?.slurm).toMatchObject({state: 'RUNNING', nodes: nodeName, limit: 1800});
		expect(job('running')?.slurm?.reason).toMatch(new RegExp(`^runs on ${nodeName}, for \\d+:\\d\\d of 30:00$`));
		expect(job('running')?.stuck).toBeNull();
	});

	it('those that wait, and for what', () => {
		expect(job('waiting')?.slurm).toMatchObject({
			state: 'PENDING',
			reason: 'waits for free CPUs or memory (Resources)',
		});
		expect(job('held')?.slurm).toMatchObject({
			state: 'PENDING',
			reason: 'held by its owner, and waits until it is released (JobHeldUser)',
		});
	});

	it('one cancelled in Slurm, and one preempted, behind Flywheel’s back', () => {
		expect(job('cancelled')?.slurm).toMatchObject({state: 'CANCELLED', reason: 'cancelled in Slurm'});
		expect(job('preempted')?.slurm).toMatchObject({state: 'PREEMPTED'});
	});

	it('one that no node can ever hold', () => {
		expect(job('impossible')?.slurm).toMatchObject({
			state: 'FAILED',
			reason: 'refused: it asks for what no node has (BadConstraints)',
		});
	});

	it('one that sbatch refused: there is nothing of it in Slurm, and it is stuck in Flywheel', () => {
		expect(refusal).toContain('invalid partition');
		expect(job('refused')?.slurm).toMatchObject({
			state: 'NOT_FOUND',
			jobId: null,
			reason: 'Slurm never had it: sbatch refused it, or Cast did not send it',
		});
		expect(job('refused')?.stuck).toMatch(/^running in Flywheel for \d+ min, with nothing in Slurm$/);
	});

	it('one that was sent twice goes by the second', () => {
		expect(job('again')?.slurm).toMatchObject({state: 'RUNNING'});
	});

	it('asks nothing about a job that is not tagged hpc', () => {
		expect(job('elsewhere')?.slurm).toBeNull();
	});

	it('names what goes on in Slurm though Flywheel ended it, or never had it', () => {
		const told = Object.fromEntries(answer.forgotten.map(({name, flywheel}) => [name, flywheel]));
		expect(told).toEqual({
			[nameOf('goesOn')]: 'Flywheel has it failed',
			[nameOf('unknownToFlywheel')]: 'Flywheel has no such job',
		});
	});

	it('measures what a job took of what it asked for', () => {
		const use = job('measured')?.slurm?.use;
		expect(use).toMatchObject({cpus: 1, memoryAsked: 1000 * 2 ** 20});
		expect(use?.memoryUsed).toBeGreaterThan(300e6);
		expect(use?.memoryUsed).toBeLessThan(600e6);
		expect(use?.elapsed).toBeGreaterThanOrEqual(5);
	});

	it('goes through a prefix to several clusters, and says which of them could not be asked', async () => {
		const home = await createHome();
		const load = `export SLURM_CONF=${slurm.environment.SLURM_CONF}; exec "$@"`;
		const clusters = [
			{name: 'blanca', prefix: ['bash', '-c', load, '--']},
			{name: 'alpine', prefix: ['bash', '-c', 'echo "no such module: $*" >&2; exit 1', '--']},
		];
		await mkdir(path.join(home.dir, 'flydeck/config'), {recursive: true});
		await writeFile(path.join(home.dir, 'flydeck/config/settings.json'), JSON.stringify({slurm: {clusters}}), {
			mode: 0o600,
		});
		const told = await ask({home: home.dir, env: {SLURM_CONF: undefined}});
		await home.remove();
		expect(told.clusters).toMatchObject([
			{name: 'blanca', problem: null},
			{name: 'alpine', problem: expect.stringContaining('no such module: squeue')},
		]);
		expect(jobIn(told, 'running')?.slurm).toMatchObject({state: 'RUNNING', cluster: 'blanca'});
		// It may be on the cluster that could not be asked.
		expect(jobIn(told, 'refused')?.slurm).toBeNull();
	});

	it('shows both queues on the dashboard', async () => {
		const terminal = await startTerminal([], {key: sandbox.key, env: slurm.environment, cols: 160, rows: 45});
		await terminal.waitFor('THIS MORNING');
		terminal.type('4');
		await terminal.waitFor(/runs \d+:\d\d/);
		for (const word of [
			'held',
			'waits',
			slurm.layout.cgroups ? 'memory' : 'failed',
			'time',
			'absent',
			'preempted',
			'cancelled',
		])
			expect(terminal.text()).toContain(word);
		terminal.type('/', `id:${ids.held}`, keys.enter, keys.enter);
		await terminal.waitFor('in Slurm PENDING: held by its owner');
		terminal.type(keys.escape);
		await terminal.waitFor('Jobs of the last 14 days');
		expect(terminal.text()).toContain('In Slurm, but forgotten by Flywheel (scancel ends them): 2');
		terminal.kill();
		await terminal.exit;
	});

	it('a controller that hangs: the list stands at once, says so, and comes right with r', async () => {
		const terminal = await startTerminal([], {key: sandbox.key, env: slurm.environment, cols: 160, rows: 45});
		try {
			slurm.daemons.signal('slurmctld', 'SIGSTOP');
			await terminal.waitFor('THIS MORNING');
			terminal.type('4');
			await terminal.waitFor(/running +bids-mriqc/);
			expect(terminal.text()).not.toMatch(/runs \d+:\d\d/);
			const marked = (lines: string[]) => lines.findIndex(line => line.includes('▸'));
			const at = marked(terminal.screen());
			terminal.type('j');
			await terminal.waitFor(lines => marked(lines) === at + 1);
			await terminal.waitFor(/Slurm: .*(timed out|no answer)/i, {timeout: 40_000});
			slurm.daemons.signal('slurmctld', 'SIGCONT');
			terminal.type('r');
			await terminal.waitFor('absent', {timeout: 40_000});
			expect(terminal.text()).not.toMatch(/Slurm: .*(timed out|no answer)/i);
		} finally {
			slurm.daemons.signal('slurmctld', 'SIGCONT');
			terminal.kill();
			await terminal.exit;
		}
	});

	it('and the command tells what accounting knows, and why not the rest', async () => {
		slurm.daemons.signal('slurmctld', 'SIGSTOP');
		try {
			const told = await ask();
			expect(told.clusters).toMatchObject([{readAt: null, problem: expect.stringMatching(/timed out|no answer/i)}]);
			expect(jobIn(told, 'timeLimit')?.slurm).toMatchObject({state: 'TIMEOUT'});
			expect(jobIn(told, 'refused')?.slurm).toBeNull();
		} finally {
			slurm.daemons.signal('slurmctld', 'SIGCONT');
		}
	});

	it('a node that fails takes its jobs with it', async () => {
		const {nodeName} = slurm.layout;
		await slurm.run('scontrol', 'update', `NodeName=${nodeName}`, 'State=DOWN', 'Reason=test');
		await slurm.until(nameOf('running'), 'NODE_FAIL');
		const told = await ask();
		expect(jobIn(told, 'running')?.slurm).toMatchObject({state: 'NODE_FAIL', reason: `its node ${nodeName} failed`});
	});
});
