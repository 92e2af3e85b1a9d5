import type {FlywheelReader, FlywheelWriter} from '../api/flywheel.js';
import type {ChangeKind, ItemError, ItemProgress, ItemState, ItemStatus, Plan, PlanItem} from '../model/plan.js';

/**
 * What the engine needs to know of one kind of change. A kind never decides about order,
 * journal, progress or what an ambiguous answer means: it says how to look, how to compare
 * and how to write, and the engine does the rest.
 */
export interface Change {
	kind: ChangeKind;
	/** The item's state on the server now, in the terms of `before` and `after`. null: it is gone. */
	read(reader: FlywheelReader, item: PlanItem): Promise<Reading>;
	/** One item's writes, in order. May throw; the engine re-reads whatever happens. */
	apply(client: FlywheelReader & FlywheelWriter, item: PlanItem, note: Note, watch: Watch): Promise<void>;
	/**
	 * True where only one can do it: a refusal, and yet all as wanted, means that somebody else
	 * was faster.
	 */
	once?: boolean;
	/** Takes away what a write left behind that came to nothing. Best effort: what it throws is told, not raised. */
	tidy?(client: FlywheelReader & FlywheelWriter, item: PlanItem, notes: Record<string, unknown>): Promise<void>;
	/** What is left to clear away once the item is as wanted. Best effort likewise. */
	complete?(client: FlywheelReader & FlywheelWriter, item: PlanItem): Promise<void>;
	/**
	 * The items that take this change back, from what the journal kept; or why there are none.
	 */
	invert(item: PlanItem, notes: Record<string, unknown>): PlanItem | {reason: string};
}

export interface Reading {
	/** `before`: as it was planned against. `after`: already as wanted. Else what it is instead. */
	is: 'before' | 'after' | 'between' | 'other' | 'gone';
	state: ItemState | null;
	/** A sentence for `between`, `other` and `gone`. */
	says?: string;
	/** Added to the item's result: `newJobId`, for example. */
	extra?: Record<string, unknown>;
	/** Kept in the journal beside a verified write, for later looks; shown to nobody. */
	keep?: Record<string, unknown>;
}

/** Keeps a fact in the journal, flushed, before the next write: an id that a write made. */
export type Note = (facts: Record<string, unknown>) => Promise<void>;

/** For a write that takes long: whoever waits sees how far it is, and may end it. */
export interface Watch {
	onBytes: (done: number, total: number) => void;
	signal: AbortSignal | undefined;
}

export interface ApplyOptions {
	onProgress?: (progress: ItemProgress) => void;
	/** Stops between items; in the middle of one only where that leaves nothing half done. */
	signal?: AbortSignal;
}

export type {ItemError, ItemProgress, ItemState, ItemStatus, Plan, PlanItem};
