import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {afterEach, expect, it} from 'vitest';
import {scanCommand, startScan} from '../../source/hpc/start-scan.js';
import {Walk} from '../../source/hpc/walk.js';
import {cliFile} from '../helpers/home.js';
import {type MadeTree, makeTree, treeOf} from './trees.js';

const program = {command: [process.execPath, cliFile], environment: process.env};
let tree: MadeTree | undefined;
afterEach(() => tree?.remove());

it('finds in a process of its own, with threads, what is found here', async () => {
	tree = makeTree(treeOf('process', 800));
	const far = await startScan(program, {path: tree.path});
	const near = await new Walk({path: tree.path, now: Date.parse(far.summary.scannedAt)}).run();
	// Which comes first of files of the same moment is left open.
	const dates = (files: {date: number}[]) => files.map(({date}) => date);
	const place = ({seconds: _, oldestFiles, ...rest}: typeof far.summary) => ({...rest, oldest: dates(oldestFiles)});
	expect(place(far.summary)).toEqual(place(near.summary));
	const names = (scan: typeof far) => scan.entries.map(({name, bytes}) => `${name} ${bytes}`).sort();
	expect(names(far)).toEqual(names(near));
});

it('says why a folder can’t be scanned', async () => {
	tree = makeTree({file: 1});
	await expect(startScan(program, {path: `${tree.path}/nowhere`})).rejects.toMatchObject({kind: 'not-found'});
	await expect(startScan(program, {path: `${tree.path}/file`})).rejects.toMatchObject({kind: 'usage'});
});

it('says so where the process ends before it is done', async () => {
	tree = makeTree();
	const dying = {...program, command: [process.execPath, '-e', 'console.error("no memory"); process.exit(3)']};
	await expect(startScan(dying, {path: tree.path})).rejects.toMatchObject({
		code: 'scan-ended',
		message: expect.stringContaining('no memory'),
	});
	const missing = {...program, command: ['/nowhere/node']};
	await expect(startScan(missing, {path: tree.path})).rejects.toMatchObject({code: 'scan-ended'});
});

it('ends when it is told to', async () => {
	const abort = new AbortController();
	const scan = startScan(program, {path: '/usr'}, {signal: abort.signal});
	abort.abort(new Error('enough'));
	await expect(scan).rejects.toThrow('enough');
	await expect(startScan(program, {path: '/usr'}, {signal: abort.signal})).rejects.toThrow('enough');
});

it('ends with whoever started it', async () => {
	const [node, ...rest] = scanCommand(program.command);
	const child = spawn(node, rest, {stdio: ['pipe', 'pipe', 'inherit']});
	child.stdin.end();
	expect(await once(child, 'exit')).toEqual([1, null]);
});
