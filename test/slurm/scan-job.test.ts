import {mkdir, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {createHome, type TestHome} from '../helpers/home.js';
import {startTerminal} from '../helpers/pty.js';
import {runCli} from '../helpers/run-cli.js';
import {type MadeTree, makeTree} from '../hpc/trees.js';
import {RealSlurm, whatIsMissing} from './real-slurm.js';

interface Answer {
	source: string;
	files?: number;
	scannedAt: string | null;
	job: {id: string; state: string; live: boolean; reason: string | null} | null;
}

describe.skipIf(process.env.REAL_SLURM !== '1')('a scan as a job of a real Slurm', () => {
	let slurm: RealSlurm;
	let home: TestHome;
	let tree: MadeTree;

	beforeAll(async () => {
		const missing = whatIsMissing();
		if (missing !== null) throw new Error(missing);
		[slurm, home] = await Promise.all([RealSlurm.start(), createHome()]);
		// As at INC, where the account that one works under is the default; root's would be another.
		await slurm.run('sacctmgr', '-i', 'modify', 'user', 'root', 'set', 'defaultaccount=blanca-ics');
		tree = makeTree({'study/a': 1000, 'study/b': 2000, "it's/x": 10});
	}, 120_000);

	afterAll(async () => {
		tree?.remove();
		await home?.remove();
		await slurm?.stop();
	}, 60_000);

	const env = () => ({...slurm.environment, FW_KEY: 'lab.example:secretKey'});
	const submit = async (folder: string, ...more: string[]) => {
		const run = await runCli(['scratch', folder, '--submit', '--json', ...more], {home: home.dir, env: env()});
		expect(run).toMatchObject({code: 0, stderr: ''});
		return run.json() as Answer;
	};
	const settle = async (scan: string[]) => {
		await mkdir(path.join(home.dir, 'flydeck/config'), {recursive: true});
		const settings = {scratch: [{path: tree.path}], slurm: {scan}};
		await writeFile(path.join(home.dir, 'flydeck/config/settings.json'), JSON.stringify(settings));
	};
	const until = async (folder: string, isThere: (answer: Answer) => boolean, ...more: string[]) => {
		for (const end = Date.now() + 60_000; ; ) {
			const answer = await submit(folder, ...more);
			if (isThere(answer)) return answer;
			if (Date.now() > end) throw new Error(`the scan is still ${JSON.stringify(answer)}`);
		}
	};

	it('is sent once, with INC’s partition and QoS, and its result is then what is known', async () => {
		const {nodeName} = slurm.layout;
		await slurm.run('scontrol', 'update', `NodeName=${nodeName}`, 'State=DRAIN', 'Reason=test');
		const folder = path.join(tree.path, "it's");
		const first = await submit(folder);
		expect(first).toMatchObject({source: 'none', scannedAt: null, job: {state: 'PENDING', live: true}});
		expect((await submit(folder)).job?.id).toBe(first.job?.id);
		const asked = await slurm.run('squeue', '-h', '-j', first.job?.id ?? '', '-o', '%P %q');
		expect(asked.stdout.trim()).toBe('blanca-ics blanca-ics');
		expect((await slurm.run('scontrol', 'show', 'job', first.job?.id ?? '')).stdout).not.toContain('secretKey');
		await slurm.run('scontrol', 'update', `NodeName=${nodeName}`, 'State=RESUME');
		const answer = await until(folder, ({source}) => source === 'kept');
		expect(answer).toMatchObject({files: 1, job: null});
		const kept = await readdir(path.join(home.dir, 'flydeck/cache/scans'));
		expect(kept.map(name => path.extname(name)).sort()).toEqual(['.job', '.json', '.log']);
	});

	it('one that was cancelled is sent again when asked again', async () => {
		await settle(['--partition=blanca-ics', '--qos=blanca-ics', '--mem=200M']);
		const folder = path.join(tree.path, 'study/empty');
		await mkdir(folder);
		const {nodeName} = slurm.layout;
		await slurm.run('scontrol', 'update', `NodeName=${nodeName}`, 'State=DRAIN', 'Reason=test');
		const {job} = await submit(folder);
		await slurm.run('scancel', job?.id ?? '');
		const next = await until(folder, answer => answer.job?.id !== job?.id);
		expect(next.job).toMatchObject({live: true});
		await slurm.run('scontrol', 'update', `NodeName=${nodeName}`, 'State=RESUME');
		expect(await until(folder, ({source}) => source === 'kept')).toMatchObject({files: 0});
	});

	it('what sbatch refuses is told in its words', async () => {
		await settle(['--partition=amilan']);
		const run = await runCli(['scratch', tree.path, '--submit', '--json'], {home: home.dir, env: env()});
		expect(run.code).toBe(8);
		expect(run.stderr).toMatch(/invalid partition/i);
	});

	it('from the screen: b sends it, and its sizes come by themselves', async () => {
		await settle(['--partition=blanca-ics', '--qos=blanca-ics', '--mem=200M']);
		const terminal = await startTerminal(['--sandbox'], {home: home.dir, env: env(), cols: 140, rows: 30});
		try {
			await terminal.waitFor('THIS MORNING');
			terminal.type('6');
			await terminal.waitFor('never scanned');
			terminal.type('b');
			await terminal.waitFor(/Slurm job \d+ scans/);
			await terminal.waitFor(/scanned (now|\d+ \w+ ago).* 3\.0 KB/, {timeout: 60_000});
			terminal.type('b');
			await terminal.waitFor('scanned less than 6 hours ago');
		} finally {
			terminal.kill();
			await terminal.exit;
		}
	});
});
