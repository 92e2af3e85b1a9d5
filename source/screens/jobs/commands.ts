import type {SessionPlace} from '../../model/flywheel.js';
import type {Need} from '../../model/gear-needs.js';
import {needOf} from '../../model/gear-needs.js';
import type {JobRow} from '../../model/views.js';
import {priorities} from '../../operations/index.js';
import {PickDialog} from '../../shell/dialogs/pick-dialog.js';
import {loaders} from '../../shell/loaders.js';
import type {Handler, Handlers, Shell} from '../../shell/shell.js';
import {CompareDialog} from './compare-dialog.js';
import {openLaunch} from './launch-dialog.js';
import {targets, whyNoCancel, whyNoComparison, whyNoPriority, whyNoRetry} from './state.js';

function countOf(rows: readonly JobRow[]): string {
	return rows.length === 1 ? 'a job' : `${rows.length} jobs`;
}

/** What can be done to these jobs: those marked, or the one selected. */
export function changeCommands(shell: Shell, rows: readonly JobRow[]): Handlers {
	const ids = rows.map(row => row.id);
	const none = rows.length === 0 ? 'no job is selected' : undefined;
	return {
		retry: {
			run: () => shell.plan(`Retrying ${countOf(rows)}`, () => shell.operations.planRetry(ids)),
			blocked: whyNoRetry(rows) ?? shell.cannotChange(),
		},
		relaunch: {run: () => relaunch(shell, rows), blocked: none ?? shell.cannotChange()},
		cancel: {
			run: () => shell.plan(`Cancelling ${countOf(rows)}`, () => shell.operations.planCancel(ids)),
			blocked: whyNoCancel(rows) ?? shell.cannotChange(),
		},
		priority: {run: () => pickPriority(shell, rows), blocked: whyNoPriority(rows) ?? shell.cannotChange()},
	};
}

/** All of that, and the way to the job's session: on the list and in a log alike. */
export function jobCommands(shell: Shell, marked: readonly JobRow[], selected: JobRow | null): Handlers {
	return {
		...changeCommands(shell, targets(marked, selected)),
		'go-session': toSession(shell, selected),
		'go-analysis': toAnalysis(shell, selected),
		'beside-success': {
			run: () => selected && shell.open(new CompareDialog(shell, selected.id)),
			blocked: whyNoComparison(selected),
		},
	};
}

/** One job opens the form; of several each keeps its own settings but for what is asked of all. */
function relaunch(shell: Shell, rows: readonly JobRow[]): void {
	const [only] = rows;
	const need = needOf(only?.cause ?? null);
	if (only && rows.length === 1) {
		openLaunch(shell, {job: only.id}, {needs: need ? [need] : [], measured: only.slurm?.use ?? null});
		return;
	}
	const launch = (more: Need[]) =>
		shell.plan(`Relaunching ${countOf(rows)}`, () =>
			shell.operations.planLaunch(rows.map(({id, slurm}) => ({job: id, more, measured: slurm?.use}))),
		);
	const choices = [
		{value: 'memory', label: 'More memory', detail: 'twice as much, or 1.2 times a higher peak that Slurm measured'},
		{value: 'time', label: 'More time', detail: 'twice as much'},
		{value: 'same', label: 'Settings as before', detail: 'a new analysis each, all else the same'},
	];
	shell.open(
		new PickDialog(shell, {
			title: `Relaunch ${countOf(rows)}`,
			help: 'Each becomes a new analysis with its own settings and inputs, but for what you choose here.',
			choices: Promise.resolve(choices),
			current: choices.find(({value}) => value === (need ?? 'same'))?.label,
			submit: value => launch(value === 'memory' || value === 'time' ? [value] : []),
		}),
	);
}

function pickPriority(shell: Shell, rows: readonly JobRow[]): void {
	const ids = rows.map(row => row.id);
	shell.open(
		new PickDialog(shell, {
			title: `Priority of ${countOf(rows)}`,
			help: 'Among all jobs that wait on this site, those of a higher priority start first.',
			choices: Promise.resolve(priorities.map(value => ({value, label: value}))),
			current: rows[0]?.priority ?? undefined,
			submit: value =>
				shell.plan(`Changing the priority of ${countOf(rows)}`, () => shell.operations.planPriority(ids, value)),
		}),
	);
}

function toSession(shell: Shell, row: JobRow | null): Handler {
	return {run: () => row && goTo(shell, row), blocked: row ? undefined : 'no job is selected'};
}

function toAnalysis(shell: Shell, row: JobRow | null): Handler {
	const none = row ? 'it makes no analysis: its results are in the session itself' : 'no job is selected';
	return {
		run: () => row?.analysis && goTo(shell, row, {analysis: row.analysis}),
		blocked: row?.analysis ? undefined : none,
	};
}

/** To its session on the Projects screen, there to the analysis where one is asked for. */
function goTo(shell: Shell, {id}: JobRow, to: Pick<SessionPlace, 'analysis'> = {}): void {
	const go = () =>
		loaders(shell)
			.sessionOfJob(id)
			.then(
				// Whoever has gone elsewhere meanwhile is left there.
				session => shell.state.get().screen === 'jobs' && shell.go('projects', {...session, ...to}),
				(error: unknown) => shell.fail(error),
			);
	void go();
}
