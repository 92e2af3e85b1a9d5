import {isLive, type SlurmJob, type SlurmUse} from '../../model/slurm.js';
import {date, fieldsOf, memory, seconds, stateWord, whole, word} from './values.js';

const names = [
	...(['JobIDRaw', 'State', 'ExitCode', 'DerivedExitCode', 'Elapsed', 'Timelimit', 'Submit', 'Start', 'End'] as const),
	...(['NodeList', 'Partition', 'ReqMem', 'ReqCPUS', 'NNodes', 'MaxRSS', 'User', 'JobName'] as const),
];
type Row = Record<(typeof names)[number], string>;

export interface PastQuery {
	names: readonly string[];
	/** So far back. */
	days: number;
	user: string | undefined;
}

/** Jobs of these names with their steps, which alone say what a job was killed for and what it took. */
export function accountingCommand({names: wanted, days, user}: PastQuery): string[] {
	const whose = user === undefined ? ['--allusers'] : ['-u', user];
	return [
		...['sacct', '-n', '-P', ...whose, '-S', `now-${days}days`],
		...[`--name=${wanted.join(',')}`, '-o', names.join(',')],
	];
}

/** Each job once: of a requeued one accounting gives the last run. */
export function parseAccounting(text: string, cluster: string): SlurmJob[] {
	const jobs = new Map<string, Row[]>();
	for (const line of text.split('\n')) {
		const row = fieldsOf(line, names);
		if (!row || !/^\d/.test(row.JobIDRaw)) continue;
		const [id = ''] = row.JobIDRaw.split('.', 1);
		jobs.set(id, [...(jobs.get(id) ?? []), row]);
	}
	return [...jobs].flatMap(([id, rows]) => {
		const job = rows.find(row => row.JobIDRaw === id);
		return job ? [toJob(job, rows, cluster)] : [];
	});
}

function toJob(row: Row, rows: readonly Row[], cluster: string): SlurmJob {
	const state = stateWord(row.State);
	return {
		cluster,
		jobId: row.JobIDRaw,
		name: row.JobName,
		state: state === 'FAILED' && diedOfMemory(rows) ? 'OUT_OF_MEMORY' : state,
		reason: null,
		exitCode: isLive({state}) ? null : word(row.ExitCode),
		partition: word(row.Partition),
		nodes: word(row.NodeList),
		user: word(row.User),
		elapsed: seconds(row.Elapsed),
		limit: seconds(row.Timelimit),
		submitted: date(row.Submit),
		started: date(row.Start),
		ended: date(row.End),
		use: measured(row, rows),
	};
}

/** The step that ran the gear is killed for memory, and the script around it merely fails. */
function diedOfMemory(rows: readonly Row[]): boolean {
	return rows.some(({State, ExitCode, DerivedExitCode}) => {
		return State.startsWith('OUT_OF_ME') || ExitCode.endsWith(':125') || DerivedExitCode.endsWith(':125');
	});
}

/** Memory is measured by step; a job takes as much as its largest. */
function measured(row: Row, rows: readonly Row[]): SlurmUse {
	const cpus = whole(row.ReqCPUS);
	const size = {cpus, nodes: whole(row.NNodes)};
	const used = rows.map(({MaxRSS}) => memory(MaxRSS, size) ?? 0);
	return {
		cpus,
		memoryAsked: memory(row.ReqMem, size) || null,
		// A step that ended between two measurements counts 0: that is no measurement.
		memoryUsed: Math.max(...used) || null,
		elapsed: seconds(row.Elapsed),
		limit: seconds(row.Timelimit),
	};
}
