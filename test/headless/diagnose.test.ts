import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import type {Diagnosis} from '../../source/model/diagnosis.js';
import type {WorldJob} from '../../source/sandbox/world-file.js';
import {runCli} from '../helpers/run-cli.js';
import {withSandbox} from '../helpers/with-sandbox.js';
import {errorOf} from './bench.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'flydeck-diagnose-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const oom = 'slurmstepd: error: Detected 1 oom_kill event in StepId=77.0. Some of the step tasks have been OOM Killed.';
const log = `[engine] starting container\n${oom}\nsrun: error: bn0108: task 0: Out Of Memory\n`;

function fileWith(name: string, content: string | Buffer): string {
	const file = path.join(folder, name);
	writeFileSync(file, content);
	return file;
}

async function diagnosisOf(file: string, input?: string): Promise<Diagnosis> {
	const {json, code} = await runCli(['diagnose', file, '--json'], input === undefined ? {} : {input});
	expect(code).toBe(0);
	return json() as Diagnosis;
}

describe('diagnose', () => {
	it('tells of a file, and of what is piped in, without a login', async () => {
		const told = {cause: 'out-of-memory', line: oom, lineNumber: 2, rerun: 'with-changes', confidence: 'high'};
		expect(await diagnosisOf(fileWith('oom.txt', log))).toMatchObject(told);
		expect(await diagnosisOf('-', log)).toMatchObject(told);
	});

	it('prints words where no JSON is asked for, and no escapes of the log', async () => {
		const {stdout} = await runCli(['diagnose', fileWith('escape.txt', 'MemoryError\u001b]0;title\u0007\n')]);
		expect(stdout).toContain('out-of-memory');
		expect(stdout).not.toContain('\u001b');
	});

	it('finds that a log is empty', async () => {
		const told = await diagnosisOf(fileWith('empty.txt', '\n  \n'));
		expect(told).toMatchObject({cause: 'unknown', line: null, lineNumber: null, rerun: 'no'});
		expect(told.advice).toContain('empty');
	});

	it('makes nothing of what is no text', async () => {
		const rubbish = Buffer.from(Array.from({length: 40_000}, (_, index) => (index * 7919) % 251));
		expect(await diagnosisOf(fileWith('rubbish.bin', rubbish))).toMatchObject({cause: 'unknown', line: null});
	});

	it('says that there is no such file, or that no log was named', async () => {
		const missing = await runCli(['diagnose', path.join(folder, 'nowhere.txt'), '--json']);
		expect(missing.code).toBe(5);
		expect(errorOf(missing).code).toBe('no-such-file');
		const unnamed = await runCli(['diagnose', '--json']);
		expect(unnamed.code).toBe(2);
	});

	it('tells of a job by its log, and of one that left none by its state', async () => {
		const jobs: WorldJob[] = [
			{_id: 'a'.repeat(24), gear: 'bids-hcp', version: '1.0', state: 'failed', log: log.split('\n')},
			{_id: 'b'.repeat(24), gear: 'bids-hcp', version: '1.0', state: 'cancelled', log: ['Inputs ready.']},
			{_id: 'd'.repeat(24), gear: 'bids-hcp', version: '1.0', state: 'failed', log: ['Inputs ready.']},
			{_id: 'e'.repeat(24), gear: 'bids-hcp', version: '1.0', state: 'failed', failure_reason: 'orphaned', log: []},
		];
		const world = {
			users: [{_id: 'pi@lab.example', roles: ['site_admin'], key: 'secret'}],
			groups: [{_id: 'lab'}],
			projects: [{group: 'lab', label: 'Study', subjects: [{label: 'S1', sessions: [{label: 'V1', jobs}]}]}],
		};
		await withSandbox(world, async ({key}) => {
			const failed = await runCli(['diagnose', '--job', 'a'.repeat(24), '--json'], {key});
			expect(failed.json()).toMatchObject({cause: 'out-of-memory', line: oom});
			const cancelled = await runCli(['diagnose', '--job', 'b'.repeat(24), '--json'], {key});
			expect(cancelled.json()).toMatchObject({cause: 'cancelled', line: null, rerun: 'unchanged'});
			const silent = (await runCli(['diagnose', '--job', 'd'.repeat(24), '--json'], {key})).json() as Diagnosis;
			expect(silent).toMatchObject({cause: 'unknown', rerun: 'no'});
			expect(silent.advice).toContain('gear failure');
			const orphan = await runCli(['diagnose', '--job', 'e'.repeat(24), '--json'], {key});
			expect(orphan.json()).toMatchObject({cause: 'node-or-scheduler', line: null, confidence: 'low'});
			expect((await runCli(['diagnose', '--job', 'c'.repeat(24), '--json'], {key})).code).toBe(5);
		});
	});
});
