import {utimesSync} from 'node:fs';
import path from 'node:path';
import {afterEach, describe, expect, it} from 'vitest';
import {Walk} from '../../source/hpc/walk.js';
import type {Scan} from '../../source/model/scratch.js';
import {entryPurgedWithin, purgeCalendar, purgedWithin} from '../../source/state/purge.js';
import {type MadeTree, makeTree} from '../hpc/trees.js';

const day = 86_400_000;
const now = Date.parse('2026-11-25T12:00:00Z');
const purgeDays = 90;
const trees: MadeTree[] = [];
afterEach(() => {
	for (const tree of trees.splice(0)) tree.remove();
});

/** A scan of files of so many bytes, last changed so many days before the scan. */
async function scanOf(files: Record<string, [bytes: number, days: number]>): Promise<Scan> {
	const made = makeTree(Object.fromEntries(Object.entries(files).map(([name, [size]]) => [name, size])));
	trees.push(made);
	for (const [name, [, days]] of Object.entries(files)) {
		const at = (now - days * day) / 1000;
		utimesSync(path.join(made.path, name), at, at);
	}
	return new Walk({path: made.path, now, clock: 'modified'}).run();
}

describe('what a purge takes', () => {
	it('within days, of all and of each thing in it, and on which day', async () => {
		const scan = await scanOf({
			...{'old/deep/a': [100, 95.5], 'old/b': [20, 84.5], 'new/c': [3000, 10.5]},
			...{'new/deep/d': [7, 79.5], loose: [5000, 88.5]},
		});
		const rule = {purgeDays, now: new Date(now)};
		expect(purgedWithin(scan.summary, 7, rule)).toEqual({files: 3, bytes: 5120});
		expect(purgedWithin(scan.summary, 14, rule)).toEqual({files: 4, bytes: 5127});
		expect(purgeCalendar(scan, rule)).toEqual([
			{inDays: 0, date: '2026-11-25', files: 1, bytes: 100},
			{inDays: 2, date: '2026-11-27', files: 1, bytes: 5000},
			{inDays: 6, date: '2026-12-01', files: 1, bytes: 20},
			{inDays: 11, date: '2026-12-06', files: 1, bytes: 7},
			{inDays: 80, date: '2027-02-13', files: 1, bytes: 3000},
		]);
		const within = (name: string, days: number) => {
			const entry = scan.entries.find(found => found.name === name);
			if (!entry) throw new Error(`${name} was not kept`);
			return entryPurgedWithin({summary: scan.summary, entry}, days, rule);
		};
		expect(within('old', 7)).toEqual({files: 2, bytes: 120});
		expect(within('new', 7)).toEqual({files: 0, bytes: 0});
		expect(within('new', 14)).toEqual({files: 1, bytes: 7});
		expect(within('loose', 7)).toEqual({files: 1, bytes: 5000});
		expect(within('loose', 0)).toEqual({files: 0, bytes: 0});
	});

	it('moves on with the days after the scan, and never takes what is not purged', async () => {
		const scan = await scanOf({a: [10, 80.5]});
		const later = (days: number) => ({purgeDays, now: new Date(now + days * day)});
		expect(purgeCalendar(scan, later(4))).toEqual([{inDays: 6, date: '2026-12-05', files: 1, bytes: 10}]);
		expect(purgeCalendar(scan, later(40))).toMatchObject([{inDays: 0, files: 1}]);
		expect(purgeCalendar(scan, {...later(40), purgeDays: 0})).toEqual([]);
		expect(purgedWithin(scan.summary, 90, {...later(40), purgeDays: 0})).toEqual({files: 0, bytes: 0});
	});

	it('whatever the ages, the days add up to all files, and its parts to the whole', async () => {
		const files = Object.fromEntries(
			Array.from({length: 300}, (_, at): [string, [number, number]] => [
				`s${at % 7}/d${at % 5}/f${at}`,
				[(at * 7919) % 1000, ((at * 104_729) % 4000) / 10],
			]),
		);
		const scan = await scanOf(files);
		for (const days of [0, 1, 7, 14, 30, 90]) {
			const rule = {purgeDays, now: new Date(now + (days % 3) * day)};
			const whole = purgedWithin(scan.summary, days, rule);
			const listed = purgeCalendar(scan, rule).filter(({inDays}) => inDays <= days);
			const parts = scan.entries
				.filter(({parent}) => parent === 0)
				.map(entry => entryPurgedWithin({summary: scan.summary, entry}, days, rule));
			for (const some of [listed, parts]) {
				expect(some.reduce((sum, part) => sum + part.files, 0)).toBe(whole.files);
				expect(some.reduce((sum, part) => sum + part.bytes, 0)).toBe(whole.bytes);
			}
		}
		expect(purgeCalendar(scan, {purgeDays, now: new Date(now)}).reduce((sum, one) => sum + one.files, 0)).toBe(300);
	});
});
