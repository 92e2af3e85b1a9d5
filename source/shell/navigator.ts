import type {ScreenId} from '../keys/commands.js';
import type {Key} from '../terminal/key-parser.js';
import type {Screen, Shell, Target} from './shell.js';

export type ScreenFactory = (shell: Shell) => Screen;

/** What a navigator needs to know of the dashboard that it moves about in. */
export interface NavigatorOptions {
	/** Loads a screen's module when it is first gone to. */
	load(id: ScreenId): Promise<ScreenFactory>;
	make(factory: ScreenFactory): Screen;
	/** The screen is to be in front now; null while it is being loaded. */
	show(screen: Screen | null): void;
	/** A key that was typed ahead of its screen. */
	onKey(key: Key): void;
	fail(error: unknown): void;
}

/** The way that was gone, and where on it one stands: for back and forward. */
interface Trail {
	visited: readonly ScreenId[];
	at: number;
}

/** Screens as they are gone to: made once, kept with all that is open in them, and the way back. */
export class Navigator {
	readonly #screens = new Map<ScreenId, Screen>();
	#trail: Trail = {visited: [], at: -1};
	/** Typed while a screen's module was being read: meant for that screen. */
	#ahead: Key[] | null = null;

	constructor(readonly options: NavigatorOptions) {}

	get current(): ScreenId {
		const {visited, at} = this.#trail;
		return visited[at] ?? 'brief';
	}

	get canGoBack(): boolean {
		return this.#trail.at > 0;
	}

	get canGoForward(): boolean {
		const {visited, at} = this.#trail;
		return at < visited.length - 1;
	}

	go(id: ScreenId, target?: Target): void {
		const {visited, at} = this.#trail;
		if (this.current !== id || at < 0) {
			// A new way begins here; where one could have gone forward to is forgotten.
			const way = [...visited.slice(0, at + 1), id].slice(-50);
			this.#trail = {visited: way, at: way.length - 1};
		}
		this.#open(id, target);
	}

	step(by: 1 | -1): void {
		const {visited, at} = this.#trail;
		const id = visited[at + by];
		if (id === undefined) return;
		this.#trail = {visited, at: at + by};
		this.#open(id);
	}

	/** Keeps a key for the screen that is on its way; false where that is there already. */
	keep(key: Key): boolean {
		return this.#ahead !== null && this.#ahead.push(key) > 0;
	}

	#open(id: ScreenId, target?: Target) {
		const known = this.#screens.get(id);
		if (known) return this.#enter(known, target);
		this.#ahead ??= [];
		this.options.show(null);
		this.options.load(id).then(
			factory => {
				const screen = this.#screens.get(id) ?? this.options.make(factory);
				this.#screens.set(id, screen);
				if (this.current === id) this.#enter(screen, target);
			},
			(error: unknown) => {
				this.#ahead = null;
				this.options.fail(error);
			},
		);
	}

	#enter(screen: Screen, target?: Target): void {
		this.options.show(screen);
		if (target) screen.show(target);
		screen.enter();
		screen.poll();
		const ahead = this.#ahead ?? [];
		this.#ahead = null;
		for (const key of ahead) this.options.onKey(key);
	}
}
