import type {UnsortedSession} from '../../model/unsorted.js';
import {EditDialog} from '../../shell/dialogs/edit-dialog.js';
import type {ListController} from '../../shell/list-controller.js';
import type {Handlers, Shell} from '../../shell/shell.js';
import {typedText} from './columns.js';
import {TargetCompletion} from './complete.js';
import {highOnes, type Move, moveToSuggestion, parseRemark, parseTarget, prefill, whyNotMovable} from './state.js';

/** Moving, editing and noting: on the list and in a session's details alike. */
export function sessionCommands(
	shell: Shell,
	session: UnsortedSession | null,
	marked: readonly UnsortedSession[] = [],
): Handlers {
	const cannot = shell.cannotChange();
	const none = session ? undefined : 'no session is selected';
	const meant = marked.length > 0 ? marked : session ? [session] : [];
	return {
		move: {
			run: () => {
				const move = session && moveToSuggestion(session);
				if (move) shell.plan('Moving a session', onClash => shell.operations.planMove([move], {onClash}));
			},
			blocked: none ?? (session ? (whyNotMovable(session) ?? undefined) : undefined) ?? cannot,
		},
		edit: {
			run: () => session && shell.open(editDialog(shell, session)),
			blocked: none ?? session?.blockers[0]?.message ?? cannot,
		},
		note: {run: () => shell.open(noteDialog(shell, meant)), blocked: none ?? cannot},
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
				shell.plan(`Moving ${moves.length} sessions`, onClash => shell.operations.planMove(moves, {leftOut, onClash}));
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

/** One line that begins with a day sets aside until then; any other is a plain note. */
function noteDialog(shell: Shell, sessions: readonly UnsortedSession[]): EditDialog {
	const [first] = sessions;
	const whose = sessions.length === 1 && first ? typedText(first) : `${sessions.length} sessions`;
	return new EditDialog(shell, {
		title: `Set aside or note: ${whose}`,
		help: [
			'A day and why: 2026-12-01 the PI looks for the form. 3d and 2w are days too; today brings back what was set aside.',
			'Without a day it is a note that leaves the session in the list. Everybody who sees the session in Flywheel sees it.',
		],
		value: '',
		check: text => (parseRemark(text, shell.now()) === null ? 'Say until when, or what is to be known.' : null),
		submit: text => {
			const remark = parseRemark(text, shell.now());
			if (!remark) return;
			const requests = sessions.map(({id}) => ({id, remark}));
			shell.plan('Noting something', () => shell.operations.planNote(requests));
		},
	});
}

function editDialog(shell: Shell, session: UnsortedSession): EditDialog {
	const completion = new TargetCompletion(shell, session.id);
	const parse = (text: string) => parseTarget(text, {own: session.group, all: completion.groups});
	return new EditDialog(shell, {
		title: `Where does ${session.session} go?`,
		help: [
			'GROUP/PROJECT/SUBJECT/SESSION. Group and project must be there already; a subject that is not there yet is made.',
			'Or the accession number, by heart or from the paper log, slips and all: what it may mean is listed, the likeliest first.',
		],
		value: prefill(session),
		completion,
		check: text => {
			const target = parse(text);
			const wrong = typeof target === 'string' ? target : completion.whyNot(target);
			if (wrong === null || completion.candidates(text).length === 0) return wrong;
			return 'tab takes the line marked above; enter wants all four parts.';
		},
		submit: text => {
			const to = parse(text);
			if (typeof to !== 'string')
				shell.plan('Moving a session', onClash =>
					shell.operations.planMove([{id: session.id, to, typed: session.accession}], {onClash}),
				);
		},
	});
}
