import {statePiece} from '../../components/job-state.js';
import type {PageLine} from '../../format/page.js';
import {safeLines} from '../../format/safe-text.js';
import {age} from '../../format/time.js';
import {truncate} from '../../format/width.js';
import type {Job} from '../../model/flywheel.js';
import type {SlurmFacts} from '../../model/slurm.js';
import type {JobLog} from '../../state/jobs.js';
import type {Theme} from '../../theme/theme.js';

/** A log as the lines of a page; an empty one says so. */
export function logLines({text, job}: JobLog): readonly PageLine[] {
	if (text.trim() === '') {
		return [{text: isOver(job) ? 'The log is empty.' : 'The log is empty: the job has written nothing yet.'}];
	}
	const lines = safeLines(text).replace(/\n$/, '').replaceAll('\t', '    ').split('\n');
	return lines.map(line => ({text: line}));
}

/** An ended job writes no more. */
export function isOver({state}: Pick<Job, 'state'>): boolean {
	return state !== 'running' && state !== 'pending';
}

function madeWords(since: string): string {
	if (since === '?') return '';
	return since === 'now' ? 'made just now' : `made ${since} ago`;
}

/** Which job it is and how it stands, on both sides, in one row. */
export function logFacts({job}: JobLog, slurm: SlurmFacts | null, now: Date, theme: Theme): string {
	const {text, token = 'text'} = statePiece(job.state, theme);
	const dot = ` ${theme.symbols.dot} `;
	const parts = [
		slurm ? `in Slurm ${slurm.state}: ${slurm.reason}` : '',
		madeWords(age(job.created, now)),
		`job ${job.id}`,
		`${job.gear} ${job.version}`,
		job.attempt > 1 ? `attempt ${job.attempt}` : '',
		job.failureReason ?? '',
	];
	const rest = parts.filter(part => part !== '').join(dot);
	return `${theme.paint(token, truncate(text, 20))}${theme.paint('dim', dot + truncate(rest, 300))}`;
}
