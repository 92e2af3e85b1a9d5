/**
 * What a Flywheel site holds, as flydeck speaks of it: read from the API once, in one
 * place (`api/`), with the API's two spellings, optional keys and nulls settled there.
 *
 * Dates are ISO 8601 strings in UTC; sizes are bytes; ids are opaque.
 */
export interface Site {
	name: string;
	/** `host` or `host:port`; what the journal and the cache are kept by. */
	host: string;
	/** Address of the web pages, without a slash at the end. */
	webUrl: string;
	release: string | null;
	/** True where the server itself says that it is flydeck's sandbox. */
	sandbox: boolean;
}

export interface Account {
	id: string;
	name: string;
	siteAdmin: boolean;
	roles: string[];
}

export interface User {
	id: string;
	name: string;
	siteRoles: string[];
	disabled: boolean;
	lastLogin: string | null;
}

/** A role on projects. `builtIn` is set on Flywheel's own three. */
export interface Role {
	id: string;
	label: string;
	actions: string[];
	builtIn: 'admin' | 'rw' | 'ro' | null;
}

export interface ProjectGrant {
	user: string;
	roleIds: string[];
}

export interface GroupGrant {
	user: string;
	access: 'ro' | 'rw' | 'admin';
}

export interface Group {
	id: string;
	label: string;
	permissions: GroupGrant[];
	/** Roles that new projects of the group start with. */
	template: ProjectGrant[];
	/** Ids of the roles allowed in the group's projects; null where the server doesn't say. */
	rolePool: string[] | null;
}

export interface FileEntry {
	name: string;
	type: string | null;
	size: number;
	fileId: string | null;
	hash: string | null;
	version: number | null;
	mimetype: string | null;
	modality: string | null;
	/** What kind of scan: `{Intent: ['Structural'], Measurement: ['T1']}`. */
	classification: Record<string, string[]>;
	tags: string[];
	/** Who or what put it there: a person, a job, a scanner. */
	origin: {type: string; id: string | null};
	created: string | null;
	modified: string | null;
	/** Present only where it was asked for. */
	info: Record<string, unknown> | null;
}

export interface Note {
	id: string;
	text: string;
	user: string;
	created: string | null;
}

/** What holds files, as the API's paths name it. */
export type ContainerKind = 'projects' | 'subjects' | 'sessions' | 'acquisitions' | 'analyses';

/** One container read by itself, with the metadata that lists leave out: its own and its files'. */
export interface Container {
	id: string;
	label: string;
	timestamp: string | null;
	uid: string | null;
	operator: string | null;
	tags: string[];
	notes: Note[];
	files: FileEntry[];
	info: Record<string, unknown>;
	created: string | null;
	modified: string | null;
}

export interface Project {
	id: string;
	group: string;
	label: string;
	locked: boolean;
	permissions: ProjectGrant[];
	/** null where the list didn't carry them: a single read does. */
	files: FileEntry[] | null;
	sessionCount: number | null;
	subjectCount: number | null;
	created: string | null;
	modified: string | null;
}

export interface Subject {
	id: string;
	label: string;
	project: string;
	sessions: number | null;
	files: FileEntry[];
	noteCount: number;
	created: string | null;
	modified: string | null;
}

export interface Session {
	id: string;
	label: string;
	group: string;
	/** Project id. */
	project: string;
	subject: {id: string; label: string};
	/** Start of the scan. */
	timestamp: string | null;
	/** StudyInstanceUID. */
	uid: string | null;
	operator: string | null;
	tags: string[];
	notes: Note[];
	files: FileEntry[];
	created: string | null;
	modified: string | null;
}

export interface Acquisition {
	id: string;
	label: string;
	session: string;
	project: string | null;
	timestamp: string | null;
	created: string | null;
	modified: string | null;
	files: FileEntry[];
}

export type JobState = 'pending' | 'running' | 'complete' | 'failed' | 'cancelled';
export const jobStates: JobState[] = ['pending', 'running', 'complete', 'failed', 'cancelled'];

export interface Job {
	id: string;
	/** A state that flydeck doesn't know is kept verbatim. */
	state: JobState | (string & {});
	gear: string;
	version: string;
	gearId: string | null;
	attempt: number;
	tags: string[];
	priority: string | null;
	origin: {type: string; id: string | null};
	destination: {type: string; id: string} | null;
	group: string | null;
	/** Ids as they were when the job was made: they don't follow a session that moved. */
	project: string | null;
	subject: string | null;
	session: string | null;
	analysis: string | null;
	/** Labels by container type, where the server joined them. */
	labels: Partial<Record<'group' | 'project' | 'subject' | 'session' | 'acquisition' | 'analysis', string>>;
	created: string | null;
	startedAt: string | null;
	endedAt: string | null;
	modified: string | null;
	failureReason: string | null;
	/** When this job was retried; null if never. A retried job can't be retried again. */
	retried: string | null;
	previousJob: string | null;
	config: Record<string, unknown>;
	inputs: JobInput[];
}

/** A file that a job was given, by the name that the gear knows it by. */
export interface JobInput {
	input: string;
	/** Of what holds the file: `acquisition`, `project`, … */
	type: string;
	id: string;
	name: string;
}

/** One setting of a gear, as its manifest describes it. */
export interface GearSetting {
	type: string;
	default: unknown;
	description: string;
	/** The only values allowed; null where any of the type is. */
	choices: unknown[] | null;
	minimum: number | null;
	maximum: number | null;
	pattern: string | null;
}

export interface GearInput {
	/** `file`, `api-key`, `context`. */
	base: string;
	optional: boolean;
	description: string;
}

/** One version of a gear. */
export interface Gear {
	id: string;
	name: string;
	version: string;
	category: string;
	disabled: boolean;
	settings: Record<string, GearSetting>;
	inputs: Record<string, GearInput>;
}

export interface LogChunk {
	/** -1 platform, 1 stdout, 2 stderr. */
	fd: number;
	msg: string;
}

export interface Analysis {
	id: string;
	label: string;
	parent: {type: string; id: string};
	/** Id of the newest job; null where it was uploaded by hand. */
	job: string | null;
	/** Present only where the job was asked for along with it. */
	jobState: string | null;
	/** The same job whole, likewise. */
	newestJob: Job | null;
	gear: {name: string; version: string} | null;
	files: FileEntry[];
	created: string | null;
	modified: string | null;
}

export const unsortedLabel = 'Unsorted';

/** `GROUP/PROJECT/SUBJECT/SESSION`, as a place to move to. */
export interface Place {
	group: string;
	project: string;
	subject: string;
	session: string;
}

export interface ProjectPlace {
	project: Pick<Project, 'id' | 'group' | 'label'>;
}

/** A session and the way to it: labels, and the ids that lead there. */
export interface SessionPlace extends ProjectPlace {
	subject: string;
	session: {id: string; label: string};
	/** Id of one of its analyses, where that alone is meant. */
	analysis?: string;
}
