import type {FlywheelReader} from '../../api/index.js';
import {
	type CellState,
	type CoverageCell,
	type CoverageRow,
	type CoverageView,
	cellStates,
	coverageOf,
	type ProjectRuns,
	type RunSession,
} from '../../model/coverage.js';
import {coverageFilter} from '../../model/coverage-filter.js';
import type {Project} from '../../model/flywheel.js';
import {whyNot} from '../../model/why.js';
import {loadProjectRuns} from '../../state/coverage.js';
import {findProject} from '../../state/names.js';
import {readOnce} from '../../state/shared-reads.js';
import {loadAllStageFiles, loadWorkflow} from '../../state/workflow.js';
import type {Context} from '../context.js';
import {filterFrom, type ListFormat, printList} from '../list.js';
import {usageError} from '../usage.js';

/** Every state with a word of its own: the table is read without colours. */
const words: Record<CellState, string> = {
	...{complete: 'complete', failed: 'FAILED', running: 'running', pending: 'pending'},
	...{cancelled: 'cancelled', never: '-'},
};

function cellText({cells}: CoverageRow, gear: string): string {
	const {state = 'never', attempts = 0, why} = cells[gear] ?? {};
	const word = words[state as CellState] ?? state.slice(0, 20);
	const reason = why?.[0] ? ` ${why[0].code}` : '';
	return (attempts > 1 ? `${word} (${attempts})` : word) + reason;
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

interface CoverageCommand {
	gears?: string;
	why?: boolean;
}

/** Coverage with the reasons of each blank cell, as far as lists can tell. */
async function withReasons(
	{out}: Context,
	reader: FlywheelReader,
	project: Project,
	{runs, gears}: {runs: ProjectRuns; gears: string[] | undefined},
): Promise<CoverageView> {
	const {workflow, file, problems} = await loadWorkflow(reader, project);
	for (const problem of problems) out.progress(problem);
	if (!workflow) {
		out.progress('The project has no template of a nightly workflow.');
		return coverageOf(runs, gears);
	}
	for (const note of workflow.notes) out.progress(`${file}: ${note}`);
	const files = await loadAllStageFiles(reader, project);
	const view = coverageOf(runs, gears ?? [...workflow.stages.map(({gear}) => gear), ...runs.gears]);
	const now = new Date();
	for (const [index, {id, cells}] of view.rows.entries()) {
		for (const gear of view.gears) {
			const why = whyNot(workflow, runs.sessions[index] as RunSession, gear, {now, files: files.get(id) ?? null});
			if (why.length > 0) cells[gear] = {...(cells[gear] as CoverageCell), why};
		}
	}
	return view;
}

/** Of a coverage these gears alone. */
function withGears({rows, totals}: CoverageView, gears: readonly string[]): CoverageView {
	const only = <T>(of: Record<string, T>) => Object.fromEntries(gears.map(gear => [gear, of[gear] as T]));
	return {gears: [...gears], rows: rows.map(row => ({...row, cells: only(row.cells)})), totals: only(totals)};
}

export async function coverage(context: Context, name: string, command: CoverageCommand): Promise<number> {
	const {options, out} = context;
	filterFrom(options.filter);
	const gears = gearsFrom(command.gears);
	const {client} = await context.connect();
	const reader = readOnce(client);
	const project = await findProject(reader, name);
	const runs = await loadProjectRuns(reader, project);
	const whole = command.why ? await withReasons(context, reader, project, {runs, gears}) : coverageOf(runs, gears);
	const {row: test, columns} = coverageFilter(whole, options.filter ?? '');
	const view = withGears(whole, columns);
	const rows = view.rows.filter(test);
	printList(out, formatOf(view.gears), {rows, total: view.rows.length, json: {...view, rows}});
	narrateTotals(context, view);
	return 0;
}
