import {readFileSync} from 'node:fs';
import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {openDebugLog} from '../../source/config/debug-log.js';
import {takeLock} from '../../source/config/lock.js';
import {findLogin, saveLogin} from '../../source/config/login.js';
import {type AppPaths, appPaths} from '../../source/config/paths.js';
import {readPrivateFile, writePrivateFile} from '../../source/config/private-file.js';
import {loadSettings, saveSettings} from '../../source/config/settings.js';
import {createHome, type TestHome} from '../helpers/home.js';

let home: TestHome;
let paths: AppPaths;
beforeEach(async () => {
	home = await createHome();
	paths = appPaths({FLYDECK_HOME: home.dir, HOME: home.dir});
});
afterEach(async () => home.remove());

test('a private file is whole, 0600, and leaves no draft behind', async () => {
	const file = path.join(home.dir, 'a/b/key');
	await writePrivateFile(file, 'one');
	await writePrivateFile(file, 'two');
	expect(await readPrivateFile(file)).toBe('two');
	expect((await stat(file)).mode & 0o777).toBe(0o600);
	expect(await readdir(path.dirname(file))).toEqual(['key']);
	expect(await readPrivateFile(`${file}.not`)).toBeNull();
});

test('a private file that cannot be written is an error with a way out', async () => {
	await writeFile(path.join(home.dir, 'file'), '');
	const writing = writePrivateFile(path.join(home.dir, 'file/key'), 'x');
	await expect(writing).rejects.toMatchObject({code: 'cannot-write', next: expect.stringContaining('FLYDECK_HOME')});
});

test('a found login shows its place but not its key', async () => {
	await saveLogin(paths, 'default', 'host.example:secretKey0001\n');
	const login = await findLogin({paths, environment: {}});
	expect(login?.text()).toBe('host.example:secretKey0001');
	expect(login?.where).toBe('profile default');
	expect(JSON.stringify(login)).not.toContain('secretKey0001');
});

test.each(['{"key":', '{"key":5}', '[]x{', '', '{"apiKey":"host:secretKey0001"}'])(
	'a key file holding %j is refused without quoting it',
	async text => {
		const keyFile = path.join(home.dir, 'key');
		await writeFile(keyFile, text, {mode: 0o600});
		const login = findLogin({paths, environment: {}, keyFile}).then(found => found?.text());
		if (text === '[]x{') expect(await login).toBe(text);
		else await expect(login).rejects.toMatchObject({exitCode: 3, code: 'no-key-in-file'});
	},
);

test('settings: none at first, kept with what else was there, refused where they are no settings', async () => {
	expect(loadSettings(paths)).toEqual({});
	await expect(stat(paths.config)).rejects.toThrow('ENOENT');
	saveSettings(paths, {profile: 'b'});
	saveSettings(paths, {readOnly: true});
	expect(loadSettings(paths)).toEqual({profile: 'b', readOnly: true});
	expect((await stat(paths.settings)).mode & 0o777).toBe(0o600);
	for (const text of ['{', '{"readOnly":"yes"}', '{"profile":"../x"}']) {
		await writeFile(paths.settings, text);
		expect(() => loadSettings(paths)).toThrow(expect.objectContaining({exitCode: 2, code: 'bad-settings'}));
	}
});

test('a lock is held once, and taken over from the dead', async () => {
	const file = path.join(home.dir, 'state/thing');
	const first = await takeLock(file);
	expect(await takeLock(file)).toBeNull();
	await first?.release();
	const second = await takeLock(file);
	expect(second).not.toBeNull();
	const line = await readFile(`${file}.lock`, 'utf8');
	await writeFile(`${file}.lock`, line.replace(String(process.pid), '999999999'));
	expect(await takeLock(file)).not.toBeNull();
});

test('the debug log is private and holds no key, whatever it is given', async () => {
	await mkdir(paths.state, {recursive: true});
	const log = openDebugLog(paths.log);
	log('authorization: scitran-user secretKey0001');
	log('authorization: Bearer secretKey0001');
	log('127.0.0.1:8080:__force_insecure:secretKey000000001 and\nmore');
	const text = readFileSync(paths.log, 'utf8');
	expect(text).not.toContain('secretKey');
	expect(text.trimEnd().split('\n')).toHaveLength(3);
	expect((await stat(paths.log)).mode & 0o777).toBe(0o600);
});
