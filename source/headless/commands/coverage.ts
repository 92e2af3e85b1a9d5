import {type CellState, type CoverageRow, type CoverageView, cellStates, coverageOf} from '../../model/coverage.js';
import {loadProjectRuns} from '../../state/coverage.js';
import {findProject} from '../../state/names.js';
import type {Context} from '../context.js';
import {filterFrom, type ListFormat, printList} from '../list.js';
import {usageError} from '../usage.js';

/** Every state with a word of its own: the table is read without colours. */
const words: Record<CellState, string> = {
	...{complete: 'complete', failed: 'FAILED', running: 'running', pending: 'pending'},
	...{cancelled: 'cancelled', never: '-'},
};

function cellText({cells}: CoverageRow, gear: string): string {
	const {state = 'never', attempts = 0} = cells[gear] ?? {};
	const word = words[state as CellState] ?? state.slice(0, 20);
	return attempts > 1 ? `${word} (${attempts})` : word;
}

function formatOf(gears: readonly string[]): ListFormat<CoverageRow> {
	const parts = ['state', 'jobId', 'analysisId', 'version', 'attempts'] as const;
	return {
		noun: ['session', 'sessions'],
		columns: [
			{title: 'SUBJECT', value: row => row.subject},
			{title: 'SESSION', value: row => row.session},
			...gears.map(gear => ({title: gear, value: (row: CoverageRow) => cellText(row, gear)})),
		],
		csv: [
			...['id', 'subject', 'session'],
			...gears.flatMap(gear =>
				parts.map(part => ({name: `${gear} ${part}`, value: ({cells}: CoverageRow) => cells[gear]?.[part]})),
			),
		],
	};
}

/** `--gears a,b`; absent: undefined, for those that were seen. */
function gearsFrom(text: string | undefined): string[] | undefined {
	if (text === undefined) return undefined;
	const gears = text.split(',').map(gear => gear.trim());
	if (gears.every(gear => gear !== '')) return gears;
	throw usageError('--gears holds an empty name.', 'Give names of gears with commas between: a,b.', 'bad-gears');
}

function narrateTotals({out}: Context, {gears, totals}: CoverageView): void {
	for (const gear of gears) {
		const parts = cellStates.flatMap(state => (totals[gear]?.[state] ? [`${totals[gear][state]} ${state}`] : []));
		out.progress(`${gear}: ${parts.join(', ') || 'no session'}`);
	}
}

export async function coverage(context: Context, name: string, {gears: asked}: {gears?: string}): Promise<number> {
	const {options, out} = context;
	const test = filterFrom(options.filter);
	const gears = gearsFrom(asked);
	const {client} = await context.connect();
	const view = coverageOf(await loadProjectRuns(client, await findProject(client, name)), gears);
	const rows = view.rows.filter(test);
	printList(out, formatOf(view.gears), {rows, total: view.rows.length, json: {...view, rows}});
	narrateTotals(context, view);
	return 0;
}
