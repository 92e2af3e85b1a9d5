import {count} from '../format/amounts.js';
import {KeptScans} from './kept-scans.js';
import {errorCode} from './read-folder.js';
import {walkFolder} from './scan-process.js';

/** What a job of Slurm is asked to do, in one argument as JSON. */
export interface ScanJobRequest {
	/** Absolute. */
	path: string;
	/** Where the result is kept, and those that are never given up for it. */
	results: string;
	always: readonly string[];
}

/**
 * A scan on a compute node: nobody waits for it, so it says little and keeps what it finds,
 * whole or not at all, where the next look at the folder takes it from.
 *
 * @returns the exit code, by which Slurm tells whether it went well
 */
export async function scanJob(text: string, stderr: NodeJS.WritableStream): Promise<number> {
	const {path, results, always} = JSON.parse(text) as ScanJobRequest;
	try {
		const scan = await walkFolder(path);
		await new KeptScans(results, always).keep(scan);
		stderr.write(`${count(scan.summary.files, 'file')} in ${Math.ceil(scan.summary.seconds)} s\n`);
		return 0;
	} catch (error) {
		stderr.write(`${errorCode(error)}: ${error instanceof Error ? error.message : String(error)}\n`);
		return 1;
	}
}
