import {describe, expect, it} from 'vitest';
import type {FlywheelReader} from '../../source/api/flywheel.js';
import type {SlurmJob} from '../../source/model/slurm.js';
import type {JobsView} from '../../source/model/views.js';
import {Resource} from '../../source/state/resource.js';
import {SharedReads} from '../../source/state/shared-reads.js';
import type {SlurmView} from '../../source/state/slurm.js';
import {clock, memoryWords, slurmWords} from '../../source/state/slurm-words.js';
import {joinQueues} from '../../source/state/two-queues.js';

const reads = new SharedReads({} as FlywheelReader, () => 0);

/** A resource whose reads end when the test says so. */
function controlled<T>(name: string) {
	const calls: {done(data: T): void; fail(error: Error): void}[] = [];
	const load = () => new Promise<T>((done, fail) => calls.push({done, fail}));
	return {calls, resource: new Resource<T>({name, load}, reads)};
}

const settled = () => new Promise(resolve => setImmediate(resolve));

const jobs = (total: number): JobsView => ({jobs: [], total});
const nothing: SlurmView = {clusters: [], jobs: new Map(), cast: new Map(), forgotten: [], accounting: true};
const told = (name: string): SlurmView => ({...nothing, clusters: [{name, readAt: 0, problem: null}]});

describe('the list of both queues', () => {
	it('stands as soon as Flywheel has answered, and takes Slurm’s half when it comes', async () => {
		const [flywheel, slurm] = [controlled<JobsView>('jobs'), controlled<SlurmView>('slurm')];
		const joined = joinQueues(flywheel.resource, slurm.resource, () => new Date(0));
		joined.need();
		expect(slurm.calls).toHaveLength(0);
		flywheel.calls[0]?.done(jobs(1));
		await settled();
		expect(joined.get()).toMatchObject({data: {total: 1}, loading: false});
		expect(slurm.calls).toHaveLength(1);
		slurm.calls[0]?.done(told('blanca'));
		await settled();
		expect(joined.get().data?.clusters).toEqual([{name: 'blanca', readAt: 0, problem: null}]);
	});

	it('keeps what Slurm said while it is asked again, and where that fails', async () => {
		const [flywheel, slurm] = [controlled<JobsView>('jobs'), controlled<SlurmView>('slurm')];
		const joined = joinQueues(flywheel.resource, slurm.resource, () => new Date(0));
		joined.need();
		flywheel.calls[0]?.done(jobs(1));
		await settled();
		slurm.calls[0]?.done(told('blanca'));
		await settled();
		joined.refresh();
		flywheel.calls[1]?.done(jobs(2));
		await settled();
		expect(joined.get().data).toMatchObject({total: 2, clusters: [{name: 'blanca'}]});
		slurm.calls[1]?.fail(new Error('a defect'));
		await settled();
		expect(joined.get()).toMatchObject({error: null, data: {total: 2, clusters: [{name: 'blanca'}]}});
	});

	it('is the same object until something changed', async () => {
		const [flywheel, slurm] = [controlled<JobsView>('jobs'), controlled<SlurmView>('slurm')];
		const joined = joinQueues(flywheel.resource, slurm.resource, () => new Date(0));
		joined.need();
		flywheel.calls[0]?.done(jobs(1));
		await settled();
		slurm.calls[0]?.done(nothing);
		await settled();
		expect(joined.get()).toBe(joined.get());
		const {data} = joined.get();
		joined.refresh();
		expect(joined.get().data).toBe(data);
	});
});

const job: SlurmJob = {
	...{cluster: 'c', jobId: '7', name: 'fw', state: 'PENDING', reason: null, exitCode: null, partition: 'p'},
	...{nodes: null, user: 'me', elapsed: null, limit: null, submitted: null, started: null, ended: null, use: null},
};

describe('in words', () => {
	it.each([
		[null, 'waits to be scheduled'],
		['Priority', 'waits behind jobs of higher priority (Priority)'],
		['ReqNodeNotAvail, UnavailableNodes:c[1-3]', 'waits for nodes that are down or reserved'],
		['AssocGrpCPUMinutesLimit', 'waits because its account is at its limit'],
		['QOSMaxJobsPerUserLimit', 'waits because its QoS is at its limit'],
		['DependencyNeverSatisfied', 'waits for a job that can’t end well any more: it will never start'],
		['launch failed requeued held', 'held after it failed to start again and again'],
		['SomethingNew', 'waits (SomethingNew)'],
	])('a job that waits for %s', (reason, words) => {
		expect(slurmWords({...job, reason})).toContain(words);
	});

	it.each<[Partial<SlurmJob>, string]>([
		[{state: 'RUNNING', nodes: 'n1', elapsed: 65, limit: 93_784}, 'runs on n1, for 1:05 of 26:03:04'],
		[{state: 'FAILED', nodes: 'n1', exitCode: '0:9'}, 'ended by signal 9'],
		[
			{
				...{state: 'FAILED', nodes: 'n1', exitCode: '1:0'},
				use: {cpus: 1, memoryAsked: 2 ** 30, memoryUsed: 1020 * 2 ** 20, elapsed: 9, limit: 60},
			},
			'ended with exit code 1, having taken 1020M of the 1G that it asked for',
		],
		[{state: 'FAILED'}, 'refused, or never started: it has been on no node'],
		[{state: 'NODE_FAIL', nodes: 'n1'}, 'its node n1 failed'],
		[{state: 'TIMEOUT', limit: 60}, 'killed at its time limit of 1:00'],
		[{state: 'NEW_STATE', reason: 'Why'}, 'Slurm says NEW_STATE (Why)'],
	])('one that is %o', (change, words) => {
		expect(slurmWords({...job, ...change})).toBe(words);
	});

	it('times and sizes as Slurm writes them', () => {
		expect([clock(5), clock(3600), clock(93_784)]).toEqual(['0:05', '1:00:00', '26:03:04']);
		expect([memoryWords(80 * 2 ** 20), memoryWords(1.5 * 2 ** 30)]).toEqual(['80M', '1.5G']);
	});
});
