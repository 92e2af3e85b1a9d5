import pLimit from 'p-limit';
import type {FlywheelReader} from '../api/flywheel.js';
import {type Family, familiesOf} from '../diagnosis/families.js';
import type {Diagnosis} from '../model/diagnosis.js';
import type {BriefView, JobRow, JobsView} from '../model/views.js';
import {diagnoseJob} from './job-diagnosis.js';
import type {KeptDiagnoses} from './kept-diagnoses.js';

/** A command reads at most so many logs, of the newest failures; the rest stays untold. */
const mostLogs = 100;
const logsAtOnce = 4;

export function isFailure({state}: Pick<JobRow, 'state'>): boolean {
	return state === 'failed';
}

/** What is known of why these failed. */
export type CauseOf = (row: Pick<JobRow, 'id' | 'endedAt'>) => Diagnosis | null;

function countCauses(rows: readonly JobRow[], known: CauseOf): BriefView['jobs']['families'] {
	const counts = new Map<string, number>();
	for (const row of rows) {
		const cause = known(row)?.cause;
		if (cause) counts.set(cause, (counts.get(cause) ?? 0) + 1);
	}
	const families = [...counts].map(([cause, count]) => ({cause, count}));
	return families.sort((a, b) => b.count - a.count || a.cause.localeCompare(b.cause));
}

/**
 * Why jobs failed, as far as their logs have been read. Every failure is read once, newest
 * first: by a command before it answers, by the dashboard in the background.
 */
export class Diagnoses {
	/** Failures whose log is still to be read, the next first. */
	#queue: JobRow[] = [];
	readonly #tried = new Set<string>();
	#pausing = false;
	#running: AbortController | null = null;
	/** The failures that the last brief counted. */
	#failures: readonly JobRow[] = [];
	#unsaved = false;
	#version = 0;
	readonly #listeners = new Set<() => void>();

	constructor(
		readonly reader: FlywheelReader,
		readonly kept: KeptDiagnoses,
	) {}

	/** Counts what has been read: with it changes what there is to see. */
	get = (): number => this.#version;

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	known: CauseOf = row => this.kept.get(row);

	/** Reads the logs of these failures, as many as a command may, before it goes on. */
	async read(rows: readonly JobRow[]): Promise<void> {
		await this.kept.load();
		const unread = rows.filter(row => isFailure(row) && !this.known(row)).slice(0, mostLogs);
		if (unread.length === 0) return;
		const slots = pLimit(logsAtOnce);
		await Promise.all(unread.map(async row => slots(async () => this.#readOne(row))));
		await this.kept.save();
	}

	/** These are on screen: their logs are read in the background, the newest before all others. */
	want(rows: readonly JobRow[]): void {
		const unread = rows.filter(row => isFailure(row) && !this.#tried.has(row.id) && !this.known(row));
		const ids = new Set(unread.map(({id}) => id));
		this.#queue = [...unread, ...this.#queue.filter(({id}) => !ids.has(id))].slice(0, mostLogs);
		void this.#work();
	}

	/** The failures of a brief: read in the background, and their families counted from now on. */
	follow(failures: readonly JobRow[]): void {
		this.#failures = failures;
		this.want(failures);
	}

	/** How many failed for which cause, the most first; of the last brief's unless others are given. */
	families(failures: readonly JobRow[] = this.#failures): BriefView['jobs']['families'] {
		return countCauses(failures, this.known);
	}

	/** Under a dialog nothing is read. */
	pause(): void {
		this.#pausing = true;
		this.#running?.abort();
	}

	resume(): void {
		this.#pausing = false;
		void this.#work();
	}

	async #work(): Promise<void> {
		if (this.#running || this.#pausing) return;
		const run = new AbortController();
		this.#running = run;
		await this.kept.load();
		this.#queue = this.#queue.filter(row => !this.known(row));
		this.#tell();
		while (this.#queue.length > 0 && !run.signal.aborted) {
			const batch = this.#queue.splice(0, logsAtOnce / 2);
			await Promise.all(batch.map(async row => this.#readOne(row, run.signal)));
			if (run.signal.aborted) this.#queue.unshift(...batch.filter(row => !this.known(row)));
			this.#tell();
		}
		if (this.#unsaved) await this.kept.save();
		this.#unsaved = false;
		this.#running = null;
		// Taken up again while the last batch was still ending.
		if (this.#queue.length > 0) void this.#work();
	}

	/** A log that can't be read leaves the cause untold; it is not asked for again. */
	async #readOne(row: JobRow, signal?: AbortSignal): Promise<void> {
		try {
			const found = await diagnoseJob(this.reader, row.id, signal && {signal});
			this.kept.set(row, found);
			this.#unsaved = true;
		} catch {
			if (signal?.aborted) return;
		}
		this.#tried.add(row.id);
	}

	#tell(): void {
		this.#version++;
		for (const listener of [...this.#listeners]) listener();
	}
}

/** The same rows, each failure with its cause where that is known. */
export function withCauses(view: JobsView, known: CauseOf): JobsView {
	return {...view, jobs: view.jobs.map(row => ({...row, cause: (isFailure(row) && known(row)?.cause) || row.cause}))};
}

/** Failures that are the same: by cause, gear and what the line comes to. Those not read yet are left out. */
export function failureFamilies(rows: readonly JobRow[], known: CauseOf): Family[] {
	const failures = rows.flatMap(row => {
		const diagnosis = isFailure(row) ? known(row) : null;
		return diagnosis ? [{id: row.id, gear: row.gear, diagnosis}] : [];
	});
	return familiesOf(failures);
}
