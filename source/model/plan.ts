/**
 * A change before it happens and what became of it. Every write of flydeck is a plan:
 * made, shown, confirmed, re-checked, applied, verified, journalled (`operations/engine.ts`).
 * These objects are printed by `--json`, saved by `--save-plan` and kept in the journal, so
 * they are plain data.
 */
import {isDeepStrictEqual} from 'node:util';

export type ChangeKind = 'move' | 'clean' | 'note' | 'access' | 'retry' | 'cancel' | 'relaunch' | 'priority' | 'upload';

/** Changes that the server can take back; the others are final once they are done. */
const reversible: ReadonlySet<ChangeKind> = new Set(['move', 'note', 'access', 'priority']);

export function isReversible(kind: ChangeKind): boolean {
	return reversible.has(kind);
}

export type ItemStatus = 'done' | 'unchanged' | 'failed' | 'unknown';

/** Values shown as before → after; their meaning belongs to the kind of change. */
export type ItemState = Record<string, unknown>;

/** Where the target holds a session of that label: keep both under it, add a suffix, or leave it where it is. */
export type OnClash = 'same' | 'suffix' | 'skip';

/** A session whose label is taken where it goes. */
export interface Clash {
	id: string;
	/** What a person calls it. */
	name: string;
	label: string;
	handled: OnClash;
	/** The label that it gets; null where it is left out. */
	becomes: string | null;
}

/** How labels that are taken are met: all of them, and where a person chose otherwise, single ones by id. */
export interface ClashChoice {
	all: OnClash;
	single: Readonly<Record<string, OnClash>>;
}

export interface PlanItem {
	/** What is changed: session id, job id; for access the person and the project. */
	id: string;
	/** What a person calls it. */
	title: string;
	/** What the console sent, by which people know the scan; for their eyes, never for the journal. */
	called?: string;
	before: ItemState;
	after: ItemState;
	/** What follows from it, a sentence each. */
	effects: string[];
	/** What should make a person look twice: below `high`, several roles, … */
	warnings: string[];
	/** Why `y` alone is too little, although it can be undone; a sentence. */
	beware?: string;
	/** Ids and the like that applying needs; for the engine, not for people. */
	detail: Record<string, unknown>;
}

export interface Plan {
	kind: ChangeKind;
	/** One line: "Move 3 sessions out of Unsorted". */
	title: string;
	/** Site host that the plan was made against; applying it elsewhere is refused. */
	site: string;
	createdAt: string;
	items: PlanItem[];
	/** What can't be undone afterwards, a sentence each; empty where everything can. */
	irreversible: string[];
	/** What is to be said of the whole, a sentence each: what it makes, what it leaves out. */
	notes?: string[];
	/** Session labels that were taken, and how that is met by default: a person may choose otherwise, for each. */
	clash?: {handled: OnClash; items: Clash[]};
	/** Subjects that hold no session once all of it is done. */
	empties?: number;
	/** The journal entry that this plan takes back. */
	undoes?: string;
}

/** Whether everything in the plan stands so already. */
export function changesNothing({items}: Pick<Plan, 'items'>): boolean {
	return items.every(({before, after}) => isDeepStrictEqual(before, after));
}

/** Above this many items, `y` alone is too little: the count is typed. */
const typedAbove = 20;

/** Whether the number of items has to be typed before the plan may be applied. */
export function needsCount({items, irreversible}: Plan): boolean {
	return items.length > typedAbove || irreversible.length > 0 || items.some(item => item.beware !== undefined);
}

export interface ItemError {
	code: string;
	message: string;
	next: string;
}

export interface ItemResult {
	id: string;
	status: ItemStatus;
	error?: ItemError;
	/** A sentence on what a change that was done couldn't clear away. */
	left?: string;
	/** What came of it beyond the plan: `newJobId` of a retry, for example. */
	[extra: string]: unknown;
}

export interface ChangeResult {
	items: ItemResult[];
	/** null where nothing was attempted, so nothing was journalled. */
	journalId: string | null;
}

/** Progress of an apply, for whoever watches. */
export interface ItemProgress {
	index: number;
	total: number;
	id: string;
	phase: 'checking' | 'writing' | 'verifying' | 'finished';
	/** How much of a write that takes long is sent. */
	bytes?: {done: number; total: number};
	result?: ItemResult;
}

export type EntryStatus = 'done' | 'partial' | 'failed' | 'undone' | 'unfinished';

export interface HistoryItem {
	id: string;
	title: string;
	before: ItemState;
	after: ItemState;
	status: ItemStatus | 'planned';
	error?: ItemError;
	[extra: string]: unknown;
}

/** One entry of `flydeck history`. */
export interface HistoryEntry {
	id: string;
	at: string;
	who: string;
	site: string;
	kind: ChangeKind;
	what: string;
	status: EntryStatus;
	items: HistoryItem[];
	undoneBy?: string;
	undoes?: string;
}
