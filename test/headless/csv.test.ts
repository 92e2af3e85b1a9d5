import {describe, expect, test} from 'vitest';
import {csvCell, toCsv} from '../../source/headless/csv.js';
import {toJson} from '../../source/headless/json.js';
import {toTable} from '../../source/headless/table.js';

describe('a CSV cell', () => {
	test.each([
		['plain', 'plain'],
		['a,b', '"a,b"'],
		['say "a"', '"say ""a"""'],
		['two\nlines', '"two\nlines"'],
		[' spaced', '" spaced"'],
		['=1+1', "'=1+1"],
		['+1', "'+1"],
		['-1', "'-1"],
		['@x', "'@x"],
		['\t=1', `'\t=1`],
		['\r=1', `"'\r=1"`],
		['a=1', 'a=1'],
		['\u001B]0;x\u0007', '\\x1b]0;x\\x07'],
	])('of the text %j', (text, cell) => {
		expect(csvCell(text)).toBe(cell);
	});

	test('of a number stays a number; nothing is nothing; lists are joined', () => {
		expect([-1.5, true, null, undefined, [], ['a', 'b'], [{code: 'x', message: 'why'}], ['=x']].map(csvCell)).toEqual([
			...['-1.5', 'true', '', '', '', 'a; b', 'why', "'=x"],
		]);
	});
});

test('CSV has a header even without rows, reaches into fields, and ends lines as the standard says', () => {
	expect(toCsv([], ['id', 'slurm.state'])).toBe('id,slurm.state\r\n');
	const rows = [
		{id: 1, slurm: {state: 'PD'}},
		{id: 2, slurm: null},
	];
	expect(toCsv(rows, ['id', 'slurm.state'])).toBe('id,slurm.state\r\n1,PD\r\n2,\r\n');
});

test('JSON says the same with what a terminal might obey spelled out', () => {
	const value = {label: 'a\u009B31m\u202Eb\u007F\u001B', lone: '\uD800'};
	expect(toJson(value)).toMatch(/^[\u0020-\u007E\n]+$/);
	expect(JSON.parse(toJson(value))).toEqual(value);
});

describe('a table', () => {
	const columns = [{title: 'ID', whole: true}, {title: 'LABEL'}, {title: 'N', align: 'right' as const}];

	test('aligns wide and narrow characters alike', () => {
		const rows = [
			['a', '脳脳', '1'],
			['b', 'four', '10'],
		];
		expect(toTable(columns, rows, {width: null, ascii: false})).toBe('ID  LABEL   N\na   脳脳    1\nb   four   10\n');
	});

	test('fits the terminal, taking from the longest column and never from ids', () => {
		const rows = [['64c0c0ffee00000000000001', 'x'.repeat(10_000), '1']];
		const [, line = ''] = toTable(columns, rows, {width: 60, ascii: true}).split('\n');
		expect(line).toHaveLength(60);
		expect(line).toMatch(/^64c0c0ffee00000000000001 {2}x+\.\.\. {2}1$/);
	});
});
