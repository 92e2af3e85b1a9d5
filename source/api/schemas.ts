/**
 * The API's objects as they arrive: only the keys that flydeck reads, every one of them
 * optional or null where any server version leaves it out. Unknown keys are dropped.
 */
import * as z from 'zod/mini';

const text = z.nullish(z.string());
const count = z.nullish(z.number());
const flag = z.nullish(z.boolean());
const dict = z.nullish(z.record(z.string(), z.unknown()));
const texts = z.nullish(z.array(z.string()));

/** Old servers give a bare id where newer ones give an object. */
const reference = z.nullish(z.union([z.string(), z.object({_id: text, id: text, label: text, code: text})]));
const parents = z.nullish(z.record(z.string(), z.nullish(z.string())));
const grant = z.object({_id: z.string(), role_ids: texts, access: text});
const grants = z.nullish(z.array(grant));

export const rawFile = z.object({
	name: z.string(),
	type: text,
	size: count,
	file_id: text,
	hash: text,
	version: count,
	mimetype: text,
	modality: text,
	classification: dict,
	tags: texts,
	origin: z.nullish(z.object({type: text, id: text})),
	created: text,
	modified: text,
	deleted: z.nullish(z.unknown()),
	info: dict,
});

const files = z.nullish(z.array(rawFile));
const common = {_id: text, id: text, label: text, created: text, modified: text, parents, files, tags: texts};

const note = z.object({_id: text, text, user: text, created: text});
const notes = z.nullish(z.array(note));

export const rawGrant = grant;
export const rawGroup = z.object({
	...common,
	permissions: grants,
	permissions_template: grants,
	roles: texts,
});

export const rawProject = z.object({
	...common,
	group: text,
	permissions: grants,
	/** `{reason, timestamp, origin}` while locked. */
	locked: z.nullish(z.unknown()),
	session_count: count,
	subject_count: count,
	stats: z.nullish(z.object({number_of: z.nullish(z.object({sessions: count, subjects: count}))})),
});

export const rawSubject = z.object({...common, code: text, project: text, notes, session_count: count});

export const rawSession = z.object({
	...common,
	group: text,
	project: text,
	subject: reference,
	timestamp: text,
	uid: text,
	operator: text,
	notes,
});

export const rawAcquisition = z.object({...common, session: text, timestamp: text});

/** Any of the five kinds, read by itself. */
export const rawContainer = z.object({...common, timestamp: text, uid: text, operator: text, notes, info: dict});

export const rawUser = z.object({
	_id: z.string(),
	firstname: text,
	lastname: text,
	roles: texts,
	root: flag,
	disabled: flag,
	lastlogin: text,
});

export const rawRole = z.object({_id: text, id: text, label: text, actions: texts, default_flywheel_role: text});

export const rawConfig = z.object({
	site: z.nullish(z.object({id: text, name: text, api_url: text, central_url: text})),
});

export const rawVersion = z.object({release: text, flywheel_release: text});

const parentInfo = z.nullish(z.record(z.string(), z.nullish(z.object({_id: text, label: text}))));

export const rawJob = z.object({
	_id: text,
	id: text,
	state: text,
	attempt: count,
	gear_id: text,
	gear_info: z.nullish(z.object({name: text, version: text})),
	origin: z.nullish(z.object({type: text, id: text})),
	destination: z.nullish(z.object({type: text, id: text})),
	parents,
	parent_info: parentInfo,
	tags: texts,
	priority: text,
	transitions: z.nullish(z.record(z.string(), z.nullish(z.string()))),
	created: text,
	modified: text,
	failure_reason: text,
	retried: text,
	previous_job_id: text,
	config: z.nullish(z.record(z.string(), z.unknown())),
	inputs: z.nullish(z.unknown()),
});

export const rawLog = z.object({
	logs: z.nullish(z.array(z.object({fd: z.nullish(z.number()), msg: z.nullish(z.string())}))),
});

export const rawAnalysis = z.object({
	...common,
	parent: z.nullish(z.object({type: text, id: text})),
	job: z.nullish(z.union([z.string(), rawJob])),
	job_id: text,
	gear_info: z.nullish(z.object({name: text, version: text})),
});

export const rawGear = z.object({
	_id: text,
	id: text,
	category: text,
	gear: z.nullish(z.object({name: text, version: text, config: dict, inputs: dict, custom: dict})),
});

export const rawInserted = z.nullish(z.object({_id: text, id: text}));

export type RawFile = z.infer<typeof rawFile>;
export type RawGrant = z.infer<typeof rawGrant>;
export type RawGroup = z.infer<typeof rawGroup>;
export type RawProject = z.infer<typeof rawProject>;
export type RawSubject = z.infer<typeof rawSubject>;
export type RawSession = z.infer<typeof rawSession>;
export type RawAcquisition = z.infer<typeof rawAcquisition>;
export type RawContainer = z.infer<typeof rawContainer>;
export type RawUser = z.infer<typeof rawUser>;
export type RawRole = z.infer<typeof rawRole>;
export type RawJob = z.infer<typeof rawJob>;
export type RawGear = z.infer<typeof rawGear>;
export type RawAnalysis = z.infer<typeof rawAnalysis>;
