import type {EntryStatus, HistoryEntry, HistoryItem, ItemResult, PlanItem} from '../model/plan.js';
import type {JournalLine} from './journal.js';

/** One entry with all that settling and undoing need; `view` is what people see of it. */
export interface Entry {
	begin: Extract<JournalLine, {type: 'begin'}>;
	/** Items whose write may have been sent. */
	started: Set<string>;
	notes: Map<string, Record<string, unknown>>;
	results: Map<string, ItemResult>;
	ended: boolean;
	/** When its last line was written. */
	lastAt: string;
	/** When its newest write was about to be sent; null where none was. */
	sentAt: string | null;
	/** When a later run settled it; null where it came to its own end. */
	settledAt: string | null;
	view: HistoryEntry;
}

function statusOf(entry: Omit<Entry, 'view'>): EntryStatus {
	if (!entry.ended) return 'unfinished';
	const statuses = entry.begin.items.map(item => entry.results.get(item.id)?.status ?? 'failed');
	const good = statuses.filter(status => status === 'done' || status === 'unchanged').length;
	if (good === statuses.length) return 'done';
	return good > 0 || statuses.includes('unknown') ? 'partial' : 'failed';
}

function itemView(item: PlanItem, result: ItemResult | undefined): HistoryItem {
	const {id, title, before, after} = item;
	return {...(result ?? {status: 'planned'}), id, title, before, after};
}

function viewOf(entry: Omit<Entry, 'view'>): HistoryEntry {
	const {id, at, who, site, kind, title, undoes, items} = entry.begin;
	return {
		id,
		at,
		who,
		site,
		kind,
		what: title,
		status: statusOf(entry),
		items: items.map(item => itemView(item, entry.results.get(item.id))),
		...(undoes && {undoes}),
	};
}

function addLine(entries: Map<string, Omit<Entry, 'view'>>, line: JournalLine): void {
	if (line.type === 'begin') {
		const fresh = {started: new Set<string>(), notes: new Map(), results: new Map(), ended: false};
		entries.set(line.id, {begin: line, ...fresh, lastAt: line.at, sentAt: null, settledAt: null});
		return;
	}
	const entry = entries.get(line.id);
	if (!entry) return;
	entry.lastAt = line.at;
	if (line.type === 'start') {
		entry.started.add(line.item);
		entry.sentAt = line.at;
	} else if (line.type === 'note') entry.notes.set(line.item, {...entry.notes.get(line.item), ...line.facts});
	else if (line.type === 'result') entry.results.set(line.result.id, line.result);
	else {
		entry.ended = true;
		entry.settledAt = line.settled ? line.at : null;
	}
}

/**
 * An undo that itself was undone no longer counts, and so on: the newest word wins. Undos
 * come after what they undo, so walking backwards settles each before it is asked about.
 */
function markUndone(entries: Entry[]): void {
	const byId = new Map(entries.map(entry => [entry.begin.id, entry]));
	for (const {view} of entries.toReversed()) {
		const target = view.undoes === undefined ? undefined : byId.get(view.undoes);
		if (!target || view.status !== 'done') continue;
		target.view.status = 'undone';
		target.view.undoneBy = view.id;
	}
}

/** @returns entries in the order in which they began. */
export function foldJournal(lines: JournalLine[]): Entry[] {
	const drafts = new Map<string, Omit<Entry, 'view'>>();
	for (const line of lines) addLine(drafts, line);
	const entries = [...drafts.values()].map(draft => ({...draft, view: viewOf(draft)}));
	markUndone(entries);
	return entries;
}
