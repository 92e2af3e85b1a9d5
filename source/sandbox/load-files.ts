import {hashOf} from './blobs.js';
import {normalDate} from './dates.js';
import type {FileDoc, Origin, Parents, Reference} from './documents.js';
import {typeOfName} from './file-types.js';
import {uuidFor} from './ids.js';
import type {Loading} from './world-context.js';
import type {WorldFileEntry} from './world-file.js';

/** Size of a file of which the world tells neither text nor size. */
const defaultSize = 4096;

interface Place {
	parent: Reference;
	parents: Parents;
	created: string;
	origin: Origin;
}

function loadFile(loading: Loading, entry: string | WorldFileEntry, place: Place): void {
	const {name, type, size, text, info, tags, _id, file_id, created, ...extra}: WorldFileEntry =
		typeof entry === 'string' ? {name: entry} : entry;
	const given = [file_id, _id].find(id => typeof id === 'string' && loading.ids.take(id));
	const fileId = typeof given === 'string' ? given : loading.ids.seed('file');
	const version = uuidFor(fileId);
	const bytes = text === undefined ? undefined : Buffer.from(text, 'utf8');
	if (text !== undefined) loading.blobs.addText(version, text);
	const guessed = typeOfName(name);
	const date = typeof created === 'string' ? normalDate(created) : place.created;
	const file: FileDoc = {
		mimetype: guessed.mimetype,
		modality: null,
		classification: {},
		...extra,
		_id: fileId,
		version_id: version,
		version: 1,
		name,
		type: type ?? guessed.type,
		size: bytes?.length ?? size ?? defaultSize,
		hash: bytes ? hashOf(bytes) : null,
		parent_ref: place.parent,
		parents: place.parents,
		tags: tags ?? [],
		info: info ?? {},
		origin: (extra.origin as Origin | undefined) ?? place.origin,
		created: date,
		modified: typeof extra.modified === 'string' ? normalDate(extra.modified) : date,
		older: [],
	};
	loading.store.put('files', file);
}

/** @param where container kind in the singular, as in a reference. */
export function loadFiles(
	loading: Loading,
	list: readonly (string | WorldFileEntry)[] | undefined,
	where: {type: string; id: string; parents: Parents; created: string; origin?: Origin},
): void {
	if (!list || list.length === 0) return;
	const place = {
		parent: {type: where.type, id: where.id},
		parents: {...where.parents, [where.type]: where.id},
		created: where.created,
		origin: where.origin ?? {type: 'device', id: 'scanner'},
	};
	for (const entry of list) loadFile(loading, entry, place);
}
