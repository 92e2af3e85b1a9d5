import type {ItemResult, ItemState, Plan, PlanItem} from '../model/plan.js';
import type {Theme, Token} from '../theme/theme.js';
import {paragraph} from './paragraph.js';

/** How far an item is; `phase` only while it is being applied. */
export interface ItemNews {
	phase?: 'checking' | 'writing' | 'verifying' | 'finished';
	result?: ItemResult | undefined;
}

const phaseWords = {
	checking: 'checking that it is still as planned',
	writing: 'writing',
	verifying: 'reading back',
	finished: 'finished',
};

const statusWords: Record<ItemResult['status'], {words: string; token: Token}> = {
	done: {words: 'done, and read back from the server', token: 'good'},
	unchanged: {words: 'unchanged', token: 'caution'},
	failed: {words: 'failed', token: 'bad'},
	unknown: {words: 'unknown: the server could not be asked', token: 'caution'},
};

/** A plan as lines: each item with what it is, what it becomes and what follows from it. */
export function planLines(plan: Plan, news: (id: string) => ItemNews | null, theme: Theme, width: number): string[] {
	const lines: string[] = [];
	for (const item of plan.items) lines.push(...itemLines(item, news(item.id), theme, width), '');
	const {warning} = theme.symbols;
	for (const sentence of plan.irreversible)
		lines.push(...paragraph(theme, `Can't be undone: ${sentence}`, width, {bullet: warning, token: 'caution'}));
	if (plan.items.length === 0) lines.push(...paragraph(theme, 'Nothing would change.', width));
	return lines;
}

function itemLines(item: PlanItem, news: ItemNews | null, theme: Theme, width: number): string[] {
	const {symbols} = theme;
	const [before, after] = stateTexts(item.before, item.after);
	return [
		...paragraph(theme, item.title, width, {token: 'strong'}),
		...paragraph(theme, before, width, {indent: 3, bullet: 'now', token: 'dim'}),
		...paragraph(theme, after, width, {indent: 3, bullet: ` ${symbols.arrow}`.padStart(3), token: 'place'}),
		...item.warnings.flatMap(text =>
			paragraph(theme, text, width, {indent: 5, bullet: symbols.warning, token: 'caution'}),
		),
		...item.effects.flatMap(text => paragraph(theme, text, width, {indent: 5, bullet: symbols.dot})),
		...(news ? newsLines(news, theme, width) : []),
	];
}

function newsLines(news: ItemNews, theme: Theme, width: number): string[] {
	const {result, phase} = news;
	const {symbols} = theme;
	if (!result) {
		const text = phase ? phaseWords[phase] : 'waiting';
		return paragraph(theme, text, width, {indent: 5, bullet: phase ? symbols.running : symbols.pending});
	}
	const {words, token} = statusWords[result.status];
	const mark = symbols[result.status];
	const lines = paragraph(theme, words, width, {indent: 5, bullet: mark, token});
	const {newJobId} = result;
	if (typeof newJobId === 'string') lines.push(...paragraph(theme, `New job ${newJobId}`, width, {indent: 7}));
	if (result.error) {
		lines.push(...paragraph(theme, result.error.message, width, {indent: 7}));
		lines.push(...paragraph(theme, result.error.next, width, {indent: 7, token: 'dim'}));
	}
	return lines;
}

const placeKeys = ['group', 'project', 'subject', 'session'];

/** Before and after in words: a place as its path, anything else by the fields that differ. */
export function stateTexts(before: ItemState, after: ItemState): [string, string] {
	if (isPlace(before) && isPlace(after)) return [pathOf(before), pathOf(after)];
	const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
	const differing = keys.filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
	const shown = differing.length > 0 ? differing : keys;
	return [fieldsText(before, shown), fieldsText(after, shown)];
}

function isPlace(state: ItemState): boolean {
	return placeKeys.every(key => key in state);
}

function pathOf(state: ItemState): string {
	return placeKeys.map(key => valueText(state[key])).join(' / ');
}

function fieldsText(state: ItemState, keys: string[]): string {
	return keys.map(key => `${key} ${valueText(state[key])}`).join(', ');
}

function valueText(value: unknown): string {
	if (value === null || value === undefined) return 'none';
	if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueText).join(' + ');
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
