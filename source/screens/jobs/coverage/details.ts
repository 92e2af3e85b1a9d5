import {statePiece} from '../../../components/job-state.js';
import {count} from '../../../format/amounts.js';
import {age, isoDay} from '../../../format/time.js';
import {truncate} from '../../../format/width.js';
import {decisiveRun} from '../../../model/coverage.js';
import type {Theme} from '../../../theme/theme.js';
import {type CoverageGrid, reasonsOf, type Spot} from './state.js';

/** Rows below the grid: a rule, the session, the cell. */
export const detailRows = 3;

/** The session and the cell under the cursor in words: the grid has room for short forms alone. */
export function detailLines(
	grid: CoverageGrid,
	spot: Spot | null,
	{theme, now, width}: {theme: Theme; now: Date; width: number},
): string[] {
	const parted = (parts: readonly string[]) => truncate(parts.join(` ${theme.symbols.dot} `), width - 2);
	const rule = theme.paint('dim', theme.symbols.rule.repeat(width));
	if (!spot) return [rule, ` ${theme.paint('dim', 'Nothing is listed.')}`, ''];
	const {session} = spot;
	const scanned = session.timestamp ? `scanned ${isoDay(session.timestamp)}` : 'without a date';
	return [
		rule,
		` ${parted([`${session.subject}/${session.session}`, scanned])}`,
		` ${parted(cellParts(grid, spot, {theme, now}))}`,
	];
}

function cellParts(grid: CoverageGrid, spot: Spot, {theme, now}: {theme: Theme; now: Date}): string[] {
	const {gear, runs} = spot;
	const run = decisiveRun(runs);
	const [reason] = reasonsOf(grid, spot, now);
	if (!run) return [`${gear} never ran`, reason?.message ?? 'enter tells more'];
	const tries = runs.reduce((sum, {attempts}) => sum + attempts, 0);
	return [
		`${gear} ${run.version}: ${statePiece(run.state, theme).text}`,
		`made ${age(run.created, now)} ago`,
		...(tries > 1 ? [count(tries, 'attempt')] : []),
		...(runs.length > 1 ? [count(runs.length, 'analysis', 'analyses')] : []),
	];
}
