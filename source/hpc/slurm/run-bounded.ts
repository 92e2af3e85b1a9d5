import {type ChildProcessByStdio, spawn} from 'node:child_process';
import type {Readable} from 'node:stream';

/** Why a command gave no answer. `absent`: it isn't on this machine. */
export type FailureCode = 'absent' | 'slow' | 'refused' | 'too-much';

export type Ran = {ok: true; text: string} | {ok: false; code: FailureCode; words: string};

export interface Bounds {
	environment: Record<string, string | undefined>;
	/** ms */
	timeLimit: number;
	signal?: AbortSignal | undefined;
}

/** A queue of 100,000 jobs is half of it. */
const mostOutput = 32 * 1024 * 1024;
const mostWords = 2000;

/**
 * Runs a command that may hang, flood or start others: within a time limit and a size, after
 * which its whole process group is killed. Rejects with the signal's reason alone.
 */
export async function runBounded(argv: readonly string[], {environment, timeLimit, signal}: Bounds): Promise<Ran> {
	signal?.throwIfAborted();
	const [file = '', ...rest] = argv;
	// A group of its own, so that what a module environment starts goes with it.
	const child = spawn(file, rest, {env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true});
	const cut = new AbortController();
	const stop = signal ? AbortSignal.any([signal, cut.signal]) : cut.signal;
	const timer = setTimeout(() => {
		cut.abort(failed('slow', `no answer within ${Math.round(timeLimit / 1000)} s`));
	}, timeLimit);
	try {
		return await answerOf(child, stop, () => cut.abort(failed('too-much', 'its answer has no end')));
	} finally {
		clearTimeout(timer);
		if (stop.aborted) killGroup(child.pid);
		child.stdout.destroy();
		child.stderr.destroy();
		signal?.throwIfAborted();
	}
}

function failed(code: FailureCode, words: string): Ran {
	return {ok: false, code, words};
}

function answerOf(child: ChildProcessByStdio<null, Readable, Readable>, stop: AbortSignal, flooded: () => void) {
	return new Promise<Ran>(resolve => {
		const parts: Buffer[] = [];
		let size = 0;
		let words = '';
		child.stdout.on('data', (part: Buffer) => {
			size += part.length;
			if (size > mostOutput) flooded();
			else parts.push(part);
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			words = (words + text).slice(-mostWords);
		});
		child.once('error', error => resolve(failed('absent', error.message)));
		child.once('close', code => {
			if (code === 0) resolve({ok: true, text: Buffer.concat(parts).toString('utf8')});
			else resolve(failed(isMissing(code) ? 'absent' : 'refused', lastLine(words)));
		});
		// What it was stopped for is looked at here only where that is our own doing.
		stop.addEventListener('abort', () => resolve(stop.reason as Ran), {once: true});
	});
}

/** What shells say of a command that isn't there, or isn't one. */
function isMissing(code: number | null): boolean {
	return code === 127 || code === 126;
}

/** The last line is the one that says it: those before are its causes. */
function lastLine(text: string): string {
	return text.trim().split('\n').at(-1)?.trim() || 'it gave no reason';
}

function killGroup(pid: number | undefined): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// All of it has ended by itself.
	}
}
