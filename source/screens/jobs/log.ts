import {statePiece} from '../../components/job-state.js';
import {paragraph} from '../../components/paragraph.js';
import type {PageLine} from '../../format/page.js';
import {safeLines, safeText} from '../../format/safe-text.js';
import {age} from '../../format/time.js';
import {truncate} from '../../format/width.js';
import type {Diagnosis} from '../../model/diagnosis.js';
import type {Job} from '../../model/flywheel.js';
import type {SlurmFacts} from '../../model/slurm.js';
import type {DiagnosedLog} from '../../state/job-diagnosis.js';
import type {JobLog} from '../../state/jobs.js';
import type {Theme} from '../../theme/theme.js';
import {rerunWords} from './families.js';

/** A log as the lines of a page; an empty one says so. */
function logLines({text, job}: JobLog): readonly PageLine[] {
	if (text.trim() === '') {
		return [{text: isOver(job) ? 'The log is empty.' : 'The log is empty: the job has written nothing yet.'}];
	}
	const lines = safeLines(text).replace(/\n$/, '').replaceAll('\t', '    ').split('\n');
	return lines.map(line => ({text: line}));
}

/** The same, made once for each text: a log may be large, and its diagnosis comes after it. */
export function lineMaker(): (log: JobLog) => readonly PageLine[] {
	let made: {of: JobLog; lines: readonly PageLine[]} | null = null;
	return log => {
		if (made?.of.text !== log.text || made.of.job.state !== log.job.state) made = {of: log, lines: logLines(log)};
		return made.lines;
	};
}

const loudWords =
	/\b(?:warn(?:ing)?s?|err(?:or)?s?|fatal|critical|exceptions?|traceback|fail(?:ed|ure|s)?|killed|denied|oom)\b|(?:Error|Exception|Warning)\b/i;

/** What says how loud the next line is: nipype puts its text below. */
const loudHead = /\b(?:WARNING|ERROR|CRITICAL):\s*$/;

/** Warnings and errors, by their own words: rather a line too many than the wrong one missing. */
export function isLoud({text}: PageLine, before: PageLine | undefined): boolean {
	return loudWords.test(text) || (before !== undefined && loudHead.test(before.text));
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
function standing({job}: JobLog, slurm: SlurmFacts | null, now: Date, theme: Theme): string {
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
	return ` ${theme.paint(token, truncate(text, 20))}${theme.paint('dim', dot + truncate(rest, 300))}`;
}

/** Cause, where it stands, and what to do about it. */
function causeWords({cause, lineNumber, advice, rerun}: Diagnosis): string {
	const where = lineNumber === null ? '' : ` by line ${lineNumber.toLocaleString('en')}`;
	return safeText(`${cause}${where}. ${advice} Run again: ${rerunWords[rerun]}.`);
}

export interface FactsContext {
	slurm: SlurmFacts | null;
	now: Date;
	theme: Theme;
	width: number;
	height: number;
}

/** How the job stands, and why it failed, in a few rows: the log itself has the most of the screen. */
export function logFacts(log: DiagnosedLog, {slurm, now, theme, width, height}: FactsContext): string[] {
	const first = standing(log, slurm, now, theme);
	if (log.job.state !== 'failed') return [first];
	const words = log.diagnosis ? causeWords(log.diagnosis) : 'Its log is being looked through for the cause.';
	const token = log.diagnosis ? 'caution' : 'dim';
	const rows = paragraph(theme, words, width, {token});
	return [first, ...rows.slice(0, height < 16 ? 2 : 4)];
}
