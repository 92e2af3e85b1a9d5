import {badRequest, forbidden, notFound, unprocessable} from '../api-error.js';
import {audit} from '../audit.js';
import {type Call, optionalObject, optionalText, stringsOf, textOf} from '../call.js';
import type {FileDoc} from '../documents.js';
import {download, giveTicket, memberAnswer} from '../downloads.js';
import {asOlder} from '../files.js';
import {find, kindNamed, needDeleteReason} from '../find.js';
import {list} from '../list.js';
import {hasAccess, listedProjects, may, need, needWrite} from '../permissions.js';
import type {Router} from '../router.js';
import {filesOf, fileView, singular} from '../views.js';
import {zipInfo} from '../zip.js';

/** A file that the caller may know of. */
export function readable(call: Call, file: FileDoc): FileDoc {
	const collection =
		file.parent_ref.type === 'collection' ? call.store.get('collections', file.parent_ref.id) : undefined;
	if (collection && hasAccess(call, collection.permissions, 'ro')) return file;
	need(call, file.parents.project, 'files_view_metadata', 'containers_view_metadata');
	return file;
}

function fileOf(call: Call): FileDoc {
	return find(call, 'files', call.param('file'));
}

function writable(call: Call): FileDoc {
	const file = fileOf(call);
	needWrite(call, file.parents.project, 'files_modify_metadata');
	return file;
}

export function changeFile(call: Call, file: FileDoc, changes: Partial<FileDoc>): void {
	call.store.patch('files', file._id, {...changes, modified: call.date});
}

/** Whether an analysis took the file as its input. */
function inUse(call: Call, file: FileDoc): boolean {
	const id = file._id;
	const near = call.store.by('analyses', 'project', file.parents.project ?? '');
	return near.some(({inputs}) => inputs.some(input => input.file_id === id));
}

export function deleteFile(call: Call, file: FileDoc): void {
	const device = file.origin.type === 'device';
	needWrite(call, file.parents.project, device ? 'files_delete_device_data' : 'files_delete_non_device_data');
	if (inUse(call, file)) throw forbidden('An analysis uses this file', {reason: 'analysis_conflict'});
	audit(call, 'delete_file', file.parents, {file: file.name});
	call.store.remove('files', file._id);
}

function removeMany(call: Call): unknown {
	const ids = call.strings();
	needDeleteReason(call);
	const files = ids.flatMap(id => call.store.get('files', id) ?? []);
	for (const file of files) deleteFile(call, file);
	return {deleted: files.length, not_found: ids.length - files.length};
}

function one(call: Call): unknown {
	const file = readable(call, fileOf(call));
	audit(call, 'view_file', file.parents, {file: file.name});
	const wanted = call.query('version');
	if (wanted === undefined || Number(wanted) === file.version) return fileView(file, true);
	const older = file.older.find(({version}) => version === Number(wanted));
	if (!older) throw notFound(`Version ${wanted} of file`, file._id);
	return {...fileView(file, true), ...older, _id: older.version_id, id: older.version_id};
}

function versions(call: Call): unknown {
	const file = readable(call, fileOf(call));
	const all = [...file.older, asOlder(file)];
	return all.map(({version, version_id, created, origin, size, hash, name, restored_from}) => ({
		_id: version_id,
		file_id: file._id,
		version,
		name,
		size,
		hash,
		created,
		origin,
		...(restored_from !== undefined && {restored_from}),
	}));
}

/** An older version becomes the newest, with a number of its own. */
function restore(call: Call): unknown {
	const file = writable(call);
	const wanted = Number(call.query('version'));
	if (call.query('version') === undefined || call.query('evaluate_gear_rules') === undefined) {
		throw unprocessable('version and evaluate_gear_rules are required', ['query']);
	}
	const older = file.older.find(({version}) => version === wanted);
	if (!older) throw notFound(`Version ${wanted} of file`, file._id);
	const restored = {...older, version: file.version + 1, older: [...file.older, asOlder(file)], restored_from: wanted};
	changeFile(call, file, {...restored, created: call.date});
	return fileView(find(call, 'files', file._id), true);
}

function move(call: Call): unknown {
	const file = fileOf(call);
	const body = call.object();
	needWrite(call, file.parents.project, 'files_move');
	const target = optionalObject(body, 'container_reference');
	if (!target) throw unprocessable('container_reference is required', ['body', 'container_reference']);
	const kind = kindNamed(textOf(target, 'type'));
	if (!kind) throw unprocessable('container_reference.type is no container', ['body', 'container_reference', 'type']);
	const container = find(call, kind, textOf(target, 'id'));
	const type = singular[kind];
	const parents = {...container.parents, [type]: container._id};
	needWrite(call, parents.project, 'files_create_upload', 'files_create_single');
	if (parents.group !== file.parents.group) throw unprocessable('A file can not move to another group');
	const name = optionalText(body, 'name') ?? file.name;
	if (filesOf(call, container._id).some(other => other.name === name && other._id !== file._id)) {
		throw unprocessable(`${name} exists there already`);
	}
	changeFile(call, file, {name, parents, parent_ref: {type, id: container._id}});
	return {modified: 1, jobs_spawned: 0};
}

/** Here a PATCH merges and a PUT replaces, unlike the info of containers. */
function setInfo(call: Call, merge: boolean): unknown {
	const file = writable(call);
	const body = call.object();
	changeFile(call, file, {info: merge ? {...file.info, ...body} : body});
	return merge ? {modified: 1} : body;
}

function setTags(call: Call, change: (tags: string[], given: string[]) => string[]): string[] {
	const file = fileOf(call);
	needWrite(call, file.parents.project, 'tags_manage');
	const tags = [...new Set(change(file.tags, stringsOf(call.request.body, 'The body')))];
	changeFile(call, file, {tags});
	return tags;
}

function fileList(call: Call): unknown {
	const listed = listedProjects(call);
	return list(call, {
		kind: 'files',
		visible: file =>
			listed(file.parents.project) && (call.isAdmin || may(call, file.parents.project, 'files_view_metadata')),
		view: file => fileView(file, true),
		blind: ['_id', 'id', 'file_id'],
		alwaysPage: true,
	});
}

function zipOf(call: Call): Uint8Array | undefined {
	const file = fileOf(call);
	need(call, file.parents.project, 'files_view_contents', 'files_download');
	return call.services.blobs.archive({versionId: file.version_id, name: file.name, size: file.size});
}

export function fileRoutes(router: Router): void {
	router.get('/files', fileList);
	router.delete('/files', removeMany);
	router.get('/files/:file', one);
	router.delete('/files/:file', call => {
		const file = fileOf(call);
		deleteFile(call, file);
		return {deleted: 1};
	});
	router.get('/files/:file/versions', versions);
	router.get('/files/:file/info', call => readable(call, fileOf(call)).info);
	router.patch('/files/:file/info', call => setInfo(call, true));
	router.put('/files/:file/info', call => setInfo(call, false));
	router.put('/files/:file/classification', call => {
		changeFile(call, writable(call), {classification: call.object()});
		return {modified: 1};
	});
	router.get('/files/:file/tags', call => readable(call, fileOf(call)).tags);
	router.put('/files/:file/tags', call => {
		setTags(call, (_, given) => given);
		return {modified: 1};
	});
	router.patch('/files/:file/tags', call => setTags(call, (tags, given) => [...tags, ...given]));
	router.delete('/files/:file/tags', call => {
		setTags(call, (tags, given) => tags.filter(tag => !given.includes(tag)));
		return null;
	});
	router.post('/files/:file/restore', restore);
	router.post('/files/:file/move', move);
	router.post('/files/:file/ticket', call => giveTicket(call, fileOf(call)));
	router.ticketed('/files/:file/download', call => download(call, fileOf(call)));
	router.get('/files/:file/signed_url', () => {
		throw badRequest('Signed addresses are not enabled');
	});
	router.get('/files/:file/zip_info', call => zipInfo(zipOf(call)));
	router.get('/files/:file/zip_member/:member{.+}', call => {
		zipOf(call);
		return memberAnswer(call, fileOf(call), call.param('member'));
	});
}
