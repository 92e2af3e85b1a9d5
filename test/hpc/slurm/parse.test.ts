import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {accountingCommand, parseAccounting} from '../../../source/hpc/slurm/accounting.js';
import {parseQueue, queueCommand} from '../../../source/hpc/slurm/queue.js';
import {date, memory, seconds, stateWord} from '../../../source/hpc/slurm/values.js';
import type {SlurmJob} from '../../../source/model/slurm.js';

/** What a Slurm 22.05.8 printed in the tests against a real one, in the formats that we ask for. */
function recorded(name: 'queue' | 'accounts'): string {
	return readFileSync(new URL(`recorded/${name}.txt`, import.meta.url), 'utf8');
}

const byId = (jobs: SlurmJob[]) => new Map(jobs.map(job => [job.jobId, job]));

describe('what squeue prints', () => {
	const jobs = byId(parseQueue(recorded('queue'), 'blanca'));

	it('is read, a job each line', () => {
		expect(jobs.size).toBe(16);
		expect(jobs.get('3')).toEqual({
			...{cluster: 'blanca', jobId: '3', name: 'fw-650000000000000000000016', state: 'RUNNING', reason: null},
			...{exitCode: null, partition: 'blanca-ics', nodes: 'bnode0301', user: 'root', elapsed: 69, limit: 1800},
			...{submitted: '2026-11-25T09:23:19.000Z', started: '2026-11-25T09:23:22.000Z'},
			...{ended: '2026-11-25T09:53:22.000Z', use: null},
		});
		expect(jobs.get('9')).toMatchObject({state: 'PENDING', reason: 'JobHeldUser', started: null, nodes: null});
	});

	it('may hold bars in a name, arrays, reasons of several words, and a site’s greeting', () => {
		const text = [
			'Welcome | to | the | cluster',
			'12_[1-5%2]|PENDING|ReqNodeNotAvail, UnavailableNodes:c[1-3]|p|0:00|UNLIMITED|N/A|N/A|N/A||me|a|b|c',
			'13|RUNNING|None|p|1-02:03:04|Partition_Limit|1795598599|N/A|N/A|c1|me|x',
			'14|RUNNING',
			'',
		].join('\n');
		const read = byId(parseQueue(text, 'c'));
		expect([...read.keys()]).toEqual(['12_[1-5%2]', '13']);
		expect(read.get('12_[1-5%2]')).toMatchObject({
			...{name: 'a|b|c', limit: null, reason: 'ReqNodeNotAvail, UnavailableNodes:c[1-3]'},
		});
		expect(read.get('13')).toMatchObject({elapsed: 93_784, limit: null});
	});

	it('is asked for without a shell, of one person where settled', () => {
		expect(queueCommand(undefined)).toEqual(expect.not.arrayContaining(['-u']));
		expect(queueCommand('svc; rm -rf /')).toEqual(expect.arrayContaining(['-u', 'svc; rm -rf /']));
	});
});

describe('what sacct prints', () => {
	const jobs = byId(parseAccounting(recorded('accounts'), 'blanca'));

	it('tells by its steps what a job was killed for', () => {
		expect(jobs.get('6')).toMatchObject({state: 'OUT_OF_MEMORY', exitCode: '1:0'});
		expect(jobs.get('7')).toMatchObject({state: 'OUT_OF_MEMORY'});
		expect(jobs.get('5')).toMatchObject({state: 'FAILED', exitCode: '3:0'});
		expect(jobs.get('14')).toMatchObject({state: 'CANCELLED'});
		expect(jobs.get('2')).toMatchObject({state: 'PREEMPTED', partition: 'preemptable'});
	});

	it('and what it took: the most of its steps; nothing where it was too short', () => {
		const used = {cpus: 1, memoryAsked: 1000 * 2 ** 20, memoryUsed: 299_632 * 1024, elapsed: 8, limit: 3600};
		expect(jobs.get('8')?.use).toEqual(used);
		expect(jobs.get('5')?.use).toMatchObject({memoryUsed: null});
	});

	it('calls a job that survived its step what Slurm calls it', () => {
		const rows = (state: string) => [
			`1|${state}|0:0|0:125|00:01:00|01:00:00|1795598599|1795598602|1795598603|n|p|1G|1|1||u|fw`,
			'1.0|OUT_OF_ME+|0:125||00:01:00||1795598599|1795598602|1795598603|n|||1|1|9K||gear',
		];
		const stateOf = (state: string) => parseAccounting(rows(state).join('\n'), 'c')[0]?.state;
		expect(stateOf('COMPLETED')).toBe('COMPLETED');
		expect(stateOf('FAILED')).toBe('OUT_OF_MEMORY');
		expect(stateOf('TIMEOUT')).toBe('TIMEOUT');
	});

	it('told memory by CPU or by node before 21.08', () => {
		const asked = (text: string) => memory(text, {cpus: 8, nodes: 2});
		expect(asked('4Gc')).toBe(32 * 2 ** 30);
		expect(asked('4Gn')).toBe(8 * 2 ** 30);
		expect(asked('32G')).toBe(32 * 2 ** 30);
		expect(asked('1.50G')).toBe(1.5 * 2 ** 30);
		expect(memory('4Gc', {cpus: null, nodes: 1})).toBeNull();
		expect(asked('')).toBeNull();
	});

	it('is asked for jobs by name, and so far back', () => {
		const command = accountingCommand({names: ['fw-a', 'fw-b'], days: 15, user: undefined});
		expect(command).toEqual(expect.arrayContaining(['--allusers', 'now-15days', '--name=fw-a,fw-b']));
	});
});

describe('single values', () => {
	it('durations', () => {
		const read = ['0:05', '1:00', '1:00:00', '2-00:00:10', '00:00:01.250', 'UNLIMITED', 'NOT_SET', ''].map(seconds);
		expect(read).toEqual([5, 60, 3600, 172_810, 1, null, null, null]);
	});

	it('dates, as seconds or as the cluster’s own', () => {
		expect(date('1795598599')).toBe('2026-11-25T09:23:19.000Z');
		expect(date('2026-11-25T09:23:19')).toBe(new Date('2026-11-25T09:23:19').toISOString());
		expect(['Unknown', 'N/A', '0', ''].map(date)).toEqual([null, null, null, null]);
	});

	it('states: the bare word, and ones that nobody knows yet as they are', () => {
		expect(['CANCELLED by 1000', 'OUT_OF_ME+', 'NEW_STATE', ''].map(stateWord)).toEqual([
			...['CANCELLED', 'OUT_OF_ME', 'NEW_STATE', 'UNKNOWN'],
		]);
	});
});
