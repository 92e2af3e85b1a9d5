import {instant} from '../format/time.js';
import type {ForgottenJob, SlurmFacts, SlurmJob} from '../model/slurm.js';
import type {JobRow, JobsView} from '../model/views.js';
import type {Readable} from './resource.js';
import {isOver, runsInSlurm, type SlurmView} from './slurm.js';
import {slurmWords} from './slurm-words.js';
import {handover, stuckBetween} from './stuck.js';

function toFacts(job: SlurmJob): SlurmFacts {
	const {state, jobId, cluster, nodes, elapsed, limit, use} = job;
	return {state, jobId, reason: slurmWords(job), cluster, nodes, elapsed, limit, use};
}

const nowhere = {jobId: null, cluster: null, nodes: null, elapsed: null, limit: null, use: null};

/** Why a job that Flywheel sent to the cluster isn't there. */
function notFoundWords(row: JobRow, {cast, accounting}: SlurmView, now: Date): string {
	const trace = cast.get(row.id);
	if (trace && !trace.sent)
		return `refused by sbatch before Slurm had it; Cast won’t send it again while ${trace.script} is there`;
	if (trace) return 'vanished: it has been on a node, and Slurm does not know it any more';
	if (!accounting) return 'in no queue, and this Slurm keeps no accounts that would tell how it ended';
	if (isOver(row)) return 'Slurm knows nothing of it: it was never sent, or it is too long ago';
	const age = now.getTime() - (instant(row.startedAt ?? row.created) ?? 0);
	if (age < handover) return 'not sent to Slurm yet';
	return 'Slurm never had it: sbatch refused it, or Cast did not send it';
}

function withSlurmOf(row: JobRow, view: SlurmView, now: Date): JobRow {
	const job = runsInSlurm(row) ? view.jobs.get(row.id) : undefined;
	if (job === undefined) return row;
	const slurm = job ? toFacts(job) : {state: 'NOT_FOUND', reason: notFoundWords(row, view, now), ...nowhere};
	return {...row, slurm, stuck: stuckBetween(row, slurm, job, now) ?? row.stuck};
}

/** The jobs with what Slurm says of them. */
export function withSlurm(view: JobsView, slurm: SlurmView, now: Date): JobsView {
	const forgotten = slurm.forgotten.map(({job, flywheel}): ForgottenJob => {
		return {...toFacts(job), name: job.name, user: job.user, flywheel};
	});
	return {...view, jobs: view.jobs.map(row => withSlurmOf(row, slurm, now)), clusters: slurm.clusters, forgotten};
}

/**
 * Jobs of the two queues as one. Flywheel's are shown at once; Slurm is asked after each time
 * that they were read, and whatever becomes of it takes nothing away from them.
 */
export function joinQueues(
	jobs: Readable<JobsView>,
	slurm: Omit<Readable<SlurmView>, 'poll'>,
	now: () => Date,
): Readable<JobsView> {
	let last: {jobs: JobsView; slurm: SlurmView; joined: JobsView} | null = null;
	const joined = (): JobsView | null => {
		const [ours, theirs] = [jobs.get().data, slurm.get().data];
		if (ours === null || theirs === null) return ours;
		if (last?.jobs !== ours || last.slurm !== theirs)
			last = {jobs: ours, slurm: theirs, joined: withSlurm(ours, theirs, now())};
		return last.joined;
	};
	let state = {...jobs.get(), data: joined()};
	const listeners = new Set<() => void>();
	const settle = () => {
		state = {...jobs.get(), data: joined()};
		for (const listener of [...listeners]) listener();
	};
	let loading = jobs.get().loading;
	jobs.subscribe(() => {
		const ended = loading && !jobs.get().loading;
		({loading} = jobs.get());
		if (ended && jobs.get().data !== null) slurm.refresh();
		settle();
	});
	slurm.subscribe(settle);
	return {
		get: () => state,
		subscribe: listener => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		need: () => {
			jobs.need();
			// It was given up for something more urgent, or its jobs were read by another view.
			if (jobs.get().data !== null && !jobs.get().loading) slurm.need();
		},
		refresh: () => jobs.refresh(),
		poll: () => jobs.poll(),
	};
}
