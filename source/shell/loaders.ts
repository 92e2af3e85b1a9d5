import {daysBefore} from '../format/time.js';
import type {RunSession} from '../model/coverage.js';
import type {Acquisition, Analysis, Container, ContainerKind, SessionPlace} from '../model/flywheel.js';
import type {HistoryEntry} from '../model/plan.js';
import type {BriefView, JobsView, ProjectContents, ProjectRow, UnsortedView} from '../model/views.js';
import type {StageFiles} from '../model/why.js';
import {type AccessSite, loadAccessSite} from '../state/access.js';
import {loadBrief} from '../state/brief.js';
import {loadCoverage, type StudyCoverage} from '../state/coverage.js';
import {type DiagnosedLog, loadDiagnosedLog} from '../state/job-diagnosis.js';
import {loadJobs, loadSessionOfJob} from '../state/jobs.js';
import {type Comparison, loadComparison} from '../state/last-success.js';
import {loadProjects} from '../state/projects.js';
import type {Resource, Source} from '../state/resource.js';
import {loadProjectContents} from '../state/sessions.js';
import type {SlurmView} from '../state/slurm.js';
import {loadUnsorted, type TypedJudge, typedJudge} from '../state/unsorted.js';
import {type FoundWorkflow, loadStageFiles, loadWorkflow} from '../state/workflow.js';
import type {Shell} from './shell.js';

/** What the screens read: by which name, how often again while it is looked at (s), and how. */
export interface Loaders {
	brief: Source<BriefView>;
	projects: Source<readonly ProjectRow[]>;
	/** Sessions and subjects of a project. */
	contents(project: SessionPlace['project']): Source<ProjectContents>;
	acquisitions(sessionId: string): Source<readonly Acquisition[]>;
	analyses(kind: Exclude<ContainerKind, 'analyses'>, id: string): Source<readonly Analysis[]>;
	container(kind: ContainerKind, id: string): Source<Container>;
	unsorted: Source<UnsortedView>;
	/** Judges a session of Unsorted by what a person types. */
	typedJudge(sessionId: string): Promise<TypedJudge>;
	/** Of so many days back, asked for anew at each reading. */
	jobs(days: () => number): Source<JobsView>;
	jobsOfSession(id: string): Source<JobsView>;
	/** What Slurm says of those jobs. */
	slurmOf(jobs: Resource<JobsView>): Source<SlurmView>;
	sessionOfJob(jobId: string): Promise<SessionPlace>;
	/** With the last success of its gear. */
	comparison(jobId: string): Promise<Comparison>;
	/** What ran on the sessions of a project. */
	coverage(project: SessionPlace['project']): Source<StudyCoverage>;
	/** The template of the project's nightly workflow. */
	workflow(project: SessionPlace['project']): Source<FoundWorkflow>;
	/** What a stage of that may ask of a session. */
	stageFiles(project: SessionPlace['project'], session: RunSession): Source<StageFiles>;
	log(jobId: string): Source<DiagnosedLog>;
	access: Source<AccessSite>;
	history: Source<readonly HistoryEntry[]>;
}

/** Why these jobs failed is read in the background, once they are known. */
function withCausesWanted(diagnoses: Shell['diagnoses']) {
	return async (loading: Promise<JobsView>): Promise<JobsView> => {
		const view = await loading;
		diagnoses.want(view.jobs);
		return view;
	};
}

/** What the journal tells of Unsorted. */
async function ownPast(operations: Shell['operations']) {
	return {ownChanges: await operations.ownChanges(), corrections: await operations.corrections()};
}

/** The loaders of the state layer, for this login and the groups asked for. */
export function loaders(shell: Shell): Loaders {
	const {operations, groups, habits, scratch, diagnoses} = shell;
	const reading = (signal: AbortSignal) => ({...habits, groups, now: shell.now(), signal});
	const judging = async (signal: AbortSignal) => ({...reading(signal), ...(await ownPast(operations))});
	return {
		brief: {
			name: 'brief',
			every: 300,
			load: async ({reader, signal}) =>
				loadBrief(reader, {
					...{inParts: true, later: true, diagnoses},
					...(await judging(signal)),
					scratch: await scratch.brief(shell.now()),
				}),
		},
		projects: {name: 'projects', every: 600, load: ({reader, signal}) => loadProjects(reader, reading(signal))},
		...levels,
		unsorted: {
			name: 'unsorted',
			every: 300,
			load: async ({reader, signal, part}) => loadUnsorted(reader, {...(await judging(signal)), onPart: part}),
		},
		typedJudge: async id => {
			const past = await ownPast(operations);
			return typedJudge(shell.client, id, {...habits, groups, now: shell.now(), ...past});
		},
		...jobLoaders(shell),
		...studies,
		log: id => ({
			name: `log ${id}`,
			every: 5,
			load: ({reader, signal, part}) => loadDiagnosedLog(reader, id, {signal, part}),
		}),
		access: {name: 'access', every: 600, load: ({reader, signal}) => loadAccessSite(reader, reading(signal))},
		history: {name: 'history', every: 60, load: async () => operations.history()},
	};
}

type JobLoaders = Pick<Loaders, 'jobs' | 'jobsOfSession' | 'slurmOf' | 'sessionOfJob' | 'comparison'>;

function jobLoaders(shell: Shell): JobLoaders {
	const {client, groups, habits, diagnoses, slurm} = shell;
	const reading = (signal: AbortSignal) => ({...habits, groups, now: shell.now(), signal});
	const wanted = withCausesWanted(diagnoses);
	return {
		jobs: days => ({
			name: 'jobs',
			every: 60,
			load: ({reader, signal, part}) => {
				const since = daysBefore(shell.now(), days());
				return wanted(loadJobs(reader, {...reading(signal), since, onPart: part}));
			},
		}),
		jobsOfSession: id => ({
			name: `jobs of ${id}`,
			every: 60,
			load: ({reader, signal}) => wanted(loadJobs(reader, {...reading(signal), groups: [], session: id})),
		}),
		slurmOf: jobs => ({
			name: `slurm of ${jobs.source.name}`,
			load: ({reader, signal}) => {
				const whole = jobs.source.name === 'jobs' && groups.length === 0;
				return slurm.read({reader, signal, rows: jobs.get().data?.jobs ?? [], whole, now: shell.now()});
			},
		}),
		sessionOfJob: id => loadSessionOfJob(client, id),
		comparison: id => loadComparison(client, id),
	};
}

/** What lies below a project, level by level. */
const levels: Pick<Loaders, 'contents' | 'acquisitions' | 'analyses' | 'container'> = {
	contents: project => ({
		name: `contents ${project.id}`,
		every: 600,
		load: ({reader, signal, part}) => loadProjectContents(reader, project, {signal, onPart: part}),
	}),
	acquisitions: id => ({
		name: `acquisitions ${id}`,
		every: 600,
		load: ({reader, signal}) => reader.acquisitions(id, {signal}),
	}),
	analyses: (kind, id) => ({
		name: `analyses ${kind} ${id}`,
		every: 60,
		load: ({reader, signal}) => reader.analyses(kind, id, {jobs: true, signal}),
	}),
	container: (kind, id) => ({
		name: `container ${kind} ${id}`,
		load: ({reader, signal}) => reader.container(kind, id, {signal}),
	}),
};

/** What ran in a study, and what should have. */
const studies: Pick<Loaders, 'coverage' | 'workflow' | 'stageFiles'> = {
	coverage: project => ({
		name: `coverage ${project.id}`,
		every: 120,
		load: ({reader, signal}) => loadCoverage(reader, project, {signal}),
	}),
	workflow: project => ({
		name: `workflow ${project.id}`,
		every: 600,
		load: ({reader, signal}) => loadWorkflow(reader, project, {signal}),
	}),
	stageFiles: (project, session) => ({
		name: `stage files of ${session.id}`,
		every: 600,
		load: ({reader, signal}) => loadStageFiles(reader, project, session, {signal}),
	}),
};
