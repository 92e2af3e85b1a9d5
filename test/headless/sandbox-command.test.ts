import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {childEnv, cliFile, createHome, type TestHome} from '../helpers/home.js';
import {type RunResult, runCli} from '../helpers/run-cli.js';
import {errorOf} from './bench.js';
import {ids, lab} from './world.js';

let home: TestHome;
beforeEach(async () => {
	home = await createHome();
});
afterEach(async () => home.remove());

const flydeck = async (...args: string[]): Promise<RunResult> => runCli(args, {home: home.dir});

interface Served {
	url: string;
	key: string;
	pid: number;
}

/** `flydeck sandbox --json`, its line, and its end. */
async function serve(...args: string[]) {
	const child = spawn(process.execPath, [cliFile, 'sandbox', '--json', ...args], {
		env: childEnv(home.dir),
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	let text = '';
	child.stdout.setEncoding('utf8').on('data', chunk => (text += chunk));
	while (!text.includes('\n')) await once(child.stdout, 'data');
	return {
		...(JSON.parse(text) as Served),
		async stop(signal: NodeJS.Signals = 'SIGTERM') {
			const ended = once(child, 'exit');
			child.kill(signal);
			const [code] = await ended;
			return {code, text};
		},
	};
}

describe('serving', () => {
	test('one line of JSON, a key that works, and exit 0 on SIGTERM', async () => {
		const server = await serve('--seed', 'empty', '--speed', '0');
		expect(server.key).toMatch(/^127\.0\.0\.1:\d+:__force_insecure:.+/);
		const status = await runCli(['status', '--json'], {home: home.dir, key: server.key});
		expect(status.json()).toMatchObject({sandbox: true, site: {host: server.url.replace('http://', '')}});
		const {code, text} = await server.stop();
		expect(code).toBe(0);
		expect(text.trimEnd().split('\n')).toHaveLength(1);
	});

	test('a world file, with its changes kept across restarts', async () => {
		const world = path.join(home.dir, 'world.json');
		const state = path.join(home.dir, 'state.json');
		await writeFile(world, JSON.stringify(lab));
		const args = ['--seed', world, '--state', state, '--speed', '0'];
		const first = await serve(...args);
		const move = ['move', ids.lost, '--to', 'memorylab/STUDYA/A003/V1', '--yes'];
		expect((await runCli(move, {home: home.dir, key: first.key})).code).toBe(0);
		await first.stop();
		const second = await serve(...args);
		const list = await runCli(['sessions', 'memorylab/STUDYA', '--json'], {home: home.dir, key: second.key});
		await second.stop();
		expect((list.json() as {sessions: {id: string}[]}).sessions.map(({id}) => id)).toContain(ids.lost);
	});

	test.each([
		['a world file that is not there', ['--seed', 'nowhere.json']],
		['a port that is none', ['--port', 'http']],
		['a speed that is none', ['--speed', '-1']],
	])('%s is wrong use', async (_, args) => {
		const run = await flydeck('sandbox', '--json', ...args);
		expect(run.code).toBe(2);
		expect(errorOf(run).next).not.toBe('');
	});

	test('a world file with a mistake is refused, naming the place', async () => {
		const world = path.join(home.dir, 'world.json');
		await writeFile(world, JSON.stringify({projects: [{group: 'lab', label: 'A', subjects: [{label: 7}]}]}));
		const run = await flydeck('sandbox', '--seed', world, '--json');
		expect(run.code).toBe(2);
		expect(errorOf(run).message).toContain('projects[0].subjects[0].label');
	});
});

describe('--sandbox', () => {
	test('what one command changes the next one sees, until it is reset', async () => {
		const rows = async () =>
			((await flydeck('--sandbox', 'sessions', 'memorylab/MSC', '--json')).json() as {sessions: {id: string}[]})
				.sessions;
		const [session] = await rows();
		const move = await flydeck(
			'move',
			session?.id ?? '',
			'--to',
			'memorylab/ENCODE/X1/V1',
			'--sandbox',
			'--yes',
			'--json',
		);
		expect(move.code).toBe(0);
		expect((await rows()).map(({id}) => id)).not.toContain(session?.id);
		expect((await flydeck('undo', '--sandbox', '--yes')).code).toBe(0);
		expect((await rows()).map(({id}) => id)).toContain(session?.id);
		expect((await flydeck('sandbox', '--reset')).code).toBe(0);
		expect(await rows()).not.toHaveLength(0);
	});

	test('a second one at the same time is not kept, and says so', async () => {
		const lock = path.join(home.dir, 'flydeck/state/sandbox.json.lock');
		await flydeck('--sandbox', 'status');
		const {hostname} = await import('node:os');
		await writeFile(lock, `${process.pid} ${hostname()}\n`);
		const run = await flydeck('--sandbox', 'status');
		expect(run.code).toBe(0);
		expect(run.stderr).toContain('not kept');
		expect((await flydeck('sandbox', '--reset')).code).toBe(6);
		await writeFile(lock, `999999999 ${hostname()}\n`);
		expect((await flydeck('--sandbox', 'status')).stderr).toBe('');
	});
});

test('info needs no login and gathers all under FLYDECK_HOME', async () => {
	const {json} = await flydeck('info', '--json');
	const {paths} = json() as {paths: Record<string, string>};
	for (const place of Object.values(paths)) expect(place.startsWith(path.join(home.dir, 'flydeck'))).toBe(true);
});
