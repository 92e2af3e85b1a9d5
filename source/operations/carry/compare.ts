/** Whether what lies in a folder is in Flywheel too, so that it may be let go. Nothing is ever deleted here. */
import {createReadStream} from 'node:fs';
import path from 'node:path';
import {PassThrough, type Readable} from 'node:stream';
import {crc32} from 'node:zlib';
import yauzl from 'yauzl';
import type {FlywheelReader} from '../../api/flywheel.js';
import {fileName} from '../../format/file-name.js';
import type {ComparedFile, Comparison} from '../../model/carry.js';
import {type Contents, contentsOf, type RemoteFile} from './contents.js';
import {digestOf, sha384} from './file-check.js';
import {type Folder, type FolderFile, readFolder} from './folder.js';

export interface CompareOptions {
	/** Read every file here and hold its checksum against Flywheel's. */
	hash?: boolean | undefined;
	signal?: AbortSignal | undefined;
	onProgress?: (progress: {done: number; total: number}) => void;
}

/** One thing in Flywheel that a file here may be: a file, or a member of an archive. */
interface Counterpart {
	size: number;
	sha384: string | null;
	crc32: number | null;
}

/** Reads an archive in Flywheel from its end, where its list of members is. */
class RemoteReader extends yauzl.RandomAccessReader {
	constructor(
		readonly reader: FlywheelReader,
		readonly remote: RemoteFile,
		readonly signal: AbortSignal | undefined,
	) {
		super();
	}

	override _readStreamForRange(start: number, end: number): Readable {
		const {holder, file} = this.remote;
		const stream = new PassThrough();
		const range = {from: start, to: end, signal: this.signal};
		this.reader
			.fileBytes(holder.kind, holder.id, file, range, async ({from, chunks}) => {
				if (from !== start) throw new Error('the server sends no parts of files');
				for await (const chunk of chunks) stream.write(chunk);
			})
			.then(
				() => stream.end(),
				(error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))),
			);
		return stream;
	}
}

async function members(
	reader: FlywheelReader,
	remote: RemoteFile,
	signal?: AbortSignal,
): Promise<[string, Counterpart][]> {
	const source = new RemoteReader(reader, remote, signal);
	const zip = await yauzl
		.fromRandomAccessReaderPromise(source, remote.file.size, {lazyEntries: true})
		.catch(() => null);
	const found: [string, Counterpart][] = [];
	if (!zip) return found;
	try {
		for await (const {fileName: name, uncompressedSize, crc32: sum} of zip.eachEntry()) {
			found.push([name, {size: uncompressedSize, sha384: null, crc32: sum}]);
		}
	} catch {
		// What is no proper archive proves nothing of the files here.
		return [];
	}
	return found;
}

/** All that Flywheel has, by where it would lie in the folder. */
async function counterparts(
	reader: FlywheelReader,
	{files}: Contents,
	signal?: AbortSignal,
): Promise<Map<string, Counterpart[]>> {
	const map = new Map<string, Counterpart[]>();
	const add = (at: string, one: Counterpart) => map.set(at, [...(map.get(at) ?? []), one]);
	for (const remote of files) {
		const {file} = remote;
		add(remote.path, {size: file.size, sha384: digestOf(file.hash), crc32: null});
		if (!/\.zip$/i.test(file.name)) continue;
		for (const [name, member] of await members(reader, remote, signal)) {
			add(name, member);
			// As `download --unzip` lays it out, or as the gear put its folder into the archive.
			add(remote.path.replace(/\.zip$/i, `/${name}`), member);
		}
	}
	return map;
}

async function crcOf(file: string, signal?: AbortSignal): Promise<number> {
	let sum = 0;
	for await (const chunk of createReadStream(file, {highWaterMark: 1 << 20, ...(signal && {signal})})) {
		sum = crc32(chunk as Buffer, sum);
	}
	return sum;
}

/** What a file here was held against; null where it is another one. */
async function heldBy(
	{root}: Folder,
	file: FolderFile,
	theirs: readonly Counterpart[],
	{hash, signal}: CompareOptions,
): Promise<ComparedFile['by']> {
	const sameSize = theirs.filter(({size}) => size === file.size);
	if (sameSize.length === 0) return null;
	if (!hash) return 'name and size';
	const full = path.join(root, file.path);
	const digests = sameSize.flatMap(one => one.sha384 ?? []);
	if (digests.length > 0 && digests.includes(await sha384(full, signal))) return 'SHA-384';
	const sums = sameSize.flatMap(one => one.crc32 ?? []);
	return sums.length > 0 && sums.includes(await crcOf(full, signal)) ? 'CRC-32' : null;
}

function sum(files: readonly ComparedFile[]): {files: number; bytes: number} {
	return {files: files.length, bytes: files.reduce((total, {size}) => total + size, 0)};
}

function verdictOf(files: readonly ComparedFile[], {unreadable}: Folder): Comparison['verdict'] {
	const there = files.filter(({status}) => status === 'uploaded').length;
	if (there === 0) return 'not';
	return there === files.length && unreadable.length === 0 ? 'uploaded' : 'partly';
}

/** @throws FlydeckError where there is no such folder, analysis or session. */
export async function compare(
	reader: FlywheelReader,
	named: string,
	id: string,
	options: CompareOptions = {},
): Promise<Comparison> {
	const {signal, onProgress} = options;
	const folder = await readFolder(named);
	const contents = await contentsOf(reader, id, signal);
	const map = await counterparts(reader, contents, signal);
	const total = folder.files.reduce((bytes, {size}) => bytes + size, 0);
	const files: ComparedFile[] = [];
	let done = 0;
	for (const file of folder.files) {
		signal?.throwIfAborted();
		const safe = file.path.split('/').map(fileName).join('/');
		const theirs = map.get(file.path) ?? map.get(safe) ?? [];
		const by = await heldBy(folder, file, theirs, options);
		const status = by ? 'uploaded' : theirs.length > 0 ? 'differs' : 'missing';
		files.push({path: file.path, size: file.size, status, by});
		done += file.size;
		onProgress?.({done, total});
	}
	return {
		folder: folder.root,
		with: contents.from,
		verdict: verdictOf(files, folder),
		files,
		uploaded: sum(files.filter(({status}) => status === 'uploaded')),
		left: sum(files.filter(({status}) => status !== 'uploaded')),
		skipped: [...folder.skipped, ...folder.unreadable.map(one => ({path: one, why: "it can't be read"}))],
	};
}
