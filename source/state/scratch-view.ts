import {bytes, count} from '../format/amounts.js';
import {age, day} from '../format/time.js';
import {pathIn, type Quota, type Scan, type ScanJob, type ScanSummary} from '../model/scratch.js';
import type {ScratchAges, ScratchTop, ScratchView} from '../model/views.js';

/**
 * First days of the groups of ages. A purge takes a file 90 days after its creation: from 76
 * whole days on it goes within two weeks, from 83 on within one, and at 90 it is due.
 */
const groups = [0, 31, 61, 76, 83, 90];

export function agesOf({byAge}: ScanSummary): ScratchAges[] {
	return groups.map((from, index) => {
		const next = groups[index + 1];
		return {days: next === undefined ? `${from}+` : `${from}-${next - 1}`, ...summed(byAge, from, next)};
	});
}

function summed({files, bytes}: ScanSummary['byAge'], from: number, to?: number): {files: number; bytes: number} {
	const add = (sum: number, value: number) => sum + value;
	return {files: files.slice(from, to).reduce(add, 0), bytes: bytes.slice(from, to).reduce(add, 0)};
}

/** What is purged within so many days from now, or is due already. Files have grown older since the scan. */
export function purgedWithin(
	{byAge, scannedAt}: ScanSummary,
	purgeDays: number,
	days: number,
	now: Date,
): {files: number; bytes: number} {
	if (purgeDays === 0) return {files: 0, bytes: 0};
	const since = Math.max(0, Math.floor((now.getTime() - Date.parse(scannedAt)) / day));
	return summed(byAge, Math.max(0, purgeDays - days - since));
}

/** When a file of this date is purged (ms); null where nothing is. */
export function purgeTime(oldest: number | null, purgeDays: number): number | null {
	return oldest === null || purgeDays === 0 ? null : oldest + purgeDays * day;
}

function isoDate(time: number | null): string | null {
	return time === null ? null : new Date(time).toISOString();
}

function datesOf(oldest: number | null, purgeDays: number): {oldest: string | null; purgeAt: string | null} {
	return {oldest: isoDate(oldest), purgeAt: isoDate(purgeTime(oldest, purgeDays))};
}

function topOf({summary, entries}: Scan, purgeDays: number): ScratchTop[] {
	return entries
		.filter(entry => entry.parent === 0)
		.sort((a, b) => b.bytes - a.bytes || b.files - a.files)
		.map(({name, folder, files, dirs, bytes, diskBytes, oldest}) => ({
			path: pathIn(summary.path, name),
			kind: folder ? 'folder' : 'file',
			...{files, dirs, bytes, diskBytes},
			...datesOf(oldest, purgeDays),
		}));
}

/** A scan as the contract has it. */
export function scratchView(
	scan: Scan,
	{source, purgeDays, quota, job}: Pick<ScratchView, 'source' | 'quota' | 'job'> & {purgeDays: number},
): ScratchView {
	const {path, scannedAt, clock, files, dirs, bytes, diskBytes, others, errors, unreadable, skipped} = scan.summary;
	return {
		...{path, scannedAt, source, clock, files, dirs, bytes, diskBytes, others, errors, unreadable, skipped},
		...datesOf(scan.entries[0]?.oldest ?? null, purgeDays),
		ages: agesOf(scan.summary),
		top: topOf(scan, purgeDays),
		quota,
		job,
	};
}

/** How much of what is used, who says so, and how old that is. */
export function quotaWords({used, limit, files, fileLimit, source, at}: Quota, now: Date): string {
	const inFiles =
		files === null
			? ''
			: `, ${count(files, 'file')}${fileLimit === null ? '' : ` of ${fileLimit.toLocaleString('en-US')}`}`;
	const since = age(at, now);
	const whose = source === 'file system' ? 'used by everybody on this file system' : `used, by ${source}`;
	return `${bytes(used)} of ${bytes(limit)}${inFiles} ${whose}${since === 'now' ? '' : `, ${since} ago`}.`;
}

/** Where a scan sent to Slurm is, in a sentence. */
export function scanJobWords({id, cluster, state, reason, live}: ScanJob): string {
	const where = cluster === 'slurm' ? '' : ` on ${cluster}`;
	const why = reason === null ? '' : `: ${reason}`;
	if (state === null) return `Slurm job ${id}${where} scans it; how far it is can’t be told${why}.`;
	if (!live) return `Slurm job ${id}${where} left no result (${state})${why}.`;
	return `Slurm job ${id}${where} scans it (${state})${why}.`;
}
