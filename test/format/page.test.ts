import {describe, expect, it} from 'vitest';
import {metadataLines} from '../../source/format/metadata.js';
import {
	endOf,
	movedBy,
	type PageLine,
	type PageShape,
	positionOf,
	showing,
	visibleRows,
	within,
} from '../../source/format/page.js';
import {findsIn, linesWith, nextFind, parseSearch} from '../../source/format/page-search.js';

function shape(texts: (string | PageLine)[], change: Partial<PageShape> = {}): PageShape {
	const lines = texts.map(line => (typeof line === 'string' ? {text: line} : line));
	return {lines, width: 10, height: 4, wrap: true, ...change};
}

/** What is seen from a place, as text. */
function seen(page: PageShape, top = {line: 0, row: 0}): string[] {
	return visibleRows(page, top).map(({line, start, end, hang, cut}) => {
		const text = page.lines[line]?.text.slice(start, end) ?? '';
		return `${' '.repeat(hang)}${text}${cut ? '…' : ''}`;
	});
}

const long = 'abcdefghijKLMNOPQRSTuvwxy';

describe('a long text', () => {
	it('is broken into rows, or cut, as one likes', () => {
		expect(seen(shape([long, 'end']))).toEqual(['abcdefghij', 'KLMNOPQRST', 'uvwxy', 'end']);
		expect(seen(shape([long, 'end'], {wrap: false}))).toEqual(['abcdefghi…', 'end']);
		expect(seen(shape(['', '']))).toEqual(['', '']);
		expect(seen(shape([]))).toEqual([]);
	});

	it('breaks a value between words and hangs it below its label, unless that would leave no room', () => {
		const value = {text: 'name  a value that is long', label: 6};
		expect(seen(shape([value], {width: 20, height: 2}))).toEqual(['name  a value that ', '      is long']);
		expect(seen(shape([value], {width: 14, height: 2}))).toEqual(['name  a value ', 'that is long']);
	});

	it('never shows half a sign, and nothing twice or not at all', () => {
		const text = '脳画像の検査と解析';
		const page = shape([text], {width: 5, height: 20});
		expect(seen(page).join('')).toBe(text);
		expect(seen(page)[0]).toBe('脳画');
		expect(seen({...page, wrap: false})).toEqual(['脳画…']);
	});

	it('is gone through row by row, and no further than its ends', () => {
		const page = shape([long, 'b', long]);
		expect(movedBy(page, {line: 0, row: 0}, 3)).toEqual({line: 1, row: 0});
		expect(movedBy(page, {line: 0, row: 0}, 5)).toEqual({line: 2, row: 1});
		expect(movedBy(page, {line: 2, row: 1}, -4)).toEqual({line: 0, row: 1});
		expect(movedBy(page, {line: 0, row: 1}, -9)).toEqual({line: 0, row: 0});
		expect(movedBy(page, {line: 1, row: 0}, 99)).toEqual({line: 2, row: 2});
	});

	it('ends with its last row at the foot of the screen', () => {
		expect(endOf(shape([long, 'b', long]))).toEqual({line: 1, row: 0});
		expect(endOf(shape(['a', 'b']))).toEqual({line: 0, row: 0});
		expect(within(shape(['a', 'b']), {line: 40, row: 3})).toEqual({line: 0, row: 0});
		// A row that was there before the screen grew wider.
		expect(within(shape([long, ...'abcdef'], {width: 20}), {line: 0, row: 2})).toEqual({line: 0, row: 1});
	});

	it('goes to a row only where that isn’t seen already, and shows what is around it', () => {
		const page = shape(Array.from({length: 30}, (_, index) => String(index)));
		expect(showing(page, {line: 3, row: 0}, {line: 6, row: 0})).toEqual({line: 3, row: 0});
		expect(showing(page, {line: 3, row: 0}, {line: 7, row: 0})).toEqual({line: 6, row: 0});
		expect(positionOf(shape([long]), 0, 12)).toEqual({line: 0, row: 1});
	});
});

describe('a search', () => {
	const {lines} = shape(['an ERROR here', 'nothing', 'error and error', 'a.b', 'axb']);
	const find = (text: string) => {
		const {pattern} = parseSearch(text);
		return pattern ? {pattern, found: linesWith(lines, pattern)} : null;
	};

	it('finds plain text whatever its case, and patterns between slashes', () => {
		expect(find('error')?.found).toEqual([0, 2]);
		expect(find('a.b')?.found).toEqual([3]);
		expect(find('/a.b/')?.found).toEqual([3, 4]);
		expect(find('/z*/')?.found).toEqual([]);
		expect(find('')).toBeNull();
	});

	it('says so where a pattern is none, and looks for it as it stands', () => {
		const {pattern, problem} = parseSearch('/a(/');
		expect(problem).toContain('not a regular expression');
		expect(pattern?.test('x /a(/ y')).toBe(true);
	});

	it('goes from find to find, within a line too, and around the ends', () => {
		const search = find('error');
		if (!search) throw new Error('nothing is looked for');
		const steps = (step: 1 | -1, count: number) => {
			let at = {line: 0, at: -1};
			return Array.from({length: count}, () => {
				at = nextFind(lines, search, at, step) ?? at;
				return `${at.line}:${at.at}`;
			});
		};
		expect(steps(1, 4)).toEqual(['0:3', '2:0', '2:10', '0:3']);
		expect(steps(-1, 4)).toEqual(['2:10', '2:0', '0:3', '2:10']);
		expect(nextFind(lines, {pattern: /nowhere/giu, found: []}, {line: 0, at: -1}, 1)).toBeNull();
	});

	it('finds in any line, whatever was found before in another', () => {
		const last = shape(['a short error', 'nothing', 'and at the end of the last line an error']).lines;
		const {pattern} = parseSearch('error');
		if (!pattern) throw new Error('nothing is looked for');
		const found = linesWith(last, pattern);
		expect(nextFind(last, {pattern, found}, {line: 1, at: 0}, 1)).toEqual({line: 2, at: 35});
		expect(findsIn(last[0]?.text ?? '', pattern)).toEqual([[8, 13]]);
	});

	it('marks only what is there', () => {
		expect(findsIn('error and error', /error/giu)).toEqual([
			[0, 5],
			[10, 15],
		]);
		expect(findsIn('abc', /x*/giu)).toEqual([]);
	});
});

describe('metadata as lines', () => {
	const text = (info: Record<string, unknown>) => metadataLines(info).map(line => line.text);

	it('gives every object a heading with its path, in the order of the data', () => {
		const lines = text({
			a: 1,
			header: {dicom: {EchoTime: 0.5, Name: 'x'}, empty: {}},
			list: [1, 2, null],
			runs: [{n: 1}, {n: 2}],
			z: '',
		});
		expect(lines).toEqual([
			...['', 'info', '  a     1', '  list  1, 2, null', '  z     (empty)'],
			...['', 'info.header.dicom', '  EchoTime  0.5', '  Name      x'],
			...['', 'info.header.empty'],
			...['', 'info.runs[0]', '  n  1'],
			...['', 'info.runs[1]', '  n  2'],
		]);
	});

	it('obeys no escape, keeps lines apart, and tells label from value', () => {
		const lines = metadataLines({'a\u001B[2J': 'one\ntwo\u0007'});
		const all = lines.map(line => line.text).join('\n');
		expect(all).not.toMatch(/[\u0007\u001B]/);
		expect(lines.slice(2).map(({text: line, label}) => line.slice(label))).toEqual(['one', 'two\\x07']);
	});

	it('stands what is nested deeper than anybody means to, and what is huge', () => {
		let deep: Record<string, unknown> = {bottom: true};
		for (let level = 0; level < 5000; level++) deep = {down: deep};
		expect(text(deep).at(-1)).toContain('too deep to show');
		expect(text(deep).join('\n').length).toBeLessThan(1000);
		const wide = Object.fromEntries(Array.from({length: 130_000}, (_, key) => [`k${key}`, key]));
		expect(metadataLines(wide)).toHaveLength(130_002);
	});
});
