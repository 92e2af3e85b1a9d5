import {describe, expect, it} from 'vitest';
import {bytes, count} from '../../source/format/amounts.js';
import {quoted, safeLines, safeText} from '../../source/format/safe-text.js';
import {age, daysBefore, isoDay, wholeDays} from '../../source/format/time.js';
import {padTo, truncate} from '../../source/format/width.js';

const now = new Date('2026-03-10T12:00:00Z');

describe('text from outside', () => {
	it('shows escapes, controls and line breaks instead of obeying them', () => {
		expect(safeText('\u001b[31mred\u001b]0;t\u0007\u009b2J\u007f')).toBe('\\x1b[31mred\\x1b]0;t\\x07\\x9b2J\\x7f');
		expect(safeText('a\nb\tc\rd')).toBe('a\\nb\\tc\\rd');
	});

	it('shows what turns the reading direction or hides, and half characters', () => {
		expect(safeText('a\u202eb\u2066c\u200bd\ufeff')).toBe('a\\u202eb\\u2066c\\u200bd\\ufeff');
		expect(safeText('x\ud800y\u{e0041}')).toBe('x\ufffdy\\u{e0041}');
	});

	it('leaves languages and emoji alone', () => {
		for (const text of ['Zürich', '日本語', 'עברית', '👩‍🔬', 'é', 'ไม้']) expect(safeText(text)).toBe(text);
	});

	it('keeps accents from climbing over other lines', () => {
		expect(safeText(`a${'\u0301'.repeat(50)}b`)).toBe(`a${'\u0301'.repeat(3)}b`);
	});

	it('keeps the lines of a log', () => {
		expect(safeLines('a\r\nb\tc\u001b[0m\n')).toBe('a\nb\tc\\x1b[0m\n');
	});

	it('quotes what was typed, cut to a readable length', () => {
		expect(quoted('a\u001bb')).toBe('"a\\x1bb"');
		expect(quoted('x'.repeat(10_000), 10)).toBe(`"${'x'.repeat(9)}…"`);
	});
});

describe('widths', () => {
	it('cuts by columns, not by characters', () => {
		expect(truncate('日本語', 5)).toBe('日本…');
		expect(truncate('日本語', 6)).toBe('日本語');
		expect(truncate('👩‍🔬👩‍🔬', 3)).toBe('👩‍🔬…');
		expect(truncate('abc', 0)).toBe('');
		expect(truncate('abcdef', 5, '...')).toBe('ab...');
		expect(truncate('abcdef', 2, '...')).toBe('');
	});

	it('cuts what is far too long without measuring all of it', () => {
		expect(truncate('x'.repeat(10_000_000), 8)).toBe('xxxxxxx…');
	});

	it('pads to exactly so many columns', () => {
		expect(padTo('日本', 6)).toBe('日本  ');
		expect(padTo('7', 3, 'right')).toBe('  7');
		expect(padTo('日本語', 4)).toBe('日… ');
	});
});

describe('times and amounts', () => {
	it('tells how long ago in the largest unit', () => {
		expect(age('2026-03-10T11:55:00Z', now)).toBe('5 min');
		expect(age('2026-03-10T10:00:00.000000+00:00', now)).toBe('2 h');
		expect(age('2026-03-07T10:00:00Z', now)).toBe('3 d');
		expect(age('2026-03-10T12:00:30Z', now)).toBe('now');
		expect(age(null, now)).toBe('?');
		expect(age('yesterday', now)).toBe('?');
	});

	it('counts days and goes back by days', () => {
		expect(wholeDays('2026-03-08T13:00:00Z', now)).toBe(1);
		expect(wholeDays('2027-01-01T00:00:00Z', now)).toBe(0);
		expect(daysBefore(now, 14)).toBe('2026-02-24T12:00:00.000Z');
		expect(isoDay('2026-03-07T23:30:00-07:00')).toBe('2026-03-08');
		expect(isoDay('soon')).toBe('');
	});

	it('writes sizes and counts', () => {
		expect([0, 999, 1000, 1234, 340_000_000, 999_960, 1.2e13].map(bytes)).toEqual([
			'0 B',
			'999 B',
			'1.0 KB',
			'1.2 KB',
			'340 MB',
			'1.0 MB',
			'12.0 TB',
		]);
		expect(count(1, 'session')).toBe('1 session');
		expect(count(1204, 'session')).toBe('1,204 sessions');
		expect(count(0, 'study', 'studies')).toBe('0 studies');
	});
});
