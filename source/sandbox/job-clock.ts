import {type BlobStore, hashOf} from './blobs.js';
import {apiDate, timeOf} from './dates.js';
import type {JobDoc} from './documents.js';
import {chance, type IdMaker, uuidFor} from './ids.js';
import type {Store} from './store.js';

/** Seconds of the gears' clock, from the shortest to the longest. */
const waiting = [5, 15] as const;
const running = [30, 120] as const;
/** Of the jobs that end while one watches, this share fails. */
const failing = 0.15;

function between([low, high]: readonly [number, number], key: string): number {
	return low + (high - low) * chance(key);
}

interface Options {
	store: Store;
	ids: IdMaker;
	blobs: BlobStore;
	/** When the sandbox began: a seeded job waits from then on. */
	epoch: Date;
	/** How much faster than real time gears run; 0 holds them still. */
	speed: number;
}

/**
 * Moves jobs on: pending, running, then complete or failed. When and how depends on the
 * job's id alone. Nothing ticks: each request first catches up with the clock.
 */
export class JobClock {
	constructor(readonly options: Options) {}

	#waitMs(job: JobDoc): number {
		return (between(waiting, `${job._id}/wait`) * 1000) / this.options.speed;
	}

	#runMs(job: JobDoc): number {
		return (between(running, `${job._id}/run`) * 1000) / this.options.speed;
	}

	#from(date: string | undefined): number {
		const time = timeOf(date);
		return Math.max(Number.isNaN(time) ? 0 : time, this.options.epoch.getTime());
	}

	/** Catches up with `now`. */
	advance(now: Date): void {
		const {store, speed} = this.options;
		if (speed <= 0) return;
		for (const job of store.by('jobs', 'state', 'pending')) {
			const start = this.#from(job.created) + this.#waitMs(job);
			if (!job.stuck && start <= now.getTime()) this.#start(job, new Date(start));
		}
		for (const job of store.by('jobs', 'state', 'running')) {
			const end = this.#from(job.transitions.running) + this.#runMs(job);
			if (!job.stuck && end <= now.getTime()) store.transaction(true, () => this.#finish(job, new Date(end)));
		}
	}

	/** How far a running job is, from 0 to 1. */
	progress(job: JobDoc, now: Date): number {
		if (this.options.speed <= 0) return 0.5;
		return (now.getTime() - this.#from(job.transitions.running)) / this.#runMs(job);
	}

	#start(job: JobDoc, at: Date): void {
		const date = apiDate(at);
		const transitions = {...job.transitions, running: date};
		this.options.store.patch('jobs', job._id, {state: 'running', transitions, modified: date, hasRequest: true});
	}

	#finish(job: JobDoc, at: Date): void {
		const date = apiDate(at);
		const state = chance(`${job._id}/end`) < failing ? 'failed' : 'complete';
		const elapsed = Math.round(at.getTime() - timeOf(job.transitions.running));
		const profile = {...(job.profile as object | undefined), elapsed_time_ms: elapsed, total_time_ms: elapsed};
		// A utility's outputs would change what a session holds under people's eyes: analyses alone get theirs.
		const reports = state === 'complete' && job.destination.type === 'analysis';
		const outputs = reports && this.options.store.has('analyses', job.destination.id) ? [this.#output(job, date)] : [];
		this.options.store.patch('jobs', job._id, {
			state,
			transitions: {...job.transitions, [state]: date},
			modified: date,
			profile,
			failure_reason: state === 'failed' ? 'gear_failure' : null,
			saved_files: outputs,
		});
	}

	/** Stores a small report where the job's results belong. @returns its name. */
	#output(job: JobDoc, date: string): string {
		const {store, ids, blobs} = this.options;
		const {name, version} = job.gear_info;
		const fileName = `${name}_${job._id}.txt`;
		const fileId = ids.fresh(new Date(date));
		const versionId = uuidFor(fileId);
		const bytes = Buffer.from(`${name} ${version}\njob ${job._id}\nfinished ${date}\n`, 'utf8');
		blobs.addUpload(versionId, bytes);
		const {analysis, ...parents} = job.parents;
		store.put('files', {
			_id: fileId,
			version_id: versionId,
			version: 1,
			name: fileName,
			type: 'text',
			mimetype: 'text/plain',
			modality: null,
			classification: {},
			size: bytes.length,
			hash: hashOf(bytes),
			parent_ref: job.destination,
			parents: {...parents, [job.destination.type]: job.destination.id},
			tags: [],
			info: {},
			origin: {type: 'job', id: job._id},
			created: date,
			modified: date,
			older: [],
		});
		return fileName;
	}
}
