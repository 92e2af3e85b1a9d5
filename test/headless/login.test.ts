import {chmod, mkdir, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {type Bench, errorOf, openBench} from './bench.js';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => bench.close());

const noKey = {key: ''};
const inHome = (...parts: string[]) => path.join(bench.home.dir, ...parts);

async function userOf(args: string[], options = {}): Promise<unknown> {
	const run = await bench.flydeck(['status', '--json', ...args], {...noKey, ...options});
	return run.code === 0 ? (run.json() as {user: {id: string}}).user.id : run.code;
}

test('a key that is piped in is checked, saved for its owner alone, and used', async () => {
	const run = await bench.flydeck(['login'], {...noKey, input: bench.sandbox.key});
	expect(run.code).toBe(0);
	const file = inHome('flydeck/config/profiles/default.json');
	expect((await stat(file)).mode & 0o777).toBe(0o600);
	expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
	expect(await userOf([])).toBe('pi@lab.example');
});

test('a key that the server refuses is not saved', async () => {
	const run = await bench.flydeck(['login', '--json'], {...noKey, input: bench.sandbox.keyOf('wrong')});
	expect(run.code).toBe(3);
	expect(errorOf(run).code).toBe('key-refused');
	await expect(stat(inHome('flydeck/config/profiles/default.json'))).rejects.toThrow('ENOENT');
});

test('nothing piped in is wrong use, not a wait', async () => {
	expect((await bench.flydeck(['login'], noKey)).code).toBe(2);
});

test('the first login found counts: key file, variable, profile, then Flywheel’s own', async () => {
	expect(await userOf([])).toBe(3);
	await mkdir(inHome('.config/flywheel'), {recursive: true});
	const own = inHome('.config/flywheel/user.json');
	await writeFile(own, JSON.stringify({key: bench.sandbox.keyOf('secretOfAdmin0001')}), {mode: 0o600});
	expect(await userOf([])).toBe('admin@lab.example');
	await bench.flydeck(['login'], {...noKey, input: bench.sandbox.keyOf('secretOfRa0001')});
	expect(await userOf([])).toBe('ra1@lab.example');
	expect(await userOf([], {key: bench.sandbox.key})).toBe('pi@lab.example');
	await writeFile(inHome('key'), bench.sandbox.keyOf('secretOfAdmin0001'), {mode: 0o600});
	expect(await userOf(['--key-file', inHome('key')], {key: bench.sandbox.key})).toBe('admin@lab.example');
});

test('profiles are kept apart, and one that is not there is exit 3', async () => {
	await bench.flydeck(['login', '--profile', 'ra'], {...noKey, input: bench.sandbox.keyOf('secretOfRa0001')});
	expect(await userOf(['--profile', 'ra'])).toBe('ra1@lab.example');
	expect(await userOf(['--profile', 'other'])).toBe(3);
	expect(await userOf(['--profile', '../ra'])).toBe(2);
});

test('a key file that others can open is refused with the command that mends it', async () => {
	const file = inHome("a key's file");
	await writeFile(file, bench.sandbox.key, {mode: 0o600});
	await chmod(file, 0o640);
	const run = await bench.flydeck(['status', '--json', '--key-file', file], noKey);
	expect(run.code).toBe(3);
	const {code, next} = errorOf(run);
	expect(code).toBe('loose-key-file');
	await bench.flydeck(['-c', next.replace('Run: ', '')], {command: ['bash']});
	expect(await userOf(['--key-file', file])).toBe('pi@lab.example');
});
