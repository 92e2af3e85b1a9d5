import path from 'node:path';
import {KeptScans} from '../hpc/kept-scans.js';
import {type Presence, presenceOf, purgeDaysIn} from '../hpc/places.js';
import type {Quotas} from '../hpc/quota/quotas.js';
import {ScanJobs} from '../hpc/scan-jobs.js';
import type {Cluster} from '../hpc/slurm/cluster.js';
import {type Program, type ScanOptions, startScan} from '../hpc/start-scan.js';
import type {Quota, Scan, ScanJob, ScanSummary, ScratchPlace} from '../model/scratch.js';
import type {ScratchBrief} from '../model/views.js';
import {purgedWithin} from './purge.js';

/** A place, how it is here, and what is known of it. */
export interface PlaceView extends ScratchPlace {
	presence: Presence;
	room: Quota | null;
	summary: ScanSummary | null;
	/** The scan sent to Slurm whose result has not come. */
	job: ScanJob | null;
}

export interface ScratchOptions {
	/** Where flydeck keeps what can be made again. */
	cache: string;
	places: readonly ScratchPlace[];
	program: Program;
	quotas: Quotas;
	/** Where scans are sent to, and with which arguments of sbatch. */
	slurm: {cluster: Cluster | null; sbatch: readonly string[] | undefined};
}

/** Folders on the cluster: scans of them, and the last result of each. */
export class Scratch {
	readonly places: readonly ScratchPlace[];
	readonly #kept: KeptScans;
	readonly #jobs: ScanJobs;
	readonly #closing = new AbortController();

	constructor(readonly options: ScratchOptions) {
		this.places = options.places;
		const results = path.join(options.cache, 'scans');
		const always = options.places.map(place => place.path);
		this.#kept = new KeptScans(results, always);
		const {command} = options.program;
		this.#jobs = new ScanJobs({results, always, command, ...options.slurm, now: Date.now});
	}

	/** The places as they are now; nothing is scanned. */
	async list(): Promise<PlaceView[]> {
		return Promise.all(
			this.places.map(async place => {
				const presence = await presenceOf(place.path);
				const room = presence.here ? await this.room(place.path) : null;
				const summary = await this.#kept.summary(place.path);
				const job = await this.job(place.path, summary);
				return {...place, presence, room, summary, job};
			}),
		);
	}

	/** What the last scan of a folder found; null where it was never scanned. */
	async kept(folder: string): Promise<Scan | null> {
		return this.#kept.scan(folder);
	}

	/** Scans a folder and keeps the result. @throws FlydeckError as `startScan` does */
	async scan(folder: string, {onProgress, signal}: ScanOptions = {}): Promise<Scan> {
		const signals = [this.#closing.signal, ...(signal ? [signal] : [])];
		const scan = await startScan(this.options.program, {path: folder}, {onProgress, signal: AbortSignal.any(signals)});
		await this.#kept.keep(scan);
		return scan;
	}

	/** Sends a scan to Slurm, or finds the one on its way. @throws FlydeckError where that can't be done */
	async submit(folder: string): Promise<ScanJob> {
		const known = await this.#kept.summary(folder);
		return this.#jobs.submit(folder, known?.scannedAt ?? null, this.#closing.signal);
	}

	/** The scan sent to Slurm whose result is newer than what is known and has not come. */
	async job(folder: string, known: Pick<ScanSummary, 'scannedAt'> | null): Promise<ScanJob | null> {
		return this.#jobs.last(folder, known?.scannedAt ?? null, this.#closing.signal);
	}

	room(folder: string): Promise<Quota | null> {
		return this.options.quotas.around(folder);
	}

	presence(folder: string): Promise<Presence> {
		return presenceOf(folder);
	}

	purgeDays(folder: string): number {
		return purgeDaysIn(folder, this.places);
	}

	/** The places that were ever scanned, for the brief. */
	async brief(now: Date): Promise<ScratchBrief[]> {
		const known = await Promise.all(
			this.places.map(async place => ({place, summary: await this.#kept.summary(place.path)})),
		);
		return known.flatMap(({place, summary}) => {
			if (!summary) return [];
			const {scannedAt, bytes} = summary;
			return [
				{
					path: place.path,
					scannedAt,
					bytes,
					purgeIn14Days: purgedWithin(summary, briefDays, {purgeDays: place.purgeDays, now}),
				},
			];
		});
	}

	/** Ends what is being scanned. */
	close(): void {
		this.#closing.abort();
	}
}

/** How far ahead the brief looks. */
const briefDays = 14;
