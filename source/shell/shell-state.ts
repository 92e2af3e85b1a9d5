import type {ScreenId} from '../keys/commands.js';

export type ToastLevel = 'info' | 'good' | 'caution' | 'bad';

export interface Toast {
	level: ToastLevel;
	text: string;
	/** Address that the text stands for. */
	link?: string;
}

/** What all screens share. Pure state; what is behind it is `shell.ts`. */
export interface ShellState {
	screen: ScreenId;
	size: {columns: number; rows: number};
	readOnly: boolean;
	/** The newest message. Errors stay until a key is pressed, others go by themselves. */
	toast: Toast | null;
	/** ms since the epoch; ages on screen are told from it, so it moves in steps. */
	now: number;
	/** The failed read whose news `esc` has put away. */
	dismissed: string | null;
	/** How far a download or an upload in the background is, in words. */
	carrying: string | null;
	/** A change is being applied: one at a time. */
	busy: boolean;
	/** Long lines of logs and other texts go on below; else they are cut. */
	wrap: boolean;
	/** What is selected is shown beside lists that have room for it. */
	preview: boolean;
	/** What may tell who was scanned is hidden: the screen is shared. */
	masked: boolean;
}

export const initialShell: Omit<ShellState, 'size' | 'readOnly' | 'now'> = {
	screen: 'brief',
	toast: null,
	carrying: null,
	dismissed: null,
	busy: false,
	wrap: true,
	preview: false,
	masked: false,
};

export type ShellAction =
	| {type: 'go'; screen: ScreenId}
	| {type: 'size'; columns: number; rows: number}
	| {type: 'toast'; toast: Toast | null}
	| {type: 'toast-over'; toast: Toast}
	| {type: 'dismiss'; failure: string | null}
	| {type: 'read-only'; on: boolean}
	| {type: 'carrying'; words: string | null}
	| {type: 'busy'; on: boolean}
	| {type: 'wrap'; on: boolean}
	| {type: 'preview'; on: boolean}
	| {type: 'masked'; on: boolean}
	| {type: 'now'; now: number};

export function shellReducer(state: ShellState, action: ShellAction): ShellState {
	switch (action.type) {
		case 'go':
			return state.screen === action.screen ? state : {...state, screen: action.screen};
		case 'size':
			return {...state, size: {columns: action.columns, rows: action.rows}};
		case 'toast':
			return {...state, toast: action.toast};
		case 'toast-over':
			return state.toast === action.toast ? {...state, toast: null} : state;
		case 'dismiss':
			return {...state, toast: null, dismissed: action.failure};
		case 'read-only':
			return {...state, readOnly: action.on};
		case 'carrying':
			return {...state, carrying: action.words};
		case 'busy':
			return {...state, busy: action.on};
		case 'wrap':
			return {...state, wrap: action.on};
		case 'preview':
			return {...state, preview: action.on};
		case 'masked':
			return {...state, masked: action.on};
		case 'now':
			return state.now === action.now ? state : {...state, now: action.now};
	}
}

/** Rows around the body: tabs, identity, title, news, keys; on taller screens air between them. */
export function chromeRows(rows: number, notice: boolean): number {
	return 5 + (rows >= 30 ? 2 : 0) + (notice ? 1 : 0);
}
