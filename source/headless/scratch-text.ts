import {bytes, count} from '../format/amounts.js';
import {safeText} from '../format/safe-text.js';
import {age, isoDay} from '../format/time.js';
import type {ScanProgress} from '../model/scratch.js';
import type {ScratchPending, ScratchView} from '../model/views.js';
import {quotaWords, scanJobWords} from '../state/scratch-view.js';
import {toCsv} from './csv.js';
import type {Output} from './output.js';
import {type TableColumn, toTable} from './table.js';

/** A scan that takes long says now and then how far it is (ms). */
const progressEvery = 5000;

export function scratchProgress(out: Output, folder: string): (progress: ScanProgress) => void {
	let next = Date.now() + progressEvery;
	return progress => {
		if (Date.now() < next) return;
		next = Date.now() + progressEvery;
		out.progress(`${folder}: ${count(progress.files, 'file')}, ${bytes(progress.bytes)} so far`);
	};
}

const csvFields = [
	...['scan', 'path', 'kind', 'files', 'dirs', 'bytes', 'diskBytes', 'oldest', 'purgeAt'],
	...['scannedAt', 'source', 'clock', 'errors'],
];

/** A line for each folder scanned, and under it one for each thing directly in it. */
export function scratchCsv(views: (ScratchView | ScratchPending)[]): string {
	const rows = views.flatMap((view): object[] => {
		if (!('top' in view)) return [{...view, scan: view.path, kind: 'scan'}];
		const {path, scannedAt, source, clock} = view;
		const shared = {scan: path, scannedAt, source, clock};
		return [{...view, ...shared, kind: 'scan'}, ...view.top.map(row => ({...row, ...shared}))];
	});
	return toCsv(rows, csvFields);
}

const ageColumns: TableColumn[] = [
	{title: 'AGE IN DAYS', whole: true},
	{title: 'FILES', align: 'right', whole: true},
	{title: 'SIZE', align: 'right', whole: true},
];
const topColumns: TableColumn[] = [
	{title: 'SIZE', align: 'right', whole: true},
	{title: 'FILES', align: 'right', whole: true},
	{title: 'OLDEST', whole: true},
	{title: 'PURGED FROM', whole: true},
	{title: 'NAME'},
];

function purgeRemarks({purge}: ScratchView): string[] {
	if (!purge) return [];
	const [week, fortnight] = [purge.in7Days, purge.in14Days].map(
		({files, bytes: size}) => `${bytes(size)} (${count(files, 'file')})`,
	);
	return [`Purged within 7 days: ${week}; within 14: ${fortnight}.`];
}

/** How a scan came about, and what to know about its numbers. */
function remarks(view: ScratchView, now: Date): string[] {
	const {source, scannedAt, clock, errors, skipped, quota} = view;
	const ago = age(scannedAt, now);
	const kept = `Scanned ${ago === 'now' ? 'just now' : `${ago} ago`}; --max-age 0s scans again.`;
	return [
		...(source === 'kept' ? [kept] : []),
		...(view.job ? [scanJobWords(view.job)] : []),
		clock === 'created' ? 'Ages count from creation.' : 'Ages count from the last change: creation is not told here.',
		...purgeRemarks(view),
		...(errors > 0 ? [`${errors} could not be read, first ${view.unreadable[0]?.path}.`] : []),
		...skipped.slice(0, 3).map(({path, why}) => `Left out: ${path} (${why}).`),
		...(quota ? [quotaWords(quota, now)] : []),
	];
}

/** The view in words and two tables. */
export function scratchText(view: ScratchView | ScratchPending, out: Output, now: Date): string {
	if (!('top' in view)) return `${safeText(`${view.path}: ${scanJobWords(view.job)} Nothing is known of it yet.`)}\n`;
	const {path, files, dirs, diskBytes, ages, top} = view;
	const head = `${path}: ${bytes(view.bytes)} in ${count(files, 'file')} and ${count(dirs, 'folder')}, ${bytes(diskBytes)} on disk`;
	const fit = {width: out.width, ascii: out.ascii};
	const ageRows = ages.map(group => [group.days, group.files.toLocaleString('en-US'), bytes(group.bytes)]);
	const topRows = top.map(row => [
		bytes(row.bytes),
		row.files.toLocaleString('en-US'),
		isoDay(row.oldest),
		isoDay(row.purgeAt),
		row.path.slice(path.length).replace(/^\//, '') + (row.kind === 'folder' ? '/' : ''),
	]);
	const lines = [head, ...remarks(view, now)].map(line => `${safeText(line)}\n`).join('');
	return `${lines}\n${toTable(ageColumns, ageRows, fit)}\n${toTable(topColumns, topRows, fit)}`;
}
