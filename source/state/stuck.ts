import {day, instant} from '../format/time.js';
import {isLive, isWaiting, type SlurmFacts, type SlurmJob} from '../model/slurm.js';

const hour = 3_600_000;
const minute = 60_000;
/** Cast looks about once a minute, and accounting lags behind: so much later both have caught up. */
export const handover = 10 * minute;

interface Dated {
	state: string;
	created: string | null;
	startedAt: string | null;
}

function since(iso: string | null, now: Date): number {
	const at = instant(iso);
	return at === null ? 0 : now.getTime() - at;
}

function span(ms: number): string {
	if (ms < 2 * hour) return `${Math.floor(ms / minute)} min`;
	return ms < 2 * day ? `${Math.floor(ms / hour)} h` : `${Math.floor(ms / day)} d`;
}

/**
 * Stuck is what a day has brought no further: pending for longer, whatever the reason; or
 * running with no heartbeat, by which the engine changes its job every few minutes.
 *
 * @returns why, in words; null where it is not
 */
export function stuckInFlywheel(job: Dated & {modified: string | null}, now: Date): string | null {
	const heard = job.state === 'pending' ? job.created : (job.modified ?? job.startedAt ?? job.created);
	const silent = since(heard, now);
	if (silent <= day) return null;
	if (job.state === 'pending') return `pending for ${span(silent)}`;
	return job.state === 'running' ? `no heartbeat for ${span(silent)}` : null;
}

/** What the two queues together show of a job that Flywheel still waits for; null where nothing is wrong. */
export function stuckBetween(row: Dated, facts: SlurmFacts, job: SlurmJob | null, now: Date): string | null {
	if (row.state !== 'running' && row.state !== 'pending') return null;
	if (job === null) {
		const waited = since(row.startedAt ?? row.created, now);
		return waited > handover ? `${row.state} in Flywheel for ${span(waited)}, with nothing in Slurm` : null;
	}
	if (isWaiting(job)) {
		const waited = since(job.submitted, now);
		return waited > day ? `waits in Slurm for ${span(waited)}` : null;
	}
	if (isLive(job)) return null;
	const ended = since(job.ended, now);
	return ended > handover ? `${facts.state} in Slurm since ${span(ended)}, but still ${row.state} in Flywheel` : null;
}
