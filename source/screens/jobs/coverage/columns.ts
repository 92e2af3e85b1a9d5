import type {Column, Piece} from '../../../components/columns.js';
import {statePiece} from '../../../components/job-state.js';
import {widthOf} from '../../../format/width.js';
import type {CoverageRow, CoverageView} from '../../../model/coverage.js';
import type {Theme} from '../../../theme/theme.js';

/** What stands still at the left of the grid. */
export const sessionColumns: Column<CoverageRow>[] = [
	{
		id: 'subject',
		title: 'SUBJECT',
		min: 10,
		ideal: 20,
		cell: row => ({text: row.subject}),
		compare: (a, b) => a.subject.localeCompare(b.subject, 'en', {numeric: true}),
	},
	{
		id: 'session',
		title: 'SESSION',
		min: 9,
		ideal: 18,
		cell: row => ({text: row.session}),
		compare: (a, b) => a.session.localeCompare(b.session, 'en', {numeric: true}),
	},
];

/** Where a column has no room for the state's own word. */
const short: Record<string, string> = {
	...{complete: 'done', failed: 'FAIL', running: 'runs', pending: 'wait', cancelled: 'canc'},
};

/** The state of a gear on a session; a dot where it never ran. */
export function cellPiece({cells}: CoverageRow, gear: string, {theme, width}: {theme: Theme; width: number}): Piece {
	const {state = 'never', attempts = 0} = cells[gear] ?? {};
	if (state === 'never') return {text: theme.symbols.dot, token: 'dim'};
	const piece = statePiece(state, theme);
	const word = widthOf(piece.text) <= width ? piece.text : `${piece.text.slice(0, 2)}${short[state] ?? state}`;
	const tries = attempts > 1 ? ` ${attempts}` : '';
	return {...piece, text: widthOf(word + tries) <= width ? word + tries : word};
}

/** Above a column: on how many sessions the gear is complete. */
export function completeness({totals, rows}: CoverageView, gear: string): string {
	return `${totals[gear]?.complete ?? 0}/${rows.length}`;
}
