import {labelled, paragraph} from '../../components/paragraph.js';
import {stateTexts} from '../../components/plan-lines.js';
import {type HistoryEntry, type HistoryItem, isReversible} from '../../model/plan.js';
import type {Theme} from '../../theme/theme.js';
import {entryPiece} from './columns.js';

/** Why an entry can't be taken back; undefined where it may be tried. */
export function whyNoUndo(entry: HistoryEntry | null): string | undefined {
	if (!entry) return 'no change has been made yet';
	if (entry.undoneBy || entry.status === 'undone') return 'that is undone already';
	if (!entry.items.some(item => item.status === 'done')) return 'nothing of it was done';
	if (!isReversible(entry.kind)) return `a ${entry.kind} can't be taken back`;
	return undefined;
}

/** Why there is nothing of an entry to be done; undefined where it may be tried. */
export function whyNoResume(entry: HistoryEntry | null): string | undefined {
	if (!entry) return 'no change has been made yet';
	if (entry.status === 'partial' || entry.status === 'failed' || entry.status === 'unfinished') return undefined;
	return 'all of it was done';
}

/** One change in full: who, when, and each item with what became of it. */
export function entryLines(entry: HistoryEntry, theme: Theme, width: number): string[] {
	const {text, token = 'text'} = entryPiece(entry.status, theme);
	const fields = [
		{label: 'status', value: text, token},
		{label: 'what', value: entry.what},
		{label: 'when', value: `${entry.at.slice(0, 19).replace('T', ' ')} UTC`},
		{label: 'who', value: entry.who},
		{label: 'site', value: entry.site},
		{label: 'id', value: entry.id},
		...(entry.undoes ? [{label: 'undoes', value: entry.undoes}] : []),
		...(entry.undoneBy ? [{label: 'undone by', value: entry.undoneBy}] : []),
	];
	return [
		...fields.flatMap(field => labelled(theme, field, width, 10)),
		'',
		...entry.items.flatMap(item => [...itemLines(item, theme, width), '']),
	];
}

function itemLines(item: HistoryItem, theme: Theme, width: number): string[] {
	const [before, after] = stateTexts(item.before, item.after);
	return [
		...paragraph(theme, `${item.title}: ${item.status}`, width, {token: 'strong'}),
		...paragraph(theme, before, width, {indent: 3, bullet: 'was', token: 'dim'}),
		...paragraph(theme, after, width, {indent: 3, bullet: ` ${theme.symbols.arrow}`.padStart(3), token: 'place'}),
		...(item.error ? paragraph(theme, `${item.error.message} ${item.error.next}`, width, {indent: 5}) : []),
	];
}
