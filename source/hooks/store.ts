import {useSyncExternalStore} from 'react';

export interface Watchable<S> {
	get(): S;
	/** @returns how to stop watching. */
	subscribe(listener: () => void): () => void;
}

/** State outside React, changed by a pure reducer: keys read in one go see each other's effects. */
export class Store<S, A> implements Watchable<S> {
	#state: S;
	readonly #listeners = new Set<() => void>();

	constructor(
		readonly reducer: (state: S, action: A) => S,
		initial: S,
	) {
		this.#state = initial;
	}

	get = (): S => this.#state;

	dispatch = (action: A): void => {
		const next = this.reducer(this.#state, action);
		if (next === this.#state) return;
		this.#state = next;
		for (const listener of [...this.#listeners]) listener();
	};

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};
}

export function useStore<S>(store: Watchable<S>): S {
	return useSyncExternalStore(store.subscribe, store.get, store.get);
}
