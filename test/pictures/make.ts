/**
 * Draws the seven screens into media/, from the built program on the sandbox. Run by hand when
 * looks have changed: `npm run pictures`.
 */
import {mkdirSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {startSandbox} from '../../source/sandbox/index.js';
import {worlds} from '../../source/sandbox/worlds/index.js';
import {cliFile, createHome} from '../helpers/home.js';
import {keys, startTerminal, type TestTerminal} from '../helpers/pty.js';
import {repoRoot} from '../helpers/source-tree.js';
import {palettes, svgOf} from './svg.js';

const media = path.join(repoRoot, 'media');
/** A Monday morning at the scanner: pictures must not differ for the day they were drawn on. */
const morning = Date.UTC(2026, 2, 2, 15, 30);
const day = 86_400_000;
const late = Date.now() - morning;
/**
 * Moves the clock of a process back to that morning, that of a scan's process too. Time goes on:
 * stood it still, whatever waits a moment would wait for ever.
 */
const clock = `const Real = Date;
globalThis.Date = class extends Real {
	constructor(...parts) { super(...(parts.length === 0 ? [Real.now() - ${late}] : parts)); }
	static now() { return Real.now() - ${late}; }
};`;
/** The header shows it, so it is always the same. */
const port = 18_080;

/** Files of a pretend scratch folder, in MB and days; they are really written. */
const scratchFiles: [name: string, megabytes: number, days: number][] = [
	['fmriprep-work/sub-09/bold.nii.gz', 41.2, 84],
	['fmriprep-work/sub-10/bold.nii.gz', 38.8, 12],
	['freesurfer/sub-01/mri/orig.mgz', 9.6, 79],
	['freesurfer/sub-02/mri/orig.mgz', 9.1, 44],
	['mriqc/report.html', 0.3, 6],
	['old-container.sif', 8.8, 93],
	['dwi-test/dwi.nii', 5.7, 71],
	['notes.txt', 0.001, 2],
];

function makeScratch(root: string): void {
	for (const [name, megabytes, days] of scratchFiles) {
		const file = path.join(root, name);
		mkdirSync(path.dirname(file), {recursive: true});
		writeFileSync(file, Buffer.alloc(megabytes * 1e6));
		utimesSync(file, new Date(morning - days * day), new Date(morning - days * day));
	}
}

interface Size {
	cols: number;
	rows: number;
}

const usual = {cols: 100, rows: 30};

/** Draws what the terminal shows, in a size of its own where one is told. */
type Draw = (name: string, size?: Size) => Promise<void>;

/** From screen to screen by keys; a change is applied last but one, so that its news stands where it belongs. */
async function visit(terminal: TestTerminal, draw: Draw): Promise<void> {
	const read = async (key: string, what: RegExp) => {
		terminal.type(key);
		const here = (text: string) => what.test(text) && text.includes('▸') && !text.includes('so far');
		await terminal.waitFor(lines => here(lines.join('\n')) && /read just now *$/.test(lines[1] ?? ''));
	};
	await terminal.waitFor(/failed jobs/);
	await draw('brief');
	await read('2', /\d+ projects/);
	await draw('projects');
	await read('4', /\d+ jobs/);
	await draw('jobs');
	await read('5', /\d+ people/);
	await draw('access');
	await read('3', /\d+ sessions/);
	await draw('unsorted', {cols: 80, rows: 24});
	await draw('unsorted', {cols: 200, rows: 50});
	await draw('unsorted');
	terminal.type('m');
	await terminal.waitFor(/y applies/);
	await draw('plan');
	terminal.type('y');
	await terminal.waitFor(/done and verified/);
	terminal.type(keys.escape);
	await read('7', /1 change/);
	await draw('history');
	terminal.type('6');
	await terminal.waitFor(/never scanned/);
	terminal.type('u');
	await terminal.waitFor(/scanned (just now|\d+ s ago)/);
	terminal.type(keys.enter);
	await terminal.waitFor(/fmriprep-work\//);
	await draw('scratch');
}

/** Whether no frame has begun whose rest is still on its way. */
function isWhole(output: Buffer): boolean {
	return output.lastIndexOf('\u001B[?2026h') <= output.lastIndexOf('\u001B[?2026l');
}

/** Waits until the program has drawn for the new size. */
async function resize(terminal: TestTerminal, {cols, rows}: Size): Promise<void> {
	const {screen} = terminal;
	if (screen().length === rows) return;
	terminal.resize(cols, rows);
	await terminal.waitFor(lines => lines[0]?.includes('1 Brief') === true && / quit *$/.test(lines.at(-1) ?? ''));
}

async function main(): Promise<void> {
	const home = await createHome();
	const scratch = path.join(os.tmpdir(), 'scratch-of-ra1');
	rmSync(scratch, {recursive: true, force: true});
	makeScratch(scratch);
	const sandbox = await startSandbox({world: worlds.lab, speed: 0, now: () => new Date(morning), port});
	const config = path.join(home.dir, 'flydeck/config');
	mkdirSync(config, {recursive: true});
	writeFileSync(path.join(config, 'settings.json'), JSON.stringify({scratch: [{path: scratch}]}));
	const terminal = await startTerminal([], {
		...usual,
		home: home.dir,
		key: sandbox.key,
		command: [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(clock)}`, cliFile],
	});
	try {
		await visit(terminal, async (name, size = usual) => {
			await resize(terminal, size);
			await terminal.waitFor(() => isWhole(terminal.raw()));
			for (const [scheme, palette] of Object.entries(palettes)) {
				const suffix = size === usual ? '' : `-${size.cols}x${size.rows}`;
				writeFileSync(path.join(media, `${name}${suffix}-${scheme}.svg`), svgOf(terminal.buffer, size, palette));
			}
		});
	} finally {
		terminal.kill();
		await terminal.exit;
		await sandbox.close();
		await home.remove();
		rmSync(scratch, {recursive: true, force: true});
	}
}

mkdirSync(media, {recursive: true});
await main();
