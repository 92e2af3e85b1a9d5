import type {Role} from '../model/flywheel.js';
import type {HistoryEntry} from '../model/plan.js';
import type {AccessView, BriefView, JobsView, ProjectRow, SessionRow, UnsortedView} from '../model/views.js';
import {loadAccess} from '../state/access.js';
import {loadBrief} from '../state/brief.js';
import {jobLogText, loadJobs} from '../state/jobs.js';
import {loadProjects} from '../state/projects.js';
import type {Source} from '../state/resource.js';
import {loadSessions} from '../state/sessions.js';
import {loadUnsorted} from '../state/unsorted.js';
import type {Shell} from './shell.js';

/** What the screens read: by which name, how often again while it is looked at (s), and how. */
export interface Loaders {
	brief: Source<BriefView>;
	projects: Source<readonly ProjectRow[]>;
	sessions(project: ProjectRow): Source<readonly SessionRow[]>;
	unsorted: Source<UnsortedView>;
	jobs: Source<JobsView>;
	log(jobId: string): Source<string>;
	access: Source<AccessView>;
	roles(): Promise<readonly Role[]>;
	history: Source<readonly HistoryEntry[]>;
}

/** The loaders of the state layer, for this login and the groups asked for. */
export function loaders(shell: Shell): Loaders {
	const {client, operations, groups, habits} = shell;
	const reading = (signal: AbortSignal) => ({...habits, groups, now: shell.now(), signal});
	const judging = async (signal: AbortSignal) => ({...reading(signal), ownChanges: await operations.ownChanges()});
	return {
		brief: {
			name: 'brief',
			every: 300,
			load: async ({reader, signal}) => loadBrief(reader, await judging(signal)),
		},
		projects: {name: 'projects', every: 600, load: ({reader, signal}) => loadProjects(reader, reading(signal))},
		sessions: project => ({
			name: `sessions ${project.id}`,
			every: 600,
			load: ({reader, signal}) => loadSessions(reader, project, reading(signal)),
		}),
		unsorted: {
			name: 'unsorted',
			every: 300,
			load: async ({reader, signal, part}) => loadUnsorted(reader, {...(await judging(signal)), onPart: part}),
		},
		jobs: {name: 'jobs', every: 60, load: ({reader, signal}) => loadJobs(reader, reading(signal))},
		log: id => ({
			name: `log ${id}`,
			load: async ({reader, signal}) => jobLogText(await reader.jobLog(id, {signal})),
		}),
		access: {name: 'access', every: 600, load: ({reader, signal}) => loadAccess(reader, reading(signal))},
		roles: async () => client.roles(),
		history: {name: 'history', every: 60, load: async () => operations.history()},
	};
}
