import type {Load} from '../hooks/resource.js';
import type {Role} from '../model/flywheel.js';
import type {HistoryEntry} from '../model/plan.js';
import type {AccessView, BriefView, JobsView, ProjectRow, SessionRow, UnsortedView} from '../model/views.js';
import type {Shell} from './shell.js';

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

export declare function loaders(shell: Shell): Loaders;
