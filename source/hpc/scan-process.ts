import {availableParallelism, constants, setPriority} from 'node:os';
import {createInterface} from 'node:readline';
import type {Scan, ScanProgress} from '../model/scratch.js';
import {errorCode} from './read-folder.js';
import {startReaders} from './start-reader.js';
import {Walk} from './walk.js';

export interface ScanRequest {
	/** Absolute. */
	path: string;
}

/** What a scan says, a line of JSON each: how far it is, and at the end what it found, or why nothing. */
export type ScanMessage = {progress: ScanProgress} | {scan: Scan} | {failed: string};

export interface ScanHost {
	stdin: NodeJS.ReadableStream;
	stdout: NodeJS.WritableStream;
}

const progressEvery = 250;
/** More threads on a login node would be noticed; fewer would wait for a network one by one. */
const mostReaders = 4;
const fewestReaders = 2;

/**
 * A scan as a process of its own, started by `start-scan.ts`: one line on stdin asks for it,
 * lines on stdout tell of it. It yields to everybody else on the machine, and ends with
 * whoever started it, since that closes stdin.
 */
export function scanProcess({stdin, stdout}: ScanHost): void {
	setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
	stdout.on('error', () => process.exit(1));
	const lines = createInterface({input: stdin});
	lines.once('close', () => process.exit(1));
	lines.once('line', line => {
		const say = (message: ScanMessage, then?: () => void) => stdout.write(`${JSON.stringify(message)}\n`, then);
		const {path} = JSON.parse(line) as ScanRequest;
		walkFolder(path, progress => say({progress})).then(
			found => say({scan: found}, () => process.exit(0)),
			(error: unknown) => say({failed: errorCode(error)}, () => process.exit(0)),
		);
	});
}

/** Scans a folder from this process, with threads that read. @throws an error with the system's code */
export async function walkFolder(path: string, onProgress?: (progress: ScanProgress) => void): Promise<Scan> {
	const walk = new Walk({path, now: Date.now()});
	const readers = startReaders(Math.min(mostReaders, Math.max(fewestReaders, availableParallelism())));
	const timer = setInterval(() => onProgress?.(walk.progress), progressEvery);
	try {
		return await walk.run(readers);
	} finally {
		clearInterval(timer);
	}
}
