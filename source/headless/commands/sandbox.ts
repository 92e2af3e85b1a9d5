import {rm} from 'node:fs/promises';
import {type Lock, takeLock} from '../../config/lock.js';
import {FlydeckError} from '../../model/errors.js';
import type {Sandbox, WorldFile} from '../../sandbox/index.js';
import type {Context} from '../context.js';
import {toJson} from '../json.js';
import {usageError} from '../usage.js';

export interface SandboxCommand {
	port: string;
	seed: string;
	state?: string;
	speed: string;
	reset?: boolean;
}

function numberFrom(text: string, option: string, isAllowed: (value: number) => boolean, what: string): number {
	const value = text.trim() === '' ? Number.NaN : Number(text);
	if (isAllowed(value)) return value;
	throw usageError(`${option} takes ${what}.`, `Give ${option} ${what}, or leave it out.`, 'bad-number');
}

/** Forgets what `--sandbox` has kept, unless somebody is using it. */
async function reset({out, paths}: Context): Promise<number> {
	const lock = await takeLock(paths.sandbox);
	if (!lock) {
		throw new FlydeckError('conflict', {
			code: 'sandbox-in-use',
			message: 'Another flydeck has the sandbox open; it was not reset.',
			next: `Leave that one first. If there is none, delete ${paths.sandbox}.lock.`,
		});
	}
	try {
		await rm(paths.sandbox, {force: true});
		await rm(`${paths.sandbox}.blobs`, {force: true, recursive: true});
	} finally {
		await lock.release();
	}
	if (out.mode === 'json') out.json({reset: true});
	else out.progress('The sandbox is as new.');
	return 0;
}

async function worldOf(seed: string): Promise<{world: WorldFile | ((epoch: Date) => WorldFile); worldName: string}> {
	const {worlds} = await import('../../sandbox/worlds/index.js');
	if (seed === 'lab' || seed === 'empty' || seed === 'large') return {world: worlds[seed], worldName: seed};
	const {readWorldFile} = await import('../../sandbox/index.js');
	return {world: await readWorldFile(seed), worldName: seed};
}

function tell({out}: Context, {url, key}: Sandbox): void {
	if (out.mode === 'json') {
		out.data(`${toJson({url, key, pid: process.pid}, 'one')}\n`);
		return;
	}
	out.data(`${key}\n`);
	out.progress(
		[
			`A pretend Flywheel site is at ${url}. The line above is its API key; any Flywheel client takes it:`,
			`  FW_KEY=${key} flydeck`,
			'It serves until ctrl-c.',
		].join('\n'),
	);
}

/** Resolves when the process is told to stop. */
async function untilStopped(): Promise<void> {
	return new Promise(resolve => {
		for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
	});
}

/** Two sandboxes on one file would each write over what the other keeps. */
async function lockState(file: string): Promise<Lock> {
	const lock = await takeLock(file);
	if (lock) return lock;
	throw new FlydeckError('conflict', {
		code: 'state-in-use',
		message: `Another sandbox keeps its state in ${file}.`,
		next: `Stop that one, or give another path to --state. If there is none, delete ${file}.lock.`,
	});
}

/** Serves a sandbox until SIGTERM, SIGINT or SIGHUP; then writes its state and ends with 0. */
export async function sandbox(context: Context, options: SandboxCommand): Promise<number> {
	if (options.reset) return reset(context);
	const isPort = (value: number) => Number.isInteger(value) && value >= 0 && value <= 65_535;
	const port = numberFrom(options.port, '--port', isPort, 'a whole number up to 65535');
	const speed = numberFrom(options.speed, '--speed', value => value >= 0 && value <= 1e9, 'a number from 0 on');
	const seed = await worldOf(options.seed);
	const {startSandbox} = await import('../../sandbox/index.js');
	const {state} = options;
	const log = (message: string) => {
		context.debug(message);
		context.out.progress(message);
	};
	const lock = state === undefined ? null : await lockState(state);
	try {
		const server = await startSandbox({...seed, port, speed, log, ...(state !== undefined && {stateFile: state})});
		const stopped = untilStopped();
		tell(context, server);
		await stopped;
		await server.close();
		return 0;
	} finally {
		await lock?.release();
	}
}
