import type {PageLine} from './page.js';

export interface PageSearch {
	/** null: nothing is looked for. */
	pattern: RegExp | null;
	/** Why the text can't be meant as typed; it is looked for as plain text then. */
	problem: string | null;
}

/** A line with so many finds shows the first of them. */
const mostInLine = 1000;

function literally(text: string): RegExp {
	return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
}

/** What is looked for: plain text or `/regex/`, whatever the case. It never throws. */
export function parseSearch(text: string): PageSearch {
	if (text === '') return {pattern: null, problem: null};
	if (!/^\/.+\/$/.test(text)) return {pattern: literally(text), problem: null};
	try {
		return {pattern: new RegExp(text.slice(1, -1), 'giu'), problem: null};
	} catch {
		return {pattern: literally(text), problem: `${text} is not a regular expression.`};
	}
}

/** Beginning and end of each place in a text where the pattern is found. */
export function findsIn(text: string, pattern: RegExp): [number, number][] {
	const finds: [number, number][] = [];
	// Else it would begin where the pattern last found something, in whatever text that was.
	pattern.lastIndex = 0;
	for (const {0: found, index} of text.matchAll(pattern)) {
		if (found !== '') finds.push([index, index + found.length]);
		if (finds.length === mostInLine) break;
	}
	return finds;
}

/** Numbers of the lines that hold what is looked for. */
export function linesWith(lines: readonly PageLine[], pattern: RegExp): number[] {
	const found: number[] = [];
	for (const [index, {text}] of lines.entries()) {
		pattern.lastIndex = 0;
		const first = pattern.exec(text);
		// A pattern that nothing satisfies too (`x*`) is looked at more closely.
		if (first && (first[0] !== '' || findsIn(text, pattern).length > 0)) found.push(index);
	}
	return found;
}

/** One find: its line, and where in it. */
export interface Find {
	line: number;
	at: number;
}

/** The next find after one, or the one before it; around the end where there is none. */
export function nextFind(
	lines: readonly PageLine[],
	search: {pattern: RegExp; found: readonly number[]},
	from: Find,
	step: 1 | -1,
): Find | null {
	const {pattern, found} = search;
	const inLine = (line: number) => findsIn(lines[line]?.text ?? '', pattern).map(([start]) => start);
	const beyond = (at: number) => (step === 1 ? at > from.at : at < from.at);
	const here = inLine(from.line).filter(beyond);
	const near = step === 1 ? here[0] : here.at(-1);
	if (near !== undefined) return {line: from.line, at: near};
	const line =
		step === 1
			? (found.find(one => one > from.line) ?? found[0])
			: (found.findLast(one => one < from.line) ?? found.at(-1));
	if (line === undefined) return null;
	const at = step === 1 ? inLine(line)[0] : inLine(line).at(-1);
	return at === undefined ? null : {line, at};
}
