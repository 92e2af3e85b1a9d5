import type {Call} from './call.js';
import type {
	AnalysisDoc,
	ContainerDoc,
	ContainerKind,
	FileDoc,
	GroupDoc,
	JobDoc,
	Kind,
	Kinds,
	ProjectDoc,
	RoleDoc,
	SessionDoc,
	SubjectDoc,
	UserDoc,
} from './documents.js';
import {may, projectIdOf, shownAccess, shownGrants} from './permissions.js';

/** Documents as the API shows them: what is stored, what is joined, and what lists leave out. */
export const singular = {
	projects: 'project',
	subjects: 'subject',
	sessions: 'session',
	acquisitions: 'acquisition',
	analyses: 'analysis',
	collections: 'collection',
} as const satisfies Record<ContainerKind, string>;

export type Detail = 'list' | 'one';

/** Whether a view of that detail holds `info`. */
function withInfo(call: Call, detail: Detail): boolean {
	return detail === 'one' || call.flag('include_all_info');
}

export function fileView(file: FileDoc, info: boolean): Record<string, unknown> {
	const {_id, version_id, older, info: fields, ...rest} = file;
	return {
		...rest,
		_id: version_id,
		id: version_id,
		file_id: _id,
		info_exists: Object.keys(fields).length > 0,
		...(info && {info: fields}),
	};
}

export function filesOf(call: Call, containerId: string): FileDoc[] {
	return call.store.by('files', 'parent', containerId);
}

function common(call: Call, document: Kinds[ContainerKind], detail: Detail): Record<string, unknown> {
	const {info, ...rest} = document;
	const infos = withInfo(call, detail);
	return {
		...rest,
		info_exists: Object.keys(info).length > 0,
		...(infos && {info}),
		files: filesOf(call, document._id).map(file => fileView(file, infos)),
	};
}

/** The analyses that hang on a container read alone; those of a session come with their jobs. */
function ownAnalyses(call: Call, document: ContainerDoc, kind: ContainerKind, detail: Detail): Record<string, unknown> {
	if (detail === 'list' || call.accepts('slim-containers')) return {};
	if (!may(call, projectIdOf(kind, document), 'analyses_view_metadata')) return {};
	const analyses = call.store.by('analyses', 'parent', document._id);
	if (kind !== 'sessions') return {analyses: analyses.map(analysis => analysisView(call, analysis, 'list'))};
	return {analyses: analyses.map(analysis => withJob(call, common(call, analysis, 'list'), analysis.job, 'one'))};
}

/** An analysis with its job as an object instead of an id; null where it has none. */
export function withJob(
	call: Call,
	view: Record<string, unknown>,
	id: string | null,
	detail: Detail,
): Record<string, unknown> {
	const job = id === null ? undefined : call.store.get('jobs', id);
	return {...view, job_id: id, job: job ? jobView(call, job, detail) : null};
}

function projectCounts(call: Call, project: ProjectDoc): Record<string, unknown> {
	if (!call.flag('stats') && !call.flag('counts')) return {};
	const count = (kind: Kind) => call.store.countBy(kind, 'project', project._id);
	const [subjects, sessions] = [count('subjects'), count('sessions')];
	if (!call.flag('stats')) return {subject_count: subjects, session_count: sessions};
	const number_of = {
		subjects,
		sessions,
		acquisitions: count('acquisitions'),
		analyses: count('analyses'),
		files: count('files'),
		jobs: count('jobs'),
	};
	return {subject_count: subjects, session_count: sessions, noncompliant_session_count: 0, stats: {number_of}};
}

export function projectView(call: Call, project: ProjectDoc, detail: Detail): Record<string, unknown> {
	return {
		...common(call, project, detail),
		permissions: shownGrants(call, project),
		...projectCounts(call, project),
		...ownAnalyses(call, project, 'projects', detail),
	};
}

/** The permissions that a container shows: its project's. */
export function shownPermissions(call: Call, projectId: string | undefined): unknown[] {
	return shownGrants(call, projectId === undefined ? undefined : call.store.get('projects', projectId));
}

export function subjectView(call: Call, subject: SubjectDoc, detail: Detail): Record<string, unknown> {
	return {
		...common(call, subject, detail),
		permissions: shownPermissions(call, subject.project),
		...ownAnalyses(call, subject, 'subjects', detail),
	};
}

/** The subject within a session: never a bare id. */
export function subjectOfSession(call: Call, session: SessionDoc): Record<string, unknown> {
	const subject = call.store.get('subjects', session.subject);
	if (!subject) return {_id: session.subject};
	const {_id, label, code, sex, project, parents} = subject;
	return {_id, label, code, sex, project, parents};
}

export function sessionView(call: Call, session: SessionDoc, detail: Detail): Record<string, unknown> {
	return {
		...common(call, session, detail),
		subject: subjectOfSession(call, session),
		permissions: shownPermissions(call, session.project),
		...ownAnalyses(call, session, 'sessions', detail),
	};
}

export function analysisView(call: Call, analysis: AnalysisDoc, detail: Detail): Record<string, unknown> {
	const view = common(call, analysis, detail);
	if (!call.flag('inflate_job')) return view;
	return withJob(call, view, analysis.job, detail);
}

export function containerView(
	call: Call,
	kind: ContainerKind,
	document: Kinds[ContainerKind],
	detail: Detail,
): Record<string, unknown> {
	switch (kind) {
		case 'projects':
			return projectView(call, document as ProjectDoc, detail);
		case 'subjects':
			return subjectView(call, document as SubjectDoc, detail);
		case 'sessions':
			return sessionView(call, document as SessionDoc, detail);
		case 'analyses':
			return analysisView(call, document as AnalysisDoc, detail);
		case 'acquisitions':
			return {
				...common(call, document, detail),
				permissions: shownPermissions(call, document.parents.project),
				...ownAnalyses(call, document, 'acquisitions', detail),
			};
		case 'collections':
			return common(call, document, detail);
	}
}

/** Labels of a job's parents; a deleted parent has only its id. */
export function parentInfo(call: Call, job: JobDoc): Record<string, unknown> {
	const kinds = {
		group: 'groups',
		project: 'projects',
		subject: 'subjects',
		session: 'sessions',
		acquisition: 'acquisitions',
		analysis: 'analyses',
	} as const;
	const info: Record<string, unknown> = {};
	for (const [level, kind] of Object.entries(kinds)) {
		const id = job.parents[level as keyof typeof kinds];
		if (id === undefined) continue;
		const label = call.store.get(kind, id)?.label;
		info[level] = label === undefined ? {_id: id} : {_id: id, label};
	}
	return info;
}

/** In a list a job has `_id` and a list of inputs; alone it has `id` and inputs by name. */
export function jobView(call: Call, job: JobDoc, detail: Detail): Record<string, unknown> {
	const {_id, log, stuck, hasRequest, inputs, ...rest} = job;
	const joined = call.flag('include_parent_info') ? {parent_info: parentInfo(call, job)} : {};
	if (detail === 'list') return {_id, ...rest, inputs, ...joined};
	const byName = inputs.map(({input, ...file}) => [input, file] as const);
	const request = hasRequest ? {inputs: [], target: {command: ['run'], env: {}}, outputs: []} : null;
	return {id: _id, ...rest, inputs: Object.fromEntries(byName), request, ...joined};
}

export function groupView(call: Call, group: GroupDoc): Record<string, unknown> {
	const entry = group.permissions.find(({_id}) => _id === call.user._id);
	const manages = call.isAdmin || entry?.access === 'admin';
	return {
		...group,
		permissions: shownAccess(call, group.permissions, manages),
		permissions_template: shownAccess(call, group.permissions_template, manages),
	};
}

export function roleView(call: Call, role: RoleDoc): Record<string, unknown> {
	const uses = (list: {role_ids: string[]}[]) => list.some(({role_ids}) => role_ids.includes(role._id));
	const inUse = () =>
		[...call.store.all('projects')].some(({permissions}) => uses(permissions)) ||
		[...call.store.all('groups')].some(group => uses(group.permissions_template));
	return {...role, in_use: inUse()};
}

/** A person, without the secret of their key. */
export function userView(user: UserDoc): Record<string, unknown> {
	const {key, ...rest} = user;
	return {...rest, user_id: user._id};
}

/** True where the caller may read the job's log and details. */
export function maySeeJob(call: Call, job: JobDoc): boolean {
	return may(call, job.parents.project, 'jobs_view') || job.origin.id === call.user._id;
}
