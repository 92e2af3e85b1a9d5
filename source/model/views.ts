/**
 * What the screens show and the read commands print: the JSON of the contract, field for
 * field. In a field that stands alone a project is `GROUP/PROJECT`.
 */
import type {Quota, ScanClock, ScanCounts, ScanJob, SkipReason} from './scratch.js';
import type {ClusterStanding, ForgottenJob, SlurmFacts} from './slurm.js';
import type {UnsortedSession} from './unsorted.js';

export interface ProjectRow {
	id: string;
	group: string;
	label: string;
	sessions: number | null;
	subjects: number | null;
	/** ISO date of the newest scan; null where there is none. */
	lastScan: string | null;
	/** Sessions waiting in the Unsorted of the project's group. */
	unsorted: number;
	missingFiles: string[];
	/** Failed jobs of the last 14 days that no later attempt made good; null where it can't be told. */
	failedJobs: number | null;
	/** Own role's label; null where there is none. */
	myRole: string | null;
}

export interface SessionRow {
	id: string;
	group: string;
	/** `GROUP/PROJECT` */
	project: string;
	subject: string;
	session: string;
	timestamp: string | null;
	/** Attached to the session and to its acquisitions; null while they are being counted. */
	files: number | null;
	/** null while they are being counted, and where they may not be seen. */
	analyses: number | null;
}

export interface SubjectRow {
	id: string;
	subject: string;
	/** Ids of the subject's sessions, in the order of the list of sessions. */
	sessions: string[];
	/** ISO date of the newest scan; null where there is none. */
	lastScan: string | null;
}

export interface ProjectContents {
	sessions: SessionRow[];
	subjects: SubjectRow[];
}

export interface UnsortedView {
	sessions: UnsortedSession[];
	total: number;
}

/** One chain of attempts, shown as its newest. */
export interface JobRow {
	id: string;
	state: string;
	gear: string;
	version: string;
	/** `GROUP/PROJECT`; null where it can't be told. */
	project: string | null;
	projectId: string | null;
	subject: string | null;
	session: string | null;
	sessionId: string | null;
	/** Id of the analysis; null for utility gears. */
	analysis: string | null;
	attempt: number;
	/** Every attempt's id, oldest first, this one included. */
	attempts: string[];
	tags: string[];
	priority: string | null;
	/** Who launched it: a person's id; null for a rule or the site itself. */
	launchedBy: string | null;
	created: string | null;
	startedAt: string | null;
	endedAt: string | null;
	/** null where it doesn't run in Slurm, or Slurm could not be asked. */
	slurm: SlurmFacts | null;
	/** Why it gets no further, in words; null where it does, and once it has ended. */
	stuck: string | null;
	/** null until the log has been read. */
	cause: string | null;
}

export interface JobsView {
	jobs: JobRow[];
	total: number;
	/** Once Slurm has been asked: how each cluster answered. */
	clusters?: ClusterStanding[];
	/** Live Slurm jobs that Flywheel doesn't wait for. */
	forgotten?: ForgottenJob[];
}

export interface AccessPerson {
	user: string;
	name: string;
	siteRoles: string[];
	disabled: boolean;
}

export interface AccessProject {
	id: string;
	/** `GROUP/PROJECT` */
	project: string;
	group: string;
	/** True where the server showed only one's own entry. */
	onlyOwnVisible: boolean;
}

export interface AccessGrant {
	user: string;
	/** `GROUP/PROJECT` */
	project: string;
	roles: string[];
}

export interface UsageCounts {
	sessions: number;
	bytes: number;
	runs: number;
	hours: number;
}

/** What a project holds in all, and by month of scan (runs: by month in which they were begun). */
export interface UsageRow {
	id: string;
	/** `GROUP/PROJECT` */
	project: string;
	sessions: number;
	subjects: number;
	/** Of the files of its sessions and acquisitions. */
	bytes: number;
	/** Since the date asked for; null where jobs may not be read. */
	runs: number | null;
	hours: number | null;
	/** Months since that date in which anything was, as `2026-11`. */
	months: (UsageCounts & {month: string})[];
}

export interface UsageView {
	since: string;
	projects: UsageRow[];
}

/** Something about who may do what that a person should look at. */
export interface AccessFinding {
	code: string;
	/** null where it is about the project itself. */
	user: string | null;
	/** `GROUP/PROJECT` */
	project: string;
	message: string;
}

/** A grant that came (before null), went (after null), or became another since the last review. */
export interface AccessChange {
	user: string;
	/** `GROUP/PROJECT` */
	project: string;
	before: string[] | null;
	after: string[] | null;
	/** The project itself was not there, or not to be seen, at the last review. */
	newProject: boolean;
}

export interface AccessReviewView {
	/** null where there was no review before. */
	reviewedAt: string | null;
	/** Whose people are not outsiders. */
	homeDomains: string[];
	findings: AccessFinding[];
	changes: AccessChange[];
	grants: AccessGrant[];
	/** Projects on which the server shows only one's own entry: of their other people nothing is known. */
	hidden: string[];
}

export interface AccessView {
	people: AccessPerson[];
	projects: AccessProject[];
	grants: AccessGrant[];
	warnings: string[];
}

export interface BriefView {
	/** null in it: it could not be read. */
	unsorted: {
		/** Those set aside are among them, and count in nothing else here. */
		total: number | null;
		oldestDays: number | null;
		high: number | null;
		setAside?: number;
	};
	jobs: {
		failed: number | null;
		running: number | null;
		pending: number | null;
		stuck: number | null;
		families: {cause: string; count: number}[];
	};
	projects: {total: number | null; missingFiles: number | null};
	scratch: ScratchBrief[];
	since: string | null;
	/** What could not be read, a sentence each; only where a part was good enough. */
	problems?: string[];
}

/** A folder on the cluster, as its last scan showed it. */
export interface ScratchBrief {
	path: string;
	scannedAt: string;
	bytes: number;
	/** What the cluster removes within 14 days from now, or should have by now. */
	purgeIn14Days: Purged;
}

export interface ScratchView extends ScanCounts {
	path: string;
	scannedAt: string;
	/** `scan`: scanned for this answer; `kept`: an earlier one. */
	source: 'scan' | 'kept';
	clock: ScanClock;
	/** Links, sockets and the like, in neither count. */
	others: number;
	/** What could not be read, counted; `unreadable` names the first of it. */
	errors: number;
	unreadable: {path: string; code: string}[];
	skipped: {path: string; why: SkipReason}[];
	/** ISO date of the oldest file, and when it is purged; null where there is none. */
	oldest: string | null;
	purgeAt: string | null;
	ages: ScratchAges[];
	/** What lies directly in the folder, the largest first. */
	top: ScratchTop[];
	/** What is purged within so many days, or is due; null where nothing ever is. */
	purge: {in7Days: Purged; in14Days: Purged; calendar: PurgeDay[]} | null;
	quota: Quota | null;
	/** The scan sent to Slurm whose result has not come. */
	job: ScanJob | null;
}

/** A folder that nothing is known of but that its scan was sent to Slurm. */
export interface ScratchPending {
	path: string;
	scannedAt: null;
	source: 'none';
	quota: Quota | null;
	job: ScanJob;
}

/** Files that a purge takes. */
export interface Purged {
	files: number;
	bytes: number;
}

/** A day on which something goes; what is due already goes in 0 days. */
export interface PurgeDay extends Purged {
	inDays: number;
	/** YYYY-MM-DD. */
	date: string;
}

/** Files of an age in whole days: `0-30`, `90+`. */
export interface ScratchAges {
	days: string;
	files: number;
	bytes: number;
}

export interface ScratchTop extends ScanCounts {
	path: string;
	kind: 'folder' | 'file';
	oldest: string | null;
	purgeAt: string | null;
	purgeIn7Days: Purged;
	purgeIn14Days: Purged;
}
