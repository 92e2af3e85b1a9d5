/** One file from Flywheel to disk: into a `.part` beside it, checked, then renamed. */
import {createHash, type Hash} from 'node:crypto';
import {constants} from 'node:fs';
import {type FileHandle, mkdir, open, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type {FilePart, FlywheelReader} from '../../api/flywheel.js';
import {quoted} from '../../format/safe-text.js';
import type {CarriedFile} from '../../model/carry.js';
import {FlydeckError} from '../../model/errors.js';
import type {RemoteFile} from './contents.js';
import {digestOf, hashInto, newHash, sha384, sizeAt} from './file-check.js';

export interface Fetch {
	reader: FlywheelReader;
	remote: RemoteFile;
	folder: string;
	signal?: AbortSignal | undefined;
	/** Bytes on disk of this file so far. */
	onBytes: (done: number) => void;
}

/** How often a connection may break without a byte between before the file is given up. */
const breaks = 4;

function refused(code: string, message: string, next: string): FlydeckError {
	return new FlydeckError('conflict', {code, message, next});
}

/** The name holds which version it is of: what is left of another one is never carried on. */
export function partOf({remote: {file, path: below}, folder}: Pick<Fetch, 'remote' | 'folder'>): string {
	const which = JSON.stringify([file.fileId, file.version, file.size, file.hash]);
	const tag = createHash('sha256').update(which).digest('hex').slice(0, 12);
	return path.join(folder, `${below}.${tag}.part`);
}

/** Whether the file is there whole. @throws FlydeckError where another one has its place. */
async function isPresent({remote: {file, path: below}, folder, signal}: Fetch): Promise<boolean> {
	const target = path.join(folder, below);
	const size = await sizeAt(target);
	if (size === null) return false;
	const digest = digestOf(file.hash);
	if (size === file.size && (digest === null || (await sha384(target, signal)) === digest)) return true;
	throw refused(
		'another-file',
		`${quoted(target)} is there and is not the file that Flywheel has; it was left as it is.`,
		'Move it away, or choose another folder.',
	);
}

interface Sink {
	handle: FileHandle;
	hash: Hash;
	/** Where the next byte goes. */
	at: number;
}

/** Goes back to the beginning where the server sends the whole file instead of the rest. */
async function rewind(sink: Sink): Promise<void> {
	await sink.handle.truncate(0);
	sink.at = 0;
	sink.hash = newHash();
}

async function pour({from, chunks}: FilePart, sink: Sink, {remote, onBytes}: Fetch): Promise<void> {
	if (from === 0 && sink.at > 0) await rewind(sink);
	if (from !== sink.at) throw refused('wrong-part', 'The server sent another part than was asked for.', 'Try again.');
	for await (const chunk of chunks) {
		if (sink.at + chunk.length > remote.file.size) {
			throw refused('too-long', 'The server sent more bytes than the file has.', 'Refresh and try again.');
		}
		await sink.handle.write(chunk, 0, chunk.length, sink.at);
		sink.hash.update(chunk);
		sink.at += chunk.length;
		onBytes(sink.at);
	}
}

function mayPass(error: unknown): boolean {
	if (!(error instanceof FlydeckError) || error.kind !== 'unreachable') return false;
	return error.status === undefined || [429, 502, 503, 504].includes(error.status);
}

/** Asks for what is missing until all is there: a connection that breaks is taken up where it broke. */
async function receive(fetch: Fetch, sink: Sink): Promise<void> {
	const {reader, remote, signal} = fetch;
	const {holder, file} = remote;
	let failures = 0;
	while (sink.at < file.size) {
		const before = sink.at;
		try {
			await reader.fileBytes(holder.kind, holder.id, file, {from: before, signal}, async part =>
				pour(part, sink, fetch),
			);
			if (sink.at === before) throw refused('too-short', 'The server sent no more bytes.', 'Refresh and try again.');
		} catch (error) {
			failures = sink.at > before ? 1 : failures + 1;
			if (!mayPass(error) || failures >= breaks) throw error;
			await sleep(300 * 3 ** (failures - 1), undefined, signal && {signal});
		}
	}
}

async function openSink(part: string, signal?: AbortSignal): Promise<Sink> {
	const {O_RDWR, O_CREAT, O_NOFOLLOW} = constants;
	const handle = await open(part, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600);
	const {size} = await handle.stat();
	const hash = newHash();
	if (size > 0) await hashInto(hash, part, signal);
	return {handle, hash, at: size};
}

/** @throws FlydeckError where what arrived is not what Flywheel has; what is wrong is not kept. */
function checkHash(sink: Sink, {file}: RemoteFile): CarriedFile['checked'] {
	const digest = digestOf(file.hash);
	if (digest === null) return 'size';
	if (sink.hash.digest('hex') === digest) return 'hash';
	throw refused('wrong-hash', 'The bytes that arrived are not those that Flywheel has.', 'Download it again.');
}

/** @throws FlydeckError where it didn't come; what came stays as a part, to be carried on. */
export async function fetchFile(fetch: Fetch): Promise<Pick<CarriedFile, 'status' | 'checked'>> {
	const {remote, folder, signal, onBytes} = fetch;
	const {file} = remote;
	if (await isPresent(fetch)) {
		onBytes(file.size);
		return {status: 'present', checked: digestOf(file.hash) === null ? 'size' : 'hash'};
	}
	const target = path.join(folder, remote.path);
	await mkdir(path.dirname(target), {recursive: true, mode: 0o700});
	const part = partOf(fetch);
	const sink = await openSink(part, signal);
	const begun = sink.at;
	try {
		if (begun > file.size) await rewind(sink);
		onBytes(sink.at);
		await receive(fetch, sink);
		const checked = checkHash(sink, remote);
		await sink.handle.sync();
		await rename(part, target);
		return {status: begun > 0 ? 'resumed' : 'carried', checked};
	} catch (error) {
		if (error instanceof FlydeckError && error.kind === 'conflict') await rm(part, {force: true});
		throw error;
	} finally {
		await sink.handle.close();
	}
}
