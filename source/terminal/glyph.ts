import stringWidth from 'string-width';

/**
 * How sure it is that a terminal moves its cursor on by `width` columns after this sign.
 * `ambiguous`: one column nearly everywhere, two where a person set it so for East Asian text
 * (arrows, blocks, lines, accented letters). `doubtful`: emoji, joined and combined signs, on
 * which terminals differ for good.
 */
export interface Glyph {
	text: string;
	width: number;
	trust: 'sure' | 'ambiguous' | 'doubtful';
	/** Columns that it may cover on a terminal that counts otherwise. */
	reach: number;
}

/** No sign in use has more code points; the rest of a longer pile of accents is left out. */
const mostPoints = 16;
const undecided = /^[\p{Extended_Pictographic}\p{Regional_Indicator}\p{M}\p{Cn}\p{Cf}]$/u;
/** Two columns wide since the oldest tables. */
const surelyWide = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\uAC00-\uD7A3\u3000-\u3029\uFF01-\uFF60]$/u;

const segmenter = new Intl.Segmenter();
const known = new Map<string, readonly Glyph[]>();
const mostKnown = 2000;

/** The signs of a text, measured; the same text is measured once. */
export function glyphsOf(text: string): readonly Glyph[] {
	const found = known.get(text);
	if (found) return found;
	// Labels come from outside, so there is no end to what may be seen.
	if (known.size >= mostKnown) known.clear();
	const glyphs = Array.from(segmenter.segment(text), ({segment}) => measure(segment));
	known.set(text, glyphs);
	return glyphs;
}

function measure(cluster: string): Glyph {
	const points = Array.from(cluster);
	if (points.length > mostPoints) return measure(points.slice(0, mostPoints).join(''));
	const width = stringWidth(cluster);
	const lone = points.length === 1 && !undecided.test(cluster);
	if (lone && width === 1) {
		const reach = stringWidth(cluster, {ambiguousIsNarrow: false});
		return {text: cluster, width, trust: reach === 1 ? 'sure' : 'ambiguous', reach};
	}
	if (lone && width === 2 && surelyWide.test(cluster)) return {text: cluster, width, trust: 'sure', reach: 2};
	return {text: cluster, width, trust: 'doubtful', reach: Math.max(width, 2 * points.length)};
}
