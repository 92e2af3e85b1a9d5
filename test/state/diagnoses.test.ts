import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {createClient, parseKey} from '../../source/api/index.js';
import type {WorldFile, WorldJob} from '../../source/sandbox/world-file.js';
import {loadBrief} from '../../source/state/brief.js';
import {Diagnoses, failureFamilies, withCauses} from '../../source/state/diagnoses.js';
import {loadJobs} from '../../source/state/jobs.js';
import {KeptDiagnoses} from '../../source/state/kept-diagnoses.js';
import {type TestSandbox, withSandbox} from '../helpers/with-sandbox.js';

let cache: string;
beforeEach(() => {
	cache = mkdtempSync(path.join(os.tmpdir(), 'flydeck-diagnoses-'));
});
afterEach(() => rmSync(cache, {recursive: true, force: true}));

const oom = 'slurmstepd: error: Detected 1 oom_kill event in StepId=7.0. Some of the step tasks have been OOM Killed.';
const secret = 'Config "subject name=Jane"';

function job(index: number, log: string[], state: 'failed' | 'complete' = 'failed'): WorldJob {
	const created = new Date(Date.now() - index * 60_000).toISOString();
	return {_id: String(index).padStart(24, '0'), gear: 'bids-hcp', version: '1.0', state, created, ended: created, log};
}

function worldOf(jobs: WorldJob[]): WorldFile {
	return {
		users: [{_id: 'pi@lab.example', roles: ['site_admin'], key: 'secret'}],
		groups: [{_id: 'lab'}],
		projects: [{group: 'lab', label: 'Study', subjects: [{label: 'S1', sessions: [{label: 'V1', jobs}]}]}],
	};
}

const four = worldOf([
	job(1, [secret, oom]),
	job(2, ['No valid DICOM images were found', 'Job failed.']),
	job(3, [secret, oom]),
	job(4, ['Job complete.'], 'complete'),
]);

function open({key}: TestSandbox) {
	const client = createClient({key: parseKey(key), userAgent: 'flydeck-test'});
	return {client, diagnoses: new Diagnoses(client, new KeptDiagnoses(cache, 'site'))};
}

async function logsAsked({requests}: TestSandbox): Promise<number> {
	return (await requests()).filter(({path: asked}) => asked.includes('/logs')).length;
}

/** Resolves when so many of these have a cause. */
async function untilKnown(diagnoses: Diagnoses, known: () => boolean): Promise<void> {
	await new Promise<void>(resolve => {
		const stop = diagnoses.subscribe(() => {
			if (!known()) return;
			stop();
			resolve();
		});
		if (known()) resolve();
	});
}

describe('before a command answers', () => {
	it('the failures of the brief are counted by cause', async () => {
		await withSandbox(four, async sandbox => {
			const {client, diagnoses} = open(sandbox);
			const {jobs} = await loadBrief(client, {now: new Date(), diagnoses});
			expect(jobs.failed).toBe(3);
			expect(jobs.families).toEqual([
				{cause: 'out-of-memory', count: 2},
				{cause: 'bad-input-data', count: 1},
			]);
			expect(await logsAsked(sandbox)).toBe(3);
		});
	});

	it('a log that was read once is not read again, and no more of it is kept than the decisive line', async () => {
		await withSandbox(four, async sandbox => {
			const {client, diagnoses} = open(sandbox);
			const view = await loadJobs(client, {now: new Date()});
			await diagnoses.read(view.jobs);
			await sandbox.clearRequests();
			const later = open(sandbox).diagnoses;
			await later.read(view.jobs);
			expect(withCauses(view, later.known).jobs.map(({cause}) => cause)).toEqual([
				'out-of-memory',
				'bad-input-data',
				'out-of-memory',
				null,
			]);
			expect(await logsAsked(sandbox)).toBe(0);
			expect(failureFamilies(view.jobs, later.known).map(({ids}) => ids.length)).toEqual([2, 1]);
		});
		const folder = path.join(cache, 'diagnoses');
		const [file = ''] = readdirSync(folder);
		expect(statSync(path.join(folder, file)).mode & 0o777).toBe(0o600);
		expect(readFileSync(path.join(folder, file), 'utf8')).not.toContain('Jane');
	});

	it('a log that may not be read leaves its cause untold, and the others told', async () => {
		await withSandbox(four, async sandbox => {
			await sandbox.faults([{path: `${'2'.padStart(24, '0')}/logs`, mode: 'status', status: 403, times: 0}]);
			const {client, diagnoses} = open(sandbox);
			const {jobs} = await loadBrief(client, {now: new Date(), diagnoses});
			expect(jobs.families).toEqual([{cause: 'out-of-memory', count: 2}]);
		});
	});

	it('what was kept of other rules, or is damaged, counts for nothing', async () => {
		await withSandbox(four, async sandbox => {
			const {client, diagnoses} = open(sandbox);
			const view = await loadJobs(client, {now: new Date()});
			await diagnoses.read(view.jobs);
			const {file} = diagnoses.kept;
			const {writeFile} = await import('node:fs/promises');
			for (const text of [readFileSync(file, 'utf8').replace(/"rules":"\w+"/, '"rules":"old"'), '{broken']) {
				await writeFile(file, text);
				await sandbox.clearRequests();
				await open(sandbox).diagnoses.read(view.jobs);
				expect(await logsAsked(sandbox)).toBe(3);
			}
		});
	});
});

describe('in the background', () => {
	it('the newest failures are read first, and none while it pauses', async () => {
		const many = worldOf(Array.from({length: 9}, (_, index) => job(index + 1, [oom])));
		await withSandbox(many, async sandbox => {
			const {client, diagnoses} = open(sandbox);
			const view = await loadJobs(client, {now: new Date()});
			diagnoses.pause();
			diagnoses.follow(view.jobs);
			await sandbox.requests();
			expect(await logsAsked(sandbox)).toBe(0);
			expect(diagnoses.families()).toEqual([]);
			const states: string[] = [];
			diagnoses.subscribe(() => states.push(view.jobs.map(row => (diagnoses.known(row) ? 'x' : '.')).join('')));
			diagnoses.resume();
			await untilKnown(diagnoses, () => diagnoses.families()[0]?.count === 9);
			expect(states).toEqual(['.........', 'xx.......', 'xxxx.....', 'xxxxxx...', 'xxxxxxxx.', 'xxxxxxxxx']);
		});
	});
});
