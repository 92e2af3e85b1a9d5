import {readFile} from 'node:fs/promises';
import {userInfo} from 'node:os';
import path from 'node:path';
import {z} from 'zod';
import {takeLock} from '../config/lock.js';
import {writePrivateFile} from '../config/private-file.js';
import {quoted} from '../format/safe-text.js';
import {FlydeckError} from '../model/errors.js';
import {shellWord} from '../model/finding.js';
import type {ScanJob} from '../model/scratch.js';
import {isLive, type SlurmJob} from '../model/slurm.js';
import {scanName} from './kept-scans.js';
import type {ScanJobRequest} from './scan-job.js';
import {scanJobWord} from './scan-word.js';
import type {Cluster} from './slurm/cluster.js';
import {scanCommand} from './start-scan.js';

/** INC's: its own nodes, an hour, little memory. */
const usualOptions = [
	...['--partition=blanca-ics', '--qos=blanca-ics'],
	...['--nodes=1', '--ntasks=1', '--cpus-per-task=2', '--mem=1G', '--time=60'],
];
/** How far back accounting is asked for a job that the queue has forgotten. */
const days = 7;
const longestLog = 2000;

const recordSchema = z.object({id: z.string(), cluster: z.string(), submittedAt: z.iso.datetime()});
type JobRecord = z.infer<typeof recordSchema>;

export interface ScanJobsOptions {
	/** Where results are kept, and beside each its job. */
	results: string;
	always: readonly string[];
	/** How this program is started again. */
	command: readonly string[];
	cluster: Cluster | null;
	/** Arguments of sbatch; absent: INC's. */
	sbatch: readonly string[] | undefined;
	now(): number;
}

/**
 * Scans as jobs of Slurm. A job leaves its result where all scans are kept; what is remembered
 * here is only which job was sent for a folder. Two at once are kept apart by a lock while
 * sending, and by Slurm, which runs one job of a name at a time.
 */
export class ScanJobs {
	constructor(readonly options: ScanJobsOptions) {}

	/**
	 * The job that was last sent for a folder; null where there is none, or its result has come.
	 *
	 * @param scannedAt of the result that is kept (ISO)
	 */
	async last(folder: string, scannedAt: string | null, signal?: AbortSignal): Promise<ScanJob | null> {
		const {cluster} = this.options;
		const record = await this.#record(folder);
		if (!record || (scannedAt !== null && scannedAt >= record.submittedAt)) return null;
		const job: ScanJob = {...record, state: null, reason: null, live: true};
		if (!cluster) return job;
		const found = await this.#find(cluster, jobName(folder), record.id, signal);
		if (typeof found === 'string') return {...job, reason: found};
		if (found === null) return {...job, state: 'NOT_FOUND', live: false, reason: await this.#logged(folder)};
		const live = isLive(found);
		return {...job, state: found.state, live, reason: live ? found.reason : await this.#logged(folder)};
	}

	/** Sends a job, or finds the one that is on its way. @throws FlydeckError where Slurm can't be asked or refuses */
	async submit(folder: string, scannedAt: string | null, signal?: AbortSignal): Promise<ScanJob> {
		const {cluster, now} = this.options;
		if (!cluster) throw refused('absent', 'the settings name no cluster');
		const file = this.#file(folder, 'job');
		const lock = await takeLock(file);
		if (!lock) throw refused('conflict', 'another flydeck is sending a scan of this folder right now');
		try {
			const last = await this.last(folder, scannedAt, signal);
			if (last?.live) return last;
			const submittedAt = new Date(now()).toISOString();
			const sent = await cluster.submit(this.#sbatch(folder), signal);
			if (!sent.ok) throw refused(sent.code, sent.words);
			const record: JobRecord = {id: sent.id, cluster: cluster.options.name, submittedAt};
			await writePrivateFile(file, `${JSON.stringify(record)}\n`);
			return {...record, state: 'PENDING', reason: null, live: true};
		} finally {
			await lock.release();
		}
	}

	#sbatch(folder: string): string[] {
		const {results, always, command, sbatch = usualOptions} = this.options;
		const request: ScanJobRequest = {path: folder, results, always};
		const argv = [...scanCommand(command, scanJobWord), JSON.stringify(request)];
		return [
			...[`--job-name=${jobName(folder)}`, '--dependency=singleton', '--no-requeue'],
			// A % would stand for something; what was logged before is of an older job.
			...[`--output=${this.#file(folder, 'log').replaceAll('%', '%%')}`, '--open-mode=truncate'],
			...sbatch,
			`--wrap=exec ${argv.map(shellWord).join(' ')}`,
		];
	}

	/** The job in the queue or in accounts; null in neither; why it can't be told. */
	async #find(cluster: Cluster, name: string, id: string, signal?: AbortSignal): Promise<SlurmJob | null | string> {
		const queue = await cluster.named(name, userInfo().username, signal);
		const queued = queue.ok && queue.jobs.find(({jobId}) => jobId === id);
		if (queued) return queued;
		const past = await cluster.past({names: [name], days}, signal);
		const ended = past.ok && past.jobs.find(({jobId}) => jobId === id);
		if (ended) return ended;
		// Accounting may be switched off: what the queue has forgotten is then over.
		return queue.ok ? null : queue.words;
	}

	async #record(folder: string): Promise<JobRecord | null> {
		try {
			return recordSchema.parse(JSON.parse(await readFile(this.#file(folder, 'job'), 'utf8')));
		} catch {
			return null;
		}
	}

	/** The last line that a job wrote: why it failed. */
	async #logged(folder: string): Promise<string | null> {
		const text = await readFile(this.#file(folder, 'log'), 'utf8').catch(() => '');
		return text.slice(-longestLog).trim().split('\n').at(-1) || null;
	}

	#file(folder: string, ending: 'job' | 'log'): string {
		return path.join(this.options.results, `${scanName(folder)}.${ending}`);
	}
}

function jobName(folder: string): string {
	return `flydeck-scan-${scanName(folder)}`;
}

function refused(code: string, words: string): FlydeckError {
	const absent = code === 'absent';
	return new FlydeckError(code === 'conflict' ? 'conflict' : 'unreachable', {
		code: absent ? 'no-slurm' : code === 'conflict' ? 'scan-being-sent' : 'slurm-refused',
		message: absent
			? `Slurm can’t be reached from here: ${quoted(words, 300)}.`
			: `No scan was sent: ${quoted(words, 300)}.`,
		next: absent
			? 'Load its module (`module load slurm/blanca`), set `slurm.clusters` in the settings, or scan here without --submit.'
			: 'Look at `slurm.scan` in the settings (arguments of sbatch), or scan here without --submit.',
	});
}
