import type {ReactNode} from 'react';
import {lastTop, ScrollText} from '../components/scroll-text.js';
import {Store, useStore} from '../hooks/store.js';
import type {Readable} from '../state/resource.js';
import type {Layer} from './layers.js';
import {statusOf, Waiting} from './list-layer.js';
import type {BodySize, Handler, Handlers, ScreenStatus, Shell} from './shell.js';

export interface TextLayerOptions<Data> {
	shell: Shell;
	title: string;
	/** "lines", or empty where there is nothing to count. */
	noun: string;
	resource: Readable<Data>;
	lines(data: Data, width: number): string[];
	commands?(layer: TextLayer<Data>): Handlers;
	words?: Partial<Record<string, string>>;
}

/** A page made for its width: details. Longer texts are a `PageLayer`. */
export class TextLayer<Data> implements Layer {
	readonly resource: Readable<Data>;
	/** First line shown. */
	readonly scroll = new Store<number, number>((_, next) => next, 0);
	#lines: {data: Data; width: number; lines: string[]} | null = null;

	constructor(readonly options: TextLayerOptions<Data>) {
		this.resource = options.resource;
	}

	enter(): void {
		this.resource.need();
	}

	poll(): void {
		this.resource.poll();
	}

	capture(): boolean {
		return false;
	}

	handlers(): Handlers {
		const {height} = this.options.shell.bodySize();
		const half = Math.max(1, Math.floor(height / 2));
		const by = (lines: number): Handler => ({run: () => this.#scrollTo(this.#top + lines)});
		return {
			down: by(1),
			up: by(-1),
			top: {run: () => this.#scrollTo(0)},
			bottom: {run: () => this.#scrollTo(Number.POSITIVE_INFINITY)},
			'half-down': by(half),
			'half-up': by(-half),
			refresh: {run: () => this.resource.refresh()},
			...this.options.commands?.(this),
		};
	}

	words(): Partial<Record<string, string>> {
		return this.options.words ?? {};
	}

	status(): ScreenStatus {
		const loaded = this.resource.get();
		const {noun, title, shell} = this.options;
		const counted = loaded.data !== null && noun !== '';
		const count = counted ? this.#all(shell.bodySize().width).length : null;
		return {...statusOf(loaded), title, noun, notes: [], shown: count, total: count};
	}

	subscribe = (listener: () => void): (() => void) => {
		const stops = [this.resource.subscribe(listener), this.scroll.subscribe(listener)];
		return () => {
			for (const stop of stops) stop();
		};
	};

	View = ({size}: {size: BodySize}): ReactNode => {
		const loaded = useStore(this.resource);
		useStore(this.scroll);
		if (loaded.data === null) return <Waiting loaded={loaded} size={size} />;
		return <ScrollText lines={this.#all(size.width)} top={this.#top} size={size} />;
	};

	get #top(): number {
		return Math.min(this.scroll.get(), this.#last());
	}

	#last(): number {
		const {width, height} = this.options.shell.bodySize();
		return lastTop(this.#all(width).length, height);
	}

	#scrollTo(wanted: number): void {
		this.scroll.dispatch(Math.max(0, Math.min(wanted, this.#last())));
	}

	#all(width: number): string[] {
		const {data} = this.resource.get();
		if (data === null) return [];
		if (this.#lines?.data !== data || this.#lines.width !== width)
			this.#lines = {data, width, lines: this.options.lines(data, width)};
		return this.#lines.lines;
	}
}
