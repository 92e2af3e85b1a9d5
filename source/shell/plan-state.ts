import type {FlydeckError} from '../model/errors.js';
import {type ChangeResult, changesNothing, type ItemProgress, needsCount, type Plan} from '../model/plan.js';

/**
 * One change on its way: being planned, on screen for a yes, being applied, told. Pure.
 */
export type PlanState =
	| {phase: 'planning'; what: string; clashAt: number}
	| {phase: 'refused'; what: string; error: FlydeckError}
	| {phase: 'ready'; plan: Plan; typed: string; scroll: number; hint: string | null; full: boolean; clashAt: number}
	| {phase: 'applying'; plan: Plan; progress: Record<string, ItemProgress>; stopping: boolean}
	| {phase: 'finished'; plan: Plan; result: ChangeResult; scroll: number; full: boolean}
	| {phase: 'failed'; plan: Plan; error: FlydeckError};

export type PlanAction =
	| {type: 'planned'; plan: Plan}
	/** Another of the labels that are taken is looked at. */
	| {type: 'clash'; by: number}
	/** The plan is made anew, by another choice. */
	| {type: 'again'; what: string}
	| {type: 'refused'; error: FlydeckError}
	| {type: 'typed'; text: string}
	| {type: 'hint'; text: string}
	| {type: 'scroll'; by: number; last: number}
	| {type: 'details'}
	| {type: 'apply'}
	| {type: 'progress'; progress: ItemProgress}
	| {type: 'stopping'}
	| {type: 'finished'; result: ChangeResult}
	| {type: 'failed'; error: FlydeckError};

/** A plan of so few items opens with everything said of each; a longer one with a line for each. */
const shortUpTo = 6;

export function isShort(plan: Plan): boolean {
	return plan.items.length <= shortUpTo;
}

function ready(plan: Plan, clashAt: number): PlanState {
	return {phase: 'ready', plan, typed: '', scroll: 0, hint: null, full: isShort(plan), clashAt};
}

function clashAfter({plan, clashAt}: PlanState & {phase: 'ready'}, by: number): number {
	return Math.max(0, Math.min(clashAt + by, (plan.clash?.items.length ?? 1) - 1));
}

/** Whether this plan, at this moment, may be applied by the key just pressed. */
export function mayApply(state: PlanState, keyName: string): boolean {
	if (state.phase !== 'ready' || changesNothing(state.plan)) return false;
	if (!needsCount(state.plan)) return keyName === 'y';
	return keyName === 'enter' && state.typed.trim() === String(state.plan.items.length);
}

export function planReducer(state: PlanState, action: PlanAction): PlanState {
	switch (action.type) {
		case 'planned':
			return state.phase === 'planning' ? ready(action.plan, state.clashAt) : state;
		case 'again':
			return state.phase === 'ready' ? {phase: 'planning', what: action.what, clashAt: state.clashAt} : state;
		case 'clash':
			return state.phase === 'ready' ? {...state, scroll: 0, clashAt: clashAfter(state, action.by)} : state;
		case 'refused':
			return state.phase === 'planning' ? {phase: 'refused', what: state.what, error: action.error} : state;
		case 'typed':
			return state.phase === 'ready' ? {...state, typed: action.text, hint: null} : state;
		case 'hint':
			return state.phase === 'ready' ? {...state, typed: '', hint: action.text} : state;
		case 'scroll':
			return state.phase === 'ready' || state.phase === 'finished'
				? {...state, scroll: Math.max(0, Math.min(state.scroll + action.by, action.last))}
				: state;
		case 'details':
			return 'full' in state ? {...state, full: !state.full, scroll: 0} : state;
		case 'apply':
			return state.phase === 'ready' ? {phase: 'applying', plan: state.plan, progress: {}, stopping: false} : state;
		case 'progress':
			return state.phase === 'applying'
				? {...state, progress: {...state.progress, [action.progress.id]: action.progress}}
				: state;
		case 'stopping':
			return state.phase === 'applying' ? {...state, stopping: true} : state;
		case 'finished':
			return state.phase === 'applying'
				? {phase: 'finished', plan: state.plan, result: action.result, scroll: 0, full: isShort(state.plan)}
				: state;
		case 'failed':
			return state.phase === 'applying' ? {phase: 'failed', plan: state.plan, error: action.error} : state;
	}
}
