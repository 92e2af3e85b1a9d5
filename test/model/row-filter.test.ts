import {describe, expect, test} from 'vitest';
import {matches, parseRowFilter, splitFilter} from '../../source/model/row-filter.js';

const row = {
	id: 'aa11',
	state: 'failed',
	gear: 'bids-mriqc',
	attempt: 2,
	label: 'Study Two 10:30',
	cause: null,
	tags: ['HPC', 'night'],
	suggestions: [{project: 'MSC', confidence: 'high'}, {project: 'NAP'}],
};

describe('a filter keeps a row', () => {
	test.each([
		[''],
		['   '],
		['FAILED'],
		['mriqc aa1'],
		['"study two"'],
		['"half-typed stu', false],
		['hpc'],
		['!complete'],
		['!'],
		['/^bids-.*c$/'],
		['/study two/'],
		['!/^mriqc/'],
		['state:fail'],
		['STATE:FAILED'],
		['state:'],
		['!state:complete'],
		['attempt:2'],
		['confidence:high'],
		['project:nap'],
		['label:"two 10"'],
		['10:30'],
		['/[/', false],
		['state:complete', false],
		['cause:memory', false],
		['attempt:1', false],
		['project:zap', false],
		['nosuchfield:failed', false],
		['failed !hpc', false],
		['"two study"', false],
	])('by "%s"', (text, kept = true) => {
		expect(matches(text)(row)).toBe(kept);
	});
});

test('a broken pattern is told, and half-typed text is not one', () => {
	expect(parseRowFilter('state:failed /(/').problem).toContain('/(/');
	for (const text of ['/(', '/', '!', '"a', 'state:', ':']) expect(parseRowFilter(text).problem).toBeNull();
});

test('a filter is parted by fields, negated terms and quoted values among them', () => {
	const parted = splitFilter('ra !project:"two words" /a b/ GROUP:smith 10:30', ['project', 'group']);
	expect(parted).toEqual({asked: '!project:"two words" GROUP:smith', rest: 'ra /a b/ 10:30'});
	expect(splitFilter('', ['project'])).toEqual({asked: '', rest: ''});
});
