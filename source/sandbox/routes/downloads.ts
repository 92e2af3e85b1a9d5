import {ApiError, badRequest, notFound, unprocessable} from '../api-error.js';
import {type Packed, tar, tarLength, zip, zipLength} from '../archives.js';
import {audit} from '../audit.js';
import {Answer, type Call} from '../call.js';
import type {ContainerKind, FileDoc, Parents} from '../documents.js';
import {kindNamed} from '../find.js';
import {may, projectIdOf} from '../permissions.js';
import type {Router} from '../router.js';
import {filesOf, singular} from '../views.js';

interface Rule {
	plus?: string[];
	minus?: string[];
}

interface Filter {
	types?: Rule;
	tags?: Rule;
}

function passes(rule: Rule | undefined, values: readonly string[]): boolean {
	if (!rule) return true;
	const {plus = [], minus = []} = rule;
	if (values.some(value => minus.includes(value))) return false;
	return plus.length === 0 || values.some(value => plus.includes(value));
}

function wanted(file: FileDoc, filters: readonly Filter[]): boolean {
	return (
		filters.length === 0 ||
		filters.some(({types, tags}) => passes(types, file.type ? [file.type] : []) && passes(tags, file.tags))
	);
}

/** All files of a node and of what is below it. */
function filesUnder(call: Call, kind: ContainerKind, id: string): FileDoc[] {
	const level = singular[kind];
	if (level === 'project' || level === 'subject' || level === 'session') {
		// Outputs of analyses are not part of a container's own data.
		return call.store.by('files', level, id).filter(({parents}) => parents.analysis === undefined);
	}
	return filesOf(call, id);
}

/** Nodes that don't exist or can't be read are passed over without a word. */
function filesOfNodes(call: Call, body: Record<string, unknown>): FileDoc[] {
	const {nodes, filters = []} = body;
	if (!Array.isArray(nodes)) throw unprocessable('nodes must be a list', ['body', 'nodes']);
	const found = new Map<string, FileDoc>();
	for (const node of nodes as {level?: unknown; _id?: unknown}[]) {
		const kind = typeof node.level === 'string' ? kindNamed(node.level) : undefined;
		const container = kind && typeof node._id === 'string' ? call.store.get(kind, node._id) : undefined;
		if (!kind || !container || !may(call, projectIdOf(kind, container), 'files_download')) continue;
		for (const file of filesUnder(call, kind, container._id)) {
			if (wanted(file, (filters ?? []) as Filter[])) found.set(file._id, file);
		}
	}
	return [...found.values()];
}

/** The labels above a file, as folders; nothing in a label can lead out of the archive. */
function pathOf(call: Call, file: FileDoc): string {
	const kinds = {
		project: 'projects',
		subject: 'subjects',
		session: 'sessions',
		acquisition: 'acquisitions',
		analysis: 'analyses',
	} as const;
	const labels = Object.entries(kinds).flatMap(([level, kind]) => {
		const id = file.parents[level as keyof Parents];
		return id === undefined ? [] : [call.store.get(kind, id)?.label ?? id];
	});
	const safe = (text: string) => text.replaceAll(/[\\/\x00-\x1f]/g, '_').replace(/^\.+$/, '_');
	return ['flywheel', file.parents.group ?? '', ...labels, file.name].map(safe).join('/');
}

function prepare(call: Call): unknown {
	const files = filesOfNodes(call, call.object());
	if (files.length === 0) throw new ApiError(404, 'No files matching the given filter could be found');
	const payload = files.map(({_id}) => _id);
	const ticket = call.services.tickets.issue({target: 'download', ip: call.request.ip, user: call.user._id, payload});
	return {
		ticket,
		file_cnt: files.length,
		size: files.reduce((sum, {size}) => sum + size, 0),
		filename: 'flywheel-download',
	};
}

/** Each file under a path of its own, twins of a name numbered. */
function pack(call: Call, ids: readonly string[]): Packed[] {
	const taken = new Set<string>();
	return ids.flatMap(id => {
		const file = call.store.get('files', id);
		if (!file) return [];
		let path = pathOf(call, file);
		for (let count = 2; taken.has(path); count += 1) path = `${pathOf(call, file)}.${count}`;
		taken.add(path);
		const {version_id: versionId, name, size, modified} = file;
		const read = () => call.services.blobs.read({versionId, name, size}, 0, size);
		return [{path, size, modified: new Date(modified), read}];
	});
}

function archive(call: Call): unknown {
	const id = call.query('ticket');
	const ticket = id ? call.services.tickets.get(id) : undefined;
	if (!ticket) throw notFound('Download ticket', id ?? '');
	if (ticket.target !== 'download' || ticket.ip !== call.request.ip)
		throw badRequest('The ticket is for another download or address');
	const files = pack(call, ticket.payload as string[]);
	const asZip = call.query('format') === 'zip';
	audit(call, 'download_file', {}, {file: asZip ? 'flywheel-download.zip' : 'flywheel-download.tar'});
	return new Answer({
		headers: {
			'content-type': asZip ? 'application/zip' : 'application/x-tar',
			'content-disposition': `attachment; filename="flywheel-download.${asZip ? 'zip' : 'tar'}"`,
		},
		body: asZip ? zip(files) : tar(files),
		length: asZip ? zipLength(files) : tarLength(files),
	});
}

export function downloadRoutes(router: Router): void {
	router.post('/download', prepare);
	router.ticketed('/download', archive);
}
