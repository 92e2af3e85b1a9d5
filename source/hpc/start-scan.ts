import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {quoted} from '../format/safe-text.js';
import {type ErrorKind, FlydeckError} from '../model/errors.js';
import type {Scan, ScanProgress} from '../model/scratch.js';
import type {ScanMessage, ScanRequest} from './scan-process.js';
import {scanWord} from './scan-word.js';

/** How this program is started again. */
export interface Program {
	/** Node with its options, and the file. */
	command: readonly string[];
	environment: Record<string, string | undefined>;
}

export interface ScanOptions {
	onProgress?: ((progress: ScanProgress) => void) | undefined;
	/** Ends the scan, and with it the promise. */
	signal?: AbortSignal | undefined;
}

/** What is read lives for a moment only: with little room for young objects (MB) a scan is small. */
const smallHeap = ['--optimize-for-size', '--max-semi-space-size=1'];

/** The command that waits for a request on stdin; with another word, whatever that stands for. */
export function scanCommand([node = '', ...rest]: readonly string[], word = scanWord): [string, ...string[]] {
	return [node, ...smallHeap, ...rest, word];
}

/**
 * Scans a folder in a process of its own, so that neither its memory nor its waiting is ours.
 *
 * @throws FlydeckError `not-found`, `forbidden` or `usage` where the folder can't be scanned;
 * the signal's reason once that says so
 */
export async function startScan(program: Program, request: ScanRequest, options: ScanOptions = {}): Promise<Scan> {
	options.signal?.throwIfAborted();
	const [node, ...rest] = scanCommand(program.command);
	// A scan has no business with the key.
	const child = spawn(node, rest, {env: {...program.environment, FW_KEY: undefined}});
	const stop = () => child.kill('SIGKILL');
	options.signal?.addEventListener('abort', stop, {once: true});
	try {
		return await listen(child, request, options);
	} finally {
		options.signal?.removeEventListener('abort', stop);
		child.kill('SIGKILL');
	}
}

async function listen(
	child: ChildProcessWithoutNullStreams,
	request: ScanRequest,
	{onProgress, signal}: ScanOptions,
): Promise<Scan> {
	let complaint = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		complaint = (complaint + text).slice(-500);
	});
	const ended = new Promise<never>((_, reject) => {
		child.once('error', error => reject(broken(error.message)));
		child.once('close', (code, by) => reject(broken(complaint || `code ${code}, signal ${by}`)));
	});
	// It is looked at only where no answer comes.
	ended.catch(() => undefined);
	child.stdin.on('error', () => undefined).write(`${JSON.stringify(request)}\n`);
	for await (const line of createInterface({input: child.stdout})) {
		const message = JSON.parse(line) as ScanMessage;
		if ('scan' in message) return message.scan;
		if ('failed' in message) throw cannotScan(request.path, message.failed);
		onProgress?.(message.progress);
	}
	signal?.throwIfAborted();
	return ended;
}

function broken(why: string): FlydeckError {
	return new FlydeckError('unexpected', {
		code: 'scan-ended',
		message: `The scan ended before it was done: ${quoted(why, 200)}.`,
		next: 'Scan again. If it happens again, scan a smaller folder, or ask for more memory.',
	});
}

const reasons: Record<string, {kind: ErrorKind; code: string; message: string; next: string}> = {
	ENOENT: {
		...{kind: 'not-found', code: 'no-such-folder', message: 'is not there.'},
		next: 'Look at the path; on another node it may be mounted.',
	},
	ENOTDIR: {
		...{kind: 'usage', code: 'no-folder', message: 'is not a folder.'},
		next: 'Name a folder.',
	},
	EACCES: {
		...{kind: 'forbidden', code: 'unreadable-folder', message: 'can’t be read by you.'},
		next: 'Ask its owner for the right to read it.',
	},
};

/** What to tell about a folder that could not be scanned, by the system's code. */
export function cannotScan(path: string, code: string): FlydeckError {
	const {kind, message, ...rest} = reasons[code === 'EPERM' ? 'EACCES' : code] ?? {
		...{kind: 'unexpected' as const, code: 'cannot-scan', message: `can’t be scanned (${code}).`},
		next: 'Try again; if it stays so, ask whoever runs this file system.',
	};
	return new FlydeckError(kind, {...rest, message: `${quoted(path, 200)} ${message}`});
}
