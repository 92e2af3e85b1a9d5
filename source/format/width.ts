import stringWidth from 'string-width';
import {safeText} from './safe-text.js';

const segmenter = new Intl.Segmenter();
/** A cell is never this long: a label of megabytes must not be measured for every frame. */
const longest = 4000;

/** Text, made safe, in at most `width` terminal columns; an ellipsis says that something is left out. */
export function truncate(text: string, width: number, ellipsis = '…'): string {
	const safe = safeText(text.slice(0, longest));
	if (width <= 0) return '';
	if (stringWidth(safe) <= width && text.length <= longest) return safe;
	const room = width - stringWidth(ellipsis);
	let out = '';
	let used = 0;
	for (const {segment} of segmenter.segment(safe)) {
		const size = stringWidth(segment);
		if (used + size > room) break;
		out += segment;
		used += size;
	}
	return room < 0 ? '' : out + ellipsis;
}

/** Text, made safe, in exactly `width` terminal columns. */
export function padTo(text: string, width: number, align: 'left' | 'right' = 'left'): string {
	const short = truncate(text, width);
	const padding = ' '.repeat(Math.max(0, width - stringWidth(short)));
	return align === 'right' ? padding + short : short + padding;
}
