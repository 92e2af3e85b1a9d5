import {afterEach, describe, expect, it} from 'vitest';
import {worlds} from '../../source/sandbox/worlds/index.js';
import {keys, startTerminal, type TerminalOptions, type TestTerminal} from '../helpers/pty.js';
import {withSandbox} from '../helpers/with-sandbox.js';

let terminal: TestTerminal | undefined;
afterEach(() => terminal?.kill('SIGKILL'));

async function open(args: string[], options: TerminalOptions = {}): Promise<TestTerminal> {
	terminal = await startTerminal(args, options);
	return terminal;
}

const cursorRow = (lines: string[]) => lines.findIndex(line => line.includes('▸'));
const firstRow = (lines: string[]) => lines.findIndex(line => /^ {4,}AGE\b/.test(line)) + 1;

describe('the first seconds', () => {
	it('shows the shell before the sandbox stands, and plays the keys typed meanwhile', async () => {
		const shown = await open(['--sandbox']);
		const first = await shown.waitFor('Starting the sandbox');
		expect(first.join('\n')).toContain('SANDBOX');
		expect(first.join('\n')).toContain('3 Unsorted');
		expect(first.at(-1)).toBe(' q quit');
		expect(shown.alternate()).toBe(true);
		shown.type('3', 'j', 'j');
		await shown.waitFor(lines => firstRow(lines) > 0 && cursorRow(lines) === firstRow(lines) + 2);
	});

	it('says on a slow line whom it connects to, keeps the keys, and says of a key what it waits for', async () => {
		await withSandbox(worlds.lab(new Date()), async server => {
			await server.faults([{method: 'GET', path: '/api/', mode: 'delay', delayMs: 1500, times: 0}]);
			const shown = await open(['--read-only'], {key: server.key});
			const first = await shown.waitFor('Connecting to 127.0.0.1');
			expect(first.join('\n')).toContain('READ-ONLY');
			shown.type('3', 'm', 'j');
			await shown.waitFor("Can't move to the suggestion: the sessions are still being read.");
			await server.faults([]);
			await shown.waitFor(lines => firstRow(lines) > 0 && cursorRow(lines) === firstRow(lines) + 1);
		});
	});

	it('tells how far the headers of the sessions are read', async () => {
		await withSandbox(worlds.lab(new Date()), async server => {
			await server.faults([{method: 'GET', path: '/acquisitions', mode: 'delay', delayMs: 500, times: 0}]);
			const shown = await open([], {key: server.key});
			await shown.waitFor('Connecting to 127.0.0.1');
			shown.type('3');
			await shown.waitFor(/reading: [1-9]\d* of \d+/);
			await server.faults([]);
			await shown.waitFor(
				lines => lines.join('\n').includes('read just now') && !lines.join('\n').includes('reading:'),
			);
		});
	});

	it.each([
		['q', 'q'],
		['ctrl-c', keys.ctrlC],
	])('can be left with %s while the server keeps silent', async (_name, key) => {
		await withSandbox(worlds.empty(new Date()), async server => {
			await server.faults([{path: '/api/', mode: 'delay', delayMs: 60_000, times: 0}]);
			const shown = await open([], {key: server.key});
			await shown.waitFor('Connecting to 127.0.0.1');
			shown.type(key);
			expect((await shown.exit).code).toBe(0);
			expect(shown.alternate()).toBe(false);
		});
	});

	it('gives the terminal back before it says why it can’t log in', async () => {
		const refused = await open([], {key: 'nonsense'});
		expect((await refused.exit).code).toBe(3);
		expect(refused.raw().includes('\u001B[?1049h')).toBe(true);
		expect(refused.alternate()).toBe(false);
		expect(refused.text()).toContain('The API key is not complete');
	});

	it('likewise where no server answers', async () => {
		const gone = await withSandbox(worlds.empty(new Date()), async server => server.key);
		const shown = await open([], {key: gone});
		expect((await shown.exit).code).toBe(8);
		expect(shown.alternate()).toBe(false);
		expect(shown.text()).toMatch(/reach/);
	});
});
