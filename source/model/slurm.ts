/** What Slurm says of a job, read from its text output; `source/hpc/slurm` reads it. */
export interface SlurmJob {
	/** The cluster's name in the settings. */
	cluster: string;
	jobId: string;
	name: string;
	/** Slurm's word: `PENDING`, `OUT_OF_MEMORY`. One that flydeck doesn't know is kept as it is. */
	state: string;
	/** Slurm's word for why it is so: `Resources`; null for none. */
	reason: string | null;
	/** `exit code:signal` */
	exitCode: string | null;
	partition: string | null;
	nodes: string | null;
	user: string | null;
	/** s */
	elapsed: number | null;
	/** s; null where there is none, or it isn't told. */
	limit: number | null;
	/** ISO dates. Of a waiting job `started` is Slurm's guess. */
	submitted: string | null;
	started: string | null;
	ended: string | null;
	/** null until accounting knows the job. */
	use: SlurmUse | null;
}

/** What a job asked for and what it took, as accounting measured it: what to ask for the next time. */
export interface SlurmUse {
	cpus: number | null;
	/** Bytes, of all CPUs together. */
	memoryAsked: number | null;
	/** Bytes at the highest; a short job is often over before it is measured. */
	memoryUsed: number | null;
	/** s */
	elapsed: number | null;
	limit: number | null;
}

/** What is told of a Flywheel job's other half. */
export interface SlurmFacts {
	/** Slurm's word; `NOT_FOUND` where every cluster answered and none knows it. */
	state: string;
	jobId: string | null;
	/** In words. */
	reason: string;
	cluster: string | null;
	nodes: string | null;
	elapsed: number | null;
	limit: number | null;
	use: SlurmUse | null;
}

/** A job that Slurm has and Flywheel doesn't wait for any more. */
export interface ForgottenJob extends SlurmFacts {
	name: string;
	user: string | null;
	/** Why Flywheel is not interested, in words. */
	flywheel: string;
}

/** How a cluster answered. */
export interface ClusterStanding {
	name: string;
	/** When its queue was last read, ms since the epoch; null: never. */
	readAt: number | null;
	/** Why it can't be asked now, in words; null where it was. */
	problem: string | null;
}

/** Cast's name for a Flywheel job. */
export function slurmName(flywheelId: string): string {
	return `fw-${flywheelId}`;
}

const named = /^fw-([0-9a-f]{24})$/;

/** The Flywheel job of a Slurm job by that name; null where it is nobody's. */
export function flywheelId(name: string): string | null {
	return named.exec(name)?.[1] ?? null;
}

const waiting = new Set(['PENDING', 'CONFIGURING', 'REQUEUED', 'REQUEUE_FED', 'REQUEUE_HOLD', 'SPECIAL_EXIT']);
const going = new Set(['RUNNING', 'COMPLETING', 'SUSPENDED', 'STOPPED', 'SIGNALING', 'STAGE_OUT', 'RESIZING']);

export function isWaiting({state}: Pick<SlurmJob, 'state'>): boolean {
	return waiting.has(state);
}

/** Still in the queue: waiting or on a node. */
export function isLive({state}: Pick<SlurmJob, 'state'>): boolean {
	return waiting.has(state) || going.has(state);
}
