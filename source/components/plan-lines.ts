import {padTo, truncate, widthOf} from '../format/width.js';
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

export interface PlanLinesOptions {
	/** Everything said of each item; else a line for each. */
	full: boolean;
	width: number;
	/** Which of the labels that are taken is being looked at; absent once nothing can be chosen. */
	clashAt?: number;
	/** What is known of an item; absent before anything is applied. */
	news?: (id: string) => ItemNews;
}

/** A plan as lines: what is to be said of the whole, then each item with what it becomes. */
export function planLines(plan: Plan, {full, width, news, clashAt}: PlanLinesOptions, theme: Theme): string[] {
	const numbered = plan.items.map((item, index) => ({item, number: index + 1, news: news?.(item.id) ?? null}));
	// What went wrong must not have to be looked for among what went well.
	if (news) numbered.sort((a, b) => rankOf(a.news) - rankOf(b.news) || a.number - b.number);
	const lines = [...wholeLines(plan, theme, width), ...clashLines(plan, clashAt, theme, width)];
	const titleWidth = shortTitleWidth(plan, width);
	for (const one of numbered) {
		if (full) lines.push(...itemLines(one, theme, width), '');
		else lines.push(shortLine(one, titleWidth, theme, width), ...shortTrouble(one.news, theme, width));
	}
	if (plan.items.length === 0) lines.push(...paragraph(theme, 'Nothing would change.', width));
	return lines;
}

/** First of all, and not below what may have to be scrolled to: it is why a count must be typed. */
function wholeLines({items, irreversible, notes = []}: Plan, theme: Theme, width: number): string[] {
	const {warning, dot} = theme.symbols;
	const warned = items.filter(item => warningsOf(item).length > 0).length;
	const caution = {bullet: warning, token: 'caution'} as const;
	const lines = [
		...irreversible.flatMap(sentence => paragraph(theme, `Can't be undone: ${sentence}`, width, caution)),
		...(items.length > 3 && warned > 0
			? paragraph(theme, `${warned} of these ${items.length} carry a warning (${warning}).`, width, caution)
			: []),
		...notes.flatMap(sentence => paragraph(theme, sentence, width, {bullet: dot})),
	];
	return lines.length > 0 ? [...lines, ''] : [];
}

/** Rows for labels that are taken: those around the one that is looked at. */
const clashRows = 6;

/** Where there are several, each can be met in its own way: which, and how it is met now. */
function clashLines({clash}: Plan, at: number | undefined, theme: Theme, width: number): string[] {
	const all = clash?.items ?? [];
	if (at === undefined || all.length < 2) return [];
	const {cursor, arrow} = theme.symbols;
	const top = Math.max(0, Math.min(at - clashRows / 2, all.length - clashRows));
	const rows = all.slice(top, top + clashRows).map(({name, label, handled, becomes}, index) => {
		const how = {
			suffix: `${arrow} ${becomes}`,
			skip: 'left out of this plan',
			same: `shares the label with the ${label} that is there`,
		}[handled];
		const mark = top + index === at ? theme.paint('accent', cursor) : ' ';
		return ` ${mark} ${padTo(theme.veil(name), 30)} ${truncate(theme.veil(how), Math.max(8, width - 36))}`;
	});
	const words = `${all.length} go where their session label is taken. t changes the one marked, T all of them.`;
	return [...paragraph(theme, words, width, {bullet: theme.symbols.warning, token: 'caution'}), ...rows, ''];
}

/** As people know it. */
function nameOf({called, title}: PlanItem): string {
	return called ?? title;
}

function rankOf(news: ItemNews | null): number {
	const status = news?.result?.status;
	return status === 'failed' || status === 'unknown' ? 0 : 1;
}

function warningsOf({beware, warnings}: PlanItem): string[] {
	return beware === undefined ? warnings : [beware, ...warnings];
}

interface Numbered {
	item: PlanItem;
	number: number;
	news: ItemNews | null;
}

function itemLines({item, number, news}: Numbered, theme: Theme, width: number): string[] {
	const {symbols} = theme;
	return [
		...changeLines(item, String(number).padStart(3), theme, width),
		...(news ? newsLines(news, theme, width) : []),
		...warningsOf(item).flatMap(text =>
			paragraph(theme, text, width, {indent: 5, bullet: symbols.warning, token: 'caution'}),
		),
		...item.effects.flatMap(text => paragraph(theme, text, width, {indent: 5, bullet: symbols.dot})),
	];
}

/** One line: its mark, what it is, what it becomes. */
function shortLine({item, number, news}: Numbered, titleWidth: number, theme: Theme, width: number): string {
	const {symbols} = theme;
	const mark = markOf(item, news, theme);
	const title = padTo(theme.veil(nameOf(item)), titleWidth);
	const change = truncate(theme.veil(shortChange(item, symbols.arrow)), shortRoom(width) - titleWidth + 2);
	return `${String(number).padStart(4)} ${mark} ${title} ${theme.paint('place', change)}`;
}

/** Where a place was is in the title; of anything else, what it was is short enough to be told. */
function shortChange({before, after}: PlanItem, arrow: string): string {
	if (isPlace(after)) return `${arrow} ${pathOf(after).replaceAll(' / ', '/')}`;
	const [key, ...others] = differing(before, after);
	const single = key !== undefined && others.length === 0;
	const [from, to] = single ? [valueText(before[key]), valueText(after[key])] : stateTexts(before, after);
	return `${from} ${arrow} ${to}`;
}

function shortRoom(width: number): number {
	return Math.max(20, width - 12);
}

/** Titles stand in one column: where a place follows it needs the more room, else what it is about does. */
function shortTitleWidth({items}: Plan, width: number): number {
	const room = shortRoom(width);
	const most = items.some(({after}) => isPlace(after)) ? Math.min(32, Math.floor(room * 0.42)) : Math.floor(room * 0.7);
	return Math.min(most, Math.max(0, ...items.map(item => widthOf(truncate(nameOf(item), most)))));
}

function markOf(item: PlanItem, news: ItemNews | null, theme: Theme): string {
	const {symbols, paint} = theme;
	if (news?.result) return paint(wordsOf(news.result).token, symbols[news.result.status]);
	if (news) return news.phase ? symbols.running : symbols.pending;
	return warningsOf(item).length > 0 ? paint('caution', symbols.warning) : ' ';
}

/** Why it was not done, where it was not. */
function shortTrouble(news: ItemNews | null, theme: Theme, width: number): string[] {
	const error = news?.result?.error;
	return error ? paragraph(theme, error.message, width, {indent: 7, token: 'dim'}) : [];
}

/** Never begun is no failure of the thing itself, and must not look like one. */
function wordsOf({status, error}: ItemResult): {words: string; token: Token} {
	if (error?.code === 'not-attempted') return {words: 'not begun', token: 'caution'};
	return statusWords[status];
}

function newsLines(news: ItemNews, theme: Theme, width: number): string[] {
	const {result, phase} = news;
	const {symbols} = theme;
	if (!result) {
		const text = phase ? phaseWords[phase] : 'waiting';
		return paragraph(theme, text, width, {indent: 5, bullet: phase ? symbols.running : symbols.pending});
	}
	const {words, token} = wordsOf(result);
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

/** What it is, where or how it is now, and what it becomes. */
function changeLines(item: PlanItem, number: string, theme: Theme, width: number): string[] {
	const [before, after] = stateTexts(item.before, item.after);
	const arrow = theme.symbols.arrow.padStart(number.length);
	return [
		...paragraph(theme, nameOf(item), width, {bullet: number, token: 'strong'}),
		...paragraph(theme, before, width, {indent: 2 + number.length, token: 'dim'}),
		...paragraph(theme, after, width, {bullet: arrow, token: 'place'}),
	];
}

const placeKeys = ['group', 'project', 'subject', 'session'];

/** Before and after in words: a place as its path, anything else by the fields that differ. */
export function stateTexts(before: ItemState, after: ItemState): [string, string] {
	if (isPlace(before) && isPlace(after)) return [pathOf(before), pathOf(after)];
	const changed = differing(before, after);
	const shown = changed.length > 0 ? changed : keysOf(before, after);
	return [fieldsText(before, shown), fieldsText(after, shown)];
}

function keysOf(before: ItemState, after: ItemState): string[] {
	return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

function differing(before: ItemState, after: ItemState): string[] {
	return keysOf(before, after).filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
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
