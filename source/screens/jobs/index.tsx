import {statePiece} from '../../components/job-state.js';
import {labelled} from '../../components/paragraph.js';
import type {ProjectPlace, SessionPlace} from '../../model/flywheel.js';
import type {JobRow, JobsView} from '../../model/views.js';
import {webPage} from '../../model/web-page.js';
import {LayeredScreen} from '../../shell/layers.js';
import {linkHandlers} from '../../shell/link-handlers.js';
import {ListLayer} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import {PageLayer} from '../../shell/page-layer.js';
import type {Screen, Shell} from '../../shell/shell.js';
import {withCauses} from '../../state/diagnoses.js';
import type {JobLog} from '../../state/jobs.js';
import {completed, type Readable, type Source} from '../../state/resource.js';
import {joinQueues} from '../../state/two-queues.js';
import type {Theme} from '../../theme/theme.js';
import {columns, jobPlace} from './columns.js';
import {jobCommands} from './commands.js';
import {CoverageView} from './coverage/open.js';
import {isOver, logFacts, logLines} from './log.js';
import {forgottenLines, queueNotes, slurmText} from './slurm.js';

/** Jobs, newest first, each chain of attempts as one row; `enter` reads the log. */
export default function createJobs(shell: Shell): Screen {
	const recent = {
		title: 'Jobs of the last 14 days',
		resource: told(shell, loaders(shell).jobs),
		empty: 'No job that you can see was made in the last 14 days.',
	};
	const ways: Ways = {
		open: layer => screen.push(layer),
		coverage: new CoverageView(shell, {
			push: layer => screen.push(layer),
			pop: layer => screen.pop(layer),
			openLog: row => screen.push(logOf(shell, row, base)),
		}),
	};
	const base = jobList(shell, recent, ways);
	const layersOf = (place: ProjectPlace | SessionPlace) =>
		'session' in place ? [jobList(shell, jobsOf(shell, place), ways)] : [];
	const screen = new LayeredScreen('jobs', base, layersOf);
	return screen;
}

/** Jobs with what Slurm says of them and the causes that are read in the background, each as soon as it comes. */
function told(shell: Shell, source: Source<JobsView>): Readable<JobsView> {
	const jobs = shell.cache.get(source);
	const both = joinQueues(jobs, shell.cache.get(loaders(shell).slurmOf(jobs)), () => shell.now());
	return completed(both, shell.diagnoses, view => withCauses(view, shell.diagnoses.known));
}

/** Where a list of jobs leads. */
interface Ways {
	open(log: PageLayer<JobLog>): void;
	coverage: CoverageView;
}

type JobListOptions = Pick<ListLayer<JobRow, JobsView>['options'], 'title' | 'resource' | 'empty'>;

function jobsOf(shell: Shell, {project, subject, session}: SessionPlace): JobListOptions {
	return {
		title: `Jobs of ${project.group}/${project.label}/${subject}/${session.label}`,
		resource: told(shell, loaders(shell).jobsOfSession(session.id)),
		empty: 'No job that you can see was ever run on this session.',
	};
}

function jobList(shell: Shell, options: JobListOptions, {open, coverage}: Ways): ListLayer<JobRow, JobsView> {
	const list = new ListLayer<JobRow, JobsView>({
		shell,
		...options,
		noun: 'jobs',
		rows: view => view.jobs,
		// A retry puts another job in the row's place.
		id: row => row.attempts[0] ?? row.id,
		idToCopy: row => row.id,
		link: row => webPage(shell.site.webUrl, row),
		columns,
		words: {open: 'log'},
		notes: view => queueNotes(view, shell.now()),
		head: (view, width) => forgottenLines(view, shell.theme, width),
		preview: (row, width) => jobFacts(row, shell.theme, width),
		commands: ({list: rows}) => ({
			...jobCommands(shell, rows.marked, rows.selected),
			...coverage.handlers(rows.selected),
			open: {
				run: () => rows.selected && open(logOf(shell, rows.selected, list)),
				blocked: rows.selected ? undefined : 'nothing is listed',
			},
		}),
	});
	return list;
}

/** The log of a job. What can be done to the job goes by its newest attempt, and by the state last read. */
function logOf(shell: Shell, row: JobRow, list: ListLayer<JobRow, JobsView>): PageLayer<JobLog> {
	const newest = ({resource}: PageLayer<JobLog>): JobRow => {
		const now = list.rows.find(({attempts}) => attempts.includes(row.id)) ?? row;
		const job = resource.get().data?.job;
		return job?.id === now.id ? {...now, state: job.state} : now;
	};
	const slurmNow = () => (list.rows.find(({id}) => id === row.id) ?? row).slurm;
	const source = loaders(shell).log(row.id);
	return new PageLayer<JobLog>({
		shell,
		title: `Log of ${jobPlace(row)}`,
		resource: shell.cache.get(source),
		// A log may be large, and is read anew when it is opened again.
		onLeave: () => shell.cache.drop(source.name),
		lines: logLines,
		facts: (log, now) => logFacts(log, slurmNow(), now, shell.theme),
		atEnd: true,
		grows: ({job}) => !isOver(job),
		commands: layer => ({
			...jobCommands(shell, [], newest(layer)),
			'copy-id': {run: () => shell.copy(row.id, 'the id')},
			...linkHandlers(shell, webPage(shell.site.webUrl, row)),
		}),
	});
}

function jobFacts(row: JobRow, theme: Theme, width: number): string[] {
	const {text, token = 'text'} = statePiece(row.state, theme);
	const fields = [
		{label: 'state', value: text, token},
		{label: 'gear', value: `${row.gear} ${row.version}`},
		{label: 'project', value: row.project ?? 'not known'},
		{label: 'subject', value: row.subject ?? 'not known'},
		{label: 'session', value: row.session ?? 'not known'},
		{label: 'made', value: row.created ?? 'not known'},
		{label: 'started', value: row.startedAt ?? 'not yet'},
		{label: 'ended', value: row.endedAt ?? 'not yet'},
		...(row.cause ? [{label: 'cause', value: row.cause}] : []),
		{label: 'attempts', value: row.attempts.join(', ')},
		{label: 'tags', value: row.tags.join(', ') || 'none'},
		{label: 'slurm', value: slurmText(row)},
		...(row.stuck === null ? [] : [{label: 'stuck', value: row.stuck, token: 'caution' as const}]),
		{label: 'id', value: row.id},
	];
	return fields.flatMap(field => labelled(theme, field, width, 9));
}
