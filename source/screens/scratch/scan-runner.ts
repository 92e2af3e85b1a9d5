import {bytes, count} from '../../format/amounts.js';
import {quoted} from '../../format/safe-text.js';
import {Store} from '../../hooks/store.js';
import type {Scan, ScanProgress} from '../../model/scratch.js';
import type {Shell} from '../../shell/shell.js';

/** The scan that is going on. */
export interface Running {
	path: string;
	/** ms since the epoch. */
	startedAt: number;
	progress: ScanProgress;
}

/** One scan at a time, for the whole screen: it goes on while one looks elsewhere. */
export class ScanRunner {
	readonly store = new Store<Running | null, Running | null>((_, next) => next, null);
	#abort: AbortController | null = null;

	constructor(readonly shell: Shell) {}

	/** Why none can be started; undefined where one can. */
	get busy(): string | undefined {
		const running = this.store.get();
		return running ? `${quoted(running.path)} is being scanned; ctrl-c ends that` : undefined;
	}

	isScanning(path: string): boolean {
		return this.store.get()?.path === path;
	}

	/** @returns null where the person ended it. @throws FlydeckError where it can't be done */
	async scan(path: string): Promise<Scan | null> {
		const abort = new AbortController();
		this.#abort = abort;
		const startedAt = this.shell.now().getTime();
		const tell = (progress: ScanProgress) => this.store.dispatch({path, startedAt, progress});
		tell({files: 0, dirs: 0, bytes: 0, errors: 0});
		try {
			const scan = await this.shell.scratch.scan(path, {onProgress: tell, signal: abort.signal});
			const {files, errors} = scan.summary;
			const unread = errors > 0 ? `; ${errors} could not be read` : '';
			this.shell.toast(
				'good',
				`Scanned ${quoted(path)}: ${bytes(scan.summary.bytes)} in ${count(files, 'file')}${unread}.`,
			);
			return scan;
		} catch (error) {
			if (!abort.signal.aborted) throw error;
			this.shell.toast('info', `The scan of ${quoted(path)} was ended. What was known before stays.`);
			return null;
		} finally {
			this.store.dispatch(null);
		}
	}

	/** Sends a scan to Slurm, where it goes on without the screen. @throws FlydeckError where it can't be done */
	async submit(path: string): Promise<void> {
		const {id, state} = await this.shell.scratch.submit(path);
		const word = state === 'PENDING' || state === null ? '' : ` (${state})`;
		this.shell.toast('good', `Slurm job ${id} scans ${quoted(path)}${word}; its result shows here once it has come.`);
	}

	stop(): void {
		this.#abort?.abort();
	}
}

/** How far a scan is, in words that fit beside others. */
export function progressWords({progress, startedAt}: Running, now: number): string {
	const seconds = Math.max(1, Math.round((now - startedAt) / 1000));
	return `${seconds} s, ${Math.round(progress.files / seconds).toLocaleString('en-US')} files/s`;
}
