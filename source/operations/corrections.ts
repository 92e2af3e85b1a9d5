import {unsortedLabel} from '../model/flywheel.js';
import type {HistoryEntry} from '../model/plan.js';
import type {Correction} from '../model/unsorted.js';

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** What was moved out of Unsorted and stayed there, by the journal. */
export function correctionsIn(history: readonly HistoryEntry[]): Correction[] {
	return history
		.filter(({kind, status}) => kind === 'move' && status !== 'undone')
		.flatMap(({at, items}) =>
			items
				.filter(({status, before}) => status === 'done' && before.project === unsortedLabel)
				.map(({before, after}) => ({
					at,
					label: text(before.session),
					to: {
						group: text(after.group),
						project: text(after.project),
						subject: text(after.subject),
						session: text(after.session),
					},
				})),
		);
}
