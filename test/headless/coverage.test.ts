import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {coverageWorld, ids} from '../helpers/coverage-world.js';
import {createHome, type TestHome} from '../helpers/home.js';
import {runCli} from '../helpers/run-cli.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

let sandbox: TestSandbox;
let home: TestHome;
beforeAll(async () => {
	[sandbox, home] = await Promise.all([startTestSandbox(coverageWorld), createHome()]);
});
afterAll(async () => {
	await sandbox.close();
	await home.remove();
});

const flydeck = async (...args: string[]) => runCli(args, {home: home.dir, key: sandbox.key});

describe('flydeck coverage', () => {
	test('prints the contract’s JSON', async () => {
		const {json, code} = await flydeck('coverage', 'smith/STUDYA', '--gears', 'bids-mriqc,bids-hcp', '--json');
		expect(code).toBe(0);
		const view = json() as {gears: string[]; rows: object[]; totals: object};
		expect(Object.keys(view).sort()).toEqual(['gears', 'rows', 'totals']);
		expect(view.gears).toEqual(['bids-mriqc', 'bids-hcp']);
		expect(view.rows[0]).toEqual({
			...{id: ids.first, subject: 'S01', session: 'V1'},
			cells: {
				'bids-mriqc': {
					...{state: 'complete', jobId: ids.success, analysisId: ids.analysis, version: '24.0', attempts: 3},
				},
				'bids-hcp': {state: 'never', jobId: null, analysisId: null, version: null, attempts: 0},
			},
		});
		const none = {complete: 0, failed: 0, running: 0, pending: 0, cancelled: 0, never: 0};
		expect(view.totals).toEqual({'bids-mriqc': {...none, complete: 3, never: 1}, 'bids-hcp': {...none, never: 4}});
	});

	test('as a table and as CSV, narrowed by a filter', async () => {
		const table = await flydeck('coverage', 'smith/STUDYA', '--filter', 'subject:S02');
		expect(table.stdout).toMatch(/SUBJECT +SESSION +bids-fmriprep +bids-mriqc +dcm2niix/);
		expect(table.stdout).toMatch(/S02 +V1 +- +complete +-/);
		expect(table.stderr).toContain('2 of 4 sessions');
		const {stdout} = await flydeck('coverage', 'smith/STUDYA', '--gears', 'bids-mriqc', '--csv');
		expect(stdout.split('\r\n')[1]).toBe(`${ids.first},S01,V1,complete,${ids.success},${ids.analysis},24.0,3`);
	});

	test('tells why the nightly workflow leaves a cell blank', async () => {
		const {json} = await flydeck('coverage', 'smith/STUDYA', '--why', '--json');
		const {gears, rows} = json() as {gears: string[]; rows: {id: string; cells: Record<string, object>}[]};
		expect(gears).toEqual(['bids-mriqc', 'bids-fmriprep', 'bids-hcp', 'dcm2niix']);
		const cells = rows.find(({id}) => id === ids.empty)?.cells;
		expect(cells?.['bids-fmriprep']).toMatchObject({
			state: 'never',
			why: [
				{code: 'prerequisite', message: 'bids-mriqc must be complete first, and it never ran here.'},
				{code: 'input-absent'},
			],
		});
		expect(cells?.['bids-mriqc']).toMatchObject({why: [{code: 'input-doubled'}]});
		expect(rows[0]?.cells['bids-mriqc']).not.toHaveProperty('why');
		const {stderr} = await flydeck('coverage', 'smith/STUDYA', '--why');
		expect(stderr).toContain('study_gears_template.json: It is not strict JSON: commas');
	});

	test('chooses sessions by the state of a gear, columns by its name', async () => {
		const sessions = async (filter: string, ...more: string[]) => {
			const {json} = await flydeck('coverage', 'smith/STUDYA', '--json', '--filter', filter, ...more);
			const {gears, rows} = json() as {gears: string[]; rows: {subject: string; session: string}[]};
			return {gears, rows: rows.map(({subject, session}) => `${subject}/${session}`)};
		};
		expect((await sessions('never:fmriprep')).rows).toEqual(['S02/V1', 'S02/V2']);
		expect(await sessions('gear:mriqc never:')).toEqual({gears: ['bids-mriqc'], rows: ['S02/V2']});
		expect((await sessions('why:doubled', '--why')).rows).toEqual(['S02/V2']);
	});

	test('refuses a project that is none, and a gear without a name', async () => {
		expect((await flydeck('coverage', 'smith/NONE', '--json')).code).toBe(5);
		expect((await flydeck('coverage', 'smith/STUDYA', '--gears', 'a,,b', '--json')).code).toBe(2);
	});
});

describe('flydeck versions', () => {
	test('tells what is in use, the odd ones out, and the fewest reruns', async () => {
		const {gears} = (await flydeck('versions', 'smith/STUDYA', '--json')).json() as {gears: {gear: string}[]};
		expect(gears.find(({gear}) => gear === 'bids-mriqc')).toMatchObject({
			sessions: 3,
			versions: [
				{version: '24.0', sessions: 2, reruns: 1, runs: 2},
				{version: '24.1', sessions: 1, reruns: 2, runs: 2},
			],
			settings: [{setting: 'verbose'}],
			odd: [
				{session: 'V2', differs: [{what: 'version', value: '24.1', usual: '24.0'}]},
				{session: 'V1', differs: [{what: 'verbose', value: 'false', usual: 'true'}]},
			],
			rerun: {version: '24.0', sessions: [{id: ids.second, subject: 'S01', session: 'V2'}]},
		});
	});

	test('as a table with a sentence on the reruns', async () => {
		const {stdout, stderr} = await flydeck('versions', 'smith/STUDYA');
		expect(stdout).toMatch(/bids-mriqc +24\.0 +2 +1 +2 +20/);
		expect(stderr).toContain('bids-mriqc: 1 rerun would make it 24.0 throughout: S01/V2');
	});
});
