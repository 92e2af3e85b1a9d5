import type {Theme} from '../theme/theme.js';

/** A bar of so many columns, filled by the share that is done. */
export function progressBar(theme: Theme, done: number, total: number, width: number): string {
	const filled = total === 0 ? 0 : Math.round((Math.min(done, total) / total) * width);
	const {bar, barRest} = theme.symbols;
	return theme.paint('good', bar.repeat(filled)) + theme.paint('dim', barRest.repeat(Math.max(0, width - filled)));
}
