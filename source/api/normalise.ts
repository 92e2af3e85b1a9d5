/** From the API's objects to the model's: one spelling, one meaning of absent. */
import type {
	Acquisition,
	Analysis,
	Container,
	FileEntry,
	Group,
	GroupGrant,
	Job,
	Note,
	Project,
	ProjectGrant,
	Role,
	Session,
	Subject,
	User,
} from '../model/flywheel.js';
import {toInputs} from './gear-reads.js';
import type {
	RawAcquisition,
	RawAnalysis,
	RawContainer,
	RawFile,
	RawGrant,
	RawGroup,
	RawJob,
	RawProject,
	RawRole,
	RawSession,
	RawSubject,
	RawUser,
} from './schemas.js';

type Identified = {_id?: string | null; id?: string | null};

export function idOf(raw: Identified): string {
	return raw._id ?? raw.id ?? '';
}

function toClassification(raw: RawFile['classification']): FileEntry['classification'] {
	const entries = Object.entries(raw ?? {}).map(([key, value]): [string, string[]] => {
		const values: unknown[] = Array.isArray(value) ? value : [value];
		return [key, values.filter(one => typeof one === 'string')];
	});
	return Object.fromEntries(entries.filter(([, values]) => values.length > 0));
}

export function toFile(raw: RawFile): FileEntry {
	return {
		name: raw.name,
		type: raw.type ?? null,
		size: raw.size ?? 0,
		fileId: raw.file_id ?? null,
		hash: raw.hash || null,
		version: raw.version ?? null,
		mimetype: raw.mimetype ?? null,
		modality: raw.modality ?? null,
		classification: toClassification(raw.classification),
		tags: raw.tags ?? [],
		origin: {type: raw.origin?.type ?? '', id: raw.origin?.id ?? null},
		created: raw.created ?? null,
		modified: raw.modified ?? null,
		info: raw.info ?? null,
	};
}

/** A header's tag, where sites keep it now or where old ones did; undefined where it is empty. */
function tagOf(info: Record<string, unknown>, name: string): string | undefined {
	const {dicom} = (info.header ?? {}) as {dicom?: Record<string, unknown> | null};
	for (const value of [dicom?.[name], info[name]]) {
		const text = typeof value === 'number' ? String(value) : value;
		if (typeof text === 'string' && text.trim() !== '') return text;
	}
	return undefined;
}

/** The acquisition with nothing of its files' info but these DICOM tags, by their names. */
export function withTagsAlone(acquisition: Acquisition, tags: readonly string[]): Acquisition {
	const files = acquisition.files.map(file => {
		if (file.info === null) return file;
		const {info} = file;
		const found = tags.flatMap(name => {
			const value = tagOf(info, name);
			return value === undefined ? [] : [[name, value] as const];
		});
		return {...file, info: Object.fromEntries(found)};
	});
	return {...acquisition, files};
}

function toFiles(raw: RawFile[] | null | undefined): FileEntry[] {
	return (raw ?? []).filter(file => !file.deleted).map(toFile);
}

function toNotes(raw: RawContainer['notes']): Note[] {
	return (raw ?? []).map(note => ({
		id: note._id ?? '',
		text: note.text ?? '',
		user: note.user ?? '',
		created: note.created ?? null,
	}));
}

export function toProjectGrant(raw: RawGrant): ProjectGrant {
	return {user: raw._id, roleIds: raw.role_ids ?? []};
}

function toGroupGrant(raw: RawGrant): GroupGrant {
	const access = raw.access === 'admin' || raw.access === 'rw' ? raw.access : 'ro';
	return {user: raw._id, access};
}

export function toGroup(raw: RawGroup): Group {
	return {
		id: idOf(raw),
		label: raw.label ?? idOf(raw),
		permissions: (raw.permissions ?? []).map(toGroupGrant),
		template: (raw.permissions_template ?? []).map(toProjectGrant),
		rolePool: raw.roles ?? null,
	};
}

export function toProject(raw: RawProject): Project {
	const counted = raw.stats?.number_of;
	return {
		id: idOf(raw),
		group: raw.group ?? raw.parents?.group ?? '',
		label: raw.label ?? '',
		locked: Boolean(raw.locked),
		permissions: (raw.permissions ?? []).map(toProjectGrant),
		files: raw.files ? toFiles(raw.files) : null,
		sessionCount: raw.session_count ?? counted?.sessions ?? null,
		subjectCount: raw.subject_count ?? counted?.subjects ?? null,
		created: raw.created ?? null,
		modified: raw.modified ?? null,
	};
}

export function toSubject(raw: RawSubject): Subject {
	return {
		id: idOf(raw),
		label: raw.label ?? raw.code ?? '',
		project: raw.project ?? raw.parents?.project ?? '',
		sessions: raw.session_count ?? null,
		files: toFiles(raw.files),
		noteCount: raw.notes?.length ?? 0,
		created: raw.created ?? null,
		modified: raw.modified ?? null,
	};
}

function toSubjectReference(raw: RawSession): Session['subject'] {
	const {subject} = raw;
	if (!subject || typeof subject === 'string') return {id: subject ?? raw.parents?.subject ?? '', label: ''};
	return {id: idOf(subject), label: subject.label ?? subject.code ?? ''};
}

export function toSession(raw: RawSession): Session {
	return {
		id: idOf(raw),
		label: raw.label ?? '',
		group: raw.group ?? raw.parents?.group ?? '',
		project: raw.project ?? raw.parents?.project ?? '',
		subject: toSubjectReference(raw),
		timestamp: raw.timestamp ?? null,
		uid: raw.uid ?? null,
		operator: raw.operator ?? null,
		tags: raw.tags ?? [],
		notes: toNotes(raw.notes),
		files: toFiles(raw.files),
		created: raw.created ?? null,
		modified: raw.modified ?? null,
	};
}

export function toAcquisition(raw: RawAcquisition): Acquisition {
	return {
		id: idOf(raw),
		label: raw.label ?? '',
		session: raw.session ?? raw.parents?.session ?? '',
		project: raw.parents?.project ?? null,
		timestamp: raw.timestamp ?? null,
		created: raw.created ?? null,
		modified: raw.modified ?? null,
		files: toFiles(raw.files),
	};
}

export function toContainer(raw: RawContainer): Container {
	return {
		id: idOf(raw),
		label: raw.label ?? '',
		timestamp: raw.timestamp ?? null,
		uid: raw.uid ?? null,
		operator: raw.operator ?? null,
		tags: raw.tags ?? [],
		notes: toNotes(raw.notes),
		files: toFiles(raw.files),
		info: raw.info ?? {},
		created: raw.created ?? null,
		modified: raw.modified ?? null,
	};
}

export function toUser(raw: RawUser): User {
	return {
		id: raw._id,
		name: [raw.firstname, raw.lastname].filter(Boolean).join(' ') || raw._id,
		siteRoles: raw.roles ?? [],
		disabled: raw.disabled ?? false,
		lastLogin: raw.lastlogin ?? null,
	};
}

export function toRole(raw: RawRole): Role {
	const builtIn = raw.default_flywheel_role;
	return {
		id: idOf(raw),
		label: raw.label ?? idOf(raw),
		actions: raw.actions ?? [],
		builtIn: builtIn === 'admin' || builtIn === 'rw' || builtIn === 'ro' ? builtIn : null,
	};
}

const containers = ['group', 'project', 'subject', 'session', 'acquisition', 'analysis'] as const;

function toLabels(raw: RawJob): Job['labels'] {
	const labels: Job['labels'] = {};
	for (const type of containers) {
		const label = raw.parent_info?.[type]?.label;
		if (label) labels[type] = label;
	}
	return labels;
}

function toReference(raw: {type?: string | null; id?: string | null} | null | undefined): Job['destination'] {
	return raw?.id ? {type: raw.type ?? '', id: raw.id} : null;
}

export function toJob(raw: RawJob): Job {
	const parent = (type: string) => raw.parents?.[type] ?? null;
	const destination = toReference(raw.destination);
	const times = raw.transitions ?? {};
	const settings = raw.config?.config;
	return {
		id: idOf(raw),
		state: raw.state ?? 'unknown',
		gear: raw.gear_info?.name ?? '',
		version: raw.gear_info?.version ?? '',
		gearId: raw.gear_id ?? null,
		attempt: raw.attempt ?? 1,
		tags: raw.tags ?? [],
		priority: raw.priority ?? null,
		origin: {type: raw.origin?.type ?? '', id: raw.origin?.id ?? null},
		destination,
		group: parent('group'),
		project: parent('project'),
		subject: parent('subject'),
		session: parent('session'),
		analysis: parent('analysis') ?? (destination?.type === 'analysis' ? destination.id : null),
		labels: toLabels(raw),
		created: raw.created ?? null,
		startedAt: times.running ?? null,
		endedAt: times.complete ?? times.failed ?? times.cancelled ?? null,
		modified: raw.modified ?? null,
		failureReason: raw.failure_reason ?? null,
		retried: raw.retried ?? null,
		previousJob: raw.previous_job_id ?? null,
		config: settings && typeof settings === 'object' ? (settings as Record<string, unknown>) : {},
		inputs: toInputs(raw.inputs),
	};
}

export function toAnalysis(raw: RawAnalysis): Analysis {
	const job = raw.job && typeof raw.job === 'object' ? raw.job : null;
	const gear = raw.gear_info ?? job?.gear_info;
	return {
		id: idOf(raw),
		label: raw.label ?? '',
		parent: toReference(raw.parent) ?? {type: '', id: ''},
		// Asked for along with it, a job that is gone leaves its id alone.
		job: typeof raw.job === 'string' ? raw.job : job ? idOf(job) : (raw.job_id ?? null),
		jobState: job?.state ?? null,
		newestJob: job && toJob(job),
		gear: gear ? {name: gear.name ?? '', version: gear.version ?? ''} : null,
		files: toFiles(raw.files),
		created: raw.created ?? null,
		modified: raw.modified ?? null,
	};
}
