import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {FlywheelReader} from '../../source/api/flywheel.js';
import {Cluster} from '../../source/hpc/slurm/cluster.js';
import {FlydeckError} from '../../source/model/errors.js';
import type {JobRow} from '../../source/model/views.js';
import {Slurm} from '../../source/state/slurm.js';
import {withSlurm} from '../../source/state/two-queues.js';
import {PlayedSlurm} from './played-slurm.js';

const idOf = (end: string) => `6500000000000000000000${end}`;

/** As the list of jobs has it, by the end of its id. */
function row(end: string, change: Partial<JobRow> = {}): JobRow {
	return {
		...{id: idOf(end), state: 'running', gear: 'bids-mriqc', version: '1', project: 'smith/STUDYA', subject: 'S01'},
		...{
			projectId: null,
			sessionId: null,
			session: 'V1',
			analysis: null,
			attempt: 1,
			attempts: [idOf(end)],
			tags: ['hpc'],
		},
		...{created: '2026-11-25T08:00:00Z', startedAt: '2026-11-25T08:01:00Z', endedAt: null},
		...{slurm: null, stuck: null, cause: null, priority: null, launchedBy: null, ...change},
	};
}

/** A site that has only the jobs of the list. */
const reader = {
	job: async () => {
		throw new FlydeckError('not-found', {code: 'not-found', message: 'No such job.', next: ''});
	},
} as unknown as FlywheelReader;

let played: PlayedSlurm;
beforeEach(() => {
	played = new PlayedSlurm();
});
afterEach(() => played.remove());

async function read(slurm: Slurm, rows: JobRow[], whole = false) {
	const now = new Date(played.now);
	const view = await slurm.read({rows, whole, reader, now});
	const joined = withSlurm({jobs: rows, total: rows.length}, view, now);
	return {view, joined, of: (end: string) => joined.jobs.find(({id}) => id === idOf(end))};
}

const open = (...clusters: Cluster[]) => new Slurm({clusters, cast: undefined});

describe('the two queues', () => {
	it('are one: the queue where it has the job, its accounts for how it ended', async () => {
		const rows = ['10', '11', '12', '14', '16', '17', '1c'].map(end => row(end));
		const {joined} = await read(open(played.cluster), rows);
		expect(joined.jobs.map(({slurm}) => slurm && `${slurm.state}: ${slurm.reason}`)).toEqual([
			'COMPLETED: ended well',
			'FAILED: ended with exit code 3',
			'OUT_OF_MEMORY: killed for memory: it had 80M',
			'RUNNING: runs on bnode0301, for 1:13 of 1:00',
			'RUNNING: runs on bnode0301, for 1:09 of 30:00',
			'PENDING: waits for free CPUs or memory (Resources)',
			'PREEMPTED: stopped to make room for another job (preempted)',
		]);
	});

	it('ask each cluster once for its queue, and once for the rest by name', async () => {
		const slurm = open(played.cluster);
		await Promise.all([read(slurm, [row('16'), row('11')]), read(slurm, [row('16'), row('11')])]);
		expect(played.calls('squeue')).toHaveLength(1);
		expect(played.calls('sacct').join('\n')).not.toContain(idOf('16'));
		played.now += 60_000;
		await read(slurm, [row('16')]);
		expect(played.calls('squeue')).toHaveLength(2);
		expect(played.calls('sacct')).toHaveLength(2);
	});

	it('ask no more about what has ended on both sides', async () => {
		const slurm = open(played.cluster);
		const rows = ['11', '99'].map(end => row(end, {state: 'failed', endedAt: '2026-11-25T08:30:00Z'}));
		await read(slurm, rows);
		played.now += 60_000;
		const {of} = await read(slurm, rows);
		expect(played.calls('sacct')).toHaveLength(1);
		expect(of('11')?.slurm?.state).toBe('FAILED');
		expect(of('99')?.slurm).toMatchObject({state: 'NOT_FOUND', jobId: null});
	});

	it('leave jobs alone that run elsewhere', async () => {
		const {of} = await read(open(played.cluster), [row('16', {tags: ['HPC', 'analysis']})]);
		expect(of('16')?.slurm).toBeNull();
		expect(played.calls('sacct')).toEqual([]);
	});

	it('accounting lags: the queue knows that a job has ended', async () => {
		played.print(
			'sacct',
			`5|RUNNING|0:0|0:0|00:00:00|01:00:00|1795598599|1795598602|Unknown|n|p|1G|1|1||u|fw-${idOf('11')}`,
		);
		const {of} = await read(open(played.cluster), [row('11')]);
		expect(of('11')?.slurm).toMatchObject({state: 'FAILED', reason: 'ended with an error (NonZeroExitCode)'});
	});

	it('accounting has it going, and no queue does: it vanished', async () => {
		played.print('squeue', '');
		const {of} = await read(open(played.cluster), [row('16')]);
		expect(of('16')?.slurm?.state).toBe('VANISHED');
	});
});

describe('a Slurm that is unwell', () => {
	it('keeps what was known, with its age and what is wrong', async () => {
		const slurm = open(played.cluster);
		const before = await read(slurm, [row('16')]);
		played.refuse('squeue', 'slurm_load_jobs error: Socket timed out on send/recv operation');
		played.now += 600_000;
		const {view, of} = await read(slurm, [row('16'), row('99')]);
		expect(view.clusters).toEqual([
			{
				name: 'blanca',
				readAt: before.view.clusters[0]?.readAt,
				problem: 'slurm_load_jobs error: Socket timed out on send/recv operation',
			},
		]);
		expect(of('16')?.slurm?.state).toBe('RUNNING');
		// Whether it is there can't be told.
		expect(of('99')?.slurm).toBeNull();
	});

	it('is not on this machine', async () => {
		const options = {user: undefined, environment: {PATH: '/nowhere'}, timeLimit: 20_000, now: () => played.now};
		const {view, of} = await read(open(new Cluster({name: 'slurm', prefix: [], ...options})), [row('16')]);
		expect(view.clusters[0]?.problem).toBe('Slurm’s commands are not on this machine');
		expect(of('16')?.slurm).toBeNull();
	});

	it('is one of two: a job that the other doesn’t know may be there', async () => {
		const other = new PlayedSlurm('alpine');
		other.refuse('squeue', 'Invalid partition');
		const {of} = await read(open(played.cluster, other.cluster), [row('16'), row('99')]);
		other.remove();
		expect(of('16')?.slurm).toMatchObject({state: 'RUNNING', cluster: 'blanca'});
		expect(of('99')?.slurm).toBeNull();
	});

	it('keeps no accounts: what left its queue is gone', async () => {
		played.refuse('sacct', 'Slurm accounting storage is disabled');
		const {view, of} = await read(open(played.cluster), [row('99')]);
		expect(view.clusters[0]?.problem).toBeNull();
		expect(of('99')?.slurm?.reason).toContain('keeps no accounts');
	});
});

describe('what is wrong between the two', () => {
	it('running in Flywheel, with nothing in Slurm; not yet while Cast may still send it', async () => {
		const just = '2026-11-25T09:20:00Z';
		const {of} = await read(open(played.cluster), [row('99'), row('98', {created: just, startedAt: just})]);
		expect(of('99')?.stuck).toBe('running in Flywheel for 84 min, with nothing in Slurm');
		expect(of('98')).toMatchObject({stuck: null, slurm: {reason: 'not sent to Slurm yet'}});
	});

	it('ended in Slurm, and Flywheel has not heard of it', async () => {
		played.now += 3_600_000;
		const {of} = await read(open(played.cluster), [row('12'), row('10', {state: 'complete'})]);
		expect(of('12')?.stuck).toBe('OUT_OF_MEMORY in Slurm since 61 min, but still running in Flywheel');
		expect(of('10')?.stuck).toBeNull();
	});

	it('waiting for days', async () => {
		played.now += 3 * 86_400_000;
		const {of} = await read(open(played.cluster), [row('18')]);
		expect(of('18')).toMatchObject({stuck: 'waits in Slurm for 3 d', slurm: {reason: expect.stringContaining('held')}});
	});

	it('going on in Slurm though Flywheel ended it, or never had it', async () => {
		const rows = ['14', '16', '1d', '17', '18'].map(end => row(end));
		const {joined} = await read(open(played.cluster), [...rows, row('1e', {state: 'cancelled'})], true);
		expect(joined.forgotten?.map(({name, flywheel}) => [name, flywheel])).toEqual([
			[`fw-${idOf('1e')}`, 'Flywheel has it cancelled'],
			[`fw-${idOf('20')}`, 'Flywheel has no such job'],
		]);
	});

	it('a script that Cast wrote and sbatch refused', async () => {
		const cast = mkdtempSync(path.join(os.tmpdir(), 'flydeck-test-'));
		for (const folder of ['generated', 'queue']) mkdirSync(path.join(cast, 'logs', folder), {recursive: true});
		const script = path.join(cast, 'logs/generated', `job-${idOf('99')}.sh`);
		writeFileSync(script, '');
		const {of} = await read(new Slurm({clusters: [played.cluster], cast}), [row('99')]);
		rmSync(cast, {recursive: true});
		expect(of('99')?.slurm?.reason).toBe(
			`refused by sbatch before Slurm had it; Cast won’t send it again while ${script} is there`,
		);
	});
});
