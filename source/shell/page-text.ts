import type {Mark} from '../components/page-view.js';
import type {PageLine} from '../format/page.js';
import {type Narrowed, narrowed, placeIn} from '../format/page-narrow.js';
import {findsIn, linesWith, parseSearch} from '../format/page-search.js';
import type {Found, PageState} from '../hooks/page-state.js';

export interface Search {
	lines: readonly PageLine[];
	query: string;
	search: Found | null;
	problem: string | null;
}

export interface PageTextOptions<Data> {
	lines(data: Data): readonly PageLine[];
	/** Lines that can be shown alone, and what they are called. */
	narrow?: {words: string; keep(line: PageLine, before: PageLine | undefined): boolean};
	/** Place of the line that all turns on: it stands out, and the page opens there once it is known. */
	spot?(data: Data): number | null;
}

/** The lines of a page as they are shown now. What takes a look at all of them is done once and kept. */
export class PageText<Data> {
	#lines: {data: Data; lines: readonly PageLine[]} | null = null;
	#narrowed: {of: readonly PageLine[]; spot: number | null; found: Narrowed} | null = null;
	#search: Search | null = null;

	constructor(
		readonly options: PageTextOptions<Data>,
		readonly data: () => Data | null,
		readonly state: () => PageState,
	) {}

	get all(): readonly PageLine[] {
		const data = this.data();
		if (data === null) return [];
		if (this.#lines?.data !== data) this.#lines = {data, lines: this.options.lines(data)};
		return this.#lines.lines;
	}

	/** All lines, or those that are picked out: the one that all turns on is always among them. */
	get shown(): readonly PageLine[] {
		return this.narrowNow()?.lines ?? this.all;
	}

	narrowNow(): Narrowed | null {
		const {narrow} = this.options;
		if (!narrow || !this.state().narrow) return null;
		const {all} = this;
		const spot = this.#spotOfAll;
		if (this.#narrowed?.of !== all || this.#narrowed.spot !== spot) {
			const found = narrowed(all, (line, place, before) => place === spot || narrow.keep(line, before));
			this.#narrowed = {of: all, spot, found};
		}
		return this.#narrowed.found;
	}

	get #spotOfAll(): number | null {
		const data = this.data();
		return data === null ? null : (this.options.spot?.(data) ?? null);
	}

	/** Where among the lines shown that line is. */
	get spot(): number | null {
		const [spot, narrow] = [this.#spotOfAll, this.narrowNow()];
		return spot !== null && narrow ? placeIn(narrow, spot) : spot;
	}

	searchNow(): Search {
		return this.searchFor(this.state().query);
	}

	/** Looks through the text once for each text and each query. */
	searchFor(query: string): Search {
		const lines = this.shown;
		if (this.#search?.lines === lines && this.#search.query === query) return this.#search;
		const {pattern, problem} = parseSearch(query);
		const search = pattern && {pattern, found: linesWith(lines, pattern)};
		this.#search = {lines, query, search, problem};
		return this.#search;
	}

	/** What stands out in a line: what is found there, else all of the line that all turns on. */
	marks(line: number): Mark[] {
		const {find} = this.state();
		const text = this.shown[line]?.text;
		if (text === undefined) return [];
		const {search} = this.searchNow();
		const finds = search ? findsIn(text, search.pattern) : [];
		if (finds.length === 0) return line === this.spot ? [{start: 0, end: text.length, here: false}] : [];
		return finds.map(([start, end]) => ({start, end, here: find?.line === line && find.at === start}));
	}
}
