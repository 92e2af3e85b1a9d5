/**
 * Patterns from outside, such as those in a workflow's template: nobody may freeze flydeck by
 * one. What could take longer than the text is long many times over is refused before it runs.
 */
export interface SafePattern {
	test(text: string): boolean;
}

const longestPattern = 300;
/** File names are no longer than this. */
const longestText = 255;
/** So many open-ended repetitions one after another; each multiplies the work by the length of the text. */
const mostRepeats = 4;

interface Group {
	/** Holds a choice or a repetition: repeated itself, it could be read in ever more ways. */
	open: boolean;
}

const repetition = /^(?:[*+]|\{(\d*)(,?)(\d*)\})/;

/** How many times what stands before may be repeated; null where nothing says that it is. */
function repeatAt(rest: string): {length: number; open: boolean} | null {
	const found = repetition.exec(rest);
	if (!found) return null;
	const [text, least = '', comma = '', most = ''] = found;
	const counted = text.startsWith('{');
	if (counted && least === '' && most === '') return null;
	const times = Number(comma === '' ? least : most === '' ? Number.POSITIVE_INFINITY : most);
	return {length: text.length, open: !counted || times > 10};
}

/** The end of a `[class]` that begins here. */
function classEnd(source: string, from: number): number {
	let at = from + 1;
	if (source[at] === '^') at++;
	while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
	return at + 1;
}

/** Why running this could take for ever; null where it can't. */
function danger(source: string): string | null {
	const groups: Group[] = [{open: false}];
	let repeats = 0;
	let at = 0;
	while (at < source.length) {
		const sign = source[at];
		let closed: Group | undefined;
		if (sign === '\\') {
			if (/[1-9k]/.test(source[at + 1] ?? '')) return 'it refers back to a group';
			at += 2;
		} else if (sign === '[') at = classEnd(source, at);
		else {
			if (sign === '(') groups.push({open: false});
			if (sign === '|') (groups.at(-1) as Group).open = true;
			if (sign === ')' && groups.length > 1) closed = groups.pop();
			at++;
		}
		if (closed?.open) (groups.at(-1) as Group).open = true;
		const repeat = repeatAt(source.slice(at, at + 20));
		if (!repeat) continue;
		if (closed?.open) return 'it repeats a group that holds a repetition or a choice';
		(groups.at(-1) as Group).open = true;
		if (repeat.open) repeats++;
		at += repeat.length;
	}
	return repeats > mostRepeats ? `it holds more than ${mostRepeats} open repetitions` : null;
}

/** Python's spelling as JavaScript has it. */
function translated(source: string): {source: string; flags: string} {
	const inline = /^\(\?([a-z]+)\)/.exec(source);
	const flags = inline?.[1]?.includes('i') ? 'i' : '';
	const body = source.slice(inline?.[0].length ?? 0).replaceAll('(?P<', '(?<');
	// At the beginning of a class, a bracket is one of its characters.
	const classes = body.replace(/\\.|\[\^?\]/gs, found => (found.startsWith('[') ? found.replace(']', '\\]') : found));
	return {source: classes.replaceAll('\\Z', '$').replaceAll('\\A', '^'), flags};
}

/** Looked for anywhere in the text, as the published workflow does. @returns why not, where it can't be run. */
export function safePattern(text: string): SafePattern | {problem: string} {
	if (text.length > longestPattern) return {problem: `it is longer than ${longestPattern} characters`};
	const {source, flags} = translated(text);
	const reason = danger(source);
	if (reason !== null) return {problem: reason};
	// Needless escapes such as `\_` are an error in Unicode mode alone.
	const pattern = compiled(source, `${flags}u`) ?? compiled(source, flags);
	if (!pattern) return {problem: 'it is not a regular expression'};
	return {test: name => pattern.test(name.slice(0, longestText))};
}

function compiled(source: string, flags: string): RegExp | null {
	try {
		return new RegExp(source, flags);
	} catch {
		return null;
	}
}

/** A text as a pattern that matches itself. */
export function literally(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/-]/g, sign => `\\${sign}`);
}
