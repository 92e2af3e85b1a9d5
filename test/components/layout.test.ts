import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import {cellGap, layoutWidths} from '../../source/components/columns.js';
import {planLines, stateTexts} from '../../source/components/plan-lines.js';
import {breaks, truncateMiddle, wrap} from '../../source/format/width.js';
import type {Plan} from '../../source/model/plan.js';
import {asAscii} from '../../source/terminal/ascii.js';
import {createTheme} from '../../source/theme/theme.js';

const columns = [
	{min: 4, ideal: 4},
	{min: 10, ideal: 30, drop: 1},
	{min: 10, ideal: 20, grow: 1, drop: 2},
	{min: 8, ideal: 8},
];

function total(widths: number[]): number {
	const kept = widths.filter(width => width > 0);
	return kept.reduce((sum, width) => sum + width, 0) + cellGap * (kept.length - 1);
}

describe('columns', () => {
	it.each([38, 45, 60, 76, 120])('fill %i columns and no more', width => {
		const widths = layoutWidths(columns, width);
		expect(total(widths)).toBe(width);
		for (const [index, given] of widths.entries()) expect(given).toBeGreaterThanOrEqual(columns[index]?.min ?? 0);
	});

	it('go one after another where there is too little room', () => {
		expect(layoutWidths(columns, 30)[2]).toBe(0);
		expect(layoutWidths(columns, 16).slice(1, 3)).toEqual([0, 0]);
	});
});

describe('text in lines', () => {
	it('breaks at spaces, and inside a word only where it must', () => {
		expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
		expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
	});

	it('counts what a sign takes on the screen', () => {
		for (const line of wrap('脳画像の検査 脳画像の検査', 7)) expect(stringWidth(line)).toBeLessThanOrEqual(7);
	});

	it('breaks a line of output at every so many columns, the first row apart from the others', () => {
		expect(breaks('abcdefghij', 4)).toEqual([0, 4, 8]);
		expect(breaks('abcdefghij', 4, {later: 3})).toEqual([0, 4, 7]);
		expect(breaks('', 4)).toEqual([0]);
		expect(breaks('脳画像', 3)).toEqual([0, 1, 2]);
		expect(breaks('脳', 1)).toEqual([0]);
	});

	it('breaks between words where that is wanted, and within one only where it must', () => {
		const rows = (text: string) => {
			const starts = breaks(text, 8, {words: true});
			return starts.map((start, index) => text.slice(start, starts[index + 1]));
		};
		expect(rows('one two three')).toEqual(['one two ', 'three']);
		expect(rows('1.25, 2.5, 10')).toEqual(['1.25, ', '2.5, 10']);
		expect(rows('a abcdefghijkl m')).toEqual(['a ', 'abcdefgh', 'ijkl m']);
		expect(rows('one two  three')).toEqual(['one two ', ' three']);
	});

	it('breaks a very long line whole, and between signs, not within one', () => {
		const family = '👨‍👩‍👧';
		const text = `${family}e\u0301`.repeat(400);
		const starts = breaks(text, 3);
		expect(starts).toHaveLength(400);
		expect(starts[1]).toBe(family.length + 2);
		expect(text.slice(starts[399])).toBe(`${family}e\u0301`);
	});

	it('leaves out the middle of what is too long, and keeps where it leads', () => {
		expect(truncateMiddle('smith/STUDYA/S01/V1', 19)).toBe('smith/STUDYA/S01/V1');
		expect(truncateMiddle('smith/STUDYA/S01/V1', 11)).toBe('smit…S01/V1');
		expect(stringWidth(truncateMiddle('脳'.repeat(50), 20))).toBeLessThanOrEqual(20);
		expect(truncateMiddle(`${'x'.repeat(10_000)}/V1`, 12)).toBe('xxxx…xxxx/V1');
		expect(truncateMiddle('a\u001B[31mb', 4)).not.toContain('\u001B');
	});
});

describe('a plan in words', () => {
	const place = {group: 'smith', project: 'Unsorted', subject: 'ex1', session: 'gr'};
	const plan: Plan = {
		...{kind: 'move', title: 'Move', site: 'x', createdAt: '', irreversible: ['It is gone.']},
		items: [
			{
				...{id: 'a', title: 'ex1 / gr', before: place, after: {...place, project: 'studya'}},
				...{effects: ['Makes a subject.'], warnings: ['Only medium.'], detail: {}},
			},
		],
	};
	const theme = createTheme({color: false, ascii: true});

	it('says before, after, effects, warnings and what can’t be undone', () => {
		const text = planLines(plan, {full: true, width: 80}, theme).join('\n');
		const parts = ['smith / Unsorted / ex1', 'smith / studya / ex1', 'Makes a subject.', 'Only medium.', 'It is gone.'];
		for (const words of parts) expect(text).toContain(words);
	});

	it('tells each result as it is, with the error and what to do', () => {
		const error = {code: 'x', message: 'The server refused.', next: 'Ask an admin.'};
		const failed = planLines(
			plan,
			{full: true, width: 80, news: id => ({result: {id, status: 'failed', error}})},
			theme,
		).join('\n');
		expect(failed).toContain('The server refused.');
		expect(failed).toContain('Ask an admin.');
		const unknown = planLines(
			plan,
			{full: true, width: 80, news: id => ({result: {id, status: 'unknown'}})},
			theme,
		).join('\n');
		expect(unknown).toContain('unknown');
		expect(unknown).not.toContain('read back');
	});

	it('takes a line for each item of a long plan, with what went wrong on top', () => {
		const items = Array.from({length: 30}, (_, index) => ({
			...(plan.items[0] as Plan['items'][number]),
			...{id: String(index), title: `scan ${index}`, warnings: index === 3 ? ['Only medium.'] : []},
		}));
		const long = {...plan, irreversible: [], items, notes: ['In all it makes 2 new subjects.']};
		const before = planLines(long, {full: false, width: 80}, theme);
		expect(before).toHaveLength(3 + items.length);
		expect(before[1]).toContain('makes 2 new subjects');
		expect(before.filter(line => line.includes('!'))).toHaveLength(2);
		const error = {code: 'x', message: 'The server refused.', next: 'Ask.'};
		const news = (id: string) => {
			const refused = id === '20';
			return {result: {id, status: refused ? ('failed' as const) : ('done' as const), ...(refused && {error})}};
		};
		const after = planLines(long, {full: false, width: 80, news}, theme);
		expect(after[3]).toContain('scan 20');
		expect(after[4]).toContain('The server refused.');
	});

	it('tells other changes whole in one line: what they are about, from what, to what', () => {
		const cell = (project: string, roles: string[] | null) => {
			const title = `labadmin.vision@lab.example on ${project}`;
			const where = {user: 'labadmin.vision@lab.example', project};
			const [before, after] = [
				{...where, roles},
				{...where, roles: ['read-only']},
			];
			return {id: title, title, before, after, effects: [], warnings: [], detail: {}};
		};
		const items = [cell('decisionlab/Unsorted', null), cell('motorlab/GRIP', ['read-write'])];
		const access = {...plan, kind: 'access' as const, items, irreversible: []};
		const [first, second] = planLines(access, {full: false, width: 80}, theme);
		expect(first).toMatch(/on decisionlab\/Uns\S* +none -> read-only$/);
		expect(second).toMatch(/on motorlab\/GRIP +read-write -> read-o/);
	});

	it('shows of other changes the fields that differ', () => {
		expect(stateTexts({user: 'a', roles: ['read-only']}, {user: 'a', roles: ['admin']})).toEqual([
			'roles read-only',
			'roles admin',
		]);
		expect(stateTexts({roles: null}, {roles: ['admin']})[0]).toBe('roles none');
	});
});

describe('without colours and beyond Unicode', () => {
	it('paints weight alone where colours are unwanted', () => {
		const plain = createTheme({color: false, ascii: false});
		expect(plain.paint('bad', 'x')).toBe('x');
		expect(plain.paint('strong', 'x')).toBe('\u001B[1mx\u001B[22m');
		expect(createTheme({color: true, ascii: false}).paint('bad', 'x')).toContain('\u001B[31m');
	});

	it('has a twin of one column for every sign in its words', () => {
		expect(asAscii('a … b → “c”')).toBe('a ~ b > "c"');
	});
});
