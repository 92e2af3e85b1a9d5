import {widthOf} from '../format/width.js';

/** Signs of our own that are in words rather than in the symbol table; one column each. */
const twins: Record<string, string> = {
	'…': '~',
	'↑': '^',
	'↓': 'v',
	'←': '<',
	'→': '>',
	'·': '-',
	'’': "'",
	'“': '"',
	'”': '"',
};
const foreign = /[^\0-\x7F]+/gu;
const segmenter = new Intl.Segmenter();

/**
 * A frame in ASCII alone. What the site's labels hold besides becomes a question mark for each
 * of its columns: nothing after it moves. What is copied keeps its letters.
 */
export function asAscii(frame: string): string {
	return frame.replace(foreign, text =>
		Array.from(segmenter.segment(text), ({segment}) => twins[segment] ?? '?'.repeat(widthOf(segment))).join(''),
	);
}
