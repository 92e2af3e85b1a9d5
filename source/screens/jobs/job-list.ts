import {statePiece} from '../../components/job-state.js';
import {labelled, paragraph} from '../../components/paragraph.js';
import {age, isoMinute} from '../../format/time.js';
import type {JobRow, JobsView} from '../../model/views.js';
import {webPage} from '../../model/web-page.js';
import type {Layer} from '../../shell/layers.js';
import {linkHandlers} from '../../shell/link-handlers.js';
import {ListLayer, type ListLayerOptions} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import {PageLayer} from '../../shell/page-layer.js';
import type {Handler, Handlers, Shell} from '../../shell/shell.js';
import type {DiagnosedLog} from '../../state/job-diagnosis.js';
import type {Theme} from '../../theme/theme.js';
import {columns, jobPlace} from './columns.js';
import {changeCommands, jobCommands} from './commands.js';
import {type FamilyRow, familyColumns, familyFacts, familyRows, shareWords} from './families.js';
import {isLoud, isOver, lineMaker, logFacts} from './log.js';
import {askToSave} from './save-log.js';
import {slurmText} from './slurm.js';

export type JobList = ListLayer<JobRow, JobsView>;

/** What every layer of this screen works with. */
export interface Way {
	shell: Shell;
	push(layer: Layer): void;
}

type Options = ListLayerOptions<JobRow, JobsView>;
export interface JobListOptions
	extends Pick<Options, 'title' | 'resource' | 'empty' | 'notes' | 'head' | 'initialFilter'> {
	/** Of those read; absent: all. */
	rows?: Options['rows'];
	commands?(list: JobList): Handlers;
}

/** Jobs, each chain of attempts as one row; `enter` reads the log. */
export function jobList(way: Way, {commands, ...options}: JobListOptions): JobList {
	const {shell, push} = way;
	const list: JobList = new ListLayer<JobRow, JobsView>({
		shell,
		rows: view => view.jobs,
		...options,
		noun: 'jobs',
		// A retry puts another job in the row's place.
		id: row => row.attempts[0] ?? row.id,
		idToCopy: row => row.id,
		link: row => webPage(shell.site.webUrl, row),
		columns,
		words: {open: 'log'},
		preview: (row, width) => jobFacts(row, {theme: shell.theme, now: shell.now(), width}),
		commands: layer => ({
			...jobCommands(shell, layer.list.marked, layer.list.selected),
			open: {
				run: () => layer.list.selected && push(logOf(shell, layer.list.selected, list)),
				blocked: layer.list.selected ? undefined : 'nothing is listed',
			},
			...commands?.(layer),
		}),
	});
	return list;
}

/** The failures of a list by what they have in common; `enter` lists those of one. */
export function familyList(way: Way, of: Pick<JobListOptions, 'resource'>): Layer {
	const {shell, push} = way;
	const known = shell.diagnoses.known;
	const open = ({id, cause, gear}: FamilyRow) =>
		push(
			jobList(way, {
				...of,
				title: cause ? `Failures of ${gear}: ${cause}` : 'Failures whose logs are not read yet',
				rows: view => familyRows(view, known).find(family => family.id === id)?.jobs ?? [],
				empty: 'None of these is a failure any more.',
			}),
		);
	return new ListLayer<FamilyRow, JobsView>({
		shell,
		...of,
		title: 'Failures by cause',
		noun: 'families',
		rows: view => familyRows(view, known),
		id: row => row.id,
		columns: familyColumns,
		empty: 'No job failed.',
		words: {open: 'its jobs', retry: 'retry all', relaunch: 'relaunch all'},
		head: (view, width) => [...paragraph(shell.theme, shareWords(view, known), width), ''],
		preview: (row, width) => familyFacts(row, shell.theme, width),
		commands: ({list: {marked, selected}}) => ({
			...changeCommands(
				shell,
				(marked.length > 0 ? marked : selected ? [selected] : []).flatMap(({jobs}) => jobs),
			),
			open: {
				run: () => selected && open(selected),
				blocked: selected ? undefined : 'nothing is listed',
			},
		}),
	});
}

/** The log of a job. What can be done to the job goes by its newest attempt, and by the state last read. */
export function logOf(shell: Shell, row: JobRow, list: JobList): PageLayer<DiagnosedLog> {
	const newest = ({resource}: PageLayer<DiagnosedLog>): JobRow => {
		const now = list.rows.find(({attempts}) => attempts.includes(row.id)) ?? row;
		const job = resource.get().data?.job;
		return job?.id === now.id ? {...now, state: job.state} : now;
	};
	const slurmNow = () => (list.rows.find(({id}) => id === row.id) ?? row).slurm;
	const source = loaders(shell).log(row.id);
	return new PageLayer<DiagnosedLog>({
		shell,
		title: `Log of ${jobPlace(row)}`,
		resource: shell.cache.get(source),
		// A log may be large, and is read anew when it is opened again.
		onLeave: () => shell.cache.drop(source.name),
		lines: lineMaker(),
		facts: (log, now, size) => logFacts(log, {slurm: slurmNow(), now, theme: shell.theme, ...size}),
		narrow: {words: 'warnings and errors', keep: isLoud},
		spot: ({diagnosis}) => (diagnosis?.lineNumber ? diagnosis.lineNumber - 1 : null),
		atEnd: true,
		grows: ({job}) => !isOver(job),
		commands: layer => ({
			...jobCommands(shell, [], newest(layer)),
			save: saving(shell, row, layer),
			'copy-id': {run: () => shell.copy(row.id, 'the id')},
			...linkHandlers(shell, webPage(shell.site.webUrl, row)),
		}),
	});
}

function saving(shell: Shell, row: JobRow, {resource}: PageLayer<DiagnosedLog>): Handler {
	const text = resource.get().data?.text;
	return {
		run: () => text && askToSave(shell, row, text),
		blocked: text === undefined ? 'the log is not read yet' : text === '' ? 'the log is empty' : undefined,
	};
}

function jobFacts(row: JobRow, {theme, now, width}: {theme: Theme; now: Date; width: number}): string[] {
	const {text, token = 'text'} = statePiece(row.state, theme);
	const time = (iso: string | null) => {
		const minute = isoMinute(iso);
		return minute && `${minute} UTC, ${age(iso, now)} ago`;
	};
	const fields = [
		{label: 'state', value: text, token},
		{label: 'gear', value: `${row.gear} ${row.version}`},
		{label: 'project', value: row.project ?? 'not known'},
		{label: 'subject', value: row.subject ?? 'not known'},
		{label: 'session', value: row.session ?? 'not known'},
		{label: 'made', value: time(row.created) ?? 'not known'},
		{label: 'started', value: time(row.startedAt) ?? 'not yet'},
		{label: 'ended', value: time(row.endedAt) ?? 'not yet'},
		...(row.cause ? [{label: 'cause', value: row.cause}] : []),
		{label: 'attempts', value: row.attempts.join(', ')},
		{label: 'tags', value: row.tags.join(', ') || 'none'},
		{label: 'priority', value: row.priority ?? 'not known'},
		{label: 'by', value: row.launchedBy ?? 'a rule, or the site itself'},
		{label: 'slurm', value: slurmText(row)},
		...(row.stuck === null ? [] : [{label: 'stuck', value: row.stuck, token: 'caution' as const}]),
		{label: 'id', value: row.id},
	];
	return fields.flatMap(field => labelled(theme, field, width, 9));
}
