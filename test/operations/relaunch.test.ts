import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Plan} from '../../source/model/plan.js';
import {coverageWorld, ids as study} from '../helpers/coverage-world.js';
import {ids, launchWorld} from '../helpers/launch-world.js';
import {type Bench, type Fault, openBench, outcome} from './bench.js';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench({world: launchWorld});
});
afterEach(async () => bench.close());

const relaunch = async (edits: object = {}, job = ids.failed): Promise<Plan> =>
	bench.operations.planLaunch([{job, ...edits}]);
const analyses = async () => bench.witness.analyses('sessions', ids.session);

describe('a relaunch', () => {
	test('makes a new analysis with the settings changed and all else as before', async () => {
		const before = await analyses();
		const plan = await relaunch({set: {'slurm-ram': '16G', 'no-sub': 'no'}});
		expect(plan.items[0]).toMatchObject({
			before: {'slurm-ram': '8G', 'no-sub': 'true'},
			after: {'slurm-ram': '16G', 'no-sub': 'false'},
		});
		const {items} = await bench.operations.apply(plan);
		expect(items[0]).toMatchObject({status: 'done', newJobId: expect.stringMatching(/^[0-9a-f]{24}$/)});
		const made = (await analyses()).filter(({id}) => !before.some(old => old.id === id));
		expect(made).toMatchObject([{job: items[0]?.newJobId, label: expect.stringMatching(/^bids-mriqc \d\d\//)}]);
		const job = await bench.witness.job(String(items[0]?.newJobId));
		expect(job).toMatchObject({
			gear: 'bids-mriqc',
			version: '2.1.3',
			previousJob: null,
			config: {'slurm-ram': '16G', threads: 4, 'no-sub': false},
		});
		expect(job.tags).toEqual(expect.arrayContaining(['hpc', 'analysis', 'bids-mriqc']));
		expect((await bench.witness.job(ids.failed)).retried).toBeNull();
	});

	test('asks for twice the memory and time by the settings that the gear has for them', async () => {
		const plan = await relaunch({more: ['memory', 'time']});
		expect(plan.items[0]?.after).toMatchObject({'slurm-ram': '16G', 'slurm-time': '1200'});
	});

	test.each([
		['slurm-gpu', '1', 'no-such-setting'],
		['threads', 'many', 'bad-setting'],
		['threads', '1.5', 'bad-setting'],
		['threads', '17', 'bad-setting'],
		['threads', '0', 'bad-setting'],
		['fd_thres', '', 'bad-setting'],
		['no-sub', 'perhaps', 'bad-setting'],
		['level', 'LOUD', 'bad-setting'],
	])('refuses %s=%s', async (name, value, code) => {
		await expect(relaunch({set: {[name]: value}})).rejects.toMatchObject({code, exitCode: 2});
	});

	test('takes an input by its name, and says which where several are called so', async () => {
		await expect(relaunch({}, ids.surfaces)).rejects.toMatchObject({code: 'missing-input', exitCode: 6});
		await expect(relaunch({inputs: {anatomical: 'none.nii'}}, ids.surfaces)).rejects.toMatchObject({
			code: 'no-such-file',
		});
		await expect(relaunch({inputs: {anatomical: 'scan.json'}}, ids.surfaces)).rejects.toMatchObject({
			code: 'ambiguous-file',
			next: expect.stringContaining('rest/scan.json'),
		});
		const plan = await relaunch({inputs: {anatomical: 't2.nii.gz', license: 'license.txt'}}, ids.surfaces);
		const {items} = await bench.operations.apply(plan);
		const {inputs} = await bench.witness.job(String(items[0]?.newJobId));
		expect(inputs).toMatchObject([
			{input: 'anatomical', type: 'acquisition', name: 't2.nii.gz'},
			{input: 'license', type: 'project', id: ids.project, name: 'license.txt'},
		]);
	});

	test('keeps a label that somebody chose, and takes another version where asked', async () => {
		const kept = await relaunch({inputs: {anatomical: 't1.nii.gz'}}, ids.surfaces);
		expect(kept.items[0]?.after.run).toBe('new analysis surfaces');
		const plan = await relaunch({version: '2.1.2', label: 'once more'});
		const {items} = await bench.operations.apply(plan);
		expect(await bench.witness.job(String(items[0]?.newJobId))).toMatchObject({version: '2.1.2'});
		expect((await analyses()).map(({label}) => label)).toContain('once more');
	});

	test('of a gear that is switched off is refused', async () => {
		await expect(relaunch({}, ids.retired)).rejects.toMatchObject({code: 'gear-off', exitCode: 6});
	});

	test('of a utility gear starts a job where the old one put its outputs', async () => {
		const {items} = await bench.operations.apply(await relaunch({set: {threads: '2'}}, ids.utility));
		const [old, made] = await Promise.all([ids.utility, String(items[0]?.newJobId)].map(id => bench.witness.job(id)));
		expect(made).toMatchObject({gear: 'importer', analysis: null, destination: old?.destination, config: {threads: 2}});
	});

	test('of several leaves out what can not run, and says so', async () => {
		const plan = await bench.operations.planLaunch([ids.failed, ids.surfaces, ids.retired].map(job => ({job})));
		expect(plan.items.map(({id}) => id)).toEqual([ids.failed]);
		expect(plan.notes).toEqual([expect.stringContaining('Left out'), expect.stringContaining('switched off')]);
	});
});

describe('nothing twice', () => {
	const faults: [Fault['mode'], string][] = [
		['status', 'failed'],
		['status-after', 'done'],
		['drop', 'failed'],
		['drop-after', 'done'],
		['lie', 'failed'],
		['rate-limit', 'failed'],
		['delay', 'done'],
	];
	test.each(faults)(
		'with the fault %s it is told as %s, and there is at most one new analysis',
		async (mode, status) => {
			const before = (await analyses()).length;
			const plan = await relaunch();
			await bench.faults([{method: 'POST', path: '/analyses', mode, status: 500, delayMs: 50}]);
			expect(await outcome(bench.operations, plan)).toEqual([status]);
			await bench.faults([]);
			expect(await analyses()).toHaveLength(before + (status === 'done' ? 1 : 0));
			const posts = (await bench.requests()).filter(({method}) => method === 'POST');
			expect(posts).toHaveLength(1);
		},
	);

	test.each(faults)('a utility gear with the fault %s is told as %s', async (mode, status) => {
		const plan = await relaunch({}, ids.utility);
		const mine = async () => (await bench.witness.jobs({session: ids.session, gear: 'importer'})).length;
		const before = await mine();
		await bench.faults([{method: 'POST', path: '/jobs/add', mode, status: 500, delayMs: 50}]);
		expect(await outcome(bench.operations, plan)).toEqual([status]);
		await bench.faults([]);
		expect(await mine()).toBe(before + (status === 'done' ? 1 : 0));
	});

	test('a plan that was applied is not applied again, by this terminal or another', async () => {
		const plan = await relaunch();
		const [first] = (await bench.operations.apply(plan)).items;
		const again = await bench.reopen().apply(plan);
		expect(again.items[0]).toMatchObject({status: 'unchanged', newJobId: first?.newJobId});
	});

	test('the same run that is there already needs more than y', async () => {
		await bench.operations.apply(await relaunch({set: {threads: '8'}}));
		const twin = await relaunch({set: {threads: '8'}});
		expect(twin.items[0]?.beware).toContain('pending now here already');
		const other = await relaunch({set: {threads: '9'}});
		expect(other.items[0]?.beware).toBeUndefined();
		expect(other.items[0]?.warnings).toEqual([expect.stringContaining('with other settings')]);
	});

	test('an input that is gone since the plan stops it', async () => {
		const plan = await relaunch({inputs: {anatomical: 't1.nii.gz'}}, ids.surfaces);
		const before = (await analyses()).length;
		const authorization = 'scitran-user admin-key';
		const url = `${bench.url}/api/acquisitions/${ids.acquisition}/files/t1.nii.gz?delete_reason=duplicate_data`;
		expect((await fetch(url, {method: 'DELETE', headers: {authorization}})).ok).toBe(true);
		expect((await bench.operations.apply(plan)).items[0]?.error?.code).toBe('changed-since');
		expect(await analyses()).toHaveLength(before);
	});
});

test('it can not be taken back, and says what can be done', async () => {
	await bench.operations.apply(await relaunch());
	await expect(bench.operations.planUndo()).rejects.toMatchObject({
		code: 'not-undoable',
		message: expect.stringContaining('flydeck cancel'),
	});
});

describe('a launch on a session', () => {
	test('takes what the gear was last given in the study', async () => {
		const plan = await bench.operations.planLaunch([{session: ids.other, gear: 'bids-mriqc'}]);
		const {items} = await bench.operations.apply(plan);
		const job = await bench.witness.job(String(items[0]?.newJobId));
		expect(job).toMatchObject({session: ids.other, version: '2.1.3', config: {'slurm-ram': '8G'}});
		expect(job.tags).toContain('hpc');
	});

	test('finds the inputs by their names in that session', async () => {
		const request = {session: ids.other, gear: 'recon-all', inputs: {anatomical: 't1.nii.gz'}};
		const {items} = await bench.operations.apply(await bench.operations.planLaunch([request]));
		const [input] = (await bench.witness.job(String(items[0]?.newJobId))).inputs;
		expect(input).toMatchObject({input: 'anatomical', name: 't1.nii.gz'});
		expect(input?.id).not.toBe(ids.acquisition);
	});

	test('of a gear that nobody knows is refused', async () => {
		const request = {session: ids.other, gear: 'no-such-gear'};
		await expect(bench.operations.planLaunch([request])).rejects.toMatchObject({code: 'no-such-gear', exitCode: 5});
	});
});

describe('priority', () => {
	test('is changed while a job waits, and taken back', async () => {
		const plan = await bench.operations.planPriority([ids.waiting], 'high');
		expect(plan.items[0]).toMatchObject({before: {priority: 'medium'}, after: {priority: 'high'}});
		expect(await outcome(bench.operations, plan)).toEqual(['done']);
		expect((await bench.witness.job(ids.waiting)).priority).toBe('high');
		expect(await outcome(bench.operations, await bench.operations.planUndo())).toEqual(['done']);
		expect((await bench.witness.job(ids.waiting)).priority).toBe('medium');
	});

	test.each([
		[ids.failed, 'high', 'not-pending'],
		[ids.waiting, 'urgent', 'bad-priority'],
	])('is refused for %s to %s', async (id, priority, code) => {
		await expect(bench.operations.planPriority([id], priority)).rejects.toMatchObject({code});
	});
});

test('a bulk retry leaves out what was retried already, and says so', async () => {
	const plan = await bench.operations.planRetry([ids.failed, ids.waiting]);
	expect(plan.items.map(({id}) => id)).toEqual([ids.failed]);
	expect(plan.notes).toEqual([expect.stringContaining('Left out')]);
});

describe('what speaks against a launch', () => {
	test('the workflow of the study wants another gear complete first', async () => {
		await bench.close();
		bench = await openBench({world: coverageWorld, key: 'piKey'});
		const launch = async (session: string) =>
			(await bench.operations.planLaunch([{session, gear: 'bids-fmriprep'}])).items[0]?.warnings.join(' ');
		expect(await launch(study.empty)).toContain('bids-mriqc must be complete first, and it never ran here.');
		expect(await launch(study.first)).not.toContain('must be complete first');
	});

	test('a role that gives no right to run gears', async () => {
		await bench.close();
		const [project] = launchWorld.projects ?? [];
		const reader = {_id: 'ra1@lab.example', roles: ['user'] as 'user'[], key: 'ra1-key'};
		const permissions = [{_id: 'ra1@lab.example', roles: ['read-only']}];
		const projects = [{...project, group: 'memorylab', label: 'STUDYA', permissions}];
		bench = await openBench({
			world: {...launchWorld, users: [...(launchWorld.users ?? []), reader], projects},
			key: 'ra1-key',
		});
		const plan = await relaunch();
		expect(plan.items[0]?.warnings).toEqual([
			'You hold read-only on memorylab/STUDYA, which gives no right to run gears: expect a refusal.',
		]);
	});
});

describe('how much more is asked for', () => {
	const gigabytes = (count: number) => count * 1024 ** 3;
	const measured = {cpus: 4, memoryAsked: gigabytes(32), memoryUsed: gigabytes(32), elapsed: 3600, limit: 36_000};

	test('is 1.2 times the peak that Slurm measured where that is above what was asked for', async () => {
		const plan = await relaunch({more: ['memory'], measured: {...measured, memoryUsed: gigabytes(40)}});
		expect(plan.items[0]?.after).toMatchObject({'slurm-ram': '12G'});
		expect(plan.items[0]?.effects[0]).toBe(
			'slurm-ram 12G: Slurm measured a peak of 40 GB where 32 GB was asked for; this is 1.2 times the peak.',
		);
	});

	test('is twice as much where the job was cut off at its limit, and that is said', async () => {
		const plan = await relaunch({more: ['memory', 'time'], measured: {...measured, memoryUsed: gigabytes(31)}});
		expect(plan.items[0]?.after).toMatchObject({'slurm-ram': '16G', 'slurm-time': '1200'});
		expect(plan.items[0]?.effects[0]).toContain('Slurm last measured 31 GB of 32 GB before it was killed');
		expect(plan.items[0]?.effects[1]).toContain('Slurm ended it after 60 of 600 minutes');
	});
});
