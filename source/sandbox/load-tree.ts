import {apiDate} from './dates.js';
import type {Parents, Reference} from './documents.js';
import {loadFiles} from './load-files.js';
import {linkRetries, loadJob} from './load-jobs.js';
import {commonFields, grants, idFor, type Loading} from './world-context.js';
import type {
	WorldAcquisition,
	WorldAnalysis,
	WorldContainer,
	WorldFile,
	WorldProject,
	WorldSession,
	WorldSubject,
} from './world-file.js';
import {worldError} from './world-schema.js';

interface Above {
	parents: Parents;
	created: string;
}

function withoutLists(from: WorldContainer): Record<string, unknown> {
	const {subjects, sessions, acquisitions, analyses, files, jobs, ...fields} = from;
	return fields;
}

function loadAnalysis(loading: Loading, from: WorldAnalysis, parent: Reference, above: Above): void {
	const {job: jobFields, files, ...fields} = from;
	const id = idFor(loading, 'analysis', from._id);
	const parents: Parents = {...above.parents, [parent.type]: parent.id};
	const common = commonFields(loading, {...fields, created: from.created ?? jobFields?.created}, above.created);
	const job = jobFields
		? loadJob(loading, jobFields, {
				destination: {type: 'analysis', id},
				parents: {...parents, analysis: id},
				created: from.created,
			})
		: null;
	const place = {type: 'analysis', id, parents, created: job?.modified ?? common.created};
	loadFiles(loading, files, {...place, origin: job ? {type: 'job', id: job._id} : {type: 'user', id: null}});
	loading.store.put('analyses', {
		description: '',
		...fields,
		...common,
		_id: id,
		parents,
		parent,
		job: job?._id ?? null,
		inputs: (fields.inputs as Record<string, unknown>[] | undefined) ?? [],
		gear_info: job ? {...job.gear_info} : null,
	});
}

function loadAnalyses(
	loading: Loading,
	list: readonly WorldAnalysis[] | undefined,
	parent: Reference,
	above: Above,
): void {
	for (const analysis of list ?? []) loadAnalysis(loading, analysis, parent, above);
}

function loadAcquisition(loading: Loading, from: WorldAcquisition, session: string, above: Above): void {
	const common = commonFields(loading, from, above.created);
	const id = idFor(loading, 'acquisition', from._id);
	const {timestamp, ...fields} = withoutLists(from);
	loading.store.put('acquisitions', {
		uid: null,
		...fields,
		...common,
		_id: id,
		parents: above.parents,
		session,
		timestamp: typeof timestamp === 'string' ? common.created : null,
		collections: [],
	});
	loadFiles(loading, from.files, {type: 'acquisition', id, parents: above.parents, created: common.created});
	loadAnalyses(loading, from.analyses, {type: 'acquisition', id}, {parents: above.parents, created: common.created});
}

function loadSession(loading: Loading, from: WorldSession, subject: string, above: Above): void {
	const common = commonFields(loading, from, above.created);
	const id = idFor(loading, 'session', from._id);
	const {group = '', project = ''} = above.parents;
	const below = {parents: {...above.parents, session: id}, created: common.created};
	loading.store.put('sessions', {
		timezone: 'America/Denver',
		operator: null,
		age: null,
		weight: null,
		...withoutLists(from),
		...common,
		_id: id,
		parents: above.parents,
		group,
		project,
		subject,
		uid: from.uid ?? null,
		timestamp: from.timestamp ? apiDate(new Date(from.timestamp)) : null,
	});
	loadFiles(loading, from.files, {type: 'session', id, parents: above.parents, created: common.created});
	for (const acquisition of from.acquisitions ?? []) loadAcquisition(loading, acquisition, id, below);
	for (const job of from.jobs ?? []) {
		loadJob(loading, job, {destination: {type: 'session', id}, parents: below.parents});
	}
	loadAnalyses(loading, from.analyses, {type: 'session', id}, {parents: above.parents, created: common.created});
}

function loadSubject(loading: Loading, from: WorldSubject, project: string, above: Above): void {
	const common = commonFields(loading, from, above.created);
	const id = idFor(loading, 'subject', from._id);
	loading.store.put('subjects', {
		sex: null,
		...withoutLists(from),
		...common,
		_id: id,
		code: from.label,
		parents: above.parents,
		project,
	});
	loadFiles(loading, from.files, {type: 'subject', id, parents: above.parents, created: common.created});
	const below = {parents: {...above.parents, subject: id}, created: common.created};
	for (const session of from.sessions ?? []) loadSession(loading, session, id, below);
	loadAnalyses(loading, from.analyses, {type: 'subject', id}, {parents: above.parents, created: common.created});
}

/** Whatever the file says of a lock, as the API tells it: an object, or nothing. */
function lockOf(value: unknown, date: string): Record<string, unknown> | null {
	if (!value) return null;
	if (typeof value === 'object') return value as Record<string, unknown>;
	return {reason: 'other', timestamp: date, origin: {type: 'system', id: null}};
}

function loadProject(loading: Loading, from: WorldProject, place: string): void {
	const common = commonFields(loading, from, loading.epoch);
	const id = idFor(loading, 'project', from._id);
	const parents: Parents = {group: from.group};
	loading.store.put('projects', {
		description: '',
		templates: [],
		...withoutLists(from),
		...common,
		_id: id,
		parents,
		group: from.group,
		permissions: grants(loading, from.permissions, `${place}.permissions`),
		locked: lockOf(from.locked, common.modified),
	});
	loadFiles(loading, from.files, {
		type: 'project',
		id,
		parents,
		created: common.created,
		origin: {type: 'user', id: null},
	});
	const below = {parents: {...parents, project: id}, created: common.created};
	for (const subject of from.subjects ?? []) loadSubject(loading, subject, id, below);
	loadAnalyses(loading, from.analyses, {type: 'project', id}, {parents, created: common.created});
}

function loadCollections(loading: Loading, world: WorldFile): void {
	for (const [index, {sessions, ...from}] of (world.collections ?? []).entries()) {
		const id = idFor(loading, 'collection', from._id);
		const common = commonFields(loading, from, loading.epoch);
		const curator = typeof from.curator === 'string' ? from.curator : (world.users?.[0]?._id ?? 'system');
		loading.store.put('collections', {
			description: '',
			permissions: [{_id: curator, access: 'admin'}],
			...from,
			...common,
			_id: id,
			parents: {},
			curator,
		});
		for (const session of sessions ?? []) {
			if (!loading.store.has('sessions', session)) {
				throw worldError(`collections[${index}].sessions`, `there is no session ${session}`);
			}
			for (const acquisition of loading.store.by('acquisitions', 'session', session)) {
				loading.store.patch('acquisitions', acquisition._id, {collections: [...acquisition.collections, id]});
			}
		}
	}
}

/** Projects and everything below, then what refers across them. */
export function loadTree(loading: Loading, world: WorldFile): void {
	for (const [index, project] of (world.projects ?? []).entries()) {
		const place = `projects[${index}]`;
		if (!loading.store.has('groups', project.group)) {
			loading.store.put('groups', {
				_id: project.group,
				label: project.group,
				permissions: [],
				permissions_template: [],
				roles: [...new Set(loading.roles.values())],
				tags: [],
				created: loading.epoch,
				modified: loading.epoch,
			});
		}
		loadProject(loading, project, place);
	}
	linkRetries(loading);
	loadCollections(loading, world);
}
