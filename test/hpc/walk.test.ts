import {
	chmodSync,
	linkSync,
	mkdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {afterEach, describe, expect, it} from 'vitest';
import {systemPath} from '../../source/hpc/byte-names.js';
import {type Reader, readHere, Walk} from '../../source/hpc/walk.js';
import {pathIn, type Scan} from '../../source/model/scratch.js';
import {type MadeTree, makeHole, makeTree, sumsOf, type Tree, treeOf} from './trees.js';

const day = 86_400_000;
const trees: MadeTree[] = [];
afterEach(() => {
	for (const tree of trees.splice(0)) tree.remove();
});

function tree(content?: Tree): string {
	const made = makeTree(content);
	trees.push(made);
	return made.path;
}

async function walk(folder: string, options: Partial<Walk['options']> = {}, readers?: Reader[]): Promise<Scan> {
	return new Walk({path: folder, now: Date.now(), ...options}).run(readers);
}

/** Where an entry lies, below the folder scanned. */
function placeOf({entries}: Scan, index: number): string {
	const entry = entries[index];
	if (!entry || entry.parent < 0) return '';
	const above = placeOf({entries} as Scan, entry.parent);
	return above === '' ? entry.name : pathIn(above, entry.name);
}

function named(scan: Scan, place: string) {
	return scan.entries.find((_, index) => placeOf(scan, index) === place);
}

describe('what is counted', () => {
	it('adds up files and folders below the one scanned, each folder for itself too', async () => {
		const root = tree({'a/one': 5, 'a/b/two': 1000, 'c/': 0, three: 20_000});
		const scan = await walk(root);
		expect(scan.summary).toMatchObject({files: 3, dirs: 3, bytes: 21_005, errors: 0, others: 0});
		expect(named(scan, 'a')).toMatchObject({folder: true, files: 2, dirs: 1, bytes: 1005});
		expect(named(scan, 'a/b/two')).toMatchObject({folder: false, files: 1, bytes: 1000});
		expect(named(scan, 'c')).toMatchObject({folder: true, files: 0, bytes: 0, oldest: null});
	});

	it('counts a file with several names once, wherever they are', async () => {
		const root = tree({'a/one': 1000, 'b/': 0});
		linkSync(path.join(root, 'a/one'), path.join(root, 'a/again'));
		linkSync(path.join(root, 'a/one'), path.join(root, 'b/elsewhere'));
		expect((await walk(root)).summary).toMatchObject({files: 1, bytes: 1000});
	});

	it('follows no link, and says how many there are', async () => {
		const root = tree({'a/one': 10});
		symlinkSync('/usr', path.join(root, 'away'));
		symlinkSync('.', path.join(root, 'a/round'));
		symlinkSync('nowhere', path.join(root, 'dangling'));
		expect((await walk(root)).summary).toMatchObject({files: 1, bytes: 10, others: 3});
	});

	it('follows the one link that was asked for', async () => {
		const root = tree({'real/one': 10});
		symlinkSync(path.join(root, 'real'), path.join(root, 'link'));
		expect((await walk(path.join(root, 'link'))).summary).toMatchObject({files: 1, path: path.join(root, 'link')});
	});

	it('tells what a file claims to hold from what it takes up', async () => {
		const root = tree({whole: 100_000});
		makeHole(path.join(root, 'hole'), 5_000_000);
		const {bytes, diskBytes} = (await walk(root)).summary;
		expect(bytes).toBe(5_100_000);
		expect(diskBytes).toBe(sumsOf(root).diskBytes);
		expect(diskBytes).toBeLessThan(1_000_000);
	});

	it('leaves snapshots and other file systems out, and says so', async () => {
		const root = tree({'.snapshot/daily/one': 10, '.zfs/two': 10, 'a/.snapshots/three': 10, four: 1});
		const {files, skipped} = (await walk(root)).summary;
		expect(files).toBe(1);
		expect(skipped.map(({path: place}) => path.relative(root, place)).sort()).toEqual([
			'.snapshot',
			'.zfs',
			'a/.snapshots',
		]);
	});

	const isMounted = statSync('/dev').dev !== statSync('/dev/pts', {throwIfNoEntry: false})?.dev;
	it.skipIf(!isMounted)('does not enter another file system', async () => {
		const {summary, entries} = await walk('/dev');
		expect(summary.skipped).toContainEqual({path: '/dev/pts', why: 'another file system'});
		expect(entries.map(({name}) => name)).not.toContain('pts');
	});
});

describe('names', () => {
	it.each(['two words', 'line\nbreak', '\u001B[31mred', 'Zürich', '-rf', 'e\u0301', '\uFFFD'])(
		'takes %j as it is',
		async name => {
			const root = tree({[`${name}/${name}`]: 7});
			const scan = await walk(root);
			expect(named(scan, `${name}/${name}`)).toMatchObject({files: 1, bytes: 7});
			expect(scan.summary.errors).toBe(0);
		},
	);

	it('takes bytes that are no UTF-8, and gives a path that opens the file', async () => {
		const root = tree();
		const odd = Buffer.from('a\xFFb\xE2\x82', 'latin1');
		const folder = Buffer.concat([Buffer.from(`${root}/`), odd]);
		mkdirSync(folder);
		writeFileSync(Buffer.concat([folder, Buffer.from('/'), odd]), 'seven!!');
		const scan = await walk(root);
		const place = 'a\uDCFFb\uDCE2\uDC82';
		expect(named(scan, place)).toMatchObject({folder: true, files: 1, bytes: 7});
		expect(JSON.parse(JSON.stringify(named(scan, place)?.name))).toBe(place);
		expect(readFileSync(systemPath(`${root}/${place}/${place}`), 'utf8')).toBe('seven!!');
		expect((await walk(`${root}/${place}`)).summary).toMatchObject({files: 1, bytes: 7});
	});

	it('reads a folder of very many names by parts, odd ones too', async () => {
		const names = Array.from({length: 6000}, (_, index) => `${'n'.repeat(240)}${index}`);
		const root = tree(Object.fromEntries(names.map(name => [name, 1])));
		writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff])]), '22');
		// Otherwise it would be read in one go like any other.
		expect(statSync(root).size).toBeGreaterThan(1 << 20);
		expect((await walk(root)).summary).toMatchObject({files: 6001, bytes: 6002, errors: 0});
	});
});

describe('what can’t be read', () => {
	it('is counted and listed, and the rest goes on', async () => {
		const root = tree({'closed/one': 10, 'listed/two': 10, open: 1});
		chmodSync(path.join(root, 'closed'), 0o000);
		// Its names can be read, and nothing else.
		chmodSync(path.join(root, 'listed'), 0o444);
		const {summary} = await asNobodySpecial(() => walk(root));
		expect(summary).toMatchObject({files: 1, bytes: 1, dirs: 2, errors: 2});
		expect(summary.unreadable.map(({path: place, code}) => [path.relative(root, place), code]).sort()).toEqual([
			['closed', 'EACCES'],
			['listed/two', 'EACCES'],
		]);
	});

	it('is told where it is the folder itself', async () => {
		const root = tree({'closed/one': 10});
		chmodSync(path.join(root, 'closed'), 0o000);
		await expect(asNobodySpecial(() => walk(path.join(root, 'closed')))).rejects.toMatchObject({code: 'EACCES'});
		await expect(walk(path.join(root, 'nowhere'))).rejects.toMatchObject({code: 'ENOENT'});
	});

	it('is no error where it has gone meanwhile', async () => {
		const root = tree({'a/one': 10, 'b/two': 10});
		const late: Reader = async (job, onPart) => {
			if (job.folders.some(folder => folder.path !== root)) {
				rmSync(path.join(root, 'a'), {recursive: true, force: true});
				rmSync(path.join(root, 'b/two'), {force: true});
			}
			await readHere(job, onPart);
		};
		expect((await walk(root, {}, [late])).summary).toMatchObject({files: 0, dirs: 2, errors: 0});
	});
});

/** The owner of everything may read everything: as such a test, the walk is somebody else's. */
async function asNobodySpecial<T>(body: () => Promise<T>): Promise<T> {
	const isRoot = process.geteuid?.() === 0;
	if (isRoot) process.seteuid?.(65_534);
	try {
		return await body();
	} finally {
		if (isRoot) process.seteuid?.(0);
	}
}

describe('ages', () => {
	it('count from creation, which nobody can set', async () => {
		const root = tree({old: 10});
		utimesSync(path.join(root, 'old'), new Date(0), new Date(0));
		const {summary, entries} = await walk(root, {now: Date.now() + 80 * day});
		expect(summary.clock).toBe('created');
		expect(summary.byAge.files.findIndex(files => files > 0)).toBe(80);
		expect(summary.byAge.bytes[80]).toBe(10);
		expect(Date.now() - (entries[0]?.oldest ?? 0)).toBeLessThan(day);
	});

	it('count from the last change where creation isn’t told', async () => {
		const now = Date.now();
		const root = tree({'a/old': 10, 'a/new': 5, ancient: 1, ahead: 2});
		const changed = (name: string, days: number) => {
			const date = new Date(now - days * day);
			utimesSync(path.join(root, name), date, date);
		};
		changed('a/old', 100.5);
		changed('a/new', 3);
		changed('ancient', 5000);
		changed('ahead', -30);
		const scan = await walk(root, {clock: 'modified', now});
		const {byAge} = scan.summary;
		const found = byAge.files.flatMap((files, age) => (files > 0 ? [[age, files, byAge.bytes[age]]] : []));
		// More than a year is all one; a date that is still to come is now.
		expect(found).toEqual([
			[0, 1, 2],
			[3, 1, 5],
			[100, 1, 10],
			[366, 1, 1],
		]);
		expect(named(scan, 'a')?.oldest).toBeCloseTo(now - 100.5 * day, -2);
	});
});

describe('what is kept by name', () => {
	it.each([
		['none', 0],
		['a few', 20],
		['all', 5000],
	])('is the weightiest, hanging together, with sums that stay whole: %s', async (word, keep) => {
		const root = tree(treeOf(word, 700));
		const scan = await walk(root, {keep, keepOnTop: 6});
		expect(scan.summary).toMatchObject(sumsOf(root));
		const inside = scan.entries.filter(({parent}) => parent > 0);
		expect(scan.entries.filter(({parent}) => parent === 0).length).toBeLessThanOrEqual(6);
		expect(inside.length).toBeLessThanOrEqual(keep);
		for (const [index, entry] of scan.entries.entries()) {
			expect(entry.parent).toBeLessThan(index);
			const place = path.join(root, placeOf(scan, index));
			const {files, dirs, bytes, diskBytes} = entry;
			if (entry.folder) expect({files, dirs, bytes, diskBytes}, place).toEqual(sumsOf(place));
			else expect(bytes, place).toBe(statSync(place).size);
		}
		if (keep < 5000) expect(named(scan, '')?.restOldest).toEqual(expect.any(Number));
	});

	it('leaves out nothing that is heavier than what it keeps', async () => {
		const root = tree(Object.fromEntries(Array.from({length: 400}, (_, index) => [`in/f${index}`, index * 10])));
		const kept = (await walk(root, {keep: 50})).entries.filter(({folder}) => !folder);
		expect(kept.map(({bytes}) => bytes).sort((a, b) => b - a)).toEqual(
			Array.from({length: 50}, (_, index) => (399 - index) * 10),
		);
	});
});

describe('several readers', () => {
	it('find what one finds, in whatever order they come', async () => {
		const root = tree({...treeOf('several', 900), whole: 5000});
		linkSync(path.join(root, 'whole'), path.join(root, 'again'));
		const slow: Reader = async (job, onPart) => {
			await new Promise(resolve => setImmediate(resolve));
			await readHere(job, part => onPart(structuredClone(part)));
		};
		const alone = await walk(root);
		const together = await walk(root, {}, [slow, readHere, slow]);
		const counts = ({files, dirs, bytes, diskBytes, byAge}: Scan['summary']) => ({
			files,
			dirs,
			bytes,
			diskBytes,
			byAge,
		});
		expect(counts(together.summary)).toEqual(counts(alone.summary));
		// Which of its two names a file goes by is for whoever comes first to say.
		const places = (scan: Scan) =>
			scan.entries.map((_, index) => placeOf(scan, index).replace('again', 'whole')).sort();
		expect(places(together)).toEqual(places(alone));
	});

	it('go as deep as it takes', async () => {
		const root = tree();
		let deep = root;
		for (let level = 0; level < 500; level++) deep += '/d';
		mkdirSync(deep, {recursive: true});
		writeFileSync(`${deep}/end`, 'x');
		const scan = await walk(root, {}, [readHere, readHere]);
		expect(scan.summary).toMatchObject({files: 1, dirs: 500, errors: 0});
	});
});

describe('the oldest files', () => {
	it('are named wherever they are, oldest first, whatever their size and their number', async () => {
		const root = tree(
			Object.fromEntries(Array.from({length: 400}, (_, at) => [`d${at % 7}/e${at % 3}/f${at}`, at % 5])),
		);
		const now = Date.now();
		for (let at = 0; at < 400; at++) {
			const when = (now - ((at * 7919) % 400) * day) / 1000;
			utimesSync(path.join(root, `d${at % 7}/e${at % 3}/f${at}`), when, when);
		}
		linkSync(path.join(root, 'd0/e0/f0'), path.join(root, 'again'));
		utimesSync(path.join(root, 'again'), 0, 0);
		const {summary} = await walk(root, {clock: 'modified', now, keep: 10});
		const ages = summary.oldestFiles.map(({date}) => Math.round((now - date) / day));
		expect(ages).toEqual([ages[0], ...Array.from({length: 49}, (_, at) => 399 - at)]);
		expect(ages[0]).toBeGreaterThan(10_000);
		for (const {path: file, bytes} of summary.oldestFiles) expect(statSync(file).size).toBe(bytes);
	});
});
