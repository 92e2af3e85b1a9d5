import {describe, expect, it} from 'vitest';
import {
	hasLayer,
	indexOfCursor,
	initialList,
	type ListAction,
	type ListState,
	listReducer,
	windowTop,
} from '../../source/hooks/list-state.js';

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const shown = {ids, height: 4};

function play(actions: ListAction[], from: ListState = initialList): ListState {
	return actions.reduce(listReducer, from);
}

describe('moving in a list', () => {
	it('stays inside it, and scrolls no more than it must', () => {
		expect(play([{type: 'move', by: -3, shown}]).cursor).toBe('a');
		const down = play([{type: 'move', by: 5, shown}]);
		expect([down.cursor, down.top]).toEqual(['f', 2]);
		const up = play([{type: 'move', by: -1, shown}], down);
		expect([up.cursor, up.top]).toEqual(['e', 2]);
		expect(play([{type: 'jump', to: 'bottom', shown}]).cursor).toBe('h');
	});

	it('keeps to the row through another order', () => {
		const at = play([{type: 'select', id: 'c', shown}]);
		const turned = {ids: ids.toReversed(), height: 4};
		const settled = listReducer(at, {type: 'settle', shown: turned});
		expect([settled.cursor, indexOfCursor(settled, turned.ids)]).toEqual(['c', 5]);
	});

	it('goes to the neighbour where its row is gone', () => {
		const at = play([{type: 'select', id: 'c', shown}]);
		const without = {ids: ids.filter(id => id !== 'c'), height: 4};
		expect(listReducer(at, {type: 'settle', shown: without}).cursor).toBe('d');
		expect(listReducer(at, {type: 'settle', shown: {ids: [], height: 4}}).cursor).toBeNull();
	});

	it('leaves no room unused at the end of a window that grew', () => {
		expect(windowTop(5, 7, 20, 8)).toBe(0);
		expect(windowTop(0, 7, 3, 8)).toBe(5);
	});
});

describe('marks', () => {
	it('are by id, and a mark moves on to the next row', () => {
		const state = play([
			{type: 'toggle-mark', shown},
			{type: 'toggle-mark', shown},
		]);
		expect([...state.marks]).toEqual(['a', 'b']);
		expect(state.cursor).toBe('c');
	});

	it('survive a filter that hides their rows', () => {
		const state = play([
			{type: 'toggle-mark', shown},
			{type: 'filter', text: 'h'},
			{type: 'settle', shown: {ids: ['h'], height: 4}},
		]);
		expect([...state.marks]).toEqual(['a']);
	});

	it('can be made over a range, in either direction', () => {
		const state = play([
			{type: 'select', id: 'e', shown},
			{type: 'range', shown},
			{type: 'move', by: -2, shown},
			{type: 'range', shown},
		]);
		expect([...state.marks].toSorted()).toEqual(['c', 'd', 'e']);
		expect(state.anchor).toBeNull();
	});
});

describe('esc', () => {
	it('takes away one layer at a time: filter, then marks', () => {
		const full = play([
			{type: 'mark', ids: ['a']},
			{type: 'filter', text: 'x'},
		]);
		const once = listReducer(full, {type: 'back'});
		expect([once.filter, once.marks.size]).toEqual(['', 1]);
		const twice = listReducer(once, {type: 'back'});
		expect(twice.marks.size).toBe(0);
		expect(hasLayer(twice)).toBe(false);
	});
});

describe('sorting', () => {
	it('goes through the columns and back to the list’s own order', () => {
		const orders = [1, 2, 3, 4].map(times => play(Array(times).fill({type: 'sort', columns: 3})).sort);
		expect(orders).toEqual([0, 1, 2, null]);
	});
});
