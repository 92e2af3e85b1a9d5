import type {Theme} from '../theme/theme.js';

/** Where a window stands in what is longer than it. */
export interface Place {
	/** First row shown. */
	top: number;
	/** Rows shown, and all there are. */
	shown: number;
	count: number;
}

/** The sign at the right edge of a window's row, one column wide; empty where everything is shown. */
export function scrollMark({top, shown, count}: Place, row: number, theme: Theme): string {
	if (count <= shown) return '';
	const thumb = Math.max(1, Math.round((shown * shown) / count));
	const start = Math.round((top / Math.max(1, count - shown)) * (shown - thumb));
	const inside = row >= start && row < start + thumb;
	return theme.paint('dim', inside ? theme.symbols.thumb : theme.symbols.track);
}
