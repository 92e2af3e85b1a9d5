import type {ReactNode} from 'react';
import {PageView, pageFrame, pageMargin} from '../components/page-view.js';
import {type PageShape, visibleRows} from '../format/page.js';
import {placeIn} from '../format/page-narrow.js';
import {
	type PageState,
	pageState,
	scrolled,
	searched,
	stepped,
	toBottom,
	toLine,
	topOf,
	toTop,
} from '../hooks/page-state.js';
import {Store, useStore} from '../hooks/store.js';
import {textField, typeInto} from '../hooks/text-field.js';
import type {Hint} from '../keys/footer.js';
import type {Readable} from '../state/resource.js';
import type {Key} from '../terminal/key-parser.js';
import type {Layer} from './layers.js';
import {statusOf, Waiting} from './list-layer.js';
import {PageText, type PageTextOptions} from './page-text.js';
import type {BodySize, Handler, Handlers, ScreenStatus, Shell} from './shell.js';

export interface PageLayerOptions<Data> extends PageTextOptions<Data> {
	shell: Shell;
	title: string;
	resource: Readable<Data>;
	/** Rows above the text, painted, for a body of that size. */
	facts?(data: Data, now: Date, size: BodySize): readonly string[];
	/** Opens at the end. */
	atEnd?: boolean;
	/** Whether more of it may come: then it is read again by itself, and its end is followed. */
	grows?(data: Data): boolean;
	/** The page was closed. */
	onLeave?(): void;
	commands?(layer: PageLayer<Data>): Handlers;
	words?: Partial<Record<string, string>>;
}

/** A long text to read and to search: a log, metadata. Only what is on screen is ever broken into rows. */
export class PageLayer<Data> implements Layer {
	readonly resource: Readable<Data>;
	readonly store: Store<PageState, PageState>;
	readonly #text: PageText<Data>;
	readonly #untouched: PageState;
	readonly #stop: () => void;

	constructor(readonly options: PageLayerOptions<Data>) {
		this.resource = options.resource;
		this.#untouched = pageState(options.atEnd ?? false);
		this.store = new Store<PageState, PageState>((_, next) => next, this.#untouched);
		this.#text = new PageText(
			options,
			() => this.resource.get().data,
			() => this.store.get(),
		);
		this.#stop = options.spot ? this.resource.subscribe(() => this.#openAtSpot()) : () => undefined;
	}

	enter(): void {
		this.resource.need();
	}

	poll(): void {
		if (this.#grows) this.resource.poll();
	}

	leave(): void {
		this.#stop();
		this.options.onLeave?.();
	}

	/** Text going into the search. */
	capture(key: Key): boolean {
		const state = this.store.get();
		if (!state.typing) return false;
		if (key.name === 'enter') this.store.dispatch({...state, typing: false});
		else if (key.name === 'escape') this.#clearSearch();
		else if (key.name === 'down' || key.name === 'up') this.#step(key.name === 'down' ? 1 : -1);
		else this.#lookFor(typeInto(textField(state.query), key).text);
		return true;
	}

	/** What keys do while the search is typed. */
	typing(): Hint[] | null {
		if (!this.store.get().typing) return null;
		return [
			{key: 'enter', words: 'keep the search'},
			{key: 'esc', words: 'end it'},
			{key: '↑ ↓', words: 'go through what is found'},
			{key: 'ctrl-u', words: 'empty it'},
		];
	}

	handlers(): Handlers {
		const {query} = this.store.get();
		const half = Math.max(1, Math.floor(this.#shape.height / 2));
		const none = this.#text.searchNow().search ? undefined : 'nothing is looked for; / begins a search';
		return {
			down: this.#by(1),
			up: this.#by(-1),
			'half-down': this.#by(half),
			'half-up': this.#by(-half),
			top: {run: () => this.store.dispatch(toTop(this.store.get()))},
			bottom: {run: () => this.store.dispatch(toBottom(this.store.get(), this.#shape, this.#grows))},
			filter: {run: () => this.store.dispatch({...this.store.get(), typing: true})},
			'next-match': {run: () => this.#step(1), blocked: none},
			'previous-match': {run: () => this.#step(-1), blocked: none},
			back: {run: () => this.#clearSearch(), blocked: query === '' ? 'this is the first layer' : undefined},
			wrap: {run: () => this.#toggleWrap()},
			'copy-line': this.#copying(),
			...(this.options.narrow && {'only-loud': {run: () => this.#toggleNarrow()}}),
			...(this.options.spot && {decisive: this.#toSpot()}),
			refresh: {run: () => this.resource.refresh()},
			...this.options.commands?.(this),
		};
	}

	words(): Partial<Record<string, string>> {
		const {wrap} = this.options.shell.state.get();
		const {narrow} = this.store.get();
		const loud = narrow ? 'all lines' : 'errors';
		return {filter: 'search', wrap: wrap ? 'cut lines' : 'wrap lines', 'only-loud': loud, ...this.options.words};
	}

	status(): ScreenStatus {
		const loaded = this.resource.get();
		const {title} = this.options;
		const [shown, total] = loaded.data === null ? [null, null] : [this.#text.shown.length, this.#text.all.length];
		return {...statusOf(loaded), title, noun: 'lines', notes: [], shown, total};
	}

	subscribe = (listener: () => void): (() => void) => {
		const stops = [this.resource.subscribe(listener), this.store.subscribe(listener)];
		return () => {
			for (const stop of stops) stop();
		};
	};

	View = ({size}: {size: BodySize}): ReactNode => {
		const loaded = useStore(this.resource);
		const state = useStore(this.store);
		const {now} = useStore(this.options.shell.state);
		if (loaded.data === null) return <Waiting loaded={loaded} size={size} />;
		const shape = this.#shape;
		const rows = visibleRows(shape, topOf(state, shape));
		return (
			<PageView
				lines={shape.lines}
				rows={rows}
				marks={line => this.#text.marks(line)}
				facts={this.#facts(size, new Date(now))}
				foot={this.#foot((rows[0]?.line ?? 0) + 1, (rows.at(-1)?.line ?? 0) + 1)}
				size={size}
			/>
		);
	};

	#facts(size: BodySize, now: Date): readonly string[] {
		const {data} = this.resource.get();
		return data === null ? [] : (this.options.facts?.(data, now, size) ?? []);
	}

	get #shape(): PageShape {
		const {shell} = this.options;
		const size = shell.bodySize();
		return {
			lines: this.#text.shown,
			width: Math.max(1, size.width - pageMargin),
			height: Math.max(1, size.height - pageFrame(this.#facts(size, new Date(shell.state.get().now)))),
			wrap: shell.state.get().wrap,
		};
	}

	get #grows(): boolean {
		const {data} = this.resource.get();
		return data !== null && (this.options.grows?.(data) ?? false);
	}

	#by(rows: number): Handler {
		return {run: () => this.store.dispatch(scrolled(this.store.get(), this.#shape, rows, this.#grows))};
	}

	#openAtSpot(): void {
		const spot = this.#text.spot;
		if (spot !== null && this.store.get() === this.#untouched) this.#goTo(spot);
	}

	#goTo(line: number): void {
		this.store.dispatch(toLine(this.store.get(), this.#shape, line));
	}

	#toSpot(): Handler {
		const spot = this.#text.spot;
		return {
			run: () => spot !== null && this.#goTo(spot),
			blocked: spot === null ? 'no line tells why, as far as it is known' : undefined,
		};
	}

	/** One stays where one was, or at the next line that is shown. */
	#toggleNarrow(): void {
		const before = this.#text.narrowNow();
		const state = this.store.get();
		const {line} = topOf(state, this.#shape);
		const place = before ? (before.places[line] ?? 0) : line;
		this.store.dispatch({...state, narrow: !state.narrow, find: null, follow: false});
		const after = this.#text.narrowNow();
		this.store.dispatch({...this.store.get(), top: {line: after ? placeIn(after, place) : place, row: 0}});
	}

	/** The line found; else the one that all turns on, where it is in sight; else the first in sight. */
	#copying(): Handler {
		const state = this.store.get();
		const shape = this.#shape;
		const seen = visibleRows(shape, topOf(state, shape)).map(({line}) => line);
		const line = [state.find?.line, this.#text.spot].find(one => typeof one === 'number' && seen.includes(one));
		const text = shape.lines[line ?? seen[0] ?? 0]?.text ?? '';
		const blocked = text === '' ? 'there is no line with text to copy' : undefined;
		return {run: () => this.options.shell.copy(text, 'the line'), blocked};
	}

	#toggleWrap(): void {
		const {state} = this.options.shell;
		const {line} = topOf(this.store.get(), this.#shape);
		state.dispatch({type: 'wrap', on: !state.get().wrap});
		this.store.dispatch({...this.store.get(), top: {line, row: 0}});
	}

	#lookFor(query: string): void {
		const state = this.store.get();
		this.store.dispatch(searched(state, this.#shape, query, this.#text.searchFor(query).search));
	}

	#clearSearch(): void {
		this.store.dispatch({...this.store.get(), query: '', typing: false, find: null});
	}

	#step(step: 1 | -1): void {
		const {search} = this.#text.searchNow();
		if (search) this.store.dispatch(stepped(this.store.get(), this.#shape, search, step));
	}

	/** What is looked for, and where in the text one is. */
	#foot(first: number, last: number): string {
		const [from, to, all] = [first, last, this.#text.shown.length].map(count => count.toLocaleString('en'));
		const narrow = this.store.get().narrow ? [`only ${this.options.narrow?.words}`] : [];
		const parts = [...this.#searchWords(), ...narrow, `lines ${from} to ${to} of ${all}`];
		if (this.#grows) parts.push(this.store.get().follow ? 'following as more comes' : 'G follows as more comes');
		return parts.join(`  ${this.options.shell.theme.symbols.dot}  `);
	}

	#searchWords(): string[] {
		const {query, typing, find} = this.store.get();
		if (query === '' && !typing) return [];
		const {search, problem} = this.#text.searchNow();
		const words = [`search: ${query}${typing ? '_' : ''}`, ...(problem ? [problem] : [])];
		if (!search) return words;
		const all = search.found.length;
		if (all === 0) return [...words, 'not found'];
		const nth = find ? search.found.indexOf(find.line) + 1 : 0;
		return [...words, `${nth} of ${all.toLocaleString('en')} found`, ...(typing ? [] : ['n next, N previous'])];
	}
}
