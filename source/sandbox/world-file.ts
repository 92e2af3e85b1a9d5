/**
 * The world file: the JSON that a sandbox is seeded from. Every list is optional, labels may
 * be any string, and any field of the API object may stand beside the short forms: it is
 * served verbatim.
 */
interface Extra {
	/** Any other field of the API object. */
	[field: string]: unknown;
}

/** ISO 8601, with an offset or `Z`. */
export type WorldDate = string;

export interface WorldUser extends Extra {
	/** Email-shaped. */
	_id: string;
	firstname?: string;
	lastname?: string;
	roles?: string[];
	/** The API key's secret. The first user with one is the one printed. */
	key?: string;
	disabled?: boolean;
}

export interface WorldRole extends Extra {
	_id?: string;
	label: string;
	actions?: string[];
}

export interface WorldAccess extends Extra {
	_id: string;
	access: 'ro' | 'rw' | 'admin';
}

/** `roles` are labels, the built-in `admin`, `read-write`, `read-only` among them; `role_ids` work as well. */
export interface WorldGrant extends Extra {
	_id: string;
	roles?: string[];
	role_ids?: string[];
}

export interface WorldGroup extends Extra {
	_id: string;
	label?: string;
	permissions?: WorldAccess[];
	permissions_template?: WorldGrant[];
	/** Labels (or ids) of the roles allowed in the group's projects; all when absent. */
	roles?: string[];
}

export interface WorldGear extends Extra {
	_id?: string;
	name: string;
	version?: string;
	category?: string;
	/** The gear's config schema, by option name. */
	config?: Record<string, unknown>;
	inputs?: Record<string, unknown>;
	disabled?: boolean;
}

export interface WorldFileEntry extends Extra {
	name: string;
	type?: string;
	/** Bytes; made on the fly unless `text` is given. */
	size?: number;
	/** Real bytes, UTF-8. */
	text?: string;
	info?: Record<string, unknown>;
	tags?: string[];
}

export interface WorldNote extends Extra {
	text: string;
	user?: string;
}

export interface WorldJobInput extends Extra {
	type?: string;
	id?: string;
	name?: string;
}

export interface WorldJob extends Extra {
	_id?: string;
	/** Gear name; with `version` it picks one of `gears`, and one is made if there is none. */
	gear: string;
	version?: string;
	state?: 'pending' | 'running' | 'complete' | 'failed' | 'cancelled';
	tags?: string[];
	config?: Record<string, unknown>;
	/** By input name, or the API's array of `{input,type,id,name}`. */
	inputs?: Record<string, WorldJobInput> | (WorldJobInput & {input: string})[];
	priority?: string;
	failure_reason?: string;
	created?: WorldDate;
	started?: WorldDate;
	ended?: WorldDate;
	/** Id of the job that this one retried. */
	retry_of?: string;
	/** Lines of the log. */
	log?: string[];
	/** Never moves on, as if the scheduler had forgotten it. Not served. */
	stuck?: boolean;
}

export interface WorldAnalysis extends Extra {
	_id?: string;
	label: string;
	job?: WorldJob | null;
	files?: (string | WorldFileEntry)[];
	created?: WorldDate;
}

/** What projects, subjects, sessions and acquisitions share. */
export interface WorldContainer extends Extra {
	_id?: string;
	label: string;
	timestamp?: WorldDate | null;
	created?: WorldDate;
	modified?: WorldDate;
	tags?: string[];
	notes?: (string | WorldNote)[];
	info?: Record<string, unknown>;
	files?: (string | WorldFileEntry)[];
	analyses?: WorldAnalysis[];
}

export interface WorldAcquisition extends WorldContainer {}

export interface WorldSession extends WorldContainer {
	uid?: string;
	operator?: string;
	acquisitions?: WorldAcquisition[];
	/** Jobs whose destination is the session: utilities and converters. */
	jobs?: WorldJob[];
}

export interface WorldSubject extends WorldContainer {
	sessions?: WorldSession[];
}

export interface WorldProject extends WorldContainer {
	/** Id of a group; made if `groups` has none such. */
	group: string;
	permissions?: WorldGrant[];
	locked?: boolean;
	subjects?: WorldSubject[];
}

export interface WorldCollection extends Extra {
	_id?: string;
	label: string;
	/** Session ids. */
	sessions?: string[];
}

export interface WorldFile {
	users?: WorldUser[];
	roles?: WorldRole[];
	groups?: WorldGroup[];
	gears?: WorldGear[];
	projects?: WorldProject[];
	collections?: WorldCollection[];
}
