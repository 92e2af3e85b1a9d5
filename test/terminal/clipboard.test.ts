import {describe, expect, it} from 'vitest';
import {cannotDraw, wantsColor} from '../../source/terminal/capabilities.js';
import {clipboardSequence} from '../../source/terminal/clipboard.js';

describe('copying', () => {
	it('sends the text in base64, for the terminal in front of the person', () => {
		expect(clipboardSequence('abc', false)).toBe('\u001B]52;c;YWJj\u0007');
	});

	it('also passes it through tmux', () => {
		const sequence = clipboardSequence('abc', true);
		expect(sequence).toContain('\u001BPtmux;\u001B\u001B]52;c;YWJj\u0007\u001B\\');
	});

	it('refuses what terminals would drop without a word', () => {
		expect(clipboardSequence('x'.repeat(60_000), false)).toBeNull();
	});
});

describe('what a terminal can do', () => {
	const tty = {isTTY: true};
	const pipe = {isTTY: false};

	it('says in words why there can be no dashboard', () => {
		expect(cannotDraw(tty, tty, {TERM: 'xterm'})).toBeNull();
		expect(cannotDraw(tty, tty, {TERM: 'dumb'})).toContain('TERM=dumb');
		expect(cannotDraw(tty, pipe, {TERM: 'xterm'})).toContain('needs a terminal');
		expect(cannotDraw(pipe, tty, {TERM: 'xterm'})).toContain('keyboard');
	});

	it('leaves colours out whoever asks for that', () => {
		expect(wantsColor(true, {})).toBe(true);
		expect(wantsColor(false, {})).toBe(false);
		expect(wantsColor(true, {NO_COLOR: '1'})).toBe(false);
		expect(wantsColor(true, {NO_COLOR: ''})).toBe(true);
	});
});
