import path from 'node:path';
import {cannotScan} from '../../hpc/start-scan.js';
import type {Scan} from '../../model/scratch.js';
import type {ScratchPending, ScratchView} from '../../model/views.js';
import type {Scratch} from '../../state/scratch.js';
import {scratchView} from '../../state/scratch-view.js';
import type {Context} from '../context.js';
import {filterFrom} from '../list.js';
import type {Output} from '../output.js';
import {scratchCsv, scratchProgress, scratchText} from '../scratch-text.js';
import {parseSpan} from '../since.js';

export interface ScratchCommand {
	maxAge: string;
	submit?: boolean;
}

/** The folders named; without any, those of the settings that are on this machine. */
async function foldersFor(scratch: Scratch, named: string[], out: Output): Promise<string[]> {
	const folders =
		named.length > 0 ? named.map(folder => path.resolve(folder)) : scratch.places.map(place => place.path);
	const here: string[] = [];
	for (const folder of folders) {
		const presence = await scratch.presence(folder);
		if (presence.here) here.push(folder);
		else if (named.length > 0) throw cannotScan(folder, presence.code);
		else out.progress(`${folder} is left out: ${presence.why}.`);
	}
	return here;
}

function isFresh({summary}: Scan, maxAge: number): boolean {
	const age = Date.now() - Date.parse(summary.scannedAt);
	return age >= 0 && age < maxAge;
}

interface Look {
	scratch: Scratch;
	folder: string;
	maxAge: number;
	submit: boolean;
	out: Output;
}

/** What is known of a folder: from the last scan where that is new enough, else from one made now, or sent to Slurm. */
async function look({scratch, folder, maxAge, submit, out}: Look): Promise<ScratchView | ScratchPending> {
	const known = await scratch.kept(folder);
	const fresh = known !== null && isFresh(known, maxAge);
	const quota = await scratch.room(folder);
	const facts = {purgeDays: scratch.purgeDays(folder), quota};
	if (!fresh && submit) {
		const job = await scratch.submit(folder);
		if (!known) return {path: folder, scannedAt: null, source: 'none', quota, job};
		return scratchView(known, {...facts, source: 'kept', job});
	}
	if (fresh) return scratchView(known, {...facts, source: 'kept', job: null});
	const scan = await scratch.scan(folder, {onProgress: scratchProgress(out, folder)});
	return scratchView(scan, {...facts, source: 'scan', job: null});
}

/** Sizes and ages in folders. It needs no login and asks no server. */
export async function scratch(context: Context, named: string[], command: ScratchCommand): Promise<number> {
	const {out, options} = context;
	const maxAge = parseSpan(command.maxAge, '--max-age');
	const test = filterFrom(options.filter);
	const folders = await context.scratch();
	const views: (ScratchView | ScratchPending)[] = [];
	for (const folder of await foldersFor(folders, named, out)) {
		const view = await look({scratch: folders, folder, maxAge, submit: command.submit ?? false, out});
		views.push('top' in view ? {...view, top: view.top.filter(test)} : view);
	}
	if (out.mode === 'json') out.json(named.length === 1 ? views[0] : views);
	else if (out.mode === 'csv') out.data(scratchCsv(views));
	else out.data(views.map(view => scratchText(view, out, new Date())).join('\n'));
	return 0;
}
