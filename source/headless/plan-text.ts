import {safeText} from '../format/safe-text.js';
import {type ChangeResult, type ItemState, isReversible, type Plan, type PlanItem} from '../model/plan.js';

interface Marks {
	arrow: string;
	bullet: string;
	warning: string;
}

function marks(ascii: boolean): Marks {
	return ascii ? {arrow: '->', bullet: '-', warning: '!'} : {arrow: '→', bullet: '·', warning: '!'};
}

function plain(value: unknown): string {
	if (value === null || value === undefined) return 'none';
	if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(plain).join(', ');
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A place as a path; any other state as `field value`, and only what a change touches. */
function stateText(state: ItemState, other: ItemState): string {
	const {group, project, subject, session} = state;
	if ([group, project, subject, session].every(part => typeof part === 'string')) {
		return [group, project, subject, session].join('/');
	}
	const names = Object.keys({...state, ...other}).filter(
		name => JSON.stringify(state[name]) !== JSON.stringify(other[name]),
	);
	return names.length === 0
		? plain(Object.values(state))
		: names.map(name => `${name} ${plain(state[name])}`).join(', ');
}

function itemText(item: PlanItem, {arrow, bullet, warning}: Marks): string[] {
	const {id, before, after, effects, warnings, beware} = item;
	const title = item.called ?? item.title;
	return [
		`  ${title}  (${id})`,
		`    ${stateText(before, after)} ${arrow} ${stateText(after, before)}`,
		...[...(beware ? [beware] : []), ...warnings].map(text => `    ${warning} ${text}`),
		...effects.map(text => `    ${bullet} ${text}`),
	];
}

/** The plan for people: every item, before and after, effects, and what can't be undone. */
export function planText(plan: Plan, ascii: boolean): string {
	const symbols = marks(ascii);
	const lines = [
		plan.title,
		...plan.items.flatMap(item => itemText(item, symbols)),
		...(plan.notes ?? []),
		...plan.irreversible.map(text => `${symbols.warning} Can't be undone: ${text}`),
	];
	return lines.map(line => `${safeText(line)}\n`).join('');
}

/** Told on a line of its own. */
const unspoken = new Set(['left']);

/** What became of each item, and how to take it back: `undoCommand` is what to type before the id. */
export function resultText(plan: Plan, {items, journalId}: ChangeResult, undoCommand: string): string {
	const titles = new Map(plan.items.map(item => [item.id, item.called ?? item.title]));
	const lines = items.flatMap(result => {
		const {id, status, error, ...extra} = result;
		const facts = Object.entries(extra)
			.filter(([name]) => !unspoken.has(name))
			.map(([name, value]) => `, ${name} ${plain(value)}`);
		const line = `${status.padEnd(9)} ${titles.get(id) ?? id}${facts.join('')}`;
		const left = result.left ? [`          ${result.left}`] : [];
		return error ? [line, `          ${error.message}`, `          ${error.next}`] : [line, ...left];
	});
	const done = items.some(({status}) => status === 'done');
	const last = journalId && done && isReversible(plan.kind) ? [`To take it back: ${undoCommand} ${journalId}`] : [];
	return [...lines, ...last].map(line => `${safeText(line)}\n`).join('');
}
