import {spawn} from 'node:child_process';
import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {Download} from '../../source/model/carry.js';
import {errorOf} from '../headless/bench.js';
import {childEnv, cliFile} from '../helpers/home.js';
import {type CarryBench, openCarryBench} from './bench.js';
import {ids} from './world.js';

let bench: CarryBench;
beforeEach(async () => {
	bench = await openCarryBench();
});
afterEach(async () => bench.close());

const at = (...parts: string[]) => path.join(bench.folder, ...parts);

async function download(
	...args: string[]
): Promise<{code: number | null; result: Download; error: () => {code: string}}> {
	const run = await bench.flydeck(['download', ...args, '--to', bench.folder, '--json']);
	return {code: run.code, result: run.json() as Download, error: () => errorOf(run)};
}

async function transfers(): Promise<number> {
	return (await bench.sandbox.requests()).filter(({path: asked}) => /\/(files\/.*)?download|\/files\//.test(asked))
		.length;
}

describe('download', () => {
	test('every byte of an analysis, for the owner alone; a second run asks for none of it', async () => {
		const {code, result} = await download(ids.results);
		expect(code).toBe(0);
		expect(result.files).toMatchObject([
			{path: 'out.zip', status: 'carried', checked: 'size'},
			{path: 'report.html', status: 'carried', checked: 'hash'},
		]);
		expect((await readFile(at('out.zip'))).equals(await bench.bytes(`/analyses/${ids.results}/files/out.zip`))).toBe(
			true,
		);
		expect((await stat(at('out.zip'))).mode & 0o777).toBe(0o600);
		await bench.sandbox.clearRequests();
		const again = await download(ids.results);
		expect(again.result).toMatchObject({received: 0, files: [{status: 'present'}, {status: 'present'}]});
		expect(await transfers()).toBe(0);
	});

	test('a session by acquisitions, whose labels lead nowhere else', async () => {
		const {code, result} = await download(ids.session);
		expect(code).toBe(0);
		expect(result.files.map(file => file.path).sort()).toEqual([
			'.._.._up/t1.nii.gz',
			'notes.txt',
			'rest_[31m/rest.json',
			'same-2/a.txt',
			'same/a.txt',
		]);
		expect(await readdir(path.dirname(bench.folder))).not.toContain('up');
		expect(new Set([await readFile(at('same/a.txt'), 'utf8'), await readFile(at('same-2/a.txt'), 'utf8')])).toEqual(
			new Set(['one', 'two']),
		);
	});

	test('one file by its name; another name is told with those that there are', async () => {
		expect((await download(ids.results, '--file', 'report.html')).result.files).toHaveLength(1);
		const run = await bench.flydeck(['download', ids.results, '--file', 'no', '--to', bench.folder, '--json']);
		expect(run.code).toBe(5);
		expect(errorOf(run)).toMatchObject({code: 'no-such-file', next: expect.stringContaining('report.html')});
	});

	test('a connection that breaks in the middle is taken up where it broke', async () => {
		await bench.sandbox.faults([{method: 'GET', path: '/download$', mode: 'drop-after', bytes: 1_000_000, times: 2}]);
		const {code, result} = await download(ids.results, '--file', 'out.zip');
		expect(code).toBe(0);
		expect(result.files).toMatchObject([{status: 'carried'}]);
		expect((await readFile(at('out.zip'))).equals(await bench.bytes(`/analyses/${ids.results}/files/out.zip`))).toBe(
			true,
		);
		const sent = (await bench.sandbox.requests()).filter(({path: asked}) => asked.endsWith('/download'));
		expect(sent.map(({status}) => status)).toEqual([200, 206, 206]);
	});

	test('what fails is told of that file, and the others come', async () => {
		await bench.sandbox.faults([{method: 'GET', path: '/download$', mode: 'status', status: 500}]);
		const {code, result, error} = await download(ids.results);
		expect(code).toBe(7);
		expect(result.files.map(({status}) => status).sort()).toEqual(['carried', 'failed']);
		expect(error().code).toBe('server-error');
		expect((await download(ids.results)).code).toBe(0);
	});

	test('a file that is another one is left as it is', async () => {
		await writeFile(at('report.html'), '<p>mine</p>');
		const {code, result} = await download(ids.results, '--file', 'report.html');
		expect(code).toBe(7);
		expect(result.files).toMatchObject([{status: 'failed', error: {code: 'another-file'}}]);
		expect(await readFile(at('report.html'), 'utf8')).toBe('<p>mine</p>');
	});

	test('killed in the middle, the next run carries on what is there', async () => {
		await bench.sandbox.faults([{method: 'GET', path: '/download$', mode: 'delay', delayMs: 1}]);
		const child = spawn(process.execPath, [cliFile, 'download', ids.large, '--to', bench.folder], {
			env: childEnv(bench.home, {FW_KEY: bench.sandbox.key}),
			stdio: 'ignore',
		});
		const ended = new Promise(resolve => child.on('close', (_, signal) => resolve(signal)));
		const part = async () => {
			const name = (await readdir(bench.folder)).find(one => one.endsWith('.part'));
			return name === undefined ? 0 : (await stat(at(name))).size;
		};
		await vi.waitFor(async () => expect(await part()).toBeGreaterThan(50_000_000), {timeout: 30_000, interval: 20});
		child.kill('SIGKILL');
		expect(await ended).toBe('SIGKILL');
		const kept = await part();
		expect(kept).toBeLessThan(1_000_000_000);
		const {code, result} = await download(ids.large);
		expect(code).toBe(0);
		expect(result.files).toMatchObject([{status: 'resumed', size: 1_000_000_000}]);
		expect(result.received).toBe(1_000_000_000 - kept);
		expect(await readdir(bench.folder)).toEqual(['huge.bin']);
	}, 120_000);

	test('what does not fit is refused before anything is written', async () => {
		await mkdir(at('kept'));
		const run = await bench.flydeck(['download', ids.tooLarge, '--to', at('kept'), '--json']);
		expect(run.code).toBe(6);
		expect(errorOf(run)).toMatchObject({code: 'no-space', message: expect.stringContaining('free')});
		expect(await readdir(at('kept'))).toEqual([]);
	});

	test('an id that is neither an analysis nor a session', async () => {
		const run = await bench.flydeck(['download', '64c0c0ffee0000000000dead', '--to', bench.folder, '--json']);
		expect(run.code).toBe(5);
		expect(errorOf(run).code).toBe('nothing-to-carry');
	});
});
