/**
 * Which gears ran on which sessions of a project: the contract's JSON, and the rules by which
 * the attempts on one session become one cell.
 */
import type {Reason} from './why.js';

export const cellStates = ['complete', 'failed', 'running', 'pending', 'cancelled', 'never'] as const;
export type CellState = (typeof cellStates)[number];

/** One chain of attempts of a gear on a session, told by its newest. */
export interface GearRun {
	gear: string;
	version: string;
	state: string;
	/** null where the job is gone, or not to be seen. */
	jobId: string | null;
	/** null for a gear that ran without an analysis. */
	analysisId: string | null;
	label: string;
	attempts: number;
	settings: Readonly<Record<string, unknown>>;
	tags: readonly string[];
	/** Names of the files that its analysis holds. */
	outputs: readonly string[];
	created: string | null;
	startedAt: string | null;
	endedAt: string | null;
}

export interface RunSession {
	id: string;
	subject: string;
	subjectId: string;
	session: string;
	/** Start of the scan, and when the session came to Flywheel. */
	timestamp: string | null;
	created: string | null;
	/** By gear; the newest last. */
	runs: ReadonlyMap<string, readonly GearRun[]>;
}

/** All that ran on the sessions of a project. */
export interface ProjectRuns {
	/** `GROUP/PROJECT` */
	project: string;
	sessions: readonly RunSession[];
	/** Seen on any session, by name. */
	gears: readonly string[];
}

export interface CoverageCell {
	/** A state that flydeck doesn't know is kept verbatim. */
	state: CellState | (string & {});
	jobId: string | null;
	analysisId: string | null;
	version: string | null;
	/** Of all the runs together. */
	attempts: number;
	/** Why the nightly workflow does not run it; only where that was asked for. */
	why?: Reason[];
}

export interface CoverageRow {
	id: string;
	subject: string;
	session: string;
	cells: Record<string, CoverageCell>;
}

export interface CoverageView {
	gears: string[];
	rows: CoverageRow[];
	totals: Record<string, Record<CellState, number>>;
}

/** What decides a cell, the best first: a result, what may become one, what went wrong. */
const best: readonly string[] = ['complete', 'running', 'pending', 'failed', 'cancelled'];
const never: CoverageCell = {state: 'never', jobId: null, analysisId: null, version: null, attempts: 0};

function rank({state}: GearRun): number {
	const found = best.indexOf(state);
	return found < 0 ? best.length : found;
}

/** The run that a cell is about: the best, and of equals the newest. */
export function decisiveRun(runs: readonly GearRun[]): GearRun | undefined {
	return runs.reduce<GearRun | undefined>((held, run) => (held && rank(held) < rank(run) ? held : run), undefined);
}

export function cellOf(runs: readonly GearRun[]): CoverageCell {
	const run = decisiveRun(runs);
	if (!run) return never;
	const {state, jobId, analysisId, version} = run;
	return {state, jobId, analysisId, version, attempts: runs.reduce((sum, {attempts}) => sum + attempts, 0)};
}

function totalsOf(gear: string, rows: readonly CoverageRow[]): Record<CellState, number> {
	const totals = {complete: 0, failed: 0, running: 0, pending: 0, cancelled: 0, never: 0};
	for (const {cells} of rows) {
		const state = cells[gear]?.state as CellState;
		if (state in totals) totals[state]++;
	}
	return totals;
}

/** An object that takes any gear's name as a key, `__proto__` too. */
function byName<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
	return Object.assign(Object.create(null), Object.fromEntries(entries)) as Record<string, T>;
}

/** Sessions × gears. @param gears these alone, whether or not they ever ran; absent: all that did */
export function coverageOf({sessions, gears: seen}: ProjectRuns, gears: readonly string[] = seen): CoverageView {
	const columns = [...new Set(gears)];
	const rows = sessions.map(({id, subject, session, runs}) => ({
		...{id, subject, session},
		cells: byName(columns.map(gear => [gear, cellOf(runs.get(gear) ?? [])] as const)),
	}));
	return {gears: columns, rows, totals: byName(columns.map(gear => [gear, totalsOf(gear, rows)] as const))};
}
