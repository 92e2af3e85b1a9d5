import {mkdir, readFile, symlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Comparison} from '../../source/model/carry.js';
import type {ChangeResult, Plan} from '../../source/model/plan.js';
import {errorOf} from '../headless/bench.js';
import {type CarryBench, openCarryBench} from './bench.js';
import {ids} from './world.js';

let bench: CarryBench;
let results: string;
beforeEach(async () => {
	bench = await openCarryBench();
	results = path.join(bench.folder, 'my results');
	await mkdir(path.join(results, 'sub'), {recursive: true});
	await writeFile(path.join(results, 'table.tsv'), 'a\tb\n'.repeat(1000));
	await writeFile(path.join(results, 'sub', 'mask.nii.gz'), Buffer.alloc(100_000, 7));
});
afterEach(async () => bench.close());

interface Change {
	plan: Plan;
	result: ChangeResult | null;
}

const session = 'memorylab/STUDYA/A001/V2';
const toSession = ['--to', session, '--label', 'GLM 1', '--yes', '--json'];

interface Uploaded {
	_id: string;
	label: string;
	files: {name: string; size: number}[];
}

async function analyses(): Promise<Uploaded[]> {
	return (await bench.sandbox.get(`/sessions/${ids.empty}/analyses`)) as Uploaded[];
}

async function posts(): Promise<number> {
	return (await bench.sandbox.requests()).filter(({method}) => method === 'POST').length;
}

async function upload(...args: string[]) {
	const run = await bench.flydeck(['upload', results, ...args]);
	return {run, code: run.code, item: () => (run.json() as Change).result?.items[0]};
}

describe('upload', () => {
	test('a folder on a session, read back by its hash, and down again the same', async () => {
		const {code, item} = await upload(...toSession);
		expect(code).toBe(0);
		expect(item()).toMatchObject({status: 'done', file: 'GLM 1.zip', checked: 'hash'});
		const [analysis] = await analyses();
		expect(analysis).toMatchObject({label: 'GLM 1', files: [{name: 'GLM 1.zip'}]});
		const back = path.join(bench.folder, 'back');
		const down = await bench.flydeck(['download', analysis?._id ?? '', '--to', back, '--unzip', '--json']);
		expect(down.code).toBe(0);
		expect(await readFile(path.join(back, 'GLM 1', 'table.tsv'), 'utf8')).toBe('a\tb\n'.repeat(1000));
		expect(await readFile(path.join(back, 'GLM 1', 'sub', 'mask.nii.gz'))).toEqual(Buffer.alloc(100_000, 7));
	});

	test('on a project; a dry run sends nothing', async () => {
		const dry = await bench.flydeck([
			'upload',
			results,
			'--to',
			'memorylab/STUDYA',
			'--label',
			'x',
			'--dry-run',
			'--json',
		]);
		expect(dry.code).toBe(0);
		expect(await posts()).toBe(0);
		const real = await bench.flydeck([
			'upload',
			results,
			'--to',
			'memorylab/STUDYA',
			'--label',
			'x',
			'--yes',
			'--json',
		]);
		expect((real.json() as Change).result?.items).toMatchObject([{status: 'done', checked: 'hash'}]);
	});

	test('a second run with the same label says so and sends nothing', async () => {
		await upload(...toSession);
		await bench.sandbox.clearRequests();
		const {run, code} = await upload(...toSession);
		expect(code).toBe(6);
		expect(errorOf(run)).toMatchObject({code: 'label-taken', next: expect.stringContaining('compare')});
		expect(await posts()).toBe(0);
	});

	test('a server that says done and did nothing is found out; the next run fills what is there', async () => {
		await bench.sandbox.faults([{method: 'POST', path: '/analyses/[^/]+/files', mode: 'lie'}]);
		const {code, item} = await upload(...toSession);
		expect(code).toBe(7);
		expect(item()).toMatchObject({status: 'failed', error: {code: 'partly-done'}});
		await bench.sandbox.faults([]);
		const again = await upload(...toSession);
		expect(again.code).toBe(0);
		expect(again.item()).toMatchObject({status: 'done', checked: 'hash'});
		expect(await analyses()).toHaveLength(1);
	});

	test.each([
		['an answer that never comes', 'drop-after'],
		['an error after it was done', 'status-after'],
	] as const)('%s: read back as done, and sent once', async (_, mode) => {
		await bench.sandbox.faults([{method: 'POST', path: '/files', mode, status: 500}]);
		const {code, item} = await upload(...toSession);
		expect(code).toBe(0);
		expect(item()).toMatchObject({status: 'done', checked: 'hash'});
		expect(await posts()).toBe(2);
	});

	test('an analysis that could not be made: nothing is sent', async () => {
		await bench.sandbox.faults([{method: 'POST', path: '/analyses$', mode: 'status', status: 500}]);
		const {code} = await upload(...toSession);
		expect(code).toBe(7);
		expect(await analyses()).toEqual([]);
		expect(await posts()).toBe(1);
	});

	test('links are left out and named', async () => {
		await symlink('/etc/passwd', path.join(results, 'link'));
		const {run} = await upload(...toSession);
		const {plan} = run.json() as Change;
		expect(plan.notes?.join()).toContain('"link"');
		expect(plan.items[0]?.effects[0]).toContain('2 files');
	});

	test.each([
		['a folder that is not there', ['nowhere', '--to', session, '--label', 'x'], 5],
		['a session that is not there', ['.', '--to', 'memorylab/STUDYA/A001/V9', '--label', 'x'], 5],
		['a place with three parts', ['.', '--to', 'memorylab/STUDYA/A001', '--label', 'x'], 2],
		['an empty label', [import.meta.dirname, '--to', session, '--label', ' '], 2],
		['read-only', [import.meta.dirname, '--to', session, '--label', 'x', '--read-only'], 4],
	])('%s is refused with its own exit code', async (_, args, code) => {
		const run = await bench.flydeck(['upload', ...args, '--yes', '--json']);
		expect(run.code).toBe(code);
		expect(await posts()).toBe(0);
	});
});

describe('compare', () => {
	async function compare(id: string, ...args: string[]): Promise<{code: number | null; result: Comparison}> {
		const run = await bench.flydeck(['compare', results, id, ...args, '--json']);
		return {code: run.code, result: run.json() as Comparison};
	}

	test('all, some and none of it, by name and size and by checksum', async () => {
		await upload(...toSession);
		const id = (await analyses())[0]?._id ?? '';
		expect(await compare(id)).toMatchObject({code: 0, result: {verdict: 'uploaded', left: {files: 0}}});
		expect((await compare(id, '--hash')).result.files).toMatchObject([{by: 'CRC-32'}, {by: 'CRC-32'}]);
		await writeFile(path.join(results, 'table.tsv'), 'b\ta\n'.repeat(1000));
		expect((await compare(id)).result.verdict).toBe('uploaded');
		const {code, result} = await compare(id, '--hash');
		expect(code).toBe(7);
		expect(result).toMatchObject({
			verdict: 'partly',
			files: [{status: 'uploaded'}, {path: 'table.tsv', status: 'differs'}],
		});
		expect((await compare(ids.results)).result.verdict).toBe('not');
	});

	test('a session that was downloaded is all there', async () => {
		const down = path.join(bench.folder, 'down');
		await bench.flydeck(['download', ids.session, '--to', down]);
		const run = await bench.flydeck(['compare', down, ids.session, '--json']);
		expect(run.json()).toMatchObject({verdict: 'uploaded', uploaded: {files: 5}});
	});
});
