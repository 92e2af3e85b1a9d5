import type {JobRow} from '../../model/views.js';
import {loaders} from '../../shell/loaders.js';
import type {Handler, Handlers, Shell} from '../../shell/shell.js';
import {targets, whyNoCancel, whyNoRetry} from './state.js';

/** Retry, cancel, and the way to the job's session: on the list and in a log alike. */
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
		'go-session': toSession(shell, selected),
	};
}

function toSession(shell: Shell, row: JobRow | null): Handler {
	const go = (id: string) =>
		loaders(shell)
			.sessionOfJob(id)
			.then(
				// Whoever has gone elsewhere meanwhile is left there.
				session => shell.state.get().screen === 'jobs' && shell.go('projects', session),
				(error: unknown) => shell.fail(error),
			);
	return {run: () => row && void go(row.id), blocked: row ? undefined : 'no job is selected'};
}
