/** The built program beside a sandbox whose bytes can be carried, and a folder to carry them to. */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createHome} from '../helpers/home.js';
import {type RunResult, runCli} from '../helpers/run-cli.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';
import {carryLab} from './world.js';

export interface CarryBench {
	sandbox: TestSandbox;
	home: string;
	/** An empty folder. */
	folder: string;
	flydeck(args: string[]): Promise<RunResult>;
	/** A file of the sandbox, as the server gives it. */
	bytes(path: string): Promise<Buffer>;
	close(): Promise<void>;
}

export async function openCarryBench(): Promise<CarryBench> {
	const [sandbox, home] = await Promise.all([startTestSandbox(carryLab), createHome()]);
	const folder = await mkdtemp(path.join(tmpdir(), 'carry-'));
	const authorization = `scitran-user ${sandbox.key.split(':').at(-1)}`;
	return {
		sandbox,
		home: home.dir,
		folder,
		flydeck: async args => runCli(args, {home: home.dir, key: sandbox.key}),
		async bytes(where) {
			const response = await fetch(`${sandbox.url}/api${where}`, {headers: {authorization}});
			if (!response.ok) throw new Error(`${where}: ${response.status}`);
			return Buffer.from(await response.arrayBuffer());
		},
		async close() {
			await sandbox.close();
			await home.remove();
			await rm(folder, {recursive: true, force: true});
		},
	};
}
