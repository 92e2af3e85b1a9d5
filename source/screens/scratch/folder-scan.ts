import {toFlydeckError} from '../../model/errors.js';
import type {Scan} from '../../model/scratch.js';
import type {Loaded, Readable} from '../../state/resource.js';
import type {Scratch} from '../../state/scratch.js';
import type {ScanRunner} from './scan-runner.js';

/** A folder as a scan of it, or of one around it, has it. */
export interface FolderData {
	scan: Scan;
	/** Its place among the scan's entries. */
	at: number;
}

export interface FolderScanOptions {
	path: string;
	/** What is known of it already; null: a kept scan of its own is looked for, and else made. */
	known: FolderData | null;
	/** A kept scan is good enough if it is not older than this (ISO). */
	since: string;
	scratch: Scratch;
	runner: ScanRunner;
	/** A scan was ended before anything was known. */
	onNothing(): void;
}

/**
 * What a folder's view shows. Unlike what is read from the site it costs too much to be read
 * by itself: it is scanned where nothing is known of it, and again only when asked.
 */
export class FolderScan implements Readable<FolderData> {
	#state: Loaded<FolderData>;
	readonly #listeners = new Set<() => void>();

	constructor(readonly options: FolderScanOptions) {
		const nothing = {data: null, readAt: null, loading: false, error: null, outdated: false, partial: false};
		this.#state = options.known ? {...nothing, ...dated(options.known)} : nothing;
	}

	get = (): Loaded<FolderData> => this.#state;

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	need(): void {
		const {data, loading, error} = this.#state;
		if (data === null && !loading && error === null) void this.#look();
	}

	/** What was kept is as new as it gets without a scan. */
	refresh(): void {
		this.#set({error: null});
		this.need();
	}

	poll(): void {}

	/** Scans it now, whatever is known. */
	async scan(): Promise<void> {
		const {path, runner, onNothing} = this.options;
		this.#set({loading: true, error: null});
		try {
			const scan = await runner.scan(path);
			this.#set({loading: false, ...(scan && dated({scan, at: 0}))});
			if (this.#state.data === null) onNothing();
		} catch (error) {
			this.#set({loading: false, error: toFlydeckError(error)});
		}
	}

	async #look(): Promise<void> {
		this.#set({loading: true});
		const {scratch, path, since} = this.options;
		const kept = await scratch.kept(path);
		if (kept && kept.summary.scannedAt >= since) this.#set({loading: false, ...dated({scan: kept, at: 0})});
		else await this.scan();
	}

	#set(change: Partial<Loaded<FolderData>>): void {
		this.#state = {...this.#state, ...change};
		for (const listener of [...this.#listeners]) listener();
	}
}

function dated(data: FolderData) {
	return {data, readAt: Date.parse(data.scan.summary.scannedAt)};
}
