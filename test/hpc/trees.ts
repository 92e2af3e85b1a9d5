import {createHash} from 'node:crypto';
import {chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Sizes of files by their path; a path that ends with a slash is an empty folder. */
export type Tree = Record<string, number>;

export interface MadeTree {
	path: string;
	remove(): void;
}

/** A folder with these files, without holes. Others may look into it. */
export function makeTree(tree: Tree = {}): MadeTree {
	const root = mkdtempSync(path.join(os.tmpdir(), 'flydeck-tree-'));
	chmodSync(root, 0o755);
	for (const [name, size] of Object.entries(tree)) {
		const file = path.join(root, name);
		mkdirSync(name.endsWith('/') ? file : path.dirname(file), {recursive: true});
		if (!name.endsWith('/')) writeFileSync(file, Buffer.alloc(size, 1));
	}
	return {path: root, remove: () => rmSync(root, {recursive: true, force: true})};
}

/** A file of this size with nothing in it. */
export function makeHole(file: string, size: number): void {
	writeFileSync(file, '');
	truncateSync(file, size);
}

/** A tree whose shape follows from a word: the same each time, and unlike that of another word. */
export function treeOf(word: string, files: number): Tree {
	const tree: Tree = {};
	for (let index = 0; index < files; index++) {
		const dice = createHash('sha256').update(`${word} ${index}`).digest();
		const depth = (dice[0] ?? 0) % 5;
		const folders = Array.from({length: depth}, (_, level) => `d${(dice[level + 1] ?? 0) % 4}`);
		// Some are much larger than others, and many are alike.
		const size = ((dice[7] ?? 0) % 8) * 10 ** ((dice[8] ?? 0) % 5);
		tree[[...folders, `f${index}`].join('/')] = size;
	}
	return tree;
}

export interface Sums {
	files: number;
	dirs: number;
	bytes: number;
	diskBytes: number;
}

/** What is in a folder, added up by the shortest code that can; for trees without links. */
export function sumsOf(folder: string): Sums {
	const sums: Sums = {files: 0, dirs: 0, bytes: 0, diskBytes: 0};
	for (const entry of readdirSync(folder, {withFileTypes: true, recursive: true})) {
		const stats = lstatSync(path.join(entry.parentPath, entry.name));
		sums.dirs += entry.isDirectory() ? 1 : 0;
		if (!entry.isFile()) continue;
		sums.files += 1;
		sums.bytes += stats.size;
		sums.diskBytes += stats.blocks * 512;
	}
	return sums;
}
