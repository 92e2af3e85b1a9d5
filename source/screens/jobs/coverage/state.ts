import {
	type CoverageRow,
	type CoverageView,
	coverageOf,
	decisiveRun,
	type GearRun,
	type RunSession,
} from '../../../model/coverage.js';
import type {Project} from '../../../model/flywheel.js';
import type {JobRow} from '../../../model/views.js';
import {type Reason, type StageFiles, whyNot} from '../../../model/why.js';
import type {StudyCoverage} from '../../../state/coverage.js';
import type {Beside} from '../../../state/resource.js';
import type {FoundWorkflow} from '../../../state/workflow.js';

/** What ran, and the workflow that should have. */
export type CoverageData = Beside<StudyCoverage, FoundWorkflow>;

export type ProjectReference = Pick<Project, 'id' | 'group' | 'label'>;

/** What the grid shows, made from what was read. */
export interface CoverageGrid {
	study: StudyCoverage;
	/** The project's nightly workflow; null until it has been looked for. */
	found: FoundWorkflow | null;
	view: CoverageView;
	sessions: ReadonlyMap<string, RunSession>;
}

/** A cell, and all that was tried there. */
export interface Spot {
	session: RunSession;
	gear: string;
	runs: readonly GearRun[];
}

/** The stages of the nightly workflow come first, in its order, also those that never ran. */
export function coverageGrid({main: study, side: found}: CoverageData): CoverageGrid {
	const {runs} = study;
	const stages = found?.workflow?.stages.map(({gear}) => gear) ?? [];
	const sessions = new Map(runs.sessions.map(session => [session.id, session]));
	return {study, found, view: coverageOf(runs, [...stages, ...runs.gears]), sessions};
}

/** Reasons why nothing came of a cell; empty where the workflow is not known, or where a result is there or under way. */
export function reasonsOf(
	{found}: CoverageGrid,
	{session, gear}: Spot,
	now: Date,
	files?: StageFiles | null,
): Reason[] {
	return found?.workflow ? whyNot(found.workflow, session, gear, {now, files: files ?? null}) : [];
}

export function spotAt({sessions}: CoverageGrid, row: string, gear: string): Spot | null {
	const session = sessions.get(row);
	return session ? {session, gear, runs: session.runs.get(gear) ?? []} : null;
}

const order: readonly string[] = ['failed', 'never', 'cancelled', 'pending', 'running', 'complete'];

/** What asks for a look first. */
export function compareCells(a: CoverageRow, b: CoverageRow, gear: string): number {
	const place = ({cells}: CoverageRow) => order.indexOf(cells[gear]?.state ?? 'never');
	return place(a) - place(b);
}

/** A run as the list of jobs has it; null where its job is gone. */
export function jobRowOf({study}: CoverageGrid, {session, runs}: Spot): JobRow | null {
	const run = decisiveRun(runs);
	if (!run || run.jobId === null) return null;
	const {jobId: id, state, gear, version, analysisId: analysis, tags, created, startedAt, endedAt} = run;
	return {
		...{id, state, gear, version, analysis, created, startedAt, endedAt},
		project: study.runs.project,
		projectId: study.project.id,
		...{subject: session.subject, session: session.session, sessionId: session.id},
		...{attempt: run.attempts, attempts: [id], tags: [...tags], slurm: null, stuck: null, cause: null},
		...{priority: null, launchedBy: null},
	};
}

/** Why these can't be retried; undefined where they can. */
export function whyNoRetry(grid: CoverageGrid, spots: readonly Spot[]): string | undefined {
	if (spots.length === 0) return 'nothing is listed';
	const other = spots.find(({runs}) => decisiveRun(runs)?.state !== 'failed');
	if (other) {
		const state = decisiveRun(other.runs)?.state;
		const where = `${other.gear} of ${other.session.subject}/${other.session.session}`;
		return state
			? `only failed jobs can be retried, and ${where} is ${state}`
			: `${where} never ran: there is no job to retry`;
	}
	return spots.some(spot => jobRowOf(grid, spot) === null) ? 'the job of one of these is gone' : undefined;
}
