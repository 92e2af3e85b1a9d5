import {toFlydeckError} from '../../model/errors.js';
import type {HistoryEntry} from '../../model/plan.js';
import {type Entry, foldJournal} from '../../operations/history.js';
import {openJournal} from '../../operations/journal.js';
import {isToSettle} from '../../operations/recover.js';
import {runChange, settleEarlier} from '../change.js';
import {lookForLogin} from '../connect.js';
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

async function readEntries({paths}: Context): Promise<Entry[]> {
	return foldJournal(await openJournal(paths.journal).read());
}

/**
 * Looks at the server for what became of changes that were cut off. Where there is no login,
 * or the server can't be asked, they stay `unfinished`, which is true as well.
 */
async function settleUnfinished(context: Context): Promise<void> {
	if (!context.options.sandbox && !(await lookForLogin(context))) return;
	try {
		const {operations} = await context.connect();
		await settleEarlier(context, await operations());
	} catch (error) {
		context.out.progress(`Unfinished changes could not be looked at: ${toFlydeckError(error).message}`);
	}
}

/** The journal of this machine, every site's. It needs no login, and asks a server only about changes left open. */
export async function history(context: Context): Promise<number> {
	const {out, options} = context;
	const test = filterFrom(options.filter);
	let entries = await readEntries(context);
	if (entries.some(isToSettle)) {
		await settleUnfinished(context);
		entries = await readEntries(context);
	}
	const rows = entries
		.map(({view}) => view)
		.toReversed()
		.filter(test);
	printList(out, format, {rows, total: entries.length, json: {entries: rows}});
	return 0;
}

export async function undo(context: Context, id: string | undefined): Promise<number> {
	return runChange(context, async operations => operations.planUndo(id));
}

/** What a run that was stopped or killed did not come to. */
export async function resume(context: Context, id: string | undefined): Promise<number> {
	return runChange(context, async operations => operations.planResume(id));
}
