import {execFileSync, spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createHome, type TestHome} from '../helpers/home.js';
import {runCli} from '../helpers/run-cli.js';
import {type MadeTree, makeTree, sumsOf, treeOf} from '../hpc/trees.js';

const hasNcdu = spawnSync('ncdu', ['-v']).status === 0;
if (!hasNcdu) console.warn('Tests that ncdu reads what flydeck writes: skipped, for there is no ncdu here');

let home: TestHome;
let tree: MadeTree;
beforeEach(async () => {
	home = await createHome();
	tree = makeTree({...treeOf('ncdu', 200), 'empty/': 0});
});
afterEach(async () => {
	tree.remove();
	await home.remove();
});

type Item = {name: string; asize?: number; dsize?: number} | Folder;
type Folder = [{name: string}, ...Item[]];

function total(item: Item, size: 'asize' | 'dsize'): number {
	if (!Array.isArray(item)) return item[size] ?? 0;
	return item.slice(1).reduce((sum, child) => sum + total(child as Item, size), 0);
}

async function write(): Promise<string> {
	const file = path.join(home.dir, 'scan.ncdu');
	const run = await runCli(['scratch', tree.path, '--ncdu', file, '--json'], {home: home.dir});
	expect(run).toMatchObject({code: 0, stderr: ''});
	return file;
}

describe('a scan for ncdu', () => {
	test('has every folder and file, and its sums', async () => {
		const [, , meta, root] = JSON.parse(await readFile(await write(), 'utf8')) as [1, 0, {progname: string}, Folder];
		expect(meta.progname).toBe('flydeck');
		expect(root[0].name).toBe(tree.path);
		const sums = sumsOf(tree.path);
		expect([total(root, 'asize'), total(root, 'dsize')]).toEqual([sums.bytes, sums.diskBytes]);
	});

	test.skipIf(!hasNcdu)('is read by ncdu, which writes the same sums again, and names byte by byte', async () => {
		const before = sumsOf(tree.path).bytes;
		writeFileSync(Buffer.concat([Buffer.from(`${tree.path}/bad-`), Buffer.of(0xff, 0x80)]), 'x'.repeat(123_456));
		writeFileSync(path.join(tree.path, 'quote" back\\udc80 \u0001tab\t'), 'y'.repeat(5000));
		const again = execFileSync('ncdu', ['-f', await write(), '-o', '-'], {encoding: 'latin1'});
		const [, , , root] = JSON.parse(again.replaceAll(/\n/g, ' ')) as [1, 2, object, Folder];
		expect(total(root, 'asize')).toBe(before + 128_456);
		const names = root.slice(1).map(item => (Array.isArray(item) ? item[0].name : (item as {name: string}).name));
		expect(names).toContain('bad-\u00FF\u0080');
		expect(names).toContain('quote" back\\udc80 \u0001tab\t');
	});

	test('wants one folder', async () => {
		const run = await runCli(['scratch', '--ncdu', 'x', '--json'], {home: home.dir});
		expect(run.code).toBe(2);
	});
});
