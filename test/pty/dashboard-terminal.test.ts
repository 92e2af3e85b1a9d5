import path from 'node:path';
import {afterEach, describe, expect, it} from 'vitest';
import {cliFile} from '../helpers/home.js';
import {keys, startTerminal, type TerminalOptions, type TestTerminal} from '../helpers/pty.js';
import {repoRoot} from '../helpers/source-tree.js';

let terminal: TestTerminal | undefined;
afterEach(() => terminal?.kill('SIGKILL'));

async function open(options: TerminalOptions = {}, args: string[] = ['--sandbox']): Promise<TestTerminal> {
	terminal = await startTerminal(args, options);
	return terminal;
}

async function opened(options: TerminalOptions = {}): Promise<TestTerminal> {
	const shown = await open(options);
	await shown.waitFor('THIS MORNING');
	return shown;
}

const fixture = path.join(repoRoot, 'test/pty/fixtures/crashing-dashboard.ts');
const crashing = {command: [process.execPath, '--import', 'tsx', fixture] as [string, ...string[]], cwd: repoRoot};

/** The test terminal sets TERM to what it is; this is what a program sees in a lesser one. */
function dumb(...command: string[]): [string, ...string[]] {
	return ['/usr/bin/env', 'TERM=dumb', ...command];
}

/** The modes that were switched on are off again, the last word being the normal screen. */
function expectRestored(shown: TestTerminal): void {
	const raw = shown.raw().toString('utf8');
	for (const mode of ['?1049', '?2004'])
		expect(raw.lastIndexOf(`${mode}l`), mode).toBeGreaterThan(raw.lastIndexOf(`${mode}h`));
	for (const mode of ['?25', '?7'])
		expect(raw.lastIndexOf(`${mode}h`), mode).toBeGreaterThan(raw.lastIndexOf(`${mode}l`));
	expect(shown.alternate()).toBe(false);
}

describe('the terminal around the dashboard', () => {
	it('is as before after q', async () => {
		const shown = await opened();
		expect(shown.alternate()).toBe(true);
		shown.type('q');
		expect(await shown.exit).toEqual({code: 0, signal: 0});
		expectRestored(shown);
		expect(shown.text().trim()).toBe('');
	});

	it('is as before after ctrl-c', async () => {
		const shown = await opened();
		shown.type(keys.ctrlC);
		expect((await shown.exit).code).toBe(0);
		expectRestored(shown);
	});

	it.each([
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGINT', 130],
	])('is as before after %s', async (signal, code) => {
		const shown = await opened();
		shown.kill(signal);
		expect((await shown.exit).code).toBe(code);
		expectRestored(shown);
	});

	it.each([
		['7', 'broken on purpose'],
		['z', 'left alone on purpose'],
	])('is as before after a defect (%s), and says what happened and what to do', async (key, words) => {
		const shown = await open(crashing, []);
		await shown.waitFor('SANDBOX');
		shown.type(key);
		expect((await shown.exit).code).toBe(1);
		expectRestored(shown);
		expect(shown.text()).toContain(words);
		expect(shown.text()).toContain('--debug');
		expect(shown.text()).toContain('ended with 1');
	});

	it('draws although CI is set', async () => {
		const shown = await opened({env: {CI: 'true'}});
		expect(shown.text()).toContain('SANDBOX');
	});

	it('sends no colour with NO_COLOR, and still tells everything in words', async () => {
		const shown = await opened({env: {NO_COLOR: '1'}});
		shown.type('3');
		await shown.waitFor('BELONGS TO');
		expect(shown.raw().toString('utf8')).not.toMatch(/\u001B\[(\d*;)*(3[0-8]|4[0-8]|9\d|10\d)(;\d*)*m/);
		expect(shown.text()).toContain('SANDBOX');
	});

	it('sends ASCII alone with --ascii: a label’s other letters are question marks, and nothing moves', async () => {
		const shown = await open({}, ['--sandbox', '--ascii']);
		await shown.waitFor('THIS MORNING');
		shown.type('3');
		const lines = await shown.waitFor(/PILOT \?\? pilot09 {2,}trailing/);
		const sure = lines.find(line => line.includes(' SURE'))?.indexOf('SURE');
		const row = lines.find(line => line.includes('pilot09'));
		expect(row?.indexOf('+ medium')).toBe(sure);
		expect(shown.raw().every(byte => byte < 0x80)).toBe(true);
	});

	it('says on a terminal that can’t be drawn on why, and prints the brief instead', async () => {
		const shown = await open({command: dumb(process.execPath, cliFile)});
		expect((await shown.exit).code).toBe(0);
		expect(shown.text()).toContain('TERM=dumb');
		expect(shown.raw().includes('\u001B[')).toBe(false);
	});

	it('asks for a larger window where this one is too small, and goes on in it', async () => {
		const shown = await opened();
		shown.resize(50, 12);
		await shown.waitFor('needs 60 columns and 15 rows');
		shown.resize(120, 40);
		// The footer is the last thing that a redraw sends.
		const lines = await shown.waitFor(screen => screen.at(-1)?.endsWith('q quit') ?? false);
		expect(lines).toHaveLength(40);
		expect(lines.join('\n')).toContain('THIS MORNING');
	});

	it('sends nothing where a key changes nothing', async () => {
		const shown = await opened();
		shown.type('g');
		await shown.waitFor('THIS MORNING');
		shown.clearRaw();
		shown.type('g', 'k', '6');
		await shown.waitFor('not mounted here');
		expect(shown.raw().toString('utf8')).not.toContain('THIS MORNING');
	});

	it('reads several keys in one read, and keys cut in two', async () => {
		const shown = await opened();
		const selected = () => shown.screen().findIndex(line => line.includes('▸'));
		const first = selected();
		shown.type('jjj');
		await shown.waitFor(lines => lines.findIndex(line => line.includes('▸')) === first + 3);
		shown.type('\u001B', '[A');
		await shown.waitFor(lines => lines.findIndex(line => line.includes('▸')) === first + 2);
	});
});
