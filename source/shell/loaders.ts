import type {Load} from '../hooks/resource.js';
import type {Role} from '../model/flywheel.js';
import type {HistoryEntry} from '../model/plan.js';
import type {AccessView, BriefView, JobsView, ProjectRow, SessionRow, UnsortedView} from '../model/views.js';
import {loadAccess} from '../state/access.js';
import {loadBrief} from '../state/brief.js';
import {jobLogText, loadJobs} from '../state/jobs.js';
import {loadProjects} from '../state/projects.js';
import {loadSessions} from '../state/sessions.js';
import {loadUnsorted} from '../state/unsorted.js';
import type {Shell} from './shell.js';

/** What the screens read, each for `Resource`. */
export interface Loaders {
	brief: Load<BriefView>;
	projects: Load<readonly ProjectRow[]>;
	sessions(project: ProjectRow): Load<readonly SessionRow[]>;
	unsorted: Load<UnsortedView>;
	jobs: Load<JobsView>;
	log(jobId: string): Load<string>;
	access: Load<AccessView>;
	roles(): Promise<readonly Role[]>;
	history: Load<readonly HistoryEntry[]>;
}

/** The loaders of the state layer, for this login and the groups asked for. */
export function loaders(shell: Shell): Loaders {
	const {client, operations, groups, habits} = shell;
	const reading = (signal: AbortSignal) => ({...habits, groups, now: shell.now(), signal});
	const judging = async (signal: AbortSignal) => ({...reading(signal), ownChanges: await operations.ownChanges()});
	return {
		brief: async signal => loadBrief(client, await judging(signal)),
		projects: signal => loadProjects(client, reading(signal)),
		sessions: project => signal => loadSessions(client, project, reading(signal)),
		unsorted: async (signal, part) => loadUnsorted(client, {...(await judging(signal)), onPart: part}),
		jobs: signal => loadJobs(client, reading(signal)),
		log: id => async signal => jobLogText(await client.jobLog(id, {signal})),
		access: signal => loadAccess(client, reading(signal)),
		roles: async () => client.roles(),
		history: async () => operations.history(),
	};
}
