import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type Bench, errorOf, openBench} from './bench.js';
import {ids, piSecret} from './world.js';

let bench: Bench;
beforeAll(async () => {
	bench = await openBench();
});
afterAll(async () => bench.close());

describe('lists', () => {
	test('projects, as the contract names their fields', async () => {
		const {json, stderr} = await bench.flydeck(['projects', '--json']);
		const {projects} = json() as {projects: object[]};
		expect(projects).toHaveLength(2);
		expect(projects[0]).toMatchObject({
			id: ids.study,
			group: 'memorylab',
			label: 'STUDYA',
			sessions: 3,
			myRole: 'admin',
		});
		expect(stderr).toBe('');
	});

	test('a filter narrows any of them, and so does a group', async () => {
		const labels = async (...args: string[]) => {
			const {projects} = (await bench.flydeck(['projects', '--json', ...args])).json() as {projects: {label: string}[]};
			return projects.map(({label}) => label);
		};
		expect(await labels('--filter', 'label:b')).toEqual(['STUDYB']);
		expect(await labels('--filter', '!label:b')).toEqual(['STUDYA']);
		expect(await labels('--filter', '/^studya$/')).toEqual(['STUDYA']);
		expect(await labels('--group', 'memorylab')).toEqual(['STUDYA', 'STUDYB']);
	});

	test.each(['brief', 'projects', 'unsorted', 'jobs', 'access'])(
		'%s of a group that is none is not found',
		async command => {
			const run = await bench.flydeck([command, '--group', 'memorylob', '--json']);
			expect(run.code).toBe(5);
			expect(run.stdout).toBe('');
			expect(errorOf(run)).toMatchObject({code: 'no-such-group', next: expect.stringContaining('memorylab')});
		},
	);

	test('CSV keeps a label from being run as a formula and escapes from being obeyed', async () => {
		const {stdout} = await bench.flydeck(['sessions', 'memorylab/STUDYA', '--csv']);
		expect(stdout.split('\r\n')[0]).toBe('id,group,project,subject,session,timestamp,files,analyses');
		expect(stdout).toContain(`,"'=HYPERLINK(""http://lab.example"",""x""),\nnext\\x1b[31m",`);
		expect(stdout).not.toContain('\u001B');
	});

	test('sessions count the files of their acquisitions too, and their analyses', async () => {
		const {sessions} = (await bench.flydeck(['sessions', 'memorylab/STUDYA', '--json'])).json() as {
			sessions: {subject: string; session: string; files: number; analyses: number}[];
		};
		expect(sessions.map(({subject, files, analyses}) => [subject, files, analyses])).toEqual([
			['A001', 4, 0],
			['A001', 0, 0],
			['A002', 0, 2],
		]);
	});

	test('a table shows a bad label on one line', async () => {
		const {stdout} = await bench.flydeck(['sessions', 'memorylab/STUDYA']);
		expect(stdout).toContain('=HYPERLINK("http://lab.example","x"),\\nnext\\x1b[31m');
		expect(stdout.trimEnd().split('\n')).toHaveLength(4);
	});

	test('jobs with their chains; a log with its escapes made visible', async () => {
		const {jobs, total} = (await bench.flydeck(['jobs', '--state', 'failed', '--json'])).json() as {
			jobs: object[];
			total: number;
		};
		expect(total).toBe(1);
		expect(jobs).toMatchObject([{id: ids.failed, gear: 'bids-mriqc', attempts: [ids.failed], slurm: null}]);
		const log = await bench.flydeck(['log', ids.failed]);
		expect(log.stdout).toContain('one \\x1b[2Jtwo\n');
		expect(log.stdout).not.toContain('\u001B');
	});

	test('access names people, projects and grants', async () => {
		const view = (await bench.flydeck(['access', '--json'])).json();
		expect(view).toMatchObject({people: expect.any(Array), projects: expect.any(Array), warnings: expect.any(Array)});
		expect(view).toHaveProperty('grants');
	});
});

describe('without a command', () => {
	test('and without a terminal, the brief', async () => {
		const [alone, brief] = await Promise.all([bench.flydeck(['--json']), bench.flydeck(['brief', '--json'])]);
		expect(alone.json()).toEqual(brief.json());
		expect(Object.keys(brief.json() as object).sort()).toEqual(['jobs', 'projects', 'scratch', 'since', 'unsorted']);
	});

	test('and without a login, exit 3, unless the sandbox may stand in', async () => {
		const bare = await bench.flydeck([], {key: ''});
		expect(bare.code).toBe(3);
		expect(bare.stdout).toBe('');
		const instead = await bench.flydeck(['--or-sandbox'], {key: ''});
		expect(instead.code).toBe(0);
		expect(instead.stdout).toContain('SANDBOX');
	});
});

describe('errors', () => {
	test.each([
		['a command that is none', ['frobnicate'], 2],
		['an option that is none', ['projects', '--frobnicate'], 2],
		['an option that is none, alone', ['--frobnicate'], 2],
		['an argument too few', ['sessions'], 2],
		['a broken pattern', ['projects', '--filter', '/[/'], 2],
		['a state that is none', ['jobs', '--state', 'sleepy'], 2],
		['a span that is none', ['jobs', '--since', 'soon'], 2],
		['a project that is none', ['sessions', 'memorylab/NONE'], 5],
		['a job that is none', ['log', '64c0c0ffee0000000000dead'], 5],
		['a person that is none', ['access', '--user', 'x@lab.example'], 5],
	])('%s', async (_, args, code) => {
		const asJson = await bench.flydeck([...args, '--json']);
		expect(asJson.code).toBe(code);
		expect(asJson.stderr.trim().split('\n')).toHaveLength(1);
		expect(errorOf(asJson)).toEqual({code: expect.any(String), message: expect.any(String), next: expect.any(String)});
		const asText = await bench.flydeck(args);
		expect(asText.code).toBe(code);
		expect(asText.stderr).toContain(errorOf(asJson).message);
	});

	test('a wrong key is exit 3 and nobody sees it', async () => {
		const secret = 'notTheRightSecret42';
		const key = bench.sandbox.keyOf(secret);
		for (const args of [
			['status'],
			['status', '--json'],
			['status', '--debug'],
			['move', ids.lost, '--to', 'a/b/c/d'],
		]) {
			const run = await bench.flydeck(args, {key});
			expect(run.code).toBe(3);
			expect(run.stdout + run.stderr).not.toContain(secret);
		}
	});

	test('a server that is not there is exit 8', async () => {
		const run = await bench.flydeck(['projects', '--json'], {key: '127.0.0.1:1:__force_insecure:someSecret'});
		expect(run.code).toBe(8);
		expect(errorOf(run).code).toBe('no-connection');
	});

	test('a reader that goes away early is none', async () => {
		const {cliFile} = await import('../helpers/home.js');
		const line = `"${process.execPath}" "${cliFile}" jobs | head -c 1; exit \${PIPESTATUS[0]}`;
		const run = await bench.flydeck(['-c', line], {command: ['bash']});
		expect(run).toMatchObject({code: 0, stderr: expect.not.stringContaining('EPIPE')});
	});

	test('help and version are answers', async () => {
		expect(await bench.flydeck(['--version'])).toMatchObject({
			code: 0,
			stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
		});
		expect(await bench.flydeck(['help'])).toMatchObject({code: 0, stderr: ''});
		expect((await bench.flydeck(['move', '--help'])).stdout).toContain('--dry-run');
	});
});

test('the key is in no output, log or file but where login put it', async () => {
	await bench.flydeck(['login'], {key: '', input: `${bench.sandbox.key}\n`});
	for (const args of [['status', '--debug', '--json'], ['info'], ['projects', '--debug']]) {
		const run = await bench.flydeck(args, {key: ''});
		expect(run.code).toBe(0);
		expect(run.stdout + run.stderr).not.toContain(piSecret);
	}
	const {stdout} = await bench.flydeck(['-rl', piSecret, bench.home.dir], {command: ['grep']});
	expect(stdout.trim().split('\n')).toEqual([expect.stringContaining('profiles/default.json')]);
});
