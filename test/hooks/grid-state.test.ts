import {describe, expect, it} from 'vitest';
import {
	cellId,
	columnIndex,
	columnWindow,
	type GridAction,
	gridReducer,
	initialGrid,
	type ShownColumns,
} from '../../source/hooks/grid-state.js';

/** Numbers that look random and are the same in every run. */
function random(seed: number): (below: number) => number {
	let state = seed;
	return below => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * below);
	};
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('the window of columns', () => {
	it('holds the cursor, fits its room, and leaves none unused, whatever the widths', () => {
		const below = random(7);
		for (let round = 0; round < 2000; round++) {
			const widths = Array.from({length: 1 + below(40)}, () => 8 + below(9));
			const room = 20 + below(120);
			const index = below(widths.length);
			const {left, count} = columnWindow(below(widths.length), index, {widths, room});
			const shown = widths.slice(left, left + count);
			expect(left <= index && index < left + count).toBe(true);
			expect(sum(shown)).toBeLessThanOrEqual(room);
			const next = widths[left + count];
			if (next !== undefined) expect(sum(shown) + next).toBeGreaterThan(room);
			else if (left > 0) expect(sum(shown) + (widths[left - 1] ?? 0)).toBeGreaterThan(room);
		}
	});

	it('stays where it is as long as the cursor is inside', () => {
		const widths = Array(20).fill(10);
		for (const index of [5, 6, 7, 8, 9]) expect(columnWindow(5, index, {widths, room: 50}).left).toBe(5);
		expect(columnWindow(5, 10, {widths, room: 50}).left).toBe(6);
		expect(columnWindow(5, 4, {widths, room: 50}).left).toBe(4);
	});

	it('shows the cursor’s column where there is room for none, and nothing where there are none', () => {
		expect(columnWindow(0, 2, {widths: [10, 10, 10], room: 4})).toEqual({left: 2, count: 1});
		expect(columnWindow(3, 0, {widths: [], room: 50})).toEqual({left: 0, count: 0});
	});
});

describe('the cursor among columns', () => {
	const shown = (...ids: string[]): ShownColumns => ({ids, widths: ids.map(() => 10), room: 30});
	const doing = (...actions: GridAction[]) => actions.reduce(gridReducer, initialGrid);

	it('stops at both ends', () => {
		const abc = shown('a', 'b', 'c');
		expect(doing({type: 'move', by: -1, shown: abc}).column).toBe('a');
		expect(doing({type: 'move', by: 9, shown: abc}).column).toBe('c');
	});

	it('stays on its column when others come and go, and near where it was when its own goes', () => {
		const state = doing({type: 'move', by: 2, shown: shown('a', 'b', 'c')});
		expect(gridReducer(state, {type: 'settle', shown: shown('c', 'd')})).toMatchObject({column: 'c', index: 0});
		expect(gridReducer(state, {type: 'settle', shown: shown('a', 'b')}).column).toBe('b');
		expect(columnIndex(state, [])).toBe(0);
	});
});

describe('marks', () => {
	const cell = {row: 'ra1', column: 'smith/A'};

	it('are cells, and a second mark takes the first away', () => {
		const marked = gridReducer(initialGrid, {type: 'toggle-mark', cell});
		expect([...marked.marks.keys()]).toEqual([cellId(cell)]);
		expect(gridReducer(marked, {type: 'toggle-mark', cell}).marks.size).toBe(0);
	});

	it('add up, and end a rectangle', () => {
		const begun = gridReducer(initialGrid, {type: 'anchor', cell});
		const other = {row: 'ra2', column: 'smith/A'};
		const marked = gridReducer(begun, {type: 'mark', cells: [cell, other]});
		expect(marked).toMatchObject({anchor: null});
		expect(marked.marks.size).toBe(2);
		expect(gridReducer(marked, {type: 'clear-marks'}).marks.size).toBe(0);
	});
});
