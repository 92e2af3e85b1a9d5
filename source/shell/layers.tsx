import type {ReactNode} from 'react';
import {Store, useStore} from '../hooks/store.js';
import type {ScreenId} from '../keys/commands.js';
import type {Hint} from '../keys/footer.js';
import type {ProjectPlace, SessionPlace} from '../model/flywheel.js';
import type {Key} from '../terminal/key-parser.js';
import type {BodySize, Handlers, Screen, ScreenStatus, Target} from './shell.js';

/** One view of a screen: its list, or what was opened from it. */
export interface Layer {
	enter(): void;
	/** Reads again what has grown old, while it is looked at. */
	poll(): void;
	/** Taken off the pile. */
	leave?(): void;
	handlers(): Handlers;
	capture(key: Key): boolean;
	typing?(): Hint[] | null;
	setFilter?(text: string): void;
	status(): ScreenStatus;
	words(): Partial<Record<string, string>>;
	subscribe(listener: () => void): () => void;
	View: (properties: {size: BodySize}) => ReactNode;
}

/** A screen as a pile of layers: `enter` puts one on, `esc` takes it off again. */
export class LayeredScreen implements Screen {
	readonly #pile: Store<readonly Layer[], readonly Layer[]>;
	readonly #listeners = new Set<() => void>();
	#unsubscribe: () => void;

	/** @param layersOf what shows a project or a session, put on the first */
	constructor(
		readonly id: ScreenId,
		readonly base: Layer,
		readonly layersOf: (place: ProjectPlace | SessionPlace) => Layer[] = () => [],
	) {
		this.#pile = new Store<readonly Layer[], readonly Layer[]>((_, next) => next, [base]);
		this.#unsubscribe = base.subscribe(this.#tell);
	}

	get top(): Layer {
		return this.#pile.get().at(-1) as Layer;
	}

	push(layer: Layer): void {
		this.#show([...this.#pile.get(), layer]);
		layer.enter();
	}

	show(target: Target): void {
		for (const gone of this.#pile.get().slice(1)) gone.leave?.();
		this.#show([this.base, ...('filter' in target ? [] : this.layersOf(target))]);
		if ('filter' in target) this.base.setFilter?.(target.filter);
		this.top.enter();
	}

	/** Takes layers off until this one is gone. */
	pop(layer: Layer = this.top): void {
		const pile = this.#pile.get();
		const at = pile.indexOf(layer);
		if (at < 1) return;
		for (const gone of pile.slice(at)) gone.leave?.();
		this.#show(pile.slice(0, at));
		this.top.enter();
	}

	/** What lies below is kept fresh too: what is on top was opened from it. */
	enter(): void {
		for (const layer of this.#pile.get()) layer.enter();
	}

	poll(): void {
		this.top.poll();
	}

	handlers(): Handlers {
		const handlers = this.top.handlers();
		const under = this.#pile.get().length > 1;
		if (under && (!handlers.back || handlers.back.blocked)) return {...handlers, back: {run: () => this.pop()}};
		return handlers;
	}

	capture(key: Key): boolean {
		return this.top.capture(key);
	}

	typing(): Hint[] | null {
		return this.top.typing?.() ?? null;
	}

	status(): ScreenStatus {
		return this.top.status();
	}

	words(): Partial<Record<string, string>> {
		return this.top.words();
	}

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	View = ({size}: {size: BodySize}) => {
		const View = (useStore(this.#pile).at(-1) as Layer).View;
		return <View size={size} />;
	};

	#show(pile: readonly Layer[]): void {
		this.#unsubscribe();
		this.#unsubscribe = (pile.at(-1) as Layer).subscribe(this.#tell);
		this.#pile.dispatch(pile);
		this.#tell();
	}

	#tell = (): void => {
		for (const listener of [...this.#listeners]) listener();
	};
}
