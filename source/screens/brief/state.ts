import type {ScreenId} from '../../keys/commands.js';
import type {BriefView} from '../../model/views.js';

/** One thing that may be waiting this morning. */
export interface BriefRow {
	id: string;
	/** null where it can't be told. */
	count: number | null;
	what: string;
	more: string;
	/** Where one does something about it. */
	screen: ScreenId;
	urgent: boolean;
}

/** The brief as rows, what waits for a person first. */
export function briefRows(view: BriefView): BriefRow[] {
	const {unsorted, jobs, projects} = view;
	const oldest = unsorted.oldestDays === null ? '' : `oldest ${unsorted.oldestDays} d`;
	const high = unsorted.high > 0 ? `${unsorted.high} sure` : '';
	return [
		row('unsorted', unsorted.total, 'sessions wait in Unsorted', [high, oldest], 'unsorted', unsorted.total > 0),
		row('failed', jobs.failed, 'failed jobs not made good', families(view), 'jobs', (jobs.failed ?? 0) > 0),
		row('stuck', jobs.stuck, 'jobs seem stuck', [], 'jobs', (jobs.stuck ?? 0) > 0),
		row('running', jobs.running, 'jobs are running', [], 'jobs', false),
		row('pending', jobs.pending, 'jobs wait for their turn', [], 'jobs', false),
		row('files', projects.missingFiles, 'projects lack a required file', [], 'projects', projects.missingFiles > 0),
		row('projects', projects.total, 'projects that you can see', [], 'projects', false),
	];
}

function row(
	id: string,
	count: number | null,
	what: string,
	more: string[],
	screen: ScreenId,
	urgent: boolean,
): BriefRow {
	return {id, count, what, more: more.filter(part => part !== '').join(', '), screen, urgent};
}

function families({jobs}: BriefView): string[] {
	return jobs.families.slice(0, 3).map(({cause, count}) => `${count} ${cause}`);
}
