import {spawn} from 'node:child_process';
import {childEnv, cliFile, createHome} from './home.js';

export interface RunOptions {
	/** Added to an environment without login, colours or CI; undefined takes a variable away. */
	env?: Record<string, string | undefined>;
	/** Written to stdin, which is then closed. Absent: stdin is empty and no terminal. */
	input?: string;
	/** A home to share between runs; absent: a fresh one, removed afterwards. */
	home?: string;
	/** The API key to log in with. */
	key?: string;
	cwd?: string;
	/** Milliseconds after which the run counts as hung. */
	timeout?: number;
	/** Another program than node with dist/cli.js. */
	command?: [string, ...string[]];
}

export interface RunResult {
	/** null where a signal ended it. */
	code: number | null;
	signal: NodeJS.Signals | null;
	stdout: string;
	stderr: string;
	/** stdout as JSON; throws with the whole output where it isn't. */
	json(): unknown;
}

/** Runs the built flydeck without a terminal, to its end. */
export async function runCli(args: string[], options: RunOptions = {}): Promise<RunResult> {
	const own = options.home === undefined ? await createHome() : null;
	try {
		return await run(args, options, options.home ?? own?.dir ?? '');
	} finally {
		await own?.remove();
	}
}

async function run(args: string[], options: RunOptions, home: string): Promise<RunResult> {
	const [file, ...before] = options.command ?? [process.execPath, cliFile];
	const login = options.key === undefined ? {} : {FW_KEY: options.key};
	const child = spawn(file, [...before, ...args], {
		cwd: options.cwd ?? home,
		env: childEnv(home, {...login, ...options.env}),
		stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
	});
	let stdout = '';
	let stderr = '';
	child.stdout?.setEncoding('utf8').on('data', chunk => (stdout += chunk));
	child.stderr?.setEncoding('utf8').on('data', chunk => (stderr += chunk));
	// A program that ends without reading its input closes the pipe: that isn't the test's concern.
	child.stdin?.on('error', () => undefined).end(options.input);
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => {
			child.kill('SIGKILL');
			reject(new Error(`flydeck ${args.join(' ')} did not end.\nstdout:\n${stdout}\nstderr:\n${stderr}`));
		}, options.timeout ?? 60_000);
		child.on('error', reject);
		child.on('close', (code, signal) => {
			clearTimeout(timer);
			resolve({code, signal, stdout, stderr, json: () => parse(args, stdout, stderr)});
		});
	});
}

function parse(args: string[], stdout: string, stderr: string): unknown {
	try {
		return JSON.parse(stdout);
	} catch {
		throw new Error(`flydeck ${args.join(' ')} printed no JSON.\nstdout:\n${stdout}\nstderr:\n${stderr}`);
	}
}
