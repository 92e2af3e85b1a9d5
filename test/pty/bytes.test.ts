import {afterEach, describe, expect, it} from 'vitest';
import {keys, startTerminal, type TestTerminal} from '../helpers/pty.js';

const open: TestTerminal[] = [];
afterEach(async () => {
	for (const terminal of open.splice(0)) {
		terminal.kill();
		await terminal.exit;
	}
});

/** A list of the lab's sandbox, read whole and with nothing left to be drawn. */
async function opened(screen: string, cols: number, rows: number): Promise<TestTerminal> {
	const terminal = await startTerminal(['--sandbox'], {cols, rows});
	open.push(terminal);
	await terminal.waitFor('THIS MORNING');
	terminal.type(screen);
	await terminal.waitFor(
		lines => /\d+ (sessions|jobs)/.test(lines.join('\n')) && lines.join('\n').includes('read just now'),
	);
	terminal.type(keys.end, keys.home);
	await terminal.waitFor(lines => lineOfCursor(lines) === firstRow(lines));
	// A step there and back: the answers to it come after the last of what was still being drawn.
	terminal.type('j');
	await terminal.waitFor(lines => lineOfCursor(lines) === firstRow(lines) + 1);
	terminal.type('k');
	await terminal.waitFor(lines => lineOfCursor(lines) === firstRow(lines));
	return terminal;
}

const lineOfCursor = (lines: string[]) => lines.findIndex(line => line.includes('▸'));
/** Rows begin under the line of titles. */
const firstRow = (lines: string[]) => lines.findIndex(line => /^ {4,}(STATE|AGE)\b/.test(line)) + 1;

/** Bytes that the terminal is sent until the screen is as told. */
async function bytesOf(terminal: TestTerminal, key: string, until: (lines: string[]) => boolean): Promise<number> {
	terminal.clearRaw();
	terminal.type(key);
	await terminal.waitFor(until);
	return terminal.raw().length;
}

/** The middle one of several: into one of them may fall what was read in the background meanwhile. */
function usual(sizes: readonly number[]): number {
	return sizes.toSorted((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? Number.NaN;
}

/** The budget of a slow line: a move inside the window, and a window that moves on by a row. */
const most = {move: 150, scroll: 400};

describe.each([
	['Unsorted', '3', 80, 24],
	['Unsorted', '3', 200, 50],
	['Jobs', '4', 80, 24],
	['Jobs', '4', 200, 50],
])('%s (%s) at %i×%i', (_name, screen, cols, rows) => {
	it('sends no more for a row down, or a row that scrolls in, than a slow line bears', async () => {
		const terminal = await opened(screen, cols, rows);
		const moves: number[] = [];
		for (let step = 1; step <= 6; step++) {
			const start = firstRow(terminal.screen());
			moves.push(await bytesOf(terminal, 'j', lines => lineOfCursor(lines) === start + step));
		}
		expect(usual(moves), `bytes of each move: ${moves.join(', ')}`).toBeLessThanOrEqual(most.move);
		// To the last row of the window: each further step scrolls by one.
		for (;;) {
			const at = lineOfCursor(terminal.screen());
			const before = terminal.text();
			terminal.type('j');
			await terminal.waitFor(lines => lines.join('\n') !== before);
			if (lineOfCursor(terminal.screen()) === at) break;
		}
		const scrolls: number[] = [];
		for (let step = 0; step < 5; step++) {
			const before = terminal.text();
			scrolls.push(await bytesOf(terminal, 'j', lines => lines.join('\n') !== before));
		}
		expect(usual(scrolls), `bytes of each scroll: ${scrolls.join(', ')}`).toBeLessThanOrEqual(most.scroll);
	});
});

it('sends nothing while nothing changes', async () => {
	const terminal = await opened('3', 80, 24);
	terminal.clearRaw();
	terminal.type('g', 'g', 'k');
	// The answer to a key that does something comes after all of theirs.
	terminal.type('?');
	await terminal.waitFor('Keys');
	const sent = terminal.raw().toString('utf8');
	// The one frame of the dialog, and nothing before it, not even a row by itself.
	expect(sent.startsWith('\u001B[?2026h')).toBe(true);
	expect(sent.split('\u001B[?2026h').length - 1).toBe(1);
});
