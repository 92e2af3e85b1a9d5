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
	const {warning} = theme.symbols;
	// First of all, and not below what may have to be scrolled to: it is why the count must be typed.
	const lines = plan.irreversible.flatMap(sentence => [
		...paragraph(theme, `Can't be undone: ${sentence}`, width, {bullet: warning, token: 'caution'}),
		'',
	]);
	lines.push(...overview(plan, theme, width));
	plan.items.forEach((item, index) => {
		lines.push(...itemLines({item, number: index + 1}, news(item.id), theme, width), '');
	});
	if (plan.items.length === 0) lines.push(...paragraph(theme, 'Nothing would change.', width));
	return lines;
}

/** What a long plan would hide further down: how many of its items ask for a second look. */
function overview({items}: Plan, theme: Theme, width: number): string[] {
	const warned = items.filter(item => warningsOf(item).length > 0).length;
	if (items.length < 4 || warned === 0) return [];
	const text = `${warned} of these ${items.length} carry a warning.`;
	return [...paragraph(theme, text, width, {bullet: theme.symbols.warning, token: 'caution'}), ''];
}

function warningsOf({beware, warnings}: PlanItem): string[] {
	return beware === undefined ? warnings : [beware, ...warnings];
}

interface Numbered {
	item: PlanItem;
	number: number;
}

function itemLines({item, number}: Numbered, news: ItemNews | null, theme: Theme, width: number): string[] {
	const {symbols} = theme;
	return [
		...changeLines(item, String(number).padStart(2), theme, width),
		...(news ? newsLines(news, theme, width) : []),
		...warningsOf(item).flatMap(text =>
			paragraph(theme, text, width, {indent: 5, bullet: symbols.warning, token: 'caution'}),
		),
		...item.effects.flatMap(text => paragraph(theme, text, width, {indent: 5, bullet: symbols.dot})),
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

/** What it is and what it becomes. A place says by itself what moves, anything else by its title. */
function changeLines(item: PlanItem, number: string, theme: Theme, width: number): string[] {
	const [before, after] = stateTexts(item.before, item.after);
	const arrow = theme.symbols.arrow.padStart(number.length);
	const becomes = paragraph(theme, after, width, {bullet: arrow, token: 'place'});
	if (isPlace(item.before)) return [...paragraph(theme, before, width, {bullet: number, token: 'strong'}), ...becomes];
	return [
		...paragraph(theme, item.title, width, {bullet: number, token: 'strong'}),
		...paragraph(theme, before, width, {indent: 2 + number.length}),
		...becomes,
	];
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
