import {type CoverageRow, type CoverageView, cellStates} from './coverage.js';
import {parseRowFilter, splitFilter} from './row-filter.js';

/** What a filter's text lets through of a coverage. */
export interface CoverageFilter {
	row(row: CoverageRow): boolean;
	/** Gears that are shown. */
	columns: readonly string[];
	problem: string | null;
}

/** Of a row, the gears shown by the state that they are in there. */
function byState({cells}: CoverageRow, gears: readonly string[]): Record<string, string[]> {
	const states: Record<string, string[]> = {};
	for (const gear of gears) {
		const {state = 'never'} = cells[gear] ?? {};
		states[state] = [...(states[state] ?? []), gear];
	}
	return states;
}

/**
 * `gear:` chooses columns; `never:GEAR`, `failed:GEAR` and the other states rows where a gear
 * that is shown stands so, with nothing after the colon any; the rest is about the session and,
 * where they were asked for, the reasons of its blank cells.
 */
export function coverageFilter({gears}: Pick<CoverageView, 'gears'>, text: string): CoverageFilter {
	const {asked: which, rest} = splitFilter(text, ['gear']);
	const {asked: states, rest: about} = splitFilter(rest, cellStates);
	const [inColumns, inStates, inRows] = [parseRowFilter(which), parseRowFilter(states), parseRowFilter(about)];
	const columns = which === '' ? gears : gears.filter(gear => inColumns.test({gear}));
	return {
		columns,
		row: row => {
			const {id, subject, session, cells} = row;
			const why = columns.flatMap(gear => cells[gear]?.why?.map(({code}) => code) ?? []);
			return inRows.test({id, subject, session, why}) && (states === '' || inStates.test(byState(row, columns)));
		},
		problem: inColumns.problem ?? inStates.problem ?? inRows.problem,
	};
}
