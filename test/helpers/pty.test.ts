import {afterEach, describe, expect, it} from 'vitest';
import {keys, startTerminal, type TestTerminal} from './pty.js';
import {runCli} from './run-cli.js';

const program = `
process.stdin.setRawMode(true);
process.stdout.write('\\x1b[?1049h\\x1b[Hready ' + process.stdout.columns + ' ' + (process.env.CI ?? 'no-ci') + ' ä漢');
process.stdout.on('resize', () => process.stdout.write('\\x1b[2;1Hwide ' + process.stdout.columns));
process.stdin.on('data', data => {
	if (String(data) === 'q') { process.stdout.write('\\x1b[?1049lbye'); process.exit(3); }
	process.stdout.write('\\x1b[3;1Hkey ' + JSON.stringify(String(data)));
});`;

describe('the terminal of the tests', () => {
	let terminal: TestTerminal | undefined;
	afterEach(() => terminal?.kill('SIGKILL'));

	const start = async () => {
		terminal = await startTerminal([], {command: [process.execPath, '-e', program], env: {}});
		return terminal;
	};

	it('shows what is visible, types, resizes and tells the exit code', async () => {
		const shown = await start();
		await shown.waitFor('ready 80 no-ci ä漢');
		expect(shown.alternate()).toBe(true);
		expect(shown.screen()).toHaveLength(24);
		shown.type(keys.down);
		await shown.waitFor('key "\\u001b[B"');
		shown.resize(100, 30);
		await shown.waitFor(/wide 100/);
		shown.type('q');
		expect(await shown.exit).toEqual({code: 3, signal: 0});
		expect(shown.alternate()).toBe(false);
		expect(shown.text()).toContain('bye');
		expect(shown.raw().includes('\x1b[?1049h')).toBe(true);
	});

	it('says what was on the screen when a wait comes to nothing', async () => {
		const shown = await start();
		await shown.waitFor('ready');
		const waiting = shown.waitFor('never shown');
		shown.type('q');
		await expect(waiting).rejects.toThrow(/never shown.*code 3[\s\S]*bye/);
	});
});

describe('running to the end', () => {
	it('gives streams and code, and a home without anybody in it', async () => {
		const script = `
			let input = ''; process.stdin.on('data', d => input += d);
			process.stdin.on('end', () => { console.log(JSON.stringify({input, key: process.env.FW_KEY, ci: process.env.CI, home: process.env.FLYDECK_HOME}));
			console.error('told'); process.exit(5); });`;
		const result = await runCli([], {command: [process.execPath, '-e', script], input: 'hello', key: 'k'});
		expect(result.code).toBe(5);
		expect(result.stderr).toBe('told\n');
		expect(result.json()).toMatchObject({input: 'hello', key: 'k'});
		expect(result.json()).not.toHaveProperty('ci');
	});
});
