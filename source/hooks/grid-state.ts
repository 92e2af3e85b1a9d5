/**
 * Where one is among the columns of a grid, and its marks: cells, by the ids of their row and
 * column. Pure. The rows are a list of their own (`list-state.ts`).
 */
export interface Cell {
	row: string;
	column: string;
}

export interface GridState {
	column: string | null;
	/** Last known place of the column, for when it is gone. */
	index: number;
	/** First column of the window. */
	left: number;
	/** By `cellId`. */
	marks: ReadonlyMap<string, Cell>;
	/** Where a rectangle of marks began. */
	anchor: Cell | null;
}

export const initialGrid: GridState = {column: null, index: 0, left: 0, marks: new Map(), anchor: null};

/** The columns that are shown now, with the widths they take, and how much room there is for them. */
export interface ShownColumns {
	ids: readonly string[];
	widths: readonly number[];
	room: number;
}

export type GridAction =
	| {type: 'move'; by: number; shown: ShownColumns}
	| {type: 'settle'; shown: ShownColumns}
	| {type: 'toggle-mark'; cell: Cell}
	| {type: 'mark'; cells: readonly Cell[]}
	| {type: 'anchor'; cell: Cell | null}
	| {type: 'clear-marks'};

export function cellId({row, column}: Cell): string {
	return `${row} ${column}`;
}

export function gridReducer(state: GridState, action: GridAction): GridState {
	switch (action.type) {
		case 'move':
			return moveTo(state, columnIndex(state, action.shown.ids) + action.by, action.shown);
		case 'settle':
			return moveTo(state, columnIndex(state, action.shown.ids), action.shown);
		case 'toggle-mark': {
			const marks = new Map(state.marks);
			if (!marks.delete(cellId(action.cell))) marks.set(cellId(action.cell), action.cell);
			return {...state, marks};
		}
		case 'mark': {
			const fresh = action.cells.map(cell => [cellId(cell), cell] as const);
			return {...state, anchor: null, marks: new Map([...state.marks, ...fresh])};
		}
		case 'anchor':
			return {...state, anchor: action.cell};
		case 'clear-marks':
			return {...state, marks: new Map(), anchor: null};
	}
}

/** Where the cursor stands among the columns shown; its old place where its column is gone. */
export function columnIndex({column, index}: GridState, ids: readonly string[]): number {
	const found = column === null ? -1 : ids.indexOf(column);
	return found >= 0 ? found : Math.max(0, Math.min(index, ids.length - 1));
}

/** The columns of a window that holds the cursor's whole: the first, and how many. */
export function columnWindow(left: number, index: number, {widths, room}: Omit<ShownColumns, 'ids'>) {
	const width = (column: number) => widths[column] ?? 0;
	let first = index;
	let used = width(index);
	// As far back as the window began; nearer where the cursor would no longer fit.
	while (first > Math.min(left, index) && used + width(first - 1) <= room) used += width(--first);
	let end = index + 1;
	while (end < widths.length && used + width(end) <= room) used += width(end++);
	// No room stays unused at the end while there are columns before.
	while (end === widths.length && first > 0 && used + width(first - 1) <= room) used += width(--first);
	return {left: first, count: Math.min(end, widths.length) - first};
}

function moveTo(state: GridState, wanted: number, shown: ShownColumns): GridState {
	const index = Math.max(0, Math.min(wanted, shown.ids.length - 1));
	const column = shown.ids[index] ?? null;
	const {left} = columnWindow(state.left, index, shown);
	if (column === state.column && index === state.index && left === state.left) return state;
	return {...state, column, index, left};
}
