import {type Column, isDownwards} from '../components/columns.js';
import {listRows} from '../components/list.js';
import {
	hasLayer,
	indexOfCursor,
	initialList,
	type ListAction,
	type ListState,
	listReducer,
	type Shown,
} from '../hooks/list-state.js';
import {Store} from '../hooks/store.js';
import {textField, typeInto} from '../hooks/text-field.js';
import type {Hint} from '../keys/footer.js';
import {parseRowFilter} from '../model/row-filter.js';
import type {Key} from '../terminal/key-parser.js';
import {linkHandlers} from './link-handlers.js';
import type {Handlers, Shell} from './shell.js';

export interface ListOptions<Row extends object> {
	shell: Shell;
	/** All rows there are now; the same array as long as they are the same. */
	rows(): readonly Row[];
	/** What a row is known by through refreshes: its cursor and marks follow this. */
	id(row: Row): string;
	/** The id that a person wants of it, where that is another one. */
	idToCopy?(row: Row): string;
	columns: readonly Column<Row>[];
	/** Address of the row's web page. */
	link?(row: Row): string | null;
	/** What the text of the filter means; the filter of every list unless told. */
	filter?(text: string): {test(row: Row): boolean; problem: string | null};
	/** Rows of the body that are not the list's. */
	reserved?(): number;
}

interface Computed<Row> {
	source: readonly Row[];
	key: string;
	rows: readonly Row[];
	ids: readonly string[];
	problem: string | null;
}

/** A list's state and everything the keys of section "everywhere" do to it. */
export class ListController<Row extends object> {
	readonly store = new Store<ListState, ListAction>(listReducer, initialList);
	#computed: Computed<Row> | null = null;

	constructor(readonly options: ListOptions<Row>) {}

	/** Rows in the window's height, for the size the screen has now. */
	get height(): number {
		return listRows(this.options.shell.bodySize().height - (this.options.reserved?.() ?? 0));
	}

	/** Rows that the filter lets through, in the order asked for. */
	get shownRows(): readonly Row[] {
		return this.#compute().rows;
	}

	get problem(): string | null {
		return this.#compute().problem;
	}

	get selected(): Row | null {
		const {rows, ids} = this.#compute();
		return rows[indexOfCursor(this.store.get(), ids)] ?? null;
	}

	/** Marked rows in the order of the whole list; those that the filter hides are among them. */
	get marked(): Row[] {
		const {marks} = this.store.get();
		return this.options.rows().filter(row => marks.has(this.options.id(row)));
	}

	get hiddenMarks(): number {
		const shown = new Set(this.#compute().ids);
		return this.marked.filter(row => !shown.has(this.options.id(row))).length;
	}

	get shown(): Shown {
		return {ids: this.#compute().ids, height: this.height};
	}

	/** The rows changed under the list: keeps the cursor on its row, or near where it was. */
	settle(): void {
		this.store.dispatch({type: 'settle', shown: this.shown});
	}

	/** Text going into the filter. */
	capture(key: Key): boolean {
		const {typing, filter} = this.store.get();
		if (!typing) return false;
		if (key.name === 'enter') this.store.dispatch({type: 'typing', on: false});
		else if (key.name === 'escape') this.store.dispatch({type: 'back'});
		else if (key.name === 'up' || key.name === 'down') this.#move(key.name === 'up' ? -1 : 1);
		else this.setFilter(typeInto(textField(filter), key).text);
		return true;
	}

	/** What keys do while the filter is typed. */
	typing(): Hint[] | null {
		if (!this.store.get().typing) return null;
		return [
			{key: 'enter', words: 'keep the filter'},
			{key: 'esc', words: 'clear it'},
			{key: '↑ ↓', words: 'move'},
			{key: 'ctrl-u', words: 'empty it'},
		];
	}

	setFilter(text: string): void {
		this.store.dispatch({type: 'filter', text});
		this.settle();
	}

	/** Filter, marks and order, in words, for the title line. */
	notes(): string[] {
		const {filter, typing, marks, anchor} = this.store.get();
		const notes: string[] = [];
		if (typing) notes.push(`filter: ${filter}_`);
		else if (filter !== '') notes.push(`filter: ${filter}`);
		if (this.problem) notes.push(this.problem);
		const marked = marks.size === 0 ? 0 : this.marked.length;
		const hidden = marked === 0 ? 0 : this.hiddenMarks;
		if (marked > 0) notes.push(`${marked} marked${hidden > 0 ? ` (${hidden} not shown)` : ''}`);
		if (anchor !== null) notes.push('range: v ends it');
		return notes;
	}

	handlers(): Handlers {
		const none = this.shown.ids.length === 0 ? 'nothing is listed' : undefined;
		const step = (by: number) => ({run: () => this.#move(by), blocked: none});
		const jump = (to: 'top' | 'bottom') => ({
			run: () => this.store.dispatch({type: 'jump', to, shown: this.shown}),
			blocked: none,
		});
		const half = Math.max(1, Math.floor(this.height / 2));
		return {
			down: step(1),
			up: step(-1),
			top: jump('top'),
			bottom: jump('bottom'),
			'half-down': step(half),
			'half-up': step(-half),
			'next-match': step(1),
			'previous-match': step(-1),
			...this.#markHandlers(none),
			...this.#copyHandlers(none),
			...this.#orderHandlers(),
		};
	}

	#markHandlers(none: string | undefined): Handlers {
		const {marks, anchor} = this.store.get();
		return {
			mark: {run: () => this.store.dispatch({type: 'toggle-mark', shown: this.shown}), blocked: none},
			'mark-range': {run: () => this.store.dispatch({type: 'range', shown: this.shown}), blocked: none},
			'mark-all': {run: () => this.store.dispatch({type: 'mark', ids: this.shown.ids}), blocked: none},
			'clear-marks': {
				run: () => this.store.dispatch({type: 'clear-marks'}),
				blocked: marks.size === 0 && anchor === null ? 'nothing is marked' : undefined,
			},
			filter: {run: () => this.store.dispatch({type: 'typing', on: true})},
			back: {
				run: () => {
					this.store.dispatch({type: 'back'});
					this.settle();
				},
				blocked: hasLayer(this.store.get()) ? undefined : 'this is the first layer',
			},
		};
	}

	#orderHandlers(): Handlers {
		const columns = this.options.columns.filter(column => column.compare).length;
		const ordered = (action: ListAction) => () => {
			this.store.dispatch(action);
			this.settle();
		};
		return {
			sort: {run: ordered({type: 'sort', columns}), blocked: columns === 0 ? 'no column can be sorted by' : undefined},
			'sort-reverse': {run: ordered({type: 'reverse'})},
		};
	}

	#copyHandlers(none: string | undefined): Handlers {
		const {shell, id, idToCopy = id, link} = this.options;
		const row = this.selected;
		const address = row && link ? link(row) : null;
		return {
			'copy-id': {run: () => row && shell.copy(idToCopy(row), 'the id'), blocked: none},
			...linkHandlers(shell, address, none),
		};
	}

	#move(by: number): void {
		this.store.dispatch({type: 'move', by, shown: this.shown});
	}

	#compute(): Computed<Row> {
		const source = this.options.rows();
		const {filter, sort, reverse} = this.store.get();
		const key = JSON.stringify([filter, sort, reverse]);
		if (this.#computed?.source === source && this.#computed.key === key) return this.#computed;
		const {test, problem} = (this.options.filter ?? parseRowFilter)(filter);
		const rows = this.#ordered(filter.trim() === '' ? source : source.filter(row => test(row)));
		this.#computed = {source, key, rows, ids: rows.map(row => this.options.id(row)), problem};
		return this.#computed;
	}

	#ordered(rows: readonly Row[]): readonly Row[] {
		const {sort, reverse} = this.store.get();
		const column = sort === null ? undefined : this.options.columns.filter(({compare}) => compare)[sort];
		const compare = column?.compare;
		if (!compare) return reverse ? rows.toReversed() : rows;
		const downwards = isDownwards(column, reverse);
		return rows.toSorted((a, b) => (downwards ? compare(b, a) : compare(a, b)));
	}
}
