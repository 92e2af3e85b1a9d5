/**
 * How long a scan takes beside `find` and `du` over the same tree, each in turn, and the most
 * memory it had. After `npm run build`:
 *
 *   npx tsx test/bench/scan.ts 200000        a made tree of so many files
 *   npx tsx test/bench/scan.ts /some/folder  one that is there
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {scanCommand} from '../../source/hpc/start-scan.js';
import {cliFile} from '../helpers/home.js';

const rounds = 5;
const filesInFolder = 50;
const studies = 40;

/** Files with a size and nothing in them, in folders as a study has them. */
function makeStudies(files: number): string {
	const root = mkdtempSync(path.join(os.tmpdir(), 'flydeck-bench-'));
	for (let made = 0; made < files; ) {
		const subject = made / filesInFolder;
		const folder = path.join(root, `study-${subject % studies}`, `sub-${subject}`, 'work');
		mkdirSync(folder, {recursive: true});
		for (let index = 0; index < filesInFolder && made < files; index++, made++) {
			const file = openSync(path.join(folder, `file-${index}.nii.gz`), 'w');
			ftruncateSync(file, (made * 7919) % 1_000_003);
			closeSync(file);
		}
	}
	return root;
}

interface Run {
	seconds: number;
	/** MB at the most; 0 where it was over before it could be asked. */
	memory: number;
	output: string;
}

/**
 * Runs to the end; what is printed matters only where there is an input. The kernel keeps
 * count of what it had at the most, and is asked while it runs.
 */
async function run(command: string[], input: string | null = null): Promise<Run> {
	const [file = '', ...rest] = command;
	const started = performance.now();
	const child = spawn(file, rest, {stdio: ['pipe', input === null ? 'ignore' : 'pipe', 'inherit']});
	let [output, memory] = ['', 0];
	child.stdout?.setEncoding('utf8').on('data', (text: string) => {
		output += text;
	});
	if (input !== null) child.stdin?.write(input);
	const timer = setInterval(() => {
		try {
			const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
			memory = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000;
		} catch {
			// It has just ended.
		}
	}, 20);
	const [code] = await once(child, 'close');
	clearInterval(timer);
	if (code !== 0) throw new Error(`${file} ended with ${code}`);
	return {seconds: (performance.now() - started) / 1000, memory, output};
}

function median(values: number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const what = process.argv[2] ?? '200000';
const isMade = /^\d+$/.test(what);
const root = isMade ? makeStudies(Number(what)) : path.resolve(what);
// What `find` has to look up for it is what a scan looks up, and no more.
const ways: Record<string, () => Promise<Run>> = {
	'find -printf': async () => run(['find', root, '-xdev', '-printf', String.raw`%s %T@ %b %p\0`]),
	du: async () => run(['du', '-sx', root]),
	scan: async () => run(scanCommand([process.execPath, cliFile]), `${JSON.stringify({path: root})}\n`),
};
try {
	const runs = Object.fromEntries(Object.keys(ways).map(name => [name, [] as Run[]]));
	// The first round fills the caches and doesn't count.
	for (let round = 0; round <= rounds; round++)
		for (const [name, way] of Object.entries(ways)) {
			const result = await way();
			if (round > 0) runs[name]?.push(result);
		}
	const base = median((runs['find -printf'] ?? []).map(({seconds}) => seconds));
	for (const [name, results] of Object.entries(runs)) {
		const seconds = median(results.map(result => result.seconds));
		const memory = Math.max(...results.map(result => result.memory));
		console.log(
			`${name.padEnd(14)}${seconds.toFixed(2)} s  ${(seconds / base).toFixed(2)} × find -printf  ${memory.toFixed(0)} MB`,
		);
	}
	const last = runs.scan?.at(-1)?.output.trim().split('\n').at(-1) ?? '{}';
	const {files, dirs} = (JSON.parse(last) as {scan: {summary: {files: number; dirs: number}}}).scan.summary;
	console.log(`${files} files in ${dirs} folders, ${os.availableParallelism()} processors, Node ${process.version}`);
} finally {
	if (isMade) rmSync(root, {recursive: true, force: true});
}
