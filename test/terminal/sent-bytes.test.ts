import {describe, expect, it} from 'vitest';
import {ScreenWriter} from '../../source/terminal/screen-writer.js';

const size = {columns: 40, rows: 10};
/** Rows that have nothing in common. */
const rows = (count: number, from = 0) => Array.from({length: count}, (_, index) => letters(index + from));
const letters = (index: number) => String.fromCodePoint(0x61 + index).repeat(20);

/** What is sent for the last of these frames, all of them shown in turn. */
function sent(...frames: (string | string[])[]): string {
	const writer = new ScreenWriter(size);
	return frames.map(frame => writer.update(typeof frame === 'string' ? frame : frame.join('\n'))).at(-1) ?? '';
}

describe('what is sent', () => {
	it('is nothing when nothing changed, however the frame is spelt', () => {
		expect(sent('one\ntwo', 'one\ntwo')).toBe('');
		expect(sent('\u001B[1mone\u001B[22m two', '\u001B[0;1mone\u001B[0m two   \n\n')).toBe('');
	});

	it('is the cells that differ, and no row but theirs', () => {
		expect(sent('one\ntwo\nthree', 'one\ntWo\nthree')).toBe('\u001B[2;2HW');
	});

	it('passes over what stays in the fewest bytes: writes it again, or moves on', () => {
		expect(sent('a234b', 'A234B')).toBe('\u001B[HA234B');
		expect(sent('a23456789b', 'A23456789B')).toBe('\u001B[HA\u001B[8CB');
		expect(sent('a\nb', 'A\nB')).toBe('\u001B[?2026h\u001B[HA\r\nB\u001B[?2026l');
	});

	it('changes a style in the fewest bytes, and ends in none', () => {
		expect(sent('ab', '\u001B[1;31ma\u001B[39mb')).toBe('\u001B[H\u001B[1;31ma\u001B[39mb\u001B[m');
		expect(sent('ab', '\u001B[1;2;31ma\u001B[0;4mb')).toBe('\u001B[H\u001B[1;2;31ma\u001B[0;4mb\u001B[m');
		expect(sent('a →', '\u001B[1ma\u001B[m →')).toBe('\u001B[H\u001B[1ma\u001B[m');
		expect(sent('\u001B[1ma →', '\u001B[1mb\u001B[m \u001B[1m→')).toBe('\u001B[H\u001B[1mb\u001B[m');
		// Weight and colour aren't seen on a space, so none is switched off for it.
		expect(sent('x', '\u001B[31ma\u001B[m \u001B[31mb')).toBe('\u001B[H\u001B[31ma b\u001B[m');
	});

	it('erases a blank end where that is shorter than spaces', () => {
		expect(sent('one', 'o')).toBe('\u001B[1;2H  ');
		expect(sent('one and more', 'one')).toBe('\u001B[1;5H\u001B[K');
		expect(sent('much of another row here', '      a')).toBe('\u001B[H\u001B[K\u001B[7Ga');
	});

	it('is bracketed as one picture where more than one row changes, and only there', () => {
		expect(sent('a\nb', 'A\nb')).not.toContain('?2026');
		expect(sent('a\nb', 'A\nB')).toMatch(/^\u001B\[\?2026h.*\u001B\[\?2026l$/s);
	});

	it('shifts a block of rows instead of writing it again, between a head and a foot that stay', () => {
		const frame = (from: number) => ['head', ...rows(8, from), 'foot'];
		expect(sent(frame(0), frame(1))).toContain(
			'\u001B[2;9r\u001B[2H\u001B[M\u001B[r\u001B[9Hiiiiiiiiiiiiiiiiiiii\u001B[?2026l',
		);
		expect(sent(frame(3), frame(0))).toContain('\u001B[2;9r\u001B[2H\u001B[3L\u001B[r');
		expect(sent(['head', ...rows(9)], ['head', ...rows(9, 1)])).toContain('h\u001B[2H\u001B[M\u001B[10H');
	});

	it('paints rows where that is shorter than shifting them', () => {
		expect(sent('a\nb\nc\nd', 'b\nc\nd\ne')).not.toMatch(/\u001B\[\d*[ML]/);
	});

	it('takes along a row that moves and is altered as well, as the selected one is', () => {
		const frame = (from: number, cursor: number) =>
			rows(10, from).map((row, index) => (index === cursor ? `> ${row}` : `  ${row}`));
		const bytes = sent(frame(0, 9), frame(1, 9));
		expect(bytes).toContain(letters(10));
		for (let row = 0; row < 10; row++) expect(bytes).not.toContain(letters(row));
	});

	it('places the cursor anew after a sign whose width is not certain', () => {
		expect(sent('', '→x')).toBe('\u001B[H→\u001B[2Gx');
		expect(sent('', '🙂 x')).toBe('\u001B[H🙂\u001B[4Gx');
		expect(sent('', '脳x')).toBe('\u001B[H脳x');
	});

	it('clears all that such a sign may cover before something else comes there', () => {
		expect(sent('🙂 xy', 'a  xy')).toBe('\u001B[H  \ra');
		expect(sent('🙂', 'a')).toBe('\u001B[H\u001B[Ka');
	});

	it('writes one ambiguous sign over another without clearing, where it stands alone', () => {
		expect(sent('→ x', '● x')).toBe('\u001B[H●');
		expect(sent('→x', '●x')).toBe('\u001B[H\u001B[K●\u001B[2Gx');
		expect(sent('██▒', '███')).toBe('\u001B[H\u001B[K███');
	});

	it('is a whole screen after a resize or once it is forgotten', () => {
		const writer = new ScreenWriter(size);
		writer.update('one');
		writer.forget();
		expect(writer.update('one')).toContain('\u001B[2J\u001B[Hone');
		writer.forget({columns: 20, rows: 5});
		expect(writer.update('one')).toContain('\u001B[2J\u001B[Hone');
	});

	it('holds no control of the frame’s own, and no row beyond the screen', () => {
		const bytes = sent('', `a\u0007b\u001B[5;5Hc\td\u001B]0;title\u0007e\u001BPx\u001B\\f\n${rows(20).join('\n')}`);
		expect(bytes).toContain('abcdef');
		expect(bytes).not.toMatch(/title|\u0007|\t|5;5H/);
		expect(bytes).not.toContain(letters(9));
	});

	it('keeps a link as a part of the style', () => {
		const link = '\u001B]8;;https://lab.example/1\u001B\\';
		expect(sent('one', `${link}one\u001B]8;;\u0007`)).toBe(`\u001B[H${link}one\u001B]8;;\u001B\\`);
		expect(sent(`${link}one`, `${link}one\u001B]8;;\u0007`)).toBe('');
	});

	it('ends an underline of any kind', () => {
		for (const end of ['24', '4:0', '0', ''])
			expect(sent('xx', `\u001B[4:3ma\u001B[${end}mb`), end).toBe('\u001B[H\u001B[4:3ma\u001B[mb');
	});

	it('reads colours of every kind, and passes over what it can’t', () => {
		for (const code of ['38;5;208', '48;2;1;2;3', '38:2::1:2:3', '4:3', '97', '107', '9', '53'])
			expect(sent('a', `\u001B[${code}ma`), code).toBe(`\u001B[H\u001B[${code}ma\u001B[m`);
		for (const code of ['38;5', '38;5;999', '38;7', '64', '?25', '>4;2', '38'])
			expect(sent('a', `\u001B[${code}ma`), code).toBe('');
		expect(sent('a', '\u001B[1;38;5;3;4ma')).toBe('\u001B[H\u001B[1;4;38;5;3ma\u001B[m');
	});
});
