import {type FlydeckError, toFlydeckError} from '../model/errors.js';

/** What a screen knows of its data. Data once read stays, with its age, when a later read fails. */
export interface Loaded<T> {
	data: T | null;
	/** ms since the epoch. */
	readAt: number | null;
	loading: boolean;
	/** The last read's error; null once one succeeds. */
	error: FlydeckError | null;
	/** True after a change, until it has been read again. */
	outdated: boolean;
	/** True while `data` is a part of what is still being read. */
	partial: boolean;
}

/** Reads; may hand out parts as they come. */
export type Load<T> = (signal: AbortSignal, part: (data: T) => void) => Promise<T>;

export class Resource<T> {
	#state: Loaded<T> = {data: null, readAt: null, loading: false, error: null, outdated: false, partial: false};
	#running: AbortController | null = null;
	readonly #listeners = new Set<() => void>();

	constructor(
		readonly load: Load<T>,
		readonly now: () => Date,
	) {}

	get = (): Loaded<T> => this.#state;

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Reads if there is nothing yet, or only what a change has made old. */
	need(): void {
		const {data, loading, outdated, error, partial} = this.#state;
		if (!loading && (outdated || (data === null && error === null) || (partial && error === null))) this.refresh();
	}

	/** Reads again, whatever there is; a read under way is given up. */
	refresh(): void {
		this.#running?.abort();
		const run = new AbortController();
		this.#running = run;
		this.#set({loading: true, outdated: false});
		const whole = this.#state.data !== null && !this.#state.partial;
		const part = (data: T) => {
			// A part must not take away rows that are already on screen.
			if (!run.signal.aborted && !whole) this.#set({data, partial: true});
		};
		this.load(run.signal, part).then(
			data => {
				if (run.signal.aborted) return;
				this.#set({data, partial: false, loading: false, error: null, readAt: this.now().getTime()});
			},
			(error: unknown) => {
				if (!run.signal.aborted) this.#set({loading: false, error: toFlydeckError(error)});
			},
		);
	}

	/** A change may have made this old: read again when next needed. */
	invalidate(): void {
		// What is being read may have been asked for before the change.
		if (this.#state.loading) this.refresh();
		else if (this.#state.data !== null || this.#state.error !== null) this.#set({outdated: true});
	}

	#set(change: Partial<Loaded<T>>): void {
		this.#state = {...this.#state, ...change};
		for (const listener of [...this.#listeners]) listener();
	}
}
