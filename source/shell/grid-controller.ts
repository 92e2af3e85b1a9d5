import type {Column} from '../components/columns.js';
import {frozenWidths, gridColumnWidths, gridHeadRows} from '../components/grid.js';
import {
	type Cell,
	columnIndex,
	columnWindow,
	type GridAction,
	type GridState,
	gridReducer,
	initialGrid,
	type ShownColumns,
} from '../hooks/grid-state.js';
import {hasLayer} from '../hooks/list-state.js';
import {Store} from '../hooks/store.js';
import type {Key} from '../terminal/key-parser.js';
import {linkHandlers} from './link-handlers.js';
import {ListController} from './list-controller.js';
import type {Handlers, Shell} from './shell.js';

/** A filter's text, as it bears on a grid. */
export interface GridFilter<Row, Across> {
	row(row: Row): boolean;
	columns: readonly Across[];
	problem: string | null;
}

export interface GridOptions<Row extends object, Across> {
	shell: Shell;
	/** All there are now; the same arrays as long as they are the same. */
	rows(): readonly Row[];
	across(): readonly Across[];
	rowId(row: Row): string;
	columnId(column: Across): string;
	/** What a column is called at its head: how wide it is. */
	columnTitle(column: Across): string;
	/** Address of a column's web page. */
	link(column: Across): string | null;
	/** Stand still at the left, whichever columns are shown. */
	frozen: readonly Column<Row>[];
	filter(text: string): GridFilter<Row, Across>;
	/** For `s`, beside the frozen columns: by what the column under the cursor says. */
	compareIn(column: string, a: Row, b: Row): number;
	/** Rows of the body that are neither the grid's nor its head. */
	reserved: number;
}

/** Rows × columns: moving in both directions, marks on cells, and a filter for both. */
export class GridController<Row extends object, Across> {
	readonly rows: ListController<Row>;
	readonly store = new Store<GridState, GridAction>(gridReducer, initialGrid);
	/** The column that the rows were last sorted by, where they were by a column. */
	#sortedBy: string | null = null;
	#filtered: {across: readonly Across[]; text: string; filter: GridFilter<Row, Across>} | null = null;

	#measured: {across: readonly Across[]; width: number; shown: ShownColumns} | null = null;

	constructor(readonly options: GridOptions<Row, Across>) {
		const {shell, rows, rowId: id, frozen, compareIn, reserved} = options;
		const inColumn: Column<Row> = {
			...{id: 'in-column', title: '', min: 0, ideal: 0, cell: () => ({text: ''})},
			compare: (a, b) => (this.#sortedBy === null ? 0 : compareIn(this.#sortedBy, a, b)),
		};
		this.rows = new ListController<Row>({
			...{shell, rows, id},
			columns: [inColumn, ...frozen],
			filter: text => ({test: this.#filter(text).row, problem: this.#filter(text).problem}),
			// A list's own heading is one row; the frame's is higher.
			reserved: () => reserved + gridHeadRows - 1,
		});
	}

	/** Columns that the filter lets through. */
	get across(): readonly Across[] {
		return this.#filter(this.rows.store.get().filter).columns;
	}

	get column(): Across | null {
		const {across} = this;
		return across[columnIndex(this.store.get(), this.shownColumns().ids)] ?? null;
	}

	/** Id of the column, frozen or not, that the rows are sorted by now. */
	get sortedBy(): string | null {
		const {sort} = this.rows.store.get();
		if (sort === null) return null;
		return sort === 0 ? this.#sortedBy : (this.options.frozen[sort - 1]?.id ?? null);
	}

	get selected(): Cell | null {
		const {selected} = this.rows;
		const {column} = this;
		if (!selected || column === null) return null;
		return {row: this.options.rowId(selected), column: this.options.columnId(column)};
	}

	/** Marked cells that there still are; those that the filter hides are among them. */
	get marked(): Cell[] {
		const {marks} = this.store.get();
		if (marks.size === 0) return [];
		const rows = new Set(this.options.rows().map(this.options.rowId));
		const columns = new Set(this.options.across().map(this.options.columnId));
		return [...marks.values()].filter(({row, column}) => rows.has(row) && columns.has(column));
	}

	/** Asked for many times a frame, and measured once for each set of columns and width. */
	shownColumns({width} = this.options.shell.bodySize()): ShownColumns {
		const {across} = this;
		if (this.#measured?.across !== across || this.#measured.width !== width) {
			const {columnId, columnTitle, frozen} = this.options;
			const room = frozenWidths(frozen, width).rest;
			const widths = gridColumnWidths(across.map(columnTitle), room);
			const shown = {ids: across.map(columnId), widths, room};
			this.#measured = {across, width, shown};
		}
		return this.#measured.shown;
	}

	/** Rows, columns or the terminal changed: keeps the cursor where it was, or near. */
	settle(): void {
		this.rows.settle();
		this.store.dispatch({type: 'settle', shown: this.shownColumns()});
	}

	capture(key: Key): boolean {
		const taken = this.rows.capture(key);
		if (taken) this.settle();
		return taken;
	}

	notes(): string[] {
		const {anchor} = this.store.get();
		const {marked} = this;
		const notes = this.rows.notes();
		if (marked.length > 0) {
			const rows = new Set(this.rows.shown.ids);
			const columns = new Set(this.shownColumns().ids);
			const hidden = marked.filter(({row, column}) => !rows.has(row) || !columns.has(column)).length;
			notes.push(`${marked.length} marked${hidden > 0 ? ` (${hidden} not shown)` : ''}`);
		}
		if (anchor !== null) notes.push('rectangle: v ends it');
		return notes;
	}

	handlers(): Handlers {
		const rows = this.rows.handlers();
		const none = this.shownColumns().ids.length === 0 ? 'no column is shown' : undefined;
		const step = (by: () => number) => ({
			run: () => this.store.dispatch({type: 'move', by: by(), shown: this.shownColumns()}),
			blocked: none,
		});
		return {
			...rows,
			'cell-left': step(() => -1),
			'cell-right': step(() => 1),
			'columns-left': step(() => -this.#page()),
			'columns-right': step(() => this.#page()),
			...this.#markHandlers(),
			back: this.#back(rows.back),
			...linkHandlers(
				this.options.shell,
				this.column && this.options.link(this.column),
				this.column ? undefined : 'no column is shown',
			),
			sort: {...rows.sort, run: () => this.#sort(rows.sort?.run)},
		};
	}

	/** One less than fit, so that a column stays in sight. */
	#page(): number {
		const shown = this.shownColumns();
		const state = this.store.get();
		return Math.max(1, columnWindow(state.left, columnIndex(state, shown.ids), shown).count - 1);
	}

	#sort(run: (() => void) | undefined): void {
		const {column} = this;
		this.#sortedBy = column === null ? null : this.options.columnId(column);
		run?.();
	}

	#markHandlers(): Handlers {
		const {selected} = this;
		const {marks, anchor} = this.store.get();
		const blocked = selected ? undefined : 'nothing is listed';
		return {
			mark: {run: () => selected && this.store.dispatch({type: 'toggle-mark', cell: selected}), blocked},
			'mark-range': {run: () => selected && this.#markRange(selected), blocked},
			'mark-all': {
				run: () => selected && this.#mark([selected.row], this.shownColumns().ids),
				blocked,
			},
			'clear-marks': {
				run: () => this.store.dispatch({type: 'clear-marks'}),
				blocked: marks.size === 0 && anchor === null ? 'nothing is marked' : undefined,
			},
		};
	}

	/** The rectangle between where `v` was first pressed and here. */
	#markRange(here: Cell): void {
		const {anchor} = this.store.get();
		const rows = this.rows.shown.ids;
		const columns = this.shownColumns().ids;
		const between = (ids: readonly string[], a: string, b: string) => {
			const [from, to] = [ids.indexOf(a), ids.indexOf(b)];
			return from < 0 ? [] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
		};
		const [inRows, inColumns] = anchor
			? [between(rows, anchor.row, here.row), between(columns, anchor.column, here.column)]
			: [[], []];
		if (inRows.length === 0 || inColumns.length === 0) this.store.dispatch({type: 'anchor', cell: here});
		else this.#mark(inRows, inColumns);
	}

	#mark(rows: readonly string[], columns: readonly string[]): void {
		this.store.dispatch({type: 'mark', cells: rows.flatMap(row => columns.map(column => ({row, column})))});
	}

	/** Filter first, then what is marked. */
	#back(ofRows: Handlers[string]): Handlers[string] {
		if (hasLayer(this.rows.store.get())) {
			return {
				run: () => {
					ofRows?.run();
					this.settle();
				},
			};
		}
		const {marks, anchor} = this.store.get();
		if (anchor) return {run: () => this.store.dispatch({type: 'anchor', cell: null})};
		if (marks.size > 0) return {run: () => this.store.dispatch({type: 'clear-marks'})};
		return ofRows;
	}

	#filter(text: string): GridFilter<Row, Across> {
		const across = this.options.across();
		if (this.#filtered?.across !== across || this.#filtered.text !== text)
			this.#filtered = {across, text, filter: this.options.filter(text)};
		return this.#filtered.filter;
	}
}
