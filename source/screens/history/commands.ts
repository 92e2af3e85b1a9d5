import type {HistoryEntry} from '../../model/plan.js';
import type {Handlers, Shell} from '../../shell/shell.js';
import {whyNoResume, whyNoUndo} from './state.js';

/** Here `z` takes back the change where one stands, not merely the last one. */
export function entryCommands(shell: Shell, entry: HistoryEntry | null): Handlers {
	return {
		undo: {
			run: () => entry && shell.plan('Undoing a change', () => shell.operations.planUndo(entry.id)),
			blocked: whyNoUndo(entry) ?? shell.cannotChange(),
		},
		resume: {
			run: () => entry && shell.plan('Resuming a change', () => shell.operations.planResume(entry.id)),
			blocked: whyNoResume(entry) ?? shell.cannotChange(),
		},
	};
}
