import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterEach, describe, expect, it} from 'vitest';
import type {WorldFile} from '../../source/sandbox/index.js';
import {createHome} from '../helpers/home.js';
import {keys, startTerminal, type TestTerminal} from '../helpers/pty.js';
import {ids, study} from '../helpers/study-world.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

let sandbox: TestSandbox | undefined;
let terminal: TestTerminal | undefined;
afterEach(async () => {
	terminal?.kill('SIGKILL');
	await sandbox?.close();
	[terminal, sandbox] = [undefined, undefined];
});

async function openJobs(world: WorldFile) {
	const server = await startTestSandbox(world);
	sandbox = server;
	const screen = await startTerminal([], {key: server.key});
	terminal = screen;
	await screen.waitFor('THIS MORNING');
	screen.type('4');
	await screen.waitFor(/failed +bids-mriqc/);
	return {screen, server};
}

/** A job that wrote a hundred thousand lines, an error among them here and there. */
function longLog(): WorldFile {
	const log = Array.from({length: 100_000}, (_, index) => {
		const line = `line ${index + 1}`;
		if (index === 20) return `${line} ${'long '.repeat(40)}tail`;
		return index % 25_000 === 10_000 ? `${line} ERROR \u001B[2J` : line;
	});
	return {
		users: study.users ?? [],
		groups: study.groups ?? [],
		gears: study.gears ?? [],
		projects: [
			{
				group: 'smith',
				label: 'STUDYA',
				subjects: [
					{
						label: 'S01',
						sessions: [
							{
								label: 'V1',
								jobs: [{gear: 'bids-mriqc', state: 'failed', created: new Date().toISOString(), log}],
							},
						],
					},
				],
			},
		],
	};
}

describe('a long log', () => {
	it('opens at its end, and is gone through, searched, wrapped and cut', async () => {
		const {screen} = await openJobs(longLog());
		screen.type(keys.enter);
		await screen.waitFor('line 100000');
		expect(screen.text()).toContain('of 100,001');
		expect(screen.text()).toMatch(/✘ failed · made (just now|\d+ min ago) · job /);
		screen.type('g');
		await screen.waitFor('lines 1 to');
		screen.type('/', 'error', keys.enter);
		await screen.waitFor('line 10001 ERROR \\x1b[2J');
		expect(screen.text()).toContain('search: error  ·  1 of 4 found');
		screen.type('n');
		await screen.waitFor('line 35001 ERROR');
		screen.type('N', 'N');
		await screen.waitFor('4 of 4 found');
		expect(screen.text()).toContain('line 85001 ERROR');
		screen.type(keys.escape);
		await screen.waitFor(lines => !lines.join('\n').includes('found'));
		screen.type('/', '/^line 21 /', keys.enter);
		await screen.waitFor('tail');
		screen.type('w');
		await screen.waitFor(lines => lines.some(line => /^ line 21 long.*…$/.test(line)));
		expect(screen.text()).not.toContain('tail');
	});
});

describe('the log of a running job', () => {
	it('is read again by itself until the job has ended, and says how the job stands', async () => {
		const {screen, server} = await openJobs(study);
		screen.type('/', 'state:running', keys.enter);
		await screen.waitFor('1 of 2 jobs');
		screen.type(keys.enter);
		await screen.waitFor('following as more comes');
		expect(screen.text()).toMatch(/▶ running · made 1 h ago · job 660000000000000000000032/);
		expect(screen.text()).toContain('c cancel');
		await server.clearRequests();
		const answer = await fetch(`${server.url}/api/jobs/${ids.running}`, {
			method: 'PUT',
			headers: {authorization: 'scitran-user adminKey', 'content-type': 'application/json'},
			body: JSON.stringify({state: 'complete'}),
		});
		expect(answer.status).toBe(200);
		await screen.waitFor('✔ complete');
		expect(screen.text()).not.toContain('following');
		screen.type('c');
		await screen.waitFor('only pending and running jobs can be cancelled');
		const reads = (await server.requests()).filter(({path}) => path.endsWith('/logs'));
		expect(reads.length).toBeGreaterThan(0);
		expect(reads.length).toBeLessThan(5);
	});
});

/** A job killed for its memory in the middle of much that went well. */
function killedLog(): WorldFile {
	const lines = Array.from({length: 500}, (_, index) => `step ${index + 1} went well`);
	const oom =
		'slurmstepd: error: Detected 1 oom_kill event in StepId=7.batch. Some of the step tasks have been OOM Killed.';
	const log = [...lines.slice(0, 300), 'WARNING: a mask is small', oom, '\u001B[2Jcleared', ...lines.slice(300)];
	const job = {gear: 'bids-mriqc', state: 'failed' as const, created: new Date().toISOString(), log};
	const sessions = [{label: 'V1', jobs: [job]}];
	return {
		users: study.users ?? [],
		groups: study.groups ?? [],
		gears: study.gears ?? [],
		projects: [{group: 'smith', label: 'STUDYA', subjects: [{label: 'S01', sessions}]}],
	};
}

describe('the log of a failed job', () => {
	it('opens at the line that decides, shows errors alone, and says what to do', async () => {
		const {screen} = await openJobs(killedLog());
		screen.type(keys.enter);
		await screen.waitFor('out-of-memory by line 303.');
		expect(screen.text()).toContain('Run again: with changes');
		expect(screen.text()).toContain('oom_kill event');
		screen.type('G');
		await screen.waitFor('step 500 went well');
		expect(screen.text()).not.toContain('oom_kill event');
		screen.type('d');
		await screen.waitFor('oom_kill event');
		screen.type('e');
		await screen.waitFor('only warnings and errors  ·  lines 1 to 2 of 2');
		expect(screen.text()).toContain('WARNING: a mask is small');
		screen.type('e');
		await screen.waitFor('step 305 went well');
		screen.clearRaw();
		screen.type('d', 'C');
		await screen.waitFor('Sent the line');
		const sent = /\u001B\]52;c;([^\u0007\u001B]+)/.exec(screen.raw().toString('latin1'))?.[1] ?? '';
		expect(Buffer.from(sent, 'base64').toString()).toContain('slurmstepd: error: Detected 1 oom_kill event');
	});

	it('is saved to a file, which is not replaced unasked', async () => {
		const {screen} = await openJobs(killedLog());
		const home = await createHome();
		const file = path.join(home.dir, 'night.log');
		screen.type(keys.enter);
		await screen.waitFor('out-of-memory by line');
		const save = async () => {
			screen.type('D');
			await screen.waitFor(/bids-mriqc_S01_V1_[0-9a-f]{24}\.log/);
			screen.type(keys.ctrlU, file, keys.enter);
		};
		await save();
		await screen.waitFor('Saved the log to');
		const saved = await readFile(file, 'utf8');
		expect(saved.split('\n')).toHaveLength(505);
		expect(saved).toContain('\\x1b[2Jcleared');
		await writeFile(file, 'mine');
		await save();
		await screen.waitFor('That file is there already');
		expect(await readFile(file, 'utf8')).toBe('mine');
		screen.type('2');
		await screen.waitFor('Saved the log to');
		expect(await readFile(file, 'utf8')).toBe(saved);
		await home.remove();
	});
});
