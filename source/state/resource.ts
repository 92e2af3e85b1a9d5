import type {FlywheelReader} from '../api/flywheel.js';
import {type FlydeckError, toFlydeckError} from '../model/errors.js';
import type {SharedReads} from './shared-reads.js';

/** What a screen knows of its data. Data once read stays, with its age, when a later read fails. */
export interface Loaded<T> {
	data: T | null;
	/** When the oldest part of the data was read, in ms since the epoch. */
	readAt: number | null;
	loading: boolean;
	/** The last read's error; null once one succeeds. */
	error: FlydeckError | null;
	/** True after a change, until it has been read again. */
	outdated: boolean;
	/** True while `data` is a part of what is still being read. */
	partial: boolean;
}

export interface Loading<T> {
	/** Shares its answers with the other views. */
	reader: FlywheelReader;
	signal: AbortSignal;
	/** Hands out what is known so far. */
	part(data: T): void;
}

export type Load<T> = (loading: Loading<T>) => Promise<T>;

/** Something to be read, by the name that the cache knows it by. */
export interface Source<T> {
	name: string;
	load: Load<T>;
	/** Read again so often (s) while it is looked at; absent: only when asked. */
	every?: number;
}

/** What a view shows and keeps fresh: a resource, or a part of one. */
export interface Readable<T> {
	get(): Loaded<T>;
	/** @returns how to stop watching. */
	subscribe(listener: () => void): () => void;
	need(): void;
	refresh(): void;
	poll(): void;
}

/** One thing out of a resource: as fresh, and read again with it. `pick` runs once for each data. */
export function partOf<T, U>(whole: Readable<T>, pick: (data: T) => U): Readable<U> {
	let last: {of: Loaded<T>; part: Loaded<U>} | null = null;
	const partNow = (of: Loaded<T>): Loaded<U> => {
		if (last?.of.data === of.data && last.part.data !== null) return {...of, data: last.part.data};
		return {...of, data: of.data === null ? null : pick(of.data)};
	};
	return {
		get() {
			const of = whole.get();
			if (last?.of !== of) last = {of, part: partNow(of)};
			return last.part;
		},
		subscribe: listener => whole.subscribe(listener),
		need: () => whole.need(),
		refresh: () => whole.refresh(),
		poll: () => whole.poll(),
	};
}

/** What is read besides, bit by bit: its value only says whether more of it is known. */
export interface Live {
	get(): unknown;
	subscribe(listener: () => void): () => void;
}

/** A resource completed by what becomes known meanwhile. */
export function completed<T>(whole: Readable<T>, live: Live, complete: (data: T) => T): Readable<T> {
	let last: {of: Loaded<T>; with: unknown; all: Loaded<T>} | null = null;
	return {
		...partOf(whole, complete),
		get() {
			const of = whole.get();
			const now = live.get();
			if (last?.of !== of || last.with !== now) {
				last = {of, with: now, all: {...of, data: of.data === null ? null : complete(of.data)}};
			}
			return last.all;
		},
		subscribe(listener) {
			const stops = [whole.subscribe(listener), live.subscribe(listener)];
			return () => {
				for (const stop of stops) stop();
			};
		},
	};
}

/** One thing, and beside it another that it can do without: null until it is there. */
export interface Beside<T, U> {
	main: T;
	side: U | null;
	/** Why the other can't be had. */
	sideError: FlydeckError | null;
}

/** Two resources as one: as fresh as the first, drawn again when either changes. */
export function beside<T, U>(main: Readable<T>, side: Readable<U>): Readable<Beside<T, U>> {
	let last: {main: Loaded<T>; side: Loaded<U>; both: Loaded<Beside<T, U>>} | null = null;
	const dataNow = ({data}: Loaded<T>, {data: other, error}: Loaded<U>): Beside<T, U> | null => {
		const known = last?.both.data;
		if (known?.main === data && known.side === other && known.sideError === error) return known;
		return data === null ? null : {main: data, side: other, sideError: error};
	};
	return {
		get() {
			const [of, other] = [main.get(), side.get()];
			if (last?.main !== of || last.side !== other)
				last = {main: of, side: other, both: {...of, data: dataNow(of, other), loading: of.loading || other.loading}};
			return last.both;
		},
		subscribe(listener) {
			const stops = [main.subscribe(listener), side.subscribe(listener)];
			return () => {
				for (const stop of stops) stop();
			};
		},
		need() {
			main.need();
			side.need();
		},
		refresh() {
			main.refresh();
			side.refresh();
		},
		poll() {
			main.poll();
			side.poll();
		},
	};
}

/** On the first look, what another view read so lately (ms) is as good as new. */
const recent = 60_000;

export class Resource<T> implements Readable<T> {
	#state: Loaded<T> = {data: null, readAt: null, loading: false, error: null, outdated: false, partial: false};
	#running: AbortController | null = null;
	#triedAt = Number.NEGATIVE_INFINITY;
	/** Since when answers counted for the last read. */
	#since = Number.POSITIVE_INFINITY;
	#paused = false;
	readonly #listeners = new Set<() => void>();

	constructor(
		readonly source: Source<T>,
		readonly reads: SharedReads,
	) {}

	get = (): Loaded<T> => this.#state;

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** True where somebody looks at it. */
	get watched(): boolean {
		return this.#listeners.size > 0;
	}

	/** Reads if there is nothing yet, or only what a change has made old. */
	need(): void {
		const {data, loading, outdated, error, partial} = this.#state;
		if (loading) return;
		if (this.#paused) this.#read(this.#since);
		// What the change did not touch may be as old as it was on screen.
		else if (outdated) this.#read(Math.min(this.#since, this.reads.now() - recent));
		else if (error === null && (data === null || partial)) this.#read(this.reads.now() - recent);
	}

	/** Reads again, whatever there is; a read under way is given up. */
	refresh(): void {
		this.#read(this.reads.now());
	}

	/** Reads again where the source's time has come. */
	poll(): void {
		const {every} = this.source;
		if (every === undefined || this.#state.loading) return;
		if (this.reads.now() - this.#triedAt >= every * 1000) this.refresh();
	}

	/** Gives a read up for now; the next need takes it up where it stopped. */
	pause(): void {
		if (!this.#state.loading) return;
		this.#running?.abort();
		this.#paused = true;
		this.#set({loading: false});
	}

	/** A change may have made this old: read again when next needed. */
	invalidate(): void {
		// What is being read may have been asked for before the change.
		if (this.#state.loading) this.#read(this.#since);
		else if (this.#state.data !== null || this.#state.error !== null) this.#set({outdated: true});
	}

	#read(since: number): void {
		this.#running?.abort();
		const run = new AbortController();
		const {signal} = run;
		this.#running = run;
		this.#triedAt = this.reads.now();
		this.#since = since;
		this.#paused = false;
		this.#set({loading: true, outdated: false});
		const whole = this.#state.data !== null && !this.#state.partial;
		const part = (data: T) => {
			// A part must not take away rows that are already on screen.
			if (!signal.aborted && !whole) this.#set({data, partial: true});
		};
		const {reader, readAt} = this.reads.open(since, signal);
		this.source.load({reader, signal, part}).then(
			data => {
				if (signal.aborted) return;
				const at = readAt() ?? this.reads.now();
				this.#set({data, partial: false, loading: false, error: null, readAt: at});
			},
			(error: unknown) => {
				if (!signal.aborted) this.#set({loading: false, error: toFlydeckError(error)});
			},
		);
	}

	#set(change: Partial<Loaded<T>>): void {
		this.#state = {...this.#state, ...change};
		for (const listener of [...this.#listeners]) listener();
	}
}
