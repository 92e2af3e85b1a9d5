import {bytes} from '../../format/amounts.js';
import {isoDay} from '../../format/time.js';
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
	/** Which of what is there it is about. */
	filter: string;
	urgent: boolean;
}

/** Nothing of the site is there for this login: all its zeros say only that. */
export function seesNothing({unsorted, jobs, projects}: BriefView): boolean {
	return projects.total === 0 && !unsorted.total && !jobs.failed && !jobs.running && !jobs.pending;
}

/** What is left of the brief where one sees nothing of the site. */
export function rowsWithoutSite(view: BriefView): BriefRow[] {
	const none = row('projects', 0, seen, {});
	return [{...none, urgent: true}, ...purgedRows(view)];
}

const seen = 'projects that you can see';

/** The brief as rows, what waits for a person first. */
export function briefRows(view: BriefView): BriefRow[] {
	const {unsorted, jobs, projects} = view;
	const oldest = unsorted.oldestDays === null ? '' : `oldest ${unsorted.oldestDays} d`;
	const high = unsorted.high ? `${unsorted.high} sure` : '';
	const {setAside = 0} = unsorted;
	const waiting = unsorted.total === null ? null : unsorted.total - setAside;
	const aside = setAside > 0 ? `${setAside} set aside` : '';
	return [
		row('unsorted', waiting, 'sessions wait in Unsorted', {more: [high, oldest, aside], urgent: true}),
		row('jobs', jobs.failed, 'failed jobs not made good', {more: families(view), filter: 'state:failed', urgent: true}),
		row('jobs', jobs.stuck, 'jobs seem stuck', {filter: '/^(running|pending)$/', urgent: true}),
		...purgedRows(view),
		row('jobs', jobs.running, 'jobs are running', {filter: 'state:running'}),
		row('jobs', jobs.pending, 'jobs wait for their turn', {filter: 'state:pending'}),
		row('projects', projects.missingFiles, 'projects lack a required file', {urgent: true}),
		row('projects', projects.total, seen, {}),
	];
}

interface RowOptions {
	more?: string[];
	filter?: string;
	/** True where it waits for a person, if there is any of it. */
	urgent?: boolean;
}

function row(screen: ScreenId, count: number | null, what: string, options: RowOptions): BriefRow {
	const {more = [], filter = '', urgent = false} = options;
	const text = more.filter(part => part !== '').join(', ');
	return {id: what, count, what, more: text, screen, filter, urgent: urgent && (count ?? 0) > 0};
}

/** A line for each folder that the cluster is about to purge something of. */
function purgedRows({scratch}: BriefView): BriefRow[] {
	return scratch
		.filter(({purgeIn14Days}) => purgeIn14Days.files > 0)
		.map(({path, scannedAt, purgeIn14Days: {files, bytes: size}}) => {
			const more = [bytes(size), path, `scanned ${isoDay(scannedAt)}`];
			return {...row('scratch', files, 'files purged within 14 days', {more, urgent: true}), id: `scratch ${path}`};
		});
}

function families({jobs}: BriefView): string[] {
	return jobs.families.slice(0, 3).map(({cause, count}) => `${count} ${cause}`);
}
