import {describe, expect, it} from 'vitest';
import type {PageShape} from '../../source/format/page.js';
import {linesWith, parseSearch} from '../../source/format/page-search.js';
import {
	type Found,
	pageState,
	scrolled,
	searched,
	stepped,
	toBottom,
	topOf,
	toTop,
} from '../../source/hooks/page-state.js';

function shape(count: number): PageShape {
	const lines = Array.from({length: count}, (_, index) => ({text: `line ${index}${index % 10 === 5 ? ' ERROR' : ''}`}));
	return {lines, width: 40, height: 5, wrap: true};
}

function found(page: PageShape, text: string): Found {
	const {pattern} = parseSearch(text);
	if (!pattern) throw new Error('nothing is looked for');
	return {pattern, found: linesWith(page.lines, pattern)};
}

describe('a text that grows', () => {
	it('is followed from its end on, until one scrolls up', () => {
		const state = pageState(true);
		expect(topOf(state, shape(20)).line).toBe(15);
		expect(topOf(state, shape(30)).line).toBe(25);
		const up = scrolled(state, shape(30), -3, true);
		expect(topOf(up, shape(60)).line).toBe(22);
		const back = scrolled(up, shape(60), 500, true);
		expect(topOf(back, shape(80)).line).toBe(75);
	});

	it('is not followed where no more comes, and not once one has gone to its beginning', () => {
		expect(toBottom(pageState(false), shape(20), false).follow).toBe(false);
		expect(topOf(toTop(pageState(true)), shape(20)).line).toBe(0);
	});
});

describe('a search', () => {
	const page = shape(60);
	const search = found(page, 'error');

	it('goes to the first find from where one is, with room around it', () => {
		const state = searched({...pageState(false), top: {line: 20, row: 0}}, page, 'error', search);
		expect(state.find).toEqual({line: 25, at: 8});
		expect(state.top.line).toBe(24);
	});

	it('begins again at the top where nothing is below', () => {
		expect(searched(pageState(true), page, 'line 3', found(page, 'line 3')).find?.line).toBe(3);
	});

	it('stays on a find that still fits while more is typed', () => {
		const first = searched({...pageState(false), top: {line: 20, row: 0}}, page, 'err', found(page, 'err'));
		expect(searched(first, page, 'erro', found(page, 'erro')).find?.line).toBe(25);
		const none = searched(first, page, 'errox', found(page, 'errox'));
		expect(none.find).toBeNull();
		expect(none.top).toEqual(first.top);
	});

	it('steps from find to find, and lets go of the end', () => {
		let state = searched(pageState(true), page, 'error', search);
		expect(state.follow).toBe(false);
		state = stepped(state, page, search, 1);
		expect(state.find?.line).toBe(5);
		state = stepped(state, page, search, -1);
		expect(state.find?.line).toBe(55);
	});
});
