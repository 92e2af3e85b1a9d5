import {safeLines} from '../../format/safe-text.js';
import {jobStates} from '../../model/flywheel.js';
import type {JobRow, JobsView} from '../../model/views.js';
import {withCauses} from '../../state/diagnoses.js';
import {loadJobs, loadLog, usualSince} from '../../state/jobs.js';
import {findProject} from '../../state/names.js';
import {runsInSlurm} from '../../state/slurm.js';
import {withSlurm} from '../../state/two-queues.js';
import type {Context} from '../context.js';
import {dateText, filterFrom, type ListFormat, printList} from '../list.js';
import {openDiagnoses} from '../open-diagnoses.js';
import {readingOf} from '../reading.js';
import {parseSince} from '../since.js';
import {usageError} from '../usage.js';

export interface JobsCommand {
	state?: string;
	gear?: string;
	project?: string;
	since?: string;
}

const format: ListFormat<JobRow> = {
	noun: ['job', 'jobs'],
	columns: [
		{title: 'ID', whole: true, value: row => row.id},
		{title: 'STATE', whole: true, value: row => row.state.slice(0, 20)},
		{title: 'GEAR', value: row => `${row.gear}/${row.version}`},
		{title: 'PROJECT', value: row => row.project ?? ''},
		{title: 'SUBJECT', value: row => row.subject ?? ''},
		{title: 'SESSION', value: row => row.session ?? ''},
		{title: 'TRY', align: 'right', whole: true, value: row => String(row.attempts.length)},
		{title: 'SLURM', value: row => row.slurm?.state ?? ''},
		{title: 'CREATED', whole: true, value: row => dateText(row.created)},
		{title: 'CAUSE', value: row => row.cause ?? ''},
	],
	csv: [
		...['id', 'state', 'gear', 'version', 'project', 'subject', 'session', 'analysis', 'attempt', 'attempts', 'tags'],
		...['created', 'startedAt', 'endedAt', 'slurm.state', 'slurm.jobId', 'slurm.reason', 'cause', 'stuck'],
	],
};

function checkState(state: string | undefined): void {
	if (state === undefined || jobStates.some(known => known === state)) return;
	throw usageError('There is no such job state.', `Give --state one of ${jobStates.join(', ')}.`, 'bad-state');
}

/** The jobs with what Slurm says. That it says nothing is told, and fails nothing: Flywheel's half is true without it. */
async function askSlurm(
	context: Context,
	view: JobsView,
	{whole, now}: {whole: boolean; now: Date},
): Promise<JobsView> {
	if (!view.jobs.some(runsInSlurm)) return view;
	const {client} = await context.connect();
	const slurm = await (await context.slurm()).read({rows: view.jobs, whole, reader: client, now});
	for (const {name, problem} of slurm.clusters) {
		if (problem !== null) context.out.progress(`Slurm (${name}) was not reached: ${problem}.`);
	}
	return withSlurm(view, slurm, now);
}

export async function jobs(context: Context, command: JobsCommand): Promise<number> {
	const {options, out} = context;
	const test = filterFrom(options.filter);
	checkState(command.state);
	const reading = await readingOf(context);
	const since = command.since === undefined ? usualSince(reading.now) : parseSince(command.since, reading.now);
	const {client} = await context.connect();
	const project = command.project === undefined ? undefined : await findProject(client, command.project);
	const {state, gear} = command;
	const flywheel = await loadJobs(client, {...reading, state, gear, project, since});
	const whole = !(state || gear || project || command.since) && reading.groups.length === 0;
	const diagnoses = await openDiagnoses(context);
	const [view] = await Promise.all([
		askSlurm(context, flywheel, {whole, now: reading.now}),
		diagnoses.read(flywheel.jobs),
	]);
	const rows = withCauses(view, diagnoses.known).jobs.filter(test);
	const {total, clusters = [], forgotten = []} = view;
	printList(out, format, {rows, total, json: {jobs: rows, total, since, clusters, forgotten}});
	for (const job of forgotten) out.progress(`Slurm job ${job.jobId} (${job.name}) ${job.reason}; ${job.flywheel}.`);
	if (command.since === undefined) out.progress('Of the last 14 days; --since goes further back.');
	return 0;
}

export async function log(context: Context, id: string): Promise<number> {
	const {out} = context;
	const {client} = await context.connect();
	const text = safeLines((await loadLog(client, id)).text);
	if (out.mode === 'json') out.json({id, log: text});
	else out.data(text);
	if (text === '') out.progress('The log is empty.');
	return 0;
}
