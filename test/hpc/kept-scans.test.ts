import {readdir, readFile, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {KeptScans} from '../../source/hpc/kept-scans.js';
import {Walk} from '../../source/hpc/walk.js';
import {type MadeTree, makeTree} from './trees.js';

let home: MadeTree;
let tree: MadeTree;
beforeEach(() => {
	home = makeTree();
	tree = makeTree({'a/one': 10, 'a/b/two': 20, three: 30});
});
afterEach(() => {
	for (const made of [home, tree]) made.remove();
});

async function scanOf(folder: string) {
	return new Walk({path: folder, now: Date.now()}).run();
}

it('gives back what was kept, to its owner alone', async () => {
	const kept = new KeptScans(path.join(home.path, 'scans'), []);
	expect(await kept.summary(tree.path)).toBeNull();
	const scan = await scanOf(tree.path);
	await kept.keep(scan);
	expect(await kept.summary(tree.path)).toEqual(scan.summary);
	expect(await kept.scan(tree.path)).toEqual(scan);
	expect(await kept.scan(`${tree.path}/a`)).toBeNull();
	const [name = ''] = await readdir(kept.folder);
	expect((await stat(path.join(kept.folder, name))).mode & 0o777).toBe(0o600);
});

it('takes what it can’t read for never scanned', async () => {
	const kept = new KeptScans(home.path, []);
	await kept.keep(await scanOf(tree.path));
	const [name = ''] = await readdir(home.path);
	const file = path.join(home.path, name);
	const text = await readFile(file, 'utf8');
	for (const broken of ['', '{}\n[]\n', text.slice(0, 200), text.replace('"files":3', '"files":"3"')]) {
		await writeFile(file, broken);
		expect(await kept.scan(tree.path)).toBeNull();
	}
	// The summary alone may still be whole.
	await writeFile(file, text.split('\n')[0] ?? '');
	expect((await kept.summary(tree.path))?.files).toBe(3);
	expect(await kept.scan(tree.path)).toBeNull();
});

it('keeps the newest of those that nobody settled on, and all others', async () => {
	const kept = new KeptScans(home.path, ['/always']);
	const scan = await scanOf(tree.path);
	const of = (folder: string) => ({...scan, summary: {...scan.summary, path: folder}});
	await kept.keep(of('/always'));
	for (let index = 0; index < 25; index++) await kept.keep(of(`/passing/${index}`));
	expect(await readdir(home.path)).toHaveLength(21);
	expect(await kept.summary('/always')).not.toBeNull();
	expect(await kept.summary('/passing/24')).not.toBeNull();
});
