import {bytes, count} from '../format/amounts.js';
import {age, day} from '../format/time.js';
import {pathIn, type Quota, type Scan, type ScanJob, type ScanSummary} from '../model/scratch.js';
import type {ScratchAges, ScratchTop, ScratchView} from '../model/views.js';

import {entryPurgedWithin, type PurgeRule, purgeCalendar, purgedWithin} from './purge.js';

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

function topOf({summary, entries}: Scan, rule: PurgeRule): ScratchTop[] {
	return entries
		.filter(entry => entry.parent === 0)
		.sort((a, b) => b.bytes - a.bytes || b.files - a.files)
		.map(entry => {
			const {name, folder, files, dirs, bytes, diskBytes, oldest} = entry;
			return {
				path: pathIn(summary.path, name),
				kind: folder ? 'folder' : 'file',
				...{files, dirs, bytes, diskBytes},
				...datesOf(oldest, rule.purgeDays),
				purgeIn7Days: entryPurgedWithin({summary, entry}, 7, rule),
				purgeIn14Days: entryPurgedWithin({summary, entry}, 14, rule),
			};
		});
}

function purgeOf(scan: Scan, rule: PurgeRule): ScratchView['purge'] {
	if (rule.purgeDays === 0) return null;
	const within = (days: number) => purgedWithin(scan.summary, days, rule);
	return {in7Days: within(7), in14Days: within(14), calendar: purgeCalendar(scan, rule)};
}

/** A scan as the contract has it. */
export function scratchView(
	scan: Scan,
	{source, quota, job, ...rule}: Pick<ScratchView, 'source' | 'quota' | 'job'> & PurgeRule,
): ScratchView {
	const {path, scannedAt, clock, files, dirs, bytes, diskBytes, others, errors, unreadable, skipped} = scan.summary;
	return {
		...{path, scannedAt, source, clock, files, dirs, bytes, diskBytes, others, errors, unreadable, skipped},
		...datesOf(scan.entries[0]?.oldest ?? null, rule.purgeDays),
		ages: agesOf(scan.summary),
		top: topOf(scan, rule),
		purge: purgeOf(scan, rule),
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
