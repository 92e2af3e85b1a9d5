import type {HistoryEntry} from '../../model/plan.js';
import {foldJournal} from '../../operations/history.js';
import {openJournal} from '../../operations/journal.js';
import {runChange} from '../change.js';
import type {Context} from '../context.js';
import {filterFrom, type ListFormat, printList} from '../list.js';

const format: ListFormat<HistoryEntry> = {
	noun: ['change', 'changes'],
	columns: [
		{title: 'ID', whole: true, value: row => row.id},
		{title: 'WHEN', whole: true, value: row => row.at.slice(0, 16).replace('T', ' ')},
		{title: 'STATUS', whole: true, value: row => row.status},
		{title: 'WHAT', value: row => row.what},
		{title: 'SITE', value: row => row.site},
		{title: 'WHO', value: row => row.who},
	],
	csv: [
		...['id', 'at', 'who', 'site', 'kind', 'what', 'status'],
		{name: 'items', value: (row: HistoryEntry) => row.items.length},
		{name: 'itemIds', value: (row: HistoryEntry) => row.items.map(item => item.id)},
		...['undoneBy', 'undoes'],
	],
};

/** The journal of this machine, every site's; it needs no login and asks no server. */
export async function history({out, options, paths}: Context): Promise<number> {
	const entries = foldJournal(await openJournal(paths.journal).read())
		.map(({view}) => view)
		.toReversed();
	const rows = entries.filter(filterFrom(options.filter));
	printList(out, format, {rows, total: entries.length, json: {entries: rows}});
	return 0;
}

export async function undo(context: Context, id: string | undefined): Promise<number> {
	return runChange(context, async operations => operations.planUndo(id));
}
