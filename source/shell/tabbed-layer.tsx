import type {ReactNode} from 'react';
import {Store, useStore} from '../hooks/store.js';
import type {Hint} from '../keys/footer.js';
import type {Key} from '../terminal/key-parser.js';
import type {Layer} from './layers.js';
import type {BodySize, Handlers, ScreenStatus} from './shell.js';

export interface Tab {
	/** One word for the footer: where the key leads. */
	words: string;
	layer: Layer;
}

/** Several lists of one thing, one at a time; each is read when it is first looked at. */
export class TabbedLayer implements Layer {
	readonly #at: Store<number, number>;

	/** @param first the one that it opens with */
	constructor(
		readonly tabs: readonly [Tab, Tab, ...Tab[]],
		first = 0,
	) {
		this.#at = new Store<number, number>((_, next) => next, first);
	}

	enter(): void {
		this.#current.layer.enter();
	}

	poll(): void {
		this.#current.layer.poll();
	}

	leave(): void {
		for (const {layer} of this.tabs) layer.leave?.();
	}

	handlers(): Handlers {
		return {...this.#current.layer.handlers(), 'next-list': {run: () => this.#goOn()}};
	}

	capture(key: Key): boolean {
		return this.#current.layer.capture(key);
	}

	typing(): Hint[] | null {
		return this.#current.layer.typing?.() ?? null;
	}

	status(): ScreenStatus {
		return this.#current.layer.status();
	}

	words(): Partial<Record<string, string>> {
		return {...this.#current.layer.words(), 'next-list': this.#next.words};
	}

	subscribe = (listener: () => void): (() => void) => {
		const stops = [this.#at.subscribe(listener), ...this.tabs.map(({layer}) => layer.subscribe(listener))];
		return () => {
			for (const stop of stops) stop();
		};
	};

	View = ({size}: {size: BodySize}): ReactNode => {
		useStore(this.#at);
		const View = this.#current.layer.View;
		return <View size={size} />;
	};

	get #current(): Tab {
		return this.tabs[this.#at.get()] ?? this.tabs[0];
	}

	get #next(): Tab {
		return this.tabs[this.#at.get() + 1] ?? this.tabs[0];
	}

	#goOn(): void {
		this.#at.dispatch((this.#at.get() + 1) % this.tabs.length);
		this.enter();
	}
}
