import type {Load} from '../hooks/resource.js';
import {FlydeckError} from '../model/errors.js';
import type {Role} from '../model/flywheel.js';
import type {HistoryEntry} from '../model/plan.js';
import type {AccessView, BriefView, JobsView, ProjectRow, SessionRow, UnsortedView} from '../model/views.js';
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

const notYet = async () => {
	throw new FlydeckError('unexpected', {
		code: 'no-view',
		message: 'This view can’t be read yet.',
		next: 'Use a newer flydeck.',
	});
};

export function loaders({client, operations}: Shell): Loaders {
	return {
		brief: notYet,
		projects: notYet,
		sessions: () => notYet,
		unsorted: notYet,
		jobs: notYet,
		log: () => notYet,
		access: notYet,
		roles: async () => client.roles(),
		history: async () => operations.history(),
	};
}
