import {afterEach, expect, test} from 'vitest';
import type {WorldFile} from '../../source/sandbox/index.js';
import {createHome, type TestHome} from '../helpers/home.js';
import {runCli} from '../helpers/run-cli.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

const job = (created: string, hours: number) => ({
	...{gear: 'bids-mriqc', version: '1.0.0', state: 'complete', created, started: created},
	ended: new Date(Date.parse(created) + hours * 3_600_000).toISOString(),
});

const session = (label: string, timestamp: string, sizes: number[], analyses: object[] = []) => ({
	...{label, timestamp, analyses},
	acquisitions: [{label: 'T1w', files: sizes.map((size, index) => ({name: `${index}.nii`, size}))}],
});

const world = {
	users: [{_id: 'admin@lab.example', roles: ['site_admin'], key: 'secret'}],
	groups: [{_id: 'smith', label: 'Smith Lab'}],
	gears: [{name: 'bids-mriqc', version: '1.0.0', category: 'analysis'}],
	projects: [
		{
			group: 'smith',
			label: 'STUDYA',
			subjects: [
				{
					label: 'S01',
					sessions: [
						session('V1', '2026-09-03T10:00:00Z', [1000, 500], [{label: 'a', job: job('2026-10-01T09:00:00Z', 2)}]),
						session('V2', '2026-10-04T10:00:00Z', [200], [{label: 'b', job: job('2026-10-05T00:00:00Z', 0.5)}]),
					],
				},
				{label: 'S02', sessions: [session('V1', '2020-01-01T10:00:00Z', [70])]},
			],
		},
		{group: 'smith', label: 'EMPTY'},
	],
} as WorldFile;

let sandbox: TestSandbox;
let home: TestHome;
afterEach(async () => {
	await sandbox.close();
	await home.remove();
});

test('usage counts what is there and, by month, what came and ran since a date', async () => {
	[sandbox, home] = await Promise.all([startTestSandbox(world), createHome()]);
	const flydeck = async (...args: string[]) => runCli(args, {home: home.dir, key: sandbox.key});
	const run = await flydeck('usage', '--since', '2026-09-01', '--json');
	const {projects} = run.json() as {projects: Record<string, unknown>[]};
	const september = {month: '2026-09', sessions: 1, bytes: 1500, runs: 0, hours: 0};
	const october = {month: '2026-10', sessions: 1, bytes: 200, runs: 2, hours: 2.5};
	expect(projects).toMatchObject([
		{project: 'smith/EMPTY', sessions: 0, subjects: 0, bytes: 0, runs: 0, hours: 0, months: []},
		{project: 'smith/STUDYA', sessions: 3, subjects: 2, bytes: 1770, runs: 2, hours: 2.5, months: [september, october]},
	]);
	const csv = (await flydeck('usage', '--since', '2026-10-01', '--csv')).stdout;
	expect(csv.split('\r\n')).toEqual([
		'project,month,sessions,bytes,runs,hours',
		'smith/STUDYA,2026-10,1,200,2,2.5',
		'',
	]);
});
