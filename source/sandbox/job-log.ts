import {timeOf} from './dates.js';
import type {JobDoc} from './documents.js';
import {chance} from './ids.js';
import type {Store} from './store.js';

export interface LogEntry {
	/** -1 platform, 1 stdout, 2 stderr. */
	fd: number;
	msg: string;
}

const steps = [
	'INFO: Reading the manifest',
	'INFO: Validating the configuration',
	'INFO: Copying inputs to /flywheel/v0/input',
	'INFO: Inputs complete',
	'INFO: Starting the main step',
	'INFO: Step 1 of 4 done',
	'INFO: Step 2 of 4 done',
	'INFO: Step 3 of 4 done',
	'INFO: Step 4 of 4 done',
	'INFO: Collecting outputs',
];

const endings: Record<string, string[]> = {
	complete: ['INFO: Gear finished with exit code 0'],
	failed: ['ERROR: The main step ended early', 'ERROR: Gear failed with exit code 1'],
	cancelled: ['INFO: Job cancelled, stopping the container'],
};

/** The lines that a job of which the world tells no log will have written by its end. */
function madeUpLines(store: Store, job: JobDoc): string[] {
	if (job.state === 'failed' && job.previous_job_id) {
		// The same trouble again: a retry that fails fails as the attempt before it did.
		const previous = store.get('jobs', job.previous_job_id);
		if (previous?.state === 'failed') return linesOf(store, previous, Number.POSITIVE_INFINITY);
	}
	const host = `node${1 + Math.floor(chance(`${job._id}/node`) * 40)}`;
	return [`INFO: Running on ${host}`, ...steps];
}

/** How much of the log is there: a running job's grows with its share of the way. */
function shareWritten(job: JobDoc, progress: number): number {
	if (job.state === 'pending') return 0;
	if (job.state === 'running') return Math.min(1, Math.max(0, progress));
	return 1;
}

function linesOf(store: Store, job: JobDoc, progress: number): string[] {
	if (job.log) return job.log;
	const lines = madeUpLines(store, job);
	const share = shareWritten(job, progress);
	const written = lines.slice(0, Math.max(job.state === 'pending' ? 0 : 1, Math.floor(lines.length * share)));
	const repeats = lines.at(-1) !== steps.at(-1);
	return repeats ? written : [...written, ...(endings[job.state] ?? [])];
}

const platform =
	/^(?:Gear Name:|Executor:|Job ID:|Fetching inputs|Inputs ready|Gear container|Job (?:failed|complete|cancelled))/;

function streamOf(line: string): number {
	if (platform.test(line)) return -1;
	return /^(?:ERROR|Traceback|WARNING)/.test(line) ? 2 : 1;
}

/**
 * The log of a job as it stands.
 *
 * @param progress how far a running job is, from 0 to 1.
 */
export function jobLog(store: Store, job: JobDoc, progress: number): LogEntry[] {
	const lines = linesOf(store, job, progress);
	const started = !Number.isNaN(timeOf(job.transitions.running));
	if (lines.length === 0 && !started) return [];
	const {name, version} = job.gear_info;
	const body = lines.map((line): LogEntry => ({fd: streamOf(line), msg: `${line}\n`}));
	if (lines[0]?.startsWith('Gear Name:')) return body;
	const head: LogEntry = {fd: -1, msg: `Gear Name: ${name}, Gear Version: ${version}\n`};
	return [head, ...body];
}
