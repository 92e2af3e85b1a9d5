import {day} from '../format/time.js';
import type {Scan, ScanEntry, ScanSummary} from '../model/scratch.js';
import type {PurgeDay, Purged} from '../model/views.js';

/**
 * What a purge takes, and when. A scan counts ages in whole days as of its begin, and files
 * have grown older since: one of that age goes within `purgeDays - age - since` days.
 */
export interface PurgeRule {
	purgeDays: number;
	now: Date;
}

const nothing: Purged = {files: 0, bytes: 0};

function daysSince({scannedAt}: ScanSummary, now: Date): number {
	return Math.max(0, Math.floor((now.getTime() - Date.parse(scannedAt)) / day));
}

/** What is purged within so many days from now, or is due already. */
export function purgedWithin({byAge, ...summary}: ScanSummary, days: number, {purgeDays, now}: PurgeRule): Purged {
	if (purgeDays === 0) return nothing;
	const from = Math.max(0, purgeDays - days - daysSince({byAge, ...summary}, now));
	const add = (sum: number, value: number) => sum + value;
	return {files: byAge.files.slice(from).reduce(add, 0), bytes: byAge.bytes.slice(from).reduce(add, 0)};
}

/** The same of one thing that lies directly in the folder scanned. */
export function entryPurgedWithin(
	{summary, entry}: {summary: ScanSummary; entry: ScanEntry},
	days: number,
	{purgeDays, now}: PurgeRule,
): Purged {
	if (purgeDays === 0) return nothing;
	const from = purgeDays - days - daysSince(summary, now);
	const {ages = [], oldest, files, bytes} = entry;
	if (!entry.folder) {
		const age = oldest === null ? 0 : Math.floor((Date.parse(summary.scannedAt) - oldest) / day);
		return age >= from ? {files, bytes} : nothing;
	}
	const sum = {...nothing};
	for (let at = 0; at < ages.length; at += 3) {
		if ((ages[at] ?? 0) < from) continue;
		sum.files += ages[at + 1] ?? 0;
		sum.bytes += ages[at + 2] ?? 0;
	}
	return sum;
}

/** What goes on each day from today on; days without any are left out, and what is due stands on the first. */
export function purgeCalendar({summary}: Pick<Scan, 'summary'>, {purgeDays, now}: PurgeRule): PurgeDay[] {
	const days = new Map<number, Purged>();
	if (purgeDays === 0) return [];
	const since = daysSince(summary, now);
	for (const [age, files] of summary.byAge.files.entries()) {
		if (files === 0) continue;
		const inDays = Math.max(0, purgeDays - age - since);
		const sum = days.get(inDays) ?? nothing;
		days.set(inDays, {files: sum.files + files, bytes: sum.bytes + (summary.byAge.bytes[age] ?? 0)});
	}
	return [...days]
		.sort(([a], [b]) => a - b)
		.map(([inDays, sum]) => ({
			inDays,
			date: new Date(now.getTime() + inDays * day).toISOString().slice(0, 10),
			...sum,
		}));
}
