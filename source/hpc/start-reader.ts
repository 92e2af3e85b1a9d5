import {Worker} from 'node:worker_threads';
import type {FolderPart} from './read-folder.js';
import {type Reader, readHere} from './walk.js';

/** What a thread says: some of what it read, the last of a job with `done`. */
export interface Answer {
	parts: FolderPart[];
	done: boolean;
}

/** The program of `reader-thread.ts`. Not there where the sources run as they are. */
declare const READER_THREAD: string | undefined;

/** What is read lives for one message only: little room for young objects keeps a thread small. */
const resourceLimits = {maxYoungGenerationSizeMb: 4};

/** So many readers, each in a thread of its own. */
export function startReaders(count: number): Reader[] {
	if (typeof READER_THREAD !== 'string') return [readHere];
	const program = READER_THREAD;
	return Array.from({length: count}, () => startReader(program));
}

function startReader(program: string): Reader {
	const worker = new Worker(program, {eval: true, execArgv: [], resourceLimits});
	return (job, onPart) =>
		new Promise((resolve, reject) => {
			const listen = ({parts, done}: Answer) => {
				for (const part of parts) onPart(part);
				if (!done) return;
				worker.off('message', listen).off('error', reject);
				resolve();
			};
			worker.on('message', listen).on('error', reject);
			worker.postMessage(job);
		});
}
