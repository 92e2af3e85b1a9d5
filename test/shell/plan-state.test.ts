import {describe, expect, it} from 'vitest';
import {needsCount, type Plan, type PlanItem} from '../../source/model/plan.js';
import {mayApply, type PlanAction, type PlanState, planReducer} from '../../source/shell/plan-state.js';

function item(id: string): PlanItem {
	return {id, title: id, before: {label: 'a'}, after: {label: 'b'}, effects: [], warnings: [], detail: {}};
}

function plan(count: number, irreversible: string[] = []): Plan {
	const items = Array.from({length: count}, (_, index) => item(`s${index}`));
	return {kind: 'move', title: 'Move', site: 'x', createdAt: '', items, irreversible};
}

function ready(made: Plan, ...actions: PlanAction[]): PlanState {
	const start: PlanState = {phase: 'planning', what: 'Moving', clashAt: 0};
	return [{type: 'planned', plan: made} as PlanAction, ...actions].reduce(planReducer, start);
}

describe('confirming a plan', () => {
	it('takes y, and no other key', () => {
		const state = ready(plan(3));
		expect(mayApply(state, 'y')).toBe(true);
		for (const key of ['m', 'M', 'enter', 'space', 'z', 'R', 'e']) expect(mayApply(state, key), key).toBe(false);
	});

	it('takes the typed count above twenty items, and not y', () => {
		expect(needsCount(plan(20))).toBe(false);
		const state = ready(plan(21));
		expect(mayApply(state, 'y')).toBe(false);
		expect(mayApply(ready(plan(21), {type: 'typed', text: '20'}), 'enter')).toBe(false);
		expect(mayApply(ready(plan(21), {type: 'typed', text: '21'}), 'enter')).toBe(true);
	});

	it('takes the typed count where something can’t be undone', () => {
		const state = ready(plan(1, ['It is gone.']));
		expect(mayApply(state, 'y')).toBe(false);
		expect(mayApply(ready(plan(1, ['x']), {type: 'typed', text: '1'}), 'enter')).toBe(true);
	});

	it('takes the typed count where an item asks for a second look', () => {
		const made = plan(2);
		const careful = {...made, items: made.items.map(one => ({...one, beware: 'It is you.'}))};
		expect(mayApply(ready(careful), 'y')).toBe(false);
		expect(mayApply(ready(careful, {type: 'typed', text: '2'}), 'enter')).toBe(true);
	});

	it('takes nothing where everything stands so already', () => {
		const same = plan(2);
		for (const item of same.items) item.after = {label: 'a'};
		expect(mayApply(ready(same), 'y')).toBe(false);
	});

	it('takes nothing for an empty plan, or before there is one', () => {
		expect(mayApply(ready(plan(0)), 'y')).toBe(false);
		expect(mayApply({phase: 'planning', what: 'x', clashAt: 0}, 'y')).toBe(false);
	});

	it('begins the count anew after a wrong one', () => {
		const state = ready(plan(30), {type: 'typed', text: '12'}, {type: 'hint', text: 'No.'});
		expect(state).toMatchObject({typed: '', hint: 'No.'});
	});
});

describe('a plan on its way', () => {
	it('is not changed by what comes too late', () => {
		const applying = planReducer(ready(plan(2)), {type: 'apply'});
		expect(planReducer(applying, {type: 'planned', plan: plan(9)})).toBe(applying);
		expect(planReducer(applying, {type: 'apply'})).toBe(applying);
		expect(planReducer(ready(plan(1)), {type: 'finished', result: {items: [], journalId: null}}).phase).toBe('ready');
	});

	it('never scrolls out of its lines', () => {
		expect(ready(plan(2), {type: 'scroll', by: 50, last: 7})).toMatchObject({scroll: 7});
		expect(ready(plan(2), {type: 'scroll', by: -1, last: 7})).toMatchObject({scroll: 0});
	});
});
