import type {ProjectPlace, SessionPlace} from '../../model/flywheel.js';
import type {JobsView} from '../../model/views.js';
import {LayeredScreen} from '../../shell/layers.js';
import {loaders} from '../../shell/loaders.js';
import type {Screen, Shell} from '../../shell/shell.js';
import {withCauses} from '../../state/diagnoses.js';
import {usualDays} from '../../state/jobs.js';
import {completed, type Readable, type Source} from '../../state/resource.js';
import {joinQueues} from '../../state/two-queues.js';
import {CoverageView} from './coverage/open.js';
import {familyList, type JobList, type JobListOptions, jobList, logOf, type Way} from './job-list.js';
import {forgottenLines, queueNotes} from './slurm.js';

/** Jobs, newest first, each chain of attempts as one row. */
export default function createJobs(shell: Shell): Screen {
	const way: Way = {shell, push: layer => screen.push(layer)};
	let days = usualDays;
	const recent = {
		title: () => `Jobs of the last ${days} days`,
		resource: told(
			shell,
			loaders(shell).jobs(() => days),
		),
		empty: 'No job that you can see was made in that time. O looks further back.',
		commands: ({resource}: JobList) => ({
			older: {
				run: () => {
					days += usualDays;
					resource.refresh();
				},
			},
		}),
	};
	const coverage = new CoverageView(shell, {
		push: layer => screen.push(layer),
		pop: layer => screen.pop(layer),
		openLog: row => screen.push(logOf(shell, row, base)),
	});
	const base = wholeList(way, recent, coverage);
	const layersOf = (place: ProjectPlace | SessionPlace) =>
		'session' in place ? [wholeList(way, jobsOf(shell, place), coverage)] : [];
	const screen = new LayeredScreen('jobs', base, layersOf);
	return screen;
}

/** Jobs with what Slurm says of them and the causes that are read in the background, each as soon as it comes. */
function told(shell: Shell, source: Source<JobsView>): Readable<JobsView> {
	const jobs = shell.cache.get(source);
	const both = joinQueues(jobs, shell.cache.get(loaders(shell).slurmOf(jobs)), () => shell.now());
	return completed(both, shell.diagnoses, view => withCauses(view, shell.diagnoses.known));
}

/** With all that leads on from a list of jobs: its failures by cause, the coverage of a project. */
function wholeList(way: Way, options: JobListOptions, coverage: CoverageView) {
	const {shell} = way;
	const families = {run: () => way.push(familyList(way, options))};
	return jobList(way, {
		...options,
		notes: view => queueNotes(view, shell.now()),
		head: (view, width) => forgottenLines(view, shell.theme, width),
		commands: layer => ({...coverage.handlers(layer.list.selected), families, ...options.commands?.(layer)}),
	});
}

function jobsOf(shell: Shell, {project, subject, session, analysis}: SessionPlace): JobListOptions {
	return {
		title: `Jobs of ${project.group}/${project.label}/${subject}/${session.label}`,
		resource: told(shell, loaders(shell).jobsOfSession(session.id)),
		empty: 'No job that you can see was ever run on this session.',
		...(analysis && {initialFilter: `analysis:${analysis}`}),
	};
}
