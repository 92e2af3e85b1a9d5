import {labelled} from '../../components/paragraph.js';
import {chunks} from '../../format/width.js';
import type {JobRow, JobsView} from '../../model/views.js';
import {LayeredScreen} from '../../shell/layers.js';
import {ListLayer} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import type {Screen, Shell} from '../../shell/shell.js';
import {TextLayer} from '../../shell/text-layer.js';
import type {Theme} from '../../theme/theme.js';
import {columns, jobPlace, statePiece} from './columns.js';
import {jobCommands} from './commands.js';

/** Jobs, newest first, each chain of attempts as one row; `enter` reads the log. */
export default function createJobs(shell: Shell): Screen {
	const list = new ListLayer<JobRow, JobsView>({
		shell,
		title: 'Jobs of the last 14 days',
		noun: 'jobs',
		resource: shell.cache.get(loaders(shell).jobs),
		rows: view => view.jobs,
		id: row => row.id,
		columns,
		empty: 'No job that you can see was made in the last 14 days.',
		words: {open: 'log'},
		preview: (row, width) => jobFacts(row, shell.theme, width),
		commands: ({list: rows}) => ({
			...jobCommands(shell, rows.marked, rows.selected),
			open: {
				run: () => rows.selected && open(rows.selected),
				blocked: rows.selected ? undefined : 'nothing is listed',
			},
		}),
	});
	const open = (row: JobRow) => {
		const newest = () => list.rows.find(({attempts}) => attempts.includes(row.id)) ?? row;
		screen.push(logOf(shell, row, newest));
	};
	const screen = new LayeredScreen('jobs', list);
	return screen;
}

function logOf(shell: Shell, job: JobRow, newest: () => JobRow): TextLayer<string> {
	const source = loaders(shell).log(job.id);
	return new TextLayer<string>({
		shell,
		title: `Log of ${job.gear} ${job.version}, ${jobPlace(job)}`,
		noun: 'lines',
		resource: shell.cache.get(source),
		// A log may be large, and is read anew when it is opened again.
		onLeave: () => shell.cache.drop(source.name),
		atEnd: true,
		lines: (text, width) => logLines(text, width),
		commands: () => ({
			...jobCommands(shell, [], newest()),
			'copy-id': {run: () => shell.copy(job.id, 'the id')},
		}),
	});
}

/** A log as lines for the screen; an empty one says so. */
function logLines(text: string, width: number): string[] {
	if (text.trim() === '') return [' The log is empty: the job has written nothing yet.'];
	const lines = text.replace(/\n$/, '').split('\n');
	return lines.flatMap(line => chunks(line.replaceAll('\t', '    '), width - 2).map(part => ` ${part}`));
}

function jobFacts(row: JobRow, theme: Theme, width: number): string[] {
	const {text, token = 'text'} = statePiece(row.state, theme);
	const slurm = row.slurm ? `${row.slurm.state}, job ${row.slurm.jobId}, ${row.slurm.reason}` : 'not known';
	const fields = [
		{label: 'state', value: text, token},
		{label: 'gear', value: `${row.gear} ${row.version}`},
		{label: 'project', value: row.project ?? 'not known'},
		{label: 'subject', value: row.subject ?? 'not known'},
		{label: 'session', value: row.session ?? 'not known'},
		{label: 'made', value: row.created ?? 'not known'},
		{label: 'started', value: row.startedAt ?? 'not yet'},
		{label: 'ended', value: row.endedAt ?? 'not yet'},
		{label: 'attempts', value: row.attempts.join(', ')},
		{label: 'tags', value: row.tags.join(', ') || 'none'},
		{label: 'slurm', value: slurm},
		{label: 'id', value: row.id},
	];
	return fields.flatMap(field => labelled(theme, field, width, 9));
}
