import {describe, expect, it} from 'vitest';
import {parseCstats, parseCurcQuota, rowFor, sizeIn} from '../../../source/hpc/quota/parse.js';

const gib = 2 ** 30;

/** As on a login node: rules, titles, values rounded so that they don't add up. */
const printed = `
------------------------------------------------------------------------
                                       Used         Avail    Quota Limit
------------------------------------------------------------------------
/home/ra1                              1.7G          339M           2.0G
/projects/ra1                           67G          184G           250G
/scratch/alpine1                      1050G         8950G         10000G
`;

describe('curc-quota', () => {
	it('gives a row for each file system', () => {
		expect(parseCurcQuota(printed)).toEqual([
			{path: '/home/ra1', used: Math.round(1.7 * gib), limit: 2 * gib},
			{path: '/projects/ra1', used: 67 * gib, limit: 250 * gib},
			{path: '/scratch/alpine1', used: 1050 * gib, limit: 10_000 * gib},
		]);
	});

	it('takes any spacing, new rows and a greeting, and leaves out what has no limit', () => {
		const text = `Welcome to the cluster\n/home/ra1 1K 1K 2K\n\t/pl/active/new one\t3T 5T 8T \n/tmp 5G - -\n/x 1G 2G none\n`;
		expect(parseCurcQuota(text)).toEqual([
			{path: '/home/ra1', used: 1024, limit: 2048},
			{path: '/pl/active/new one', used: 3 * 2 ** 40, limit: 8 * 2 ** 40},
		]);
	});

	it.each(['', '\u0000\u001B[31m', 'Used Avail Quota', '/'.repeat(10_000), '/a\n/b 1\n/c 1 2\n', '9'.repeat(10_000)])(
		'has no row in what is none',
		text => expect(parseCurcQuota(text)).toEqual([]),
	);

	it('finds the row of a folder: scratch has another name there, and a name alone is not a folder', () => {
		const rows = parseCurcQuota(printed);
		expect(rowFor('/scratch/alpine/ra1/study', rows)?.path).toBe('/scratch/alpine1');
		expect(rowFor('/scratch/alpine1/ra1', rows)?.path).toBe('/scratch/alpine1');
		expect(rowFor('/projects/ra1', rows)?.path).toBe('/projects/ra1');
		expect(rowFor('/projects/ra10', rows)).toBeNull();
		expect(rowFor('/pl/active/ics', rows)).toBeNull();
	});
});

describe('.cstats', () => {
	const stats = `-----------------------------
Date/Time: 2026-11-25 04:00:08 PM

Allocation Name: ics1/ics

-----------------------------
Overall Statistics:

Allocated Space: 40T
Available Space:   12.5T
Used Space: 27.5T
  -used by data:       20T
  -used by snapshots:  7.5T
-----------------------------
User Statistics:

            UserName      UsedData     UsedObjects
            ra1\t      666K\t      1007
       admin.two   1.5T   2,000,000
-----------------------------
`;

	it('gives what the allocation holds, and each person in it', () => {
		expect(parseCstats(stats)).toEqual({
			at: '2026-11-25 04:00:08 PM',
			limit: 40 * 2 ** 40,
			used: 27.5 * 2 ** 40,
			people: [
				{user: 'ra1', used: 666 * 1024, files: 1007},
				{user: 'admin.two', used: 1.5 * 2 ** 40, files: 2_000_000},
			],
		});
	});

	it.each(['', 'Allocated Space:\n', 'no colon here', ':::\n: 5T', '\uFFFD'.repeat(100)])(
		'knows nothing from %j',
		text => {
			expect(parseCstats(text)).toMatchObject({limit: null, used: null, people: []});
		},
	);
});

it('sizes in any spelling, and nothing that is none', () => {
	expect(['0', '10', '1.5k', '2MiB', '3 GB', '1P'].map(sizeIn)).toEqual([...[0, 10, 1536, 2 ** 21, 3 * gib, 2 ** 50]]);
	expect(['', '-', 'G', '1X', '-1G', '1,5G', 'NaN', '1e9'].map(sizeIn)).toEqual(Array(8).fill(null));
});
