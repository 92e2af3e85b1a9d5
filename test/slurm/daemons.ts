import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {closeSync, openSync, readFileSync} from 'node:fs';
import {createServer} from 'node:net';
import path from 'node:path';

/** Programs that run until they are told to stop, each with its log in a folder. */
export class Daemons {
	/** In the order in which they were started. */
	readonly #running: {name: string; child: ChildProcess}[] = [];

	constructor(
		readonly folder: string,
		readonly environment: Record<string, string | undefined>,
	) {
		// Whatever becomes of the tests, nothing is left behind.
		process.once('exit', () => {
			for (const {child} of this.#running) child.kill('SIGKILL');
		});
	}

	/** Starts a program that stays in the foreground, and waits until a command about it succeeds. */
	async start(name: string, argv: readonly string[], ready: readonly string[], within = 60_000): Promise<void> {
		const log = path.join(this.folder, `${name}.out`);
		const out = openSync(log, 'a');
		const [file = '', ...rest] = argv;
		const child = spawn(file, rest, {env: this.environment, stdio: ['ignore', out, out]});
		closeSync(out);
		this.#running.push({name, child});
		const until = Date.now() + within;
		while ((await run(ready, this.environment)).code !== 0) {
			if (child.exitCode !== null || child.pid === undefined || Date.now() > until)
				throw new Error(`${name} did not start:\n${readFileSync(log, 'utf8').slice(-3000)}`);
			await pause(100);
		}
	}

	signal(name: string, signal: NodeJS.Signals): void {
		this.#running.find(daemon => daemon.name === name)?.child.kill(signal);
	}

	/** Stops them, the last first. One that doesn't go is killed. */
	async stop(): Promise<void> {
		for (const {child} of this.#running.reverse()) {
			const ended = new Promise(resolve => child.once('exit', resolve));
			if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) continue;
			child.kill('SIGCONT');
			child.kill('SIGTERM');
			const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
			await ended;
			clearTimeout(timer);
		}
		this.#running.length = 0;
	}
}

export interface Finished {
	/** null where it was killed, or isn't there. */
	code: number | null;
	stdout: string;
	stderr: string;
}

/** Runs a program to its end; one that says nothing for 15 s is killed. */
export function run(argv: readonly string[], environment: Record<string, string | undefined>): Promise<Finished> {
	const [file = '', ...rest] = argv;
	return new Promise(resolve => {
		execFile(file, rest, {env: environment, timeout: 15_000, killSignal: 'SIGKILL'}, (error, stdout, stderr) => {
			const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
			resolve({code, stdout, stderr: stderr || (error?.message ?? '')});
		});
	});
}

/** Between two looks at something that says nothing by itself when it changes. */
export function pause(ms: number): Promise<void> {
	return new Promise(resolve => setTimeout(resolve, ms));
}

/** Ports that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(
		Array.from({length: count}, () => {
			return new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
				const server = createServer().once('error', reject);
				server.listen(0, '127.0.0.1', () => resolve(server));
			});
		}),
	);
	const ports = servers.map(server => (server.address() as {port: number}).port);
	await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
	return ports;
}
