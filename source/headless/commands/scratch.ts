import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {cannotWrite} from '../../config/private-file.js';
import {systemPath} from '../../hpc/byte-names.js';
import {cannotScan} from '../../hpc/start-scan.js';
import type {Scan} from '../../model/scratch.js';
import type {ScratchPending, ScratchView} from '../../model/views.js';
import type {Scratch} from '../../state/scratch.js';
import {scratchView} from '../../state/scratch-view.js';
import type {Context} from '../context.js';
import {filterFrom} from '../list.js';
import {ncduParts} from '../ncdu.js';
import type {Output} from '../output.js';
import {scratchCsv, scratchProgress, scratchText} from '../scratch-text.js';
import {parseSpan} from '../since.js';
import {usageError} from '../usage.js';

export interface ScratchCommand {
	maxAge: string;
	submit?: boolean;
	ncdu?: string;
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
	const facts = {purgeDays: scratch.purgeDays(folder), now: new Date(), quota};
	if (!fresh && submit) {
		const job = await scratch.submit(folder);
		if (!known) return {path: folder, scannedAt: null, source: 'none', quota, job};
		return scratchView(known, {...facts, source: 'kept', job});
	}
	if (fresh) return scratchView(known, {...facts, source: 'kept', job: null});
	const scan = await scratch.scan(folder, {onProgress: scratchProgress(out, folder)});
	return scratchView(scan, {...facts, source: 'scan', job: null});
}

/** Writes what was last found in a folder for ncdu. @throws FlydeckError where the file can't be written */
async function writeNcdu(scratch: Scratch, folder: string, file: string): Promise<void> {
	const scan = await scratch.kept(folder);
	if (!scan)
		throw usageError('Nothing is known of this folder yet.', 'Wait for its job, or scan without --submit.', 'no-scan');
	try {
		await writeFile(file, systemPath([...ncduParts(scan)].join('')), {mode: 0o600});
	} catch (error) {
		throw cannotWrite(file, error);
	}
}

/** Sizes and ages in folders. It needs no login and asks no server. */
export async function scratch(context: Context, named: string[], command: ScratchCommand): Promise<number> {
	const {out, options} = context;
	const maxAge = parseSpan(command.maxAge, '--max-age');
	const test = filterFrom(options.filter);
	if (command.ncdu !== undefined && named.length !== 1)
		throw usageError('--ncdu writes what one folder holds.', 'Name that folder: `flydeck scratch PATH --ncdu FILE`.');
	const folders = await context.scratch();
	const views: (ScratchView | ScratchPending)[] = [];
	for (const folder of await foldersFor(folders, named, out)) {
		const view = await look({scratch: folders, folder, maxAge, submit: command.submit ?? false, out});
		views.push('top' in view ? {...view, top: view.top.filter(test)} : view);
	}
	if (command.ncdu !== undefined) await writeNcdu(folders, views[0]?.path ?? '', command.ncdu);
	if (out.mode === 'json') out.json(named.length === 1 ? views[0] : views);
	else if (out.mode === 'csv') out.data(scratchCsv(views));
	else out.data(views.map(view => scratchText(view, out, new Date())).join('\n'));
	return 0;
}
