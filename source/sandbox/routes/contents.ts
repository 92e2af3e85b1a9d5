import {ApiError, badRequest, forbidden, notFound, unprocessable} from '../api-error.js';
import {type Call, optionalObject, textOf} from '../call.js';
import {findToWrite, removeOne} from '../container-routes.js';
import type {ContainerKind, FileDoc, Kinds, Note} from '../documents.js';
import {download} from '../downloads.js';
import {storeUploads} from '../files.js';
import {find, needDeleteReason} from '../find.js';
import {hasAccess} from '../permissions.js';
import type {Router} from '../router.js';
import {filesOf, fileView} from '../views.js';
import {kindOfPath} from './analyses.js';
import {changeFile, deleteFile, readable} from './files.js';

/** What hangs on a container of any kind: files by name, tags, notes, info. */
interface Target<K extends ContainerKind = ContainerKind> {
	kind: K;
	document: Kinds[K];
}

/** The container of the path, to change. Collections have levels of access, the others roles. */
function target(call: Call, name: string, ...anyOf: string[]): Target {
	const id = call.param('id');
	const kind = kindOfPath(call, name, id);
	if (kind !== 'collections') return {kind, document: findToWrite(call, kind, id, ...anyOf)};
	const document = find(call, kind, id);
	if (!hasAccess(call, document.permissions, 'rw')) throw forbidden('Write access to the collection is required');
	return {kind, document};
}

function fileNamed(call: Call, name: string): FileDoc {
	const id = call.param('id');
	kindOfPath(call, name, id);
	const file = filesOf(call, id).find(one => one.name === call.param('name'));
	if (!file) throw notFound('File', call.param('name'));
	return file;
}

function upload(call: Call, name: string): unknown {
	if (call.query('ticket') !== undefined) throw badRequest('Signed uploads are not enabled on this site');
	const {kind, document} = target(call, name, 'files_create_upload', 'files_create_single', 'files_create_bulk');
	return storeUploads(call, kind, document).map(file => fileView(file, true));
}

/** `{"set":…,"delete":[…]}` or `{"replace":…}`, never both. */
function changedInfo(info: Record<string, unknown>, body: Record<string, unknown>): Record<string, unknown> {
	const replace = optionalObject(body, 'replace');
	const set = optionalObject(body, 'set');
	const gone = body.delete;
	if (replace && (set || gone)) throw badRequest('replace excludes set and delete');
	if (replace) return replace;
	if (!set && !Array.isArray(gone)) throw badRequest('set, delete or replace is required');
	const kept = Object.entries(info).filter(([key]) => !(Array.isArray(gone) && gone.includes(key)));
	return {...Object.fromEntries(kept), ...set};
}

function patchFileInfo(call: Call, name: string): unknown {
	const file = fileNamed(call, name);
	target(call, name, 'files_modify_metadata');
	changeFile(call, file, {info: changedInfo(file.info, call.object())});
	return {modified: 1};
}

function modifyFile(call: Call, name: string): unknown {
	const file = fileNamed(call, name);
	target(call, name, 'files_modify_metadata');
	const {type, modality} = call.object();
	changeFile(call, file, {...(typeof type === 'string' && {type}), ...(modality !== undefined && {modality})});
	return {modified: 1};
}

function classify(call: Call, name: string): unknown {
	const file = fileNamed(call, name);
	target(call, name, 'files_modify_metadata');
	const body = call.object();
	const now = (file.classification ?? {}) as Record<string, unknown>;
	const classification = optionalObject(body, 'replace') ?? {...now, ...optionalObject(body, 'add')};
	changeFile(call, file, {classification});
	return {modified: 1};
}

function fileRoutes(router: Router, name: string): void {
	router.post(`/${name}/:id/files`, call => upload(call, name));
	router.ticketed(`/${name}/:id/files/:name`, call => download(call, fileNamed(call, name)));
	router.put(`/${name}/:id/files/:name`, call => modifyFile(call, name));
	router.delete(`/${name}/:id/files/:name`, call => {
		deleteFile(call, fileNamed(call, name));
		return {deleted: 1};
	});
	router.get(`/${name}/:id/files/:name/info`, call => fileView(readable(call, fileNamed(call, name)), true));
	router.patch(`/${name}/:id/files/:name/info`, call => patchFileInfo(call, name));
	router.patch(`/${name}/:id/files/:name/classification`, call => classify(call, name));
}

function store(call: Call, {kind, document}: Target, changes: Partial<Kinds[ContainerKind]>): void {
	const more = {...changes, modified: call.date, revision: document.revision + 1};
	call.store.patch(kind, document._id, more as Partial<Kinds[typeof kind]>);
}

function checkTag(tag: unknown): string {
	if (typeof tag === 'string' && tag.length >= 1 && tag.length <= 32) return tag;
	throw unprocessable('A tag has 1 to 32 characters', ['body', 'value']);
}

function tagOf(call: Call, tags: readonly string[]): string {
	const tag = call.param('tag');
	if (!tags.includes(tag)) throw notFound('Tag', tag);
	return tag;
}

function tagRoutes(router: Router, name: string): void {
	const tagged = (call: Call) => target(call, name, 'tags_manage');
	router.post(`/${name}/:id/tags`, call => {
		const found = tagged(call);
		const tag = checkTag(call.object().value);
		if (found.document.tags.includes(tag)) throw new ApiError(409, `Tag ${tag} already exists`);
		store(call, found, {tags: [...found.document.tags, tag]});
		return {modified: 1};
	});
	router.patch(`/${name}/:id/tags`, call => {
		const found = tagged(call);
		store(call, found, {tags: [...new Set([...found.document.tags, ...call.strings().map(tag => checkTag(tag))])]});
		return null;
	});
	router.delete(`/${name}/:id/tags`, call => {
		const found = tagged(call);
		const gone = call.strings();
		store(call, found, {tags: found.document.tags.filter(tag => !gone.includes(tag))});
		return null;
	});
	router.get(`/${name}/:id/tags/:tag`, call =>
		tagOf(call, find(call, kindOfPath(call, name, call.param('id')), call.param('id')).tags),
	);
	router.put(`/${name}/:id/tags/:tag`, call => {
		const found = tagged(call);
		const old = tagOf(call, found.document.tags);
		const tag = checkTag(call.object().value);
		store(call, found, {tags: found.document.tags.map(one => (one === old ? tag : one))});
		return tag;
	});
	router.delete(`/${name}/:id/tags/:tag`, call => {
		const found = tagged(call);
		const gone = tagOf(call, found.document.tags);
		store(call, found, {tags: found.document.tags.filter(tag => tag !== gone)});
		return {deleted: 1};
	});
}

function noteOf(call: Call, notes: readonly Note[]): Note {
	const note = notes.find(({_id}) => _id === call.param('note'));
	if (!note) throw notFound('Note', call.param('note'));
	return note;
}

/** A note to change: one's own, or any for a site admin. */
function ownNote(call: Call, notes: readonly Note[]): Note {
	const note = noteOf(call, notes);
	if (note.user !== call.user._id && !call.isAdmin) throw forbidden("Another person's note");
	return note;
}

function noteRoutes(router: Router, name: string): void {
	const noted = (call: Call) => target(call, name, 'notes_manage');
	router.post(`/${name}/:id/notes`, call => {
		const found = noted(call);
		const text = textOf(call.object(), 'text');
		const note: Note = {_id: call.newId(), text, user: call.user._id, created: call.date, modified: call.date};
		store(call, found, {notes: [...found.document.notes, note]});
		return note;
	});
	router.get(`/${name}/:id/notes/:note`, call =>
		noteOf(call, find(call, kindOfPath(call, name, call.param('id')), call.param('id')).notes),
	);
	router.put(`/${name}/:id/notes/:note`, call => {
		const found = noted(call);
		const note = {...ownNote(call, found.document.notes), text: textOf(call.object(), 'text'), modified: call.date};
		store(call, found, {notes: found.document.notes.map(one => (one._id === note._id ? note : one))});
		return 1;
	});
	router.delete(`/${name}/:id/notes/:note`, call => {
		const found = noted(call);
		const gone = ownNote(call, found.document.notes);
		store(call, found, {notes: found.document.notes.filter(({_id}) => _id !== gone._id)});
		return {deleted: 1};
	});
}

/** Files, tags, notes and info of every kind of container, under its own name and under `containers`. */
export function contentRoutes(router: Router): void {
	for (const name of ['projects', 'subjects', 'sessions', 'acquisitions', 'analyses', 'collections', 'containers']) {
		fileRoutes(router, name);
		tagRoutes(router, name);
		noteRoutes(router, name);
		router.patch(`/${name}/:id/info`, call => {
			const found = target(call, name, 'containers_modify_metadata');
			store(call, found, {info: changedInfo(found.document.info, call.object())});
			return {modified: 1};
		});
	}
	analysisOfContainerRoutes(router);
	router.delete('/containers/:id', call => {
		const kind = kindOfPath(call, 'containers', call.param('id'));
		needDeleteReason(call);
		removeOne(call, kind, call.param('id'));
		return {deleted: 1};
	});
}

/** Outputs and notes of an analysis, asked for through what it hangs on. */
function analysisOfContainerRoutes(router: Router): void {
	const inner = (call: Call): Call => {
		call.request.params.id = call.param('analysis');
		return call;
	};
	for (const name of ['projects', 'subjects', 'sessions', 'acquisitions', 'containers']) {
		router.post(`/${name}/:id/analyses/:analysis/files`, call => upload(inner(call), 'analyses'));
		router.ticketed(`/${name}/:id/analyses/:analysis/files/:name`, call =>
			download(call, fileNamed(inner(call), 'analyses')),
		);
		router.post(`/${name}/:id/analyses/:analysis/notes`, call => {
			const found = target(inner(call), 'analyses', 'notes_manage');
			const text = textOf(call.object(), 'text');
			const note: Note = {_id: call.newId(), text, user: call.user._id, created: call.date, modified: call.date};
			store(call, found, {notes: [...found.document.notes, note]});
			return note;
		});
	}
}
