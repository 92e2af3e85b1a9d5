/**
 * The whole program of a thread that reads folders. The build puts it into flydeck's one file
 * as a text (`READER_THREAD`), for a thread that had to read all of that file again would
 * take three times the memory.
 */
import {parentPort} from 'node:worker_threads';
import {type FolderPart, type ReadJob, readFolders} from './read-folder.js';
import type {Answer} from './start-reader.js';

/** Entries that are sent in one message. */
const enough = 4096;

parentPort?.on('message', (job: ReadJob) => {
	let parts: FolderPart[] = [];
	let size = 0;
	const send = (done: boolean) => {
		parentPort?.postMessage({parts, done} satisfies Answer);
		[parts, size] = [[], 0];
	};
	for (const part of readFolders(job)) {
		parts.push(part);
		size += part.files + part.linked.length + part.folders.length;
		if (size >= enough) send(false);
	}
	send(true);
});
