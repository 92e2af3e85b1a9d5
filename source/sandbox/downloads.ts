import {ApiError, badRequest, notFound} from './api-error.js';
import {audit} from './audit.js';
import {Answer, type Call} from './call.js';
import type {FileDoc} from './documents.js';
import type {Content} from './made-up.js';
import {need} from './permissions.js';
import {zipInfo, zipMember} from './zip.js';

/** The version that the query asks for, or the current one. @throws ApiError 404. */
function versionOf(call: Call, file: FileDoc): Content {
	const wanted = call.query('version');
	const {name} = file;
	const current = {versionId: file.version_id, name, size: file.size};
	if (wanted === undefined || Number(wanted) === file.version) return current;
	const older = file.older.find(({version}) => version === Number(wanted));
	if (!older) throw notFound(`Version ${wanted} of file`, file.name);
	return {versionId: String(older.version_id), name, size: Number(older.size)};
}

/** Byte ranges of a header; null where the whole file is to be sent. @throws ApiError 416. */
function rangesOf(header: string | undefined, size: number): [number, number][] | null {
	const found = /^bytes=(.+)$/.exec(header ?? '');
	if (!found) return null;
	const ranges: [number, number][] = [];
	for (const part of (found[1] ?? '').split(',')) {
		const [, first = '', last = ''] = /^\s*(\d*)-(\d*)\s*$/.exec(part) ?? [];
		if (first === '' && last === '') return null;
		const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
		if (start >= size) throw new ApiError(416, 'The range starts past the end of the file');
		const end = first === '' || last === '' ? size - 1 : Number(last);
		if (end >= size || end < start) return null;
		ranges.push([start, end + 1]);
	}
	return ranges;
}

function* severalRanges(
	call: Call,
	version: Content,
	ranges: [number, number][],
	boundary: string,
	type: string,
): Generator<Uint8Array> {
	for (const [start, end] of ranges) {
		const head = `--${boundary}\r\nContent-Type: ${type}\r\nContent-Range: bytes ${start}-${end - 1}/${version.size}\r\n\r\n`;
		yield Buffer.from(head);
		yield* call.services.blobs.read(version, start, end);
		yield Buffer.from('\r\n');
	}
	yield Buffer.from(`--${boundary}--\r\n`);
}

function lengthOf(pieces: Iterable<Uint8Array>): number {
	let length = 0;
	for (const piece of pieces) length += piece.length;
	return length;
}

function viewed(call: Call, version: Content, type: string): Answer {
	const {blobs} = call.services;
	const ranges = rangesOf(call.request.header('range'), version.size);
	const [first] = ranges ?? [];
	if (!ranges || !first) {
		const body = blobs.read(version, 0, version.size);
		return new Answer({headers: {'content-type': type, 'accept-ranges': 'bytes'}, body, length: version.size});
	}
	if (ranges.length === 1) {
		const [start, end] = first;
		const headers = {'content-type': type, 'content-range': `bytes ${start}-${end - 1}/${version.size}`};
		return new Answer({status: 206, headers, body: blobs.read(version, start, end), length: end - start});
	}
	const boundary = `part-${version.versionId}`;
	const body = () => severalRanges(call, version, ranges, boundary, type);
	const headers = {'content-type': `multipart/byteranges; boundary=${boundary}`};
	return new Answer({status: 206, headers, body: body(), length: lengthOf(body())});
}

/** A file name fit for a header, whatever characters it holds. */
function disposition(name: string): string {
	const plain = name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
	return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`;
}

function needTicketOrRight(call: Call, file: FileDoc): void {
	const id = call.query('ticket');
	if (!id) {
		need(call, file.parents.project, call.flag('view') ? 'files_view_contents' : 'files_download', 'files_download');
		return;
	}
	const ticket = call.services.tickets.get(id);
	if (!ticket) throw notFound('Download ticket', id);
	if (ticket.target !== file._id || ticket.ip !== call.request.ip)
		throw badRequest('The ticket is for another file or address');
}

export function giveTicket(call: Call, file: FileDoc): unknown {
	need(call, file.parents.project, 'files_download', 'files_view_contents');
	const ticket = call.services.tickets.issue({
		target: file._id,
		ip: call.request.ip,
		user: call.user._id,
		payload: null,
	});
	return {ticket, filename: file.name, file_cnt: 1, size: file.size};
}

/** Everything that `GET …/files/{name}` does, by its query: ticket, zip listing, zip member, bytes or a part of them. */
export function download(call: Call, file: FileDoc): unknown {
	if (call.query('ticket') === '') return giveTicket(call, file);
	needTicketOrRight(call, file);
	const version = versionOf(call, file);
	const hash = call.query('hash');
	if (hash !== undefined && hash !== file.hash) throw new ApiError(409, 'The file has another hash');
	if (call.flag('info')) return zipInfo(call.services.blobs.archive(version));
	audit(call, call.flag('view') ? 'view_file' : 'download_file', file.parents, {file: file.name});
	const member = call.query('member');
	if (member !== undefined) return memberAnswer(call, file, member);
	if (call.flag('view')) return viewed(call, version, String(file.mimetype ?? 'application/octet-stream'));
	return new Answer({
		headers: {'content-type': 'application/octet-stream', 'content-disposition': disposition(file.name)},
		body: call.services.blobs.read(version, 0, version.size),
		length: version.size,
	});
}

export function memberAnswer(call: Call, file: FileDoc, member: string): Answer {
	const bytes = zipMember(call.services.blobs.archive(versionOf(call, file)), member);
	const headers = {
		'content-type': 'application/octet-stream',
		'content-disposition': disposition(member.split('/').at(-1) ?? 'member'),
	};
	return new Answer({headers, body: [bytes], length: bytes.length});
}
