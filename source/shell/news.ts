import type {ScreenStatus} from './shell.js';
import type {ShellState, Toast} from './shell-state.js';

/** One failing of a screen's data, from its last good read to its next; null where nothing failed. */
export function failureOf({title, readAt, error}: ScreenStatus): string | null {
	return error && readAt !== null ? `${title} ${readAt} ${error.message}` : null;
}

/** The line of news: what was just said; else how far a download or an upload is, or that the data could not be read again, until it is put away. */
export function newsOf({toast: said, carrying, dismissed}: ShellState, status: ScreenStatus | null): Toast | null {
	const toast = said ?? (carrying === null ? null : {level: 'info' as const, text: carrying});
	if (toast || !status || status.loading) return toast;
	const failure = failureOf(status);
	if (!status.error || failure === null || failure === dismissed) return null;
	return {level: 'bad', text: `Not read again: ${status.error.message} ${status.error.next}`};
}
