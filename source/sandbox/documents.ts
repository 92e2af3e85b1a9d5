/**
 * What the sandbox keeps, one kind of document to a collection. Documents are never changed
 * in place: a change stores a new object, so that any request can be undone whole.
 *
 * Fields beyond those named here are whatever the world file said, served verbatim.
 */
export interface Doc {
	_id: string;
	[field: string]: unknown;
}

export interface Origin {
	type: string;
	id: string | null;
}

export interface Reference {
	type: string;
	id: string;
}

export interface Grant {
	_id: string;
	role_ids: string[];
}

export interface Access {
	_id: string;
	access: string;
}

export interface Note {
	_id: string;
	text: string;
	user: string;
	created: string;
	modified: string;
}

export interface Parents {
	group?: string;
	project?: string;
	subject?: string;
	session?: string;
	acquisition?: string;
	analysis?: string;
}

export interface UserDoc extends Doc {
	firstname: string;
	lastname: string;
	roles: string[];
	disabled: boolean;
	/** The secret of this person's API key; served to nobody. */
	key: string | null;
}

export interface RoleDoc extends Doc {
	label: string;
	actions: string[];
	default_flywheel_role?: string;
}

export interface GroupDoc extends Doc {
	label: string;
	permissions: Access[];
	permissions_template: Grant[];
	roles: string[];
	tags: string[];
}

export interface GearDoc extends Doc {
	category: string;
	gear: {name: string; version: string; [field: string]: unknown};
	created: string;
	modified: string;
}

/** Common to project, subject, session, acquisition and collection. */
export interface ContainerDoc extends Doc {
	label: string;
	parents: Parents;
	created: string;
	modified: string;
	revision: number;
	tags: string[];
	notes: Note[];
	info: Record<string, unknown>;
}

export interface ProjectDoc extends ContainerDoc {
	group: string;
	permissions: Grant[];
	locked: Record<string, unknown> | null;
}

export interface SubjectDoc extends ContainerDoc {
	code: string;
	project: string;
}

export interface SessionDoc extends ContainerDoc {
	group: string;
	project: string;
	/** Kept as an id; served as an object. */
	subject: string;
	timestamp: string | null;
	uid: string | null;
}

export interface AcquisitionDoc extends ContainerDoc {
	session: string;
	timestamp: string | null;
	/** Ids of the collections that hold it. */
	collections: string[];
}

export interface AnalysisDoc extends ContainerDoc {
	parent: Reference;
	job: string | null;
	inputs: Record<string, unknown>[];
	gear_info: Record<string, unknown> | null;
}

/** The current version of a file; `_id` is the stable `file_id`, `version_id` is new with each version. */
export interface FileDoc extends Doc {
	name: string;
	version_id: string;
	version: number;
	type: string | null;
	size: number;
	hash: string | null;
	parent_ref: Reference;
	parents: Parents;
	tags: string[];
	info: Record<string, unknown>;
	origin: Origin;
	created: string;
	modified: string;
	/** Earlier versions, oldest first. */
	older: Record<string, unknown>[];
}

export interface JobInput {
	input: string;
	type?: string;
	id?: string;
	name?: string;
	[field: string]: unknown;
}

export interface JobDoc extends Doc {
	state: string;
	attempt: number;
	gear_id: string;
	gear_info: Record<string, unknown> & {name: string; version: string; category: string};
	origin: Origin;
	destination: Reference;
	inputs: JobInput[];
	config: Record<string, unknown>;
	/** A snapshot: doesn't follow a session that moves. */
	parents: Parents;
	tags: string[];
	transitions: Record<string, string>;
	created: string;
	modified: string;
	retried: string | null;
	previous_job_id: string | null;
	failure_reason: string | null;
	priority: string;
	/** False for a job that never started: such a one can't be retried. */
	hasRequest: boolean;
	/** Lines of the log as the world gave them; made up from the job where absent. */
	log?: string[];
	/** Never moves on: as if the scheduler had forgotten it. */
	stuck?: boolean;
}

export interface CollectionDoc extends ContainerDoc {
	curator: string;
	permissions: Access[];
	description: string;
}

export interface Kinds {
	users: UserDoc;
	roles: RoleDoc;
	groups: GroupDoc;
	gears: GearDoc;
	projects: ProjectDoc;
	subjects: SubjectDoc;
	sessions: SessionDoc;
	acquisitions: AcquisitionDoc;
	analyses: AnalysisDoc;
	files: FileDoc;
	jobs: JobDoc;
	collections: CollectionDoc;
	batches: Doc;
	rules: Doc;
	views: Doc;
	executions: Doc;
	changes: Doc;
	settings: Doc;
}

export type Kind = keyof Kinds;

/** Containers that hold files, tags and notes. */
export type ContainerKind = 'projects' | 'subjects' | 'sessions' | 'acquisitions' | 'analyses' | 'collections';
