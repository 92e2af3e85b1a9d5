import type {JobRow} from '../../model/views.js';
import type {Handlers, Shell} from '../../shell/shell.js';
import {targets, whyNoCancel, whyNoRetry} from './state.js';

/** Retry and cancel: on the list and in a log alike. */
export function jobCommands(shell: Shell, marked: readonly JobRow[], selected: JobRow | null): Handlers {
	const rows = targets(marked, selected);
	const ids = rows.map(row => row.id);
	const what = rows.length === 1 ? 'a job' : `${rows.length} jobs`;
	return {
		retry: {
			run: () => shell.plan(`Retrying ${what}`, () => shell.operations.planRetry(ids)),
			blocked: whyNoRetry(rows) ?? shell.cannotChange(),
		},
		cancel: {
			run: () => shell.plan(`Cancelling ${what}`, () => shell.operations.planCancel(ids)),
			blocked: whyNoCancel(rows) ?? shell.cannotChange(),
		},
	};
}
