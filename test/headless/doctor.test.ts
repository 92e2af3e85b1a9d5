import {execFileSync} from 'node:child_process';
import {chmodSync, mkdirSync, readlinkSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createHome, type TestHome} from '../helpers/home.js';
import {startTerminal} from '../helpers/pty.js';
import {runCli} from '../helpers/run-cli.js';
import {startTestSandbox} from '../helpers/with-sandbox.js';

interface Finding {
	check: string;
	level: string;
	message: string;
	command: string | null;
}

let home: TestHome;
beforeEach(async () => {
	home = await createHome();
});
afterEach(async () => home.remove());

const make = (name: string, text = '') => {
	const file = path.join(home.dir, name);
	mkdirSync(path.dirname(file), {recursive: true});
	writeFileSync(file, text);
	return file;
};
const settle = (settings: object) => make('flydeck/config/settings.json', JSON.stringify(settings));

/** HOME is the home, so that what is found there is what the test put there. */
async function findings(options: {key?: string; env?: Record<string, string>} = {}): Promise<Finding[]> {
	const env = {HOME: home.dir, PATH: '/usr/bin:/bin', ...options.env};
	const run = await runCli(['doctor', '--json'], {home: home.dir, ...options, env});
	expect(run).toMatchObject({code: 0, stderr: ''});
	return (run.json() as {findings: Finding[]}).findings;
}
const of = (all: Finding[], check: string) => all.filter(finding => finding.check === check);

describe('doctor', () => {
	test('needs no login, and names the command that logs in', async () => {
		const all = await findings();
		expect(of(all, 'login')).toMatchObject([{level: 'info', command: 'flydeck login'}]);
		expect(of(all, 'node')).toMatchObject([{level: 'good', command: null}]);
		expect(of(all, 'server')).toEqual([]);
	});

	test('with one: who, where, and how far the clocks are apart', async () => {
		const sandbox = await startTestSandbox({users: [{_id: 'ra1@lab.example', roles: ['user'], key: 'secret'}]});
		const all = await findings({key: sandbox.key});
		await sandbox.close();
		expect(of(all, 'login')[0]).toMatchObject({level: 'good', message: expect.stringContaining('ra1@lab.example')});
		expect(of(all, 'server')[0]).toMatchObject({level: 'good', message: expect.stringContaining('SANDBOX')});
		expect(of(all, 'clock')[0]).toMatchObject({level: 'good'});
		expect(JSON.stringify(all)).not.toContain(':secret');
		expect(of(await findings({key: sandbox.key}), 'server')[0]).toMatchObject({level: 'bad'});
	});

	test('a key that others can read: the command closes the file', async () => {
		const file = make('flydeck/config/profiles/default.json', '{"key":"lab.example:k"}');
		chmodSync(file, 0o644);
		const [finding] = of(await findings(), 'key-file');
		expect(finding).toMatchObject({level: 'bad', message: expect.stringContaining('0644')});
		execFileSync('sh', ['-c', finding?.command ?? '']);
		chmodSync(make('.config/flywheel/user.json', '{"key":"lab.example:k"}'), 0o600);
		expect(of(await findings(), 'key-file')).toMatchObject([{level: 'good'}]);
	});

	test('what fills a small home: each command mends it', async () => {
		const projects = path.join(home.dir, 'projects/ra1');
		mkdirSync(projects, {recursive: true});
		settle({scratch: [{path: projects, purgeDays: 0}]});
		make('.cache/flywheel/big', 'x');
		make('.condarc', 'channels:\n  - conda-forge\n');
		const before = await findings();
		for (const check of ['flywheel-cache', 'condarc']) {
			expect(of(before, check)).toMatchObject([{level: 'caution'}]);
			execFileSync('sh', ['-c', of(before, check)[0]?.command ?? '']);
		}
		const after = await findings();
		for (const check of ['flywheel-cache', 'condarc']) expect(of(after, check)).toMatchObject([{level: 'good'}]);
		expect(readlinkSync(path.join(home.dir, '.cache/flywheel'))).toBe(`${projects}/flywheel-cache`);
	});

	test('paths and Slurm that are not here are nothing wrong', async () => {
		settle({scratch: [{path: '/nowhere/at/all'}, {path: home.dir}]});
		const all = await findings({env: {PATH: '/nowhere'}});
		expect(of(all, 'paths')).toMatchObject([
			{level: 'info', message: expect.stringContaining('this machine has no /nowhere')},
			{level: 'good'},
		]);
		expect(of(all, 'slurm')).toMatchObject([
			{level: 'info', command: expect.stringContaining('module load slurm/blanca')},
		]);
	});

	test('scripts that Cast wrote and sbatch refused, but none that was sent, waits or is new', async () => {
		const [refused, sent, waits, fresh] = ['a', 'b', 'c', 'd'].map(letter => letter.repeat(24));
		for (const id of [refused, sent, waits, fresh]) {
			const file = make(`cast/logs/generated/job-${id}.sh`, '#!/bin/sh');
			const old = Date.now() / 1000 - (id === fresh ? 0 : 3600);
			utimesSync(file, old, old);
		}
		make(`cast/logs/queue/job-${sent}.txt`, 'began');
		const row = `7|PENDING|Priority|blanca-ics|0:00|1:00:00|1|N/A|N/A||ra1|fw-${waits}`;
		const clusters = [{name: 'blanca', prefix: ['sh', '-c', `echo '${row}'`]}];
		settle({slurm: {clusters, cast: path.join(home.dir, 'cast')}, scratch: []});
		const [finding, ...others] = of(await findings(), 'cast');
		expect(others).toEqual([]);
		expect(finding).toMatchObject({level: 'caution', command: `rm ${home.dir}/cast/logs/generated/job-${refused}.sh`});
	});

	test('as text: a mark, and below it what to type', async () => {
		symlinkSync(home.dir, path.join(home.dir, 'link'));
		const {stdout} = await runCli(['doctor'], {home: home.dir, env: {HOME: home.dir, LANG: 'C', LC_ALL: 'C'}});
		expect(stdout).toMatch(/^! +characters +The locale is C/m);
		expect(stdout).toMatch(/^ +\$ export LC_ALL=C\.UTF-8$/m);
	});

	test('as a panel, by D on Scratch', async () => {
		settle({scratch: [{path: home.dir}]});
		const terminal = await startTerminal(['--sandbox'], {home: home.dir, cols: 100, rows: 30});
		try {
			await terminal.waitFor('THIS MORNING');
			terminal.type('6');
			await terminal.waitFor('never scanned');
			terminal.type('D');
			await terminal.waitFor('login: Logged in as');
			await terminal.waitFor('node: Node');
		} finally {
			terminal.kill();
			await terminal.exit;
		}
	});
});
