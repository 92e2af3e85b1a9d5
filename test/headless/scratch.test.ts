import {chmodSync, linkSync, writeFileSync} from 'node:fs';
import {mkdir, readdir, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createHome, type TestHome} from '../helpers/home.js';
import {type RunOptions, runCli} from '../helpers/run-cli.js';
import {type MadeTree, makeHole, makeTree} from '../hpc/trees.js';
import {errorOf} from './bench.js';

let home: TestHome;
let tree: MadeTree;
beforeEach(async () => {
	home = await createHome();
	tree = makeTree({'study/sub-01/t1.nii': 3000, 'study/sub-02/t1.nii': 5000, 'small/x': 10, readme: 100, 'empty/': 0});
});
afterEach(async () => {
	tree.remove();
	await home.remove();
});

/** Nobody is logged in, here or anywhere below. */
async function scratch(args: string[], options: RunOptions = {}) {
	return runCli(['scratch', ...args], {home: home.dir, ...options});
}

interface View {
	path: string;
	source: string;
	files: number;
	bytes: number;
	scannedAt: string;
	top: {path: string; bytes: number; oldest: string | null; purgeAt: string | null}[];
}

async function viewOf(args: string[]): Promise<View> {
	return (await scratch([...args, '--json'])).json() as View;
}

async function settle(settings: object): Promise<void> {
	await mkdir(path.join(home.dir, 'flydeck/config'), {recursive: true});
	await writeFile(path.join(home.dir, 'flydeck/config/settings.json'), JSON.stringify(settings));
}

describe('one folder', () => {
	test('as the contract has it', async () => {
		linkSync(path.join(tree.path, 'readme'), path.join(tree.path, 'small/readme'));
		makeHole(path.join(tree.path, 'hole'), 1_000_000);
		const run = await scratch([tree.path, '--json']);
		expect(run).toMatchObject({code: 0, stderr: ''});
		const view = run.json() as View & {diskBytes: number; quota: {used: number; limit: number}; ages: object[]};
		expect(view).toMatchObject({
			path: tree.path,
			source: 'scan',
			clock: 'created',
			files: 5,
			dirs: 5,
			bytes: 1_008_110,
			errors: 0,
		});
		expect(view.diskBytes).toBeLessThan(500_000);
		expect(view.ages).toEqual([
			{days: '0-30', files: 5, bytes: 1_008_110},
			...['31-60', '61-75', '76-82', '83-89', '90+'].map(days => ({days, files: 0, bytes: 0})),
		]);
		expect(view.top.map(({path: place, bytes}) => [path.relative(tree.path, place), bytes])).toEqual([
			['hole', 1_000_000],
			['study', 8000],
			...(view.top[2]?.bytes === 110
				? [
						['small', 110],
						['empty', 0],
					]
				: [
						['readme', 100],
						['small', 10],
						['empty', 0],
					]),
		]);
		const study = view.top.find(({path: place}) => place.endsWith('/study'));
		expect(Date.parse(study?.purgeAt ?? '') - Date.parse(study?.oldest ?? '')).toBe(90 * 86_400_000);
		expect(view.top.at(-1)).toMatchObject({oldest: null, purgeAt: null});
		expect(view.quota.limit).toBeGreaterThan(view.quota.used);
	});

	test('from the last scan while that is new enough, and from a new one where asked', async () => {
		const first = await viewOf([tree.path]);
		writeFileSync(path.join(tree.path, 'more'), 'more');
		expect(await viewOf([tree.path])).toMatchObject({source: 'kept', files: 4, scannedAt: first.scannedAt});
		expect(await viewOf([`${tree.path}/`, '--max-age', '1d'])).toMatchObject({source: 'kept', files: 4});
		expect(await viewOf([tree.path, '--max-age', '0s'])).toMatchObject({source: 'scan', files: 5});
		expect(await viewOf([tree.path])).toMatchObject({source: 'kept', files: 5});
		const folder = path.join(home.dir, 'flydeck/cache/scans');
		const [name = ''] = await readdir(folder);
		expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
	});

	test('as a table, with what is known of its ages', async () => {
		const {stdout, code} = await scratch([tree.path]);
		expect(code).toBe(0);
		expect(stdout).toContain('8.1 KB in 4 files and 5 folders');
		expect(stdout).toContain('Ages count from creation.');
		expect(stdout).toMatch(/0-30 +4 +8\.1 KB/);
		expect(stdout).toMatch(/8\.0 KB +2 +\d{4}-\d\d-\d\d +\d{4}-\d\d-\d\d +study\//);
	});

	test('as CSV, the folder first', async () => {
		const lines = (await scratch([tree.path, '--csv'])).stdout.trimEnd().split('\r\n');
		expect(lines[0]).toBe('scan,path,kind,files,dirs,bytes,diskBytes,oldest,purgeAt,scannedAt,source,clock,errors');
		expect(lines[1]).toMatch(new RegExp(`^${tree.path},${tree.path},scan,4,5,8110,`));
		expect(lines[2]).toMatch(new RegExp(`^${tree.path},${tree.path}/study,folder,2,2,8000,`));
		expect(lines).toHaveLength(6);
	});

	test('a filter narrows what is listed of it, not what it holds', async () => {
		const {files, top} = await viewOf([tree.path, '--filter', 'kind:folder !empty']);
		expect(files).toBe(4);
		expect(top.map(({path: place}) => path.basename(place))).toEqual(['study', 'small']);
	});

	test('a name is drawn, never obeyed', async () => {
		writeFileSync(path.join(tree.path, '\u001B[31mred\nline'), 'x');
		for (const args of [[], ['--csv'], ['--json']]) {
			const {stdout} = await scratch([tree.path, ...args]);
			expect(stdout).not.toContain('\u001B');
			expect(stdout).toMatch(/\\x1b\[31mred|\\u001b\[31mred/);
		}
	});
});

describe('several folders', () => {
	test('named: a list in that order', async () => {
		const run = await scratch([path.join(tree.path, 'study'), path.join(tree.path, 'small'), '--json']);
		expect((run.json() as View[]).map(({path: place, files}) => [path.basename(place), files])).toEqual([
			['study', 2],
			['small', 1],
		]);
	});

	test('settled: those that are here, each purged by its own rule', async () => {
		const nowhere = path.join(tree.path, 'nowhere/scratch');
		await settle({
			scratch: [{path: nowhere}, {path: '$TREE/study', purgeDays: 0}, {path: '$TREE/small', purgeDays: 30}],
		});
		const env = {TREE: tree.path};
		const run = await scratch(['--json'], {env});
		expect(run).toMatchObject({code: 0, stderr: ''});
		const [study, small, ...others] = run.json() as View[];
		expect(others).toEqual([]);
		expect(study?.top[0]?.purgeAt).toBeNull();
		const {oldest, purgeAt} = small?.top[0] ?? {};
		expect(Date.parse(purgeAt ?? '') - Date.parse(oldest ?? '')).toBe(30 * 86_400_000);
		expect((await scratch([], {env})).stderr).toContain(`this machine has no ${tree.path}/nowhere`);
	});

	test('none of which is here: an empty list, and why', async () => {
		await settle({scratch: [{path: '/nowhere/at/all'}]});
		expect(await scratch(['--json'])).toMatchObject({code: 0, stdout: '[]\n', stderr: ''});
		expect((await scratch([])).stderr).toContain('this machine has no /nowhere');
	});
});

describe('errors', () => {
	test.each([
		['a folder that isn’t there', ['/nowhere/at/all'], 5, 'no-such-folder'],
		['one of several that isn’t there', ['.', '/nowhere'], 5, 'no-such-folder'],
		['a span that is none', ['.', '--max-age', 'soon'], 2, 'bad-span'],
		['a job where there is no Slurm', ['.', '--submit'], 8, 'no-slurm'],
	])('%s', async (_, args, code, word) => {
		const run = await scratch([...args, '--json'], {cwd: tree.path, env: {PATH: '/nowhere'}});
		expect(run.code).toBe(code);
		expect(run.stdout).toBe('');
		expect(errorOf(run)).toMatchObject({code: word, next: expect.any(String)});
	});

	test('a file where a folder is wanted, and a folder that is closed', async () => {
		expect((await scratch([path.join(tree.path, 'readme')])).code).toBe(2);
		if (process.getuid?.() === 0) return;
		chmodSync(path.join(tree.path, 'small'), 0);
		expect((await scratch([path.join(tree.path, 'small')])).code).toBe(4);
	});

	test('settings that are none', async () => {
		await settle({scratch: [{folder: '/x'}]});
		expect((await scratch(['--json'])).code).toBe(2);
	});
});
