/**
 * Where one is in a list: row, window, marks, filter, order. Pure. Everything is by id, so
 * that a refresh or another order moves nothing away from under the person.
 */
export interface ListState {
	cursor: string | null;
	/** Last known place of the cursor, for when its row is gone. */
	index: number;
	/** First row of the window. */
	top: number;
	marks: ReadonlySet<string>;
	/** Where a range of marks began. */
	anchor: string | null;
	filter: string;
	/** The filter is being typed. */
	typing: boolean;
	/** Column sorted by; null: as the list comes. */
	sort: number | null;
	reverse: boolean;
}

export const initialList: ListState = {
	cursor: null,
	index: 0,
	top: 0,
	marks: new Set(),
	anchor: null,
	filter: '',
	typing: false,
	sort: null,
	reverse: false,
};

/** What is shown of the list now: ids in order, and how many rows fit. */
export interface Shown {
	ids: readonly string[];
	height: number;
}

export type ListAction =
	| {type: 'move'; by: number; shown: Shown}
	| {type: 'jump'; to: 'top' | 'bottom'; shown: Shown}
	| {type: 'settle'; shown: Shown}
	| {type: 'select'; id: string; shown: Shown}
	| {type: 'toggle-mark'; shown: Shown}
	| {type: 'range'; shown: Shown}
	| {type: 'mark'; ids: readonly string[]}
	| {type: 'clear-marks'}
	| {type: 'filter'; text: string}
	| {type: 'typing'; on: boolean}
	| {type: 'sort'; columns: number}
	| {type: 'reverse'}
	| {type: 'back'};

export function listReducer(state: ListState, action: ListAction): ListState {
	switch (action.type) {
		case 'move':
			return moveTo(state, indexOfCursor(state, action.shown.ids) + action.by, action.shown);
		case 'jump':
			return moveTo(state, action.to === 'top' ? 0 : action.shown.ids.length - 1, action.shown);
		case 'settle':
			return moveTo(state, indexOfCursor(state, action.shown.ids), action.shown);
		case 'select':
			return moveTo(state, action.shown.ids.indexOf(action.id), action.shown);
		case 'toggle-mark':
			return toggleMark(state, action.shown);
		case 'range':
			return markRange(state, action.shown);
		case 'mark':
			return {...state, marks: new Set([...state.marks, ...action.ids])};
		case 'clear-marks':
			return {...state, marks: new Set(), anchor: null};
		case 'filter':
			return {...state, filter: action.text};
		case 'typing':
			return {...state, typing: action.on};
		case 'sort':
			return {...state, sort: nextColumn(state.sort, action.columns), reverse: false};
		case 'reverse':
			return {...state, reverse: !state.reverse};
		case 'back':
			return back(state);
	}
}

/** True where `esc` has a layer of the list's own to take away. */
export function hasLayer(state: ListState): boolean {
	return state.typing || state.filter !== '' || state.anchor !== null || state.marks.size > 0;
}

/** Where the cursor stands among the rows shown; its old place where its row is gone. */
export function indexOfCursor(state: ListState, ids: readonly string[]): number {
	const found = state.cursor === null ? -1 : ids.indexOf(state.cursor);
	return found >= 0 ? found : Math.max(0, Math.min(state.index, ids.length - 1));
}

/** First row of a window that holds the cursor and leaves no room unused at the end. */
export function windowTop(top: number, index: number, height: number, count: number): number {
	const within = Math.min(Math.max(top, index - height + 1), index);
	return Math.max(0, Math.min(within, count - height));
}

function moveTo(state: ListState, wanted: number, {ids, height}: Shown): ListState {
	const index = Math.max(0, Math.min(wanted, ids.length - 1));
	const cursor = ids[index] ?? null;
	const top = windowTop(state.top, index, height, ids.length);
	if (cursor === state.cursor && index === state.index && top === state.top) return state;
	return {...state, cursor, index, top};
}

function toggleMark(state: ListState, shown: Shown): ListState {
	const id = shown.ids[indexOfCursor(state, shown.ids)];
	if (id === undefined) return state;
	const marks = new Set(state.marks);
	if (!marks.delete(id)) marks.add(id);
	return moveTo({...state, marks, cursor: id}, indexOfCursor(state, shown.ids) + 1, shown);
}

function markRange(state: ListState, shown: Shown): ListState {
	const here = indexOfCursor(state, shown.ids);
	const start = state.anchor === null ? -1 : shown.ids.indexOf(state.anchor);
	if (start < 0) return {...state, anchor: shown.ids[here] ?? null};
	const range = shown.ids.slice(Math.min(start, here), Math.max(start, here) + 1);
	return {...state, anchor: null, marks: new Set([...state.marks, ...range])};
}

function nextColumn(current: number | null, columns: number): number | null {
	if (columns === 0) return null;
	if (current === null) return 0;
	return current + 1 < columns ? current + 1 : null;
}

function back(state: ListState): ListState {
	if (state.typing || state.filter !== '') return {...state, typing: false, filter: ''};
	if (state.anchor !== null) return {...state, anchor: null};
	return {...state, marks: new Set()};
}
