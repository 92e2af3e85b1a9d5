import type {ReactNode} from 'react';
import {type Mark, PageView, pageFrame, pageMargin} from '../components/page-view.js';
import {type PageLine, type PageShape, visibleRows} from '../format/page.js';
import {findsIn, linesWith, parseSearch} from '../format/page-search.js';
import {
	type Found,
	type PageState,
	pageState,
	scrolled,
	searched,
	stepped,
	toBottom,
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
import type {BodySize, Handler, Handlers, ScreenStatus, Shell} from './shell.js';

export interface PageLayerOptions<Data> {
	shell: Shell;
	title: string;
	resource: Readable<Data>;
	lines(data: Data): readonly PageLine[];
	/** One row above the text, painted. */
	facts?(data: Data, now: Date): string;
	/** Opens at the end. */
	atEnd?: boolean;
	/** Whether more of it may come: then it is read again by itself, and its end is followed. */
	grows?(data: Data): boolean;
	/** The page was closed. */
	onLeave?(): void;
	commands?(layer: PageLayer<Data>): Handlers;
	words?: Partial<Record<string, string>>;
}

interface Search {
	lines: readonly PageLine[];
	query: string;
	search: Found | null;
	problem: string | null;
}

/** A long text to read and to search: a log, metadata. Only what is on screen is ever broken into rows. */
export class PageLayer<Data> implements Layer {
	readonly resource: Readable<Data>;
	readonly store: Store<PageState, PageState>;
	#lines: {data: Data; lines: readonly PageLine[]} | null = null;
	#search: Search | null = null;

	constructor(readonly options: PageLayerOptions<Data>) {
		this.resource = options.resource;
		this.store = new Store<PageState, PageState>((_, next) => next, pageState(options.atEnd ?? false));
	}

	enter(): void {
		this.resource.need();
	}

	poll(): void {
		if (this.#grows) this.resource.poll();
	}

	leave(): void {
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
		const none = this.#searchNow().search ? undefined : 'nothing is looked for; / begins a search';
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
			refresh: {run: () => this.resource.refresh()},
			...this.options.commands?.(this),
		};
	}

	words(): Partial<Record<string, string>> {
		const {wrap} = this.options.shell.state.get();
		return {filter: 'search', wrap: wrap ? 'cut lines' : 'wrap lines', ...this.options.words};
	}

	status(): ScreenStatus {
		const loaded = this.resource.get();
		const count = loaded.data === null ? null : this.#all.length;
		const {title} = this.options;
		return {...statusOf(loaded), title, noun: 'lines', notes: [], shown: count, total: count};
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
				marks={line => this.#marks(line)}
				facts={this.options.facts?.(loaded.data, new Date(now))}
				foot={this.#foot((rows[0]?.line ?? 0) + 1, (rows.at(-1)?.line ?? 0) + 1)}
				size={size}
			/>
		);
	};

	get #all(): readonly PageLine[] {
		const {data} = this.resource.get();
		if (data === null) return [];
		if (this.#lines?.data !== data) this.#lines = {data, lines: this.options.lines(data)};
		return this.#lines.lines;
	}

	get #shape(): PageShape {
		const {shell, facts} = this.options;
		const {width, height} = shell.bodySize();
		return {
			lines: this.#all,
			width: Math.max(1, width - pageMargin),
			height: Math.max(1, height - pageFrame(facts !== undefined)),
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

	#toggleWrap(): void {
		const {state} = this.options.shell;
		const {line} = topOf(this.store.get(), this.#shape);
		state.dispatch({type: 'wrap', on: !state.get().wrap});
		this.store.dispatch({...this.store.get(), top: {line, row: 0}});
	}

	#lookFor(query: string): void {
		const state = this.store.get();
		this.store.dispatch(searched(state, this.#shape, query, this.#searchFor(query).search));
	}

	#clearSearch(): void {
		this.store.dispatch({...this.store.get(), query: '', typing: false, find: null});
	}

	#step(step: 1 | -1): void {
		const {search} = this.#searchNow();
		if (search) this.store.dispatch(stepped(this.store.get(), this.#shape, search, step));
	}

	#searchNow(): Search {
		return this.#searchFor(this.store.get().query);
	}

	/** Looks through the text once for each text and each query. */
	#searchFor(query: string): Search {
		const lines = this.#all;
		if (this.#search?.lines === lines && this.#search.query === query) return this.#search;
		const {pattern, problem} = parseSearch(query);
		const search = pattern && {pattern, found: linesWith(lines, pattern)};
		this.#search = {lines, query, search, problem};
		return this.#search;
	}

	#marks(line: number): Mark[] {
		const {search} = this.#searchNow();
		const {find} = this.store.get();
		const text = this.#all[line]?.text;
		if (!search || text === undefined) return [];
		return findsIn(text, search.pattern).map(([start, end]) => ({
			start,
			end,
			here: find?.line === line && find.at === start,
		}));
	}

	/** What is looked for, and where in the text one is. */
	#foot(first: number, last: number): string {
		const [from, to, all] = [first, last, this.#all.length].map(count => count.toLocaleString('en'));
		const parts = [...this.#searchWords(), `lines ${from} to ${to} of ${all}`];
		if (this.#grows) parts.push(this.store.get().follow ? 'following as more comes' : 'G follows as more comes');
		return parts.join(`  ${this.options.shell.theme.symbols.dot}  `);
	}

	#searchWords(): string[] {
		const {query, typing, find} = this.store.get();
		if (query === '' && !typing) return [];
		const {search, problem} = this.#searchNow();
		const words = [`search: ${query}${typing ? '_' : ''}`, ...(problem ? [problem] : [])];
		if (!search) return words;
		const all = search.found.length;
		if (all === 0) return [...words, 'not found'];
		const nth = find ? search.found.indexOf(find.line) + 1 : 0;
		return [...words, `${nth} of ${all.toLocaleString('en')} found`, ...(typing ? [] : ['n next, N previous'])];
	}
}
