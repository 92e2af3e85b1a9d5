import {endOf, movedBy, type PagePosition, type PageShape, positionOf, showing, within} from '../format/page.js';
import {type Find, findsIn, nextFind} from '../format/page-search.js';

/** Where one is in a long text, and what one looks for in it. Pure. */
export interface PageState {
	top: PagePosition;
	/** At the end, and staying there as the text grows. */
	follow: boolean;
	/** What is looked for, as typed. */
	query: string;
	/** It is being typed. */
	typing: boolean;
	/** The find where one stands. */
	find: Find | null;
	/** Only the lines that the page picks out are shown; all else counts those. */
	narrow: boolean;
}

/** What a search has come to: the pattern, and the lines that hold it. */
export interface Found {
	pattern: RegExp;
	found: readonly number[];
}

export function pageState(atEnd: boolean): PageState {
	return {top: {line: 0, row: 0}, follow: atEnd, query: '', typing: false, find: null, narrow: false};
}

/** First row shown, for the text and the screen as they are now. */
export function topOf({top, follow}: PageState, shape: PageShape): PagePosition {
	return follow ? endOf(shape) : within(shape, top);
}

/** @param follows whether an end reached is one to stay at */
export function scrolled(state: PageState, shape: PageShape, by: number, follows: boolean): PageState {
	const end = endOf(shape);
	const top = within(shape, movedBy(shape, topOf(state, shape), by));
	return {...state, top, follow: follows && top.line === end.line && top.row === end.row};
}

export function toTop(state: PageState): PageState {
	return {...state, top: {line: 0, row: 0}, follow: false};
}

export function toBottom(state: PageState, shape: PageShape, follows: boolean): PageState {
	return {...state, top: endOf(shape), follow: follows};
}

function at(state: PageState, shape: PageShape, find: Find): PageState {
	const wanted = positionOf(shape, find.line, find.at);
	return {...state, find, follow: false, top: showing(shape, topOf(state, shape), wanted)};
}

/** That line is to be seen, a third down where it was not on screen. */
export function toLine(state: PageState, shape: PageShape, line: number): PageState {
	return {...state, follow: false, top: showing(shape, topOf(state, shape), {line, row: 0})};
}

/** Something else is looked for: goes to the first find from the top of the screen on, else to the first of all. */
export function searched(state: PageState, shape: PageShape, query: string, search: Found | null): PageState {
	const asked = {...state, query, find: null};
	if (!search) return asked;
	const {line} = state.find ?? topOf(state, shape);
	const first = search.found.find(one => one >= line) ?? search.found[0];
	const [start] = first === undefined ? [] : findsIn(shape.lines[first]?.text ?? '', search.pattern);
	return first === undefined || !start ? asked : at(asked, shape, {line: first, at: start[0]});
}

/** The next find or the one before; without one yet, from the top of the screen. */
export function stepped(state: PageState, shape: PageShape, search: Found, step: 1 | -1): PageState {
	const from = state.find ?? {line: topOf(state, shape).line, at: -1};
	const find = nextFind(shape.lines, search, from, step);
	return find ? at(state, shape, find) : state;
}
