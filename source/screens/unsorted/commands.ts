import type {UnsortedSession} from '../../model/unsorted.js';
import {EditDialog} from '../../shell/dialogs/edit-dialog.js';
import type {ListController} from '../../shell/list-controller.js';
import type {Handlers, Shell} from '../../shell/shell.js';
import {typedText} from './columns.js';
import {highOnes, type Move, moveToSuggestion, parseTarget, prefill, whyNotMovable} from './state.js';

/** Moving and editing one session: on the list and in its details alike. */
export function sessionCommands(shell: Shell, session: UnsortedSession | null): Handlers {
	const cannot = shell.cannotChange();
	const none = session ? undefined : 'no session is selected';
	return {
		move: {
			run: () => {
				const move = session && moveToSuggestion(session);
				if (move) shell.plan('Moving a session', () => shell.operations.planMove([move]));
			},
			blocked: none ?? (session ? (whyNotMovable(session) ?? undefined) : undefined) ?? cannot,
		},
		edit: {
			run: () => session && shell.open(editDialog(shell, session)),
			blocked: none ?? session?.blockers[0]?.message ?? cannot,
		},
	};
}

/** Marks, and what is done with everything marked. */
export function markCommands(shell: Shell, list: ListController<UnsortedSession>): Handlers {
	const {marked} = list;
	const moves = marked.map(moveToSuggestion).filter((move): move is Move => move !== null);
	const high = highOnes(list.shownRows);
	const nothing = marked.length === 0 ? 'nothing is marked; space marks' : 'none of the marked has a whole suggestion';
	return {
		'mark-high': {
			run: () => {
				list.store.dispatch({type: 'mark', ids: high});
				shell.toast('info', `${high.length} marked whose suggestion is high. M shows the plan.`);
			},
			blocked: high.length === 0 ? 'no suggestion shown is high' : undefined,
		},
		'move-marked': {
			run: () => {
				const leftOut = marked.flatMap(session => {
					const why = whyNotMovable(session);
					return why === null ? [] : [`${typedText(session)} (${why.replace(/\.$/, '')})`];
				});
				shell.plan(`Moving ${moves.length} sessions`, () => shell.operations.planMove(moves, leftOut));
			},
			blocked: moves.length === 0 ? nothing : shell.cannotChange(),
		},
	};
}

/** What is done with Unsorted as a whole. */
export function siteCommands(shell: Shell): Handlers {
	const {operations, groups} = shell;
	return {
		clean: {
			run: () => shell.plan('Deleting emptied subjects', () => operations.planClean(groups)),
			blocked: shell.cannotChange(),
		},
	};
}

function editDialog(shell: Shell, session: UnsortedSession): EditDialog {
	return new EditDialog(shell, {
		title: `Where does ${session.session} go?`,
		help: [
			'GROUP/PROJECT/SUBJECT/SESSION. Group and project must be there already; a subject that is not there yet is made.',
		],
		value: prefill(session),
		check: text => {
			const target = parseTarget(text);
			return typeof target === 'string' ? target : null;
		},
		submit: text => {
			const to = parseTarget(text);
			if (typeof to !== 'string')
				shell.plan('Moving a session', () =>
					shell.operations.planMove([{id: session.id, to, typed: session.accession}]),
				);
		},
	});
}
