/** An analysis' or a session's files to a folder: what is whole is left, what was begun is carried on. */
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import type {FlywheelReader} from '../../api/flywheel.js';
import type {CarriedFile, CarryProgress, Download} from '../../model/carry.js';
import {FlydeckError, toFlydeckError} from '../../model/errors.js';
import {itemError} from '../engine.js';
import {type Contents, contentsOf, onlyNamed, type RemoteFile} from './contents.js';
import {needSpace} from './disk-space.js';
import {fetchFile, partOf} from './fetch-file.js';
import {sizeAt} from './file-check.js';
import {unzip} from './unzip.js';

export interface DownloadOptions {
	/** One file alone, by its name. */
	file?: string | undefined;
	/** Unpack what ends in `.zip` into a folder beside it. */
	unzip?: boolean | undefined;
	signal?: AbortSignal | undefined;
	onProgress?: (progress: CarryProgress) => void;
}

/** One fewer than may be in flight: whoever works beside it is not kept waiting for hours. */
const filesAtOnce = 3;

/** What has still to come. */
async function missing(contents: Contents, folder: string): Promise<number> {
	let sum = 0;
	for (const remote of contents.files) {
		const there = (await sizeAt(path.join(folder, remote.path))) ?? (await sizeAt(partOf({remote, folder}))) ?? 0;
		sum += Math.max(0, remote.file.size - Math.max(0, there));
	}
	return sum;
}

class Tally {
	readonly #byFile = new Map<RemoteFile, number>();
	readonly #first = new Map<RemoteFile, number>();
	#finished = 0;

	constructor(
		readonly files: readonly RemoteFile[],
		readonly tell: ((progress: CarryProgress) => void) | undefined,
	) {}

	set(remote: RemoteFile, done: number): void {
		if (!this.#first.has(remote)) this.#first.set(remote, done);
		this.#byFile.set(remote, done);
		this.#report();
	}

	finish(): void {
		this.#finished += 1;
		this.#report();
	}

	get received(): number {
		return [...this.#byFile].reduce((sum, [file, done]) => sum + Math.max(0, done - (this.#first.get(file) ?? 0)), 0);
	}

	#report(): void {
		if (!this.tell) return;
		const total = this.files.reduce((sum, {file}) => sum + file.size, 0);
		const done = [...this.#byFile.values()].reduce((sum, one) => sum + one, 0);
		this.tell({done, total, files: this.#finished, allFiles: this.files.length});
	}
}

async function unpacked(remote: RemoteFile, folder: string, signal?: AbortSignal): Promise<{unzipped?: string}> {
	if (!/\.zip$/i.test(remote.path)) return {};
	const into = remote.path.replace(/\.zip$/i, '') || '_';
	await unzip(path.join(folder, remote.path), path.join(folder, into), signal);
	return {unzipped: into};
}

/**
 * @throws FlydeckError where nothing was begun: no such thing, no room. What goes wrong with one file
 * is told of that file, and the others are carried all the same.
 */
export async function download(
	reader: FlywheelReader,
	id: string,
	to: string,
	options: DownloadOptions = {},
): Promise<Download> {
	const {signal, file} = options;
	const whole = await contentsOf(reader, id, signal);
	const contents = file === undefined ? whole : onlyNamed(whole, file);
	const folder = path.resolve(to);
	await needSpace(folder, await missing(contents, folder), 'What is to be downloaded');
	await mkdir(folder, {recursive: true, mode: 0o700});
	const tally = new Tally(contents.files, options.onProgress);
	const one = async (remote: RemoteFile): Promise<CarriedFile> => {
		const about = {name: remote.file.name, path: remote.path, size: remote.file.size};
		try {
			signal?.throwIfAborted();
			const onBytes = (done: number) => tally.set(remote, done);
			const fetched = await fetchFile({reader, remote, folder, signal, onBytes});
			const more = options.unzip ? await unpacked(remote, folder, signal) : {};
			return {...about, ...fetched, ...more};
		} catch (error) {
			const failure = signal?.aborted ? stopped : asFailure(error);
			return {...about, status: 'failed', checked: null, error: itemError(failure)};
		} finally {
			tally.finish();
		}
	};
	const slots = pLimit(filesAtOnce);
	const files = await Promise.all(contents.files.map(async remote => slots(async () => one(remote))));
	const bytes = files.reduce((sum, {status, size}) => sum + (status === 'failed' ? 0 : size), 0);
	return {from: contents.from, to: folder, files, bytes, received: tally.received};
}

export const stopped = new FlydeckError('incomplete', {
	code: 'stopped',
	message: 'It was stopped before all was carried.',
	next: 'Run the same again: it goes on where it stopped.',
});

/** What the disk says is no defect. */
function asFailure(error: unknown): FlydeckError {
	if (!(error instanceof Error) || !('syscall' in error)) return toFlydeckError(error);
	return new FlydeckError('incomplete', {
		code: 'disk',
		message: `The disk refused it: ${error.message}.`,
		next: 'Check the folder, its permissions and its quota, then run the same again.',
		cause: error,
	});
}
