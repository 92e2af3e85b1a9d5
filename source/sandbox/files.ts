import {randomUUID} from 'node:crypto';
import {badRequest, unprocessable} from './api-error.js';
import {hashOf} from './blobs.js';
import type {Call, UploadedFile} from './call.js';
import type {ContainerKind, FileDoc, Kinds, Parents} from './documents.js';
import {typeOfName} from './file-types.js';
import {filesOf, singular} from './views.js';

/** What an upload may say of its file. */
interface Metadata {
	name?: string;
	type?: string;
	modality?: string;
	mimetype?: string;
	info?: Record<string, unknown>;
	tags?: string[];
	classification?: Record<string, unknown>;
}

function baseName(name: string): string {
	const base = name.split(/[/\\]/).at(-1) ?? '';
	if (base === '') throw badRequest('An uploaded file needs a name');
	return base;
}

/** The text part `metadata`: one object, or for several files a list of them. */
function metadataOf(call: Call): Metadata[] {
	const text = call.request.fields.metadata;
	if (text === undefined || text.trim() === '') return [];
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw badRequest('metadata is not valid JSON');
	}
	const list = Array.isArray(value) ? value : [value];
	if (list.some(one => typeof one !== 'object' || one === null))
		throw unprocessable('metadata must be an object', ['body', 'metadata']);
	return list as Metadata[];
}

/** What a version leaves behind when the next one comes. */
export function asOlder(file: FileDoc): Record<string, unknown> {
	const {_id, older, parents, parent_ref, ...version} = file;
	return version;
}

function store(
	call: Call,
	upload: UploadedFile,
	metadata: Metadata,
	where: {type: string; id: string; parents: Parents},
): FileDoc {
	const name = baseName(metadata.name ?? upload.name);
	const before = filesOf(call, where.id).find(file => file.name === name);
	const version_id = randomUUID();
	call.services.blobs.addUpload(version_id, upload.bytes);
	const guessed = typeOfName(name);
	const file: FileDoc = {
		classification: {},
		modality: null,
		mimetype: guessed.mimetype,
		...metadata,
		_id: before?._id ?? call.newId(),
		version_id,
		version: (before?.version ?? 0) + 1,
		name,
		type: metadata.type ?? guessed.type,
		size: upload.bytes.length,
		hash: hashOf(upload.bytes),
		parent_ref: {type: where.type, id: where.id},
		parents: {...where.parents, [where.type]: where.id},
		tags: metadata.tags ?? before?.tags ?? [],
		info: metadata.info ?? before?.info ?? {},
		origin: {type: 'user', id: call.user._id},
		created: call.date,
		modified: call.date,
		older: before ? [...before.older, asOlder(before)] : [],
	};
	call.store.put('files', file);
	return file;
}

/** Stores the files of a multipart body on a container; a name that is there gains a version. */
export function storeUploads(call: Call, kind: ContainerKind, parent: Kinds[ContainerKind]): FileDoc[] {
	const {files} = call.request;
	if (files.length === 0)
		throw badRequest('The request holds no file: send multipart/form-data with a part named file');
	if (files.length > 1 && kind !== 'analyses') throw badRequest('One file per request');
	const metadata = metadataOf(call);
	const where = {type: singular[kind], id: parent._id, parents: parent.parents};
	return files.map((upload, index) => store(call, upload, metadata[index] ?? {}, where));
}
