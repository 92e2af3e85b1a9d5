import {isLive, isWaiting, type SlurmJob} from '../model/slurm.js';

/** Slurm's words for why a job waits, as sentences without their beginning. */
const waits: [pattern: RegExp, words: string][] = [
	[/^Resources$/, 'waits for free CPUs or memory'],
	[/^Priority$/, 'waits behind jobs of higher priority'],
	[/^DependencyNeverSatisfied$/, 'waits for a job that can’t end well any more: it will never start'],
	[/^Dependency$/, 'waits for another job to end'],
	[/^JobHeldUser$/, 'held by its owner, and waits until it is released'],
	[/^JobHeldAdmin$/, 'held by the cluster’s admins, and waits until they release it'],
	[/requeued[ _]held|^JobHoldMaxRequeue$/i, 'held after it failed to start again and again'],
	[/^BeginTime$/, 'waits for its start time, as after a requeue'],
	[/^Reservation$/, 'waits for its reservation'],
	[/^ReqNodeNotAvail|^NodeDown$/, 'waits for nodes that are down or reserved'],
	[/^Partition(Down|Inactive)$/, 'waits while its partition is closed'],
	[/^Partition(Time|Node)Limit$|^BadConstraints$/, 'asks for more than its partition allows: it will never start'],
	[
		/^(Invalid|Bad)(QOS|Account)$|^QOSNotAllowed$|^Account(NotAllowed)?$/,
		'names an account or QoS that it may not use',
	],
	[/^Assoc/, 'waits because its account is at its limit'],
	[/^QOS|^MaxQOS|^Max.*PerUser/, 'waits because its QoS is at its limit'],
	[/^Licenses$/, 'waits for a licence'],
	[/^Cleaning$/, 'waits until its last run is cleaned up'],
];

/** Kept in words and in Slurm's own, for whoever looks it up. */
function withOwnWord(words: string, own: string | null): string {
	return own === null ? words : `${words} (${own})`;
}

function waitWords({state, reason}: SlurmJob): string {
	if (state === 'CONFIGURING') return 'its node is being made ready';
	if (reason === null) return 'waits to be scheduled';
	const known = waits.find(([pattern]) => pattern.test(reason));
	return withOwnWord(known?.[1] ?? 'waits', reason);
}

/** `26:40:00`, `1:05`: as Slurm writes times, without its days. */
export function clock(total: number): string {
	const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, Math.floor(total) % 60];
	const two = (part: number) => String(part).padStart(2, '0');
	return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function goingWords({state, nodes, elapsed, limit}: SlurmJob): string {
	const where = nodes === null ? '' : ` on ${nodes}`;
	const time = elapsed === null ? '' : `, for ${clock(elapsed)}${limit === null ? '' : ` of ${clock(limit)}`}`;
	const doing: Record<string, string> = {
		RUNNING: 'runs',
		COMPLETING: 'is ending',
		SUSPENDED: 'is suspended',
		STOPPED: 'is stopped',
	};
	return `${doing[state] ?? 'goes on'}${where}${time}`;
}

/** As memory is asked for: in powers of 1024, by the letters that Slurm takes. */
export function memoryWords(bytes: number): string {
	const [size, unit] = bytes >= 2 ** 30 ? [bytes / 2 ** 30, 'G'] : [bytes / 2 ** 20, 'M'];
	return `${Number(size.toFixed(1))}${unit}`;
}

function memoryDeath({use}: SlurmJob): string {
	const asked = use?.memoryAsked ? `: it had ${memoryWords(use.memoryAsked)}` : '';
	const used = asked !== '' && use?.memoryUsed ? `, and ${memoryWords(use.memoryUsed)} when last measured` : '';
	return `killed for memory${asked}${used}`;
}

/** A job that was never started: there is no node that could, or the node could not start it. */
const refusals: Record<string, string> = {
	BadConstraints: 'refused: it asks for what no node has',
	JobLaunchFailure: 'could not be started on its node',
};

/** A Slurm without cgroups kills for memory and says no more than that the job failed. */
function memoryHint({use}: SlurmJob): string {
	if (!use?.memoryAsked || !use.memoryUsed || use.memoryUsed < 0.9 * use.memoryAsked) return '';
	return `, having taken ${memoryWords(use.memoryUsed)} of the ${memoryWords(use.memoryAsked)} that it asked for`;
}

function failureWords(job: SlurmJob): string {
	const {reason, exitCode, nodes} = job;
	const refusal = refusals[reason ?? ''];
	if (refusal) return withOwnWord(refusal, reason);
	if (nodes === null) return 'refused, or never started: it has been on no node';
	const [code, signal] = (exitCode ?? '').split(':');
	if (signal && signal !== '0') return `ended by signal ${signal}${memoryHint(job)}`;
	if (code && code !== '0') return `ended with exit code ${code}${memoryHint(job)}`;
	return withOwnWord('ended with an error', reason) + memoryHint(job);
}

const ends: Record<string, (job: SlurmJob) => string> = {
	COMPLETED: () => 'ended well',
	FAILED: failureWords,
	OUT_OF_MEMORY: memoryDeath,
	TIMEOUT: ({limit}) => `killed at its time limit${limit === null ? '' : ` of ${clock(limit)}`}`,
	DEADLINE: () => 'killed at its deadline',
	CANCELLED: () => 'cancelled in Slurm',
	NODE_FAIL: ({nodes}) => `its node${nodes === null ? '' : ` ${nodes}`} failed`,
	BOOT_FAIL: () => 'its node did not boot',
	PREEMPTED: () => 'stopped to make room for another job (preempted)',
	VANISHED: () => 'vanished: its accounts say that it goes on, but it is in no queue',
	REVOKED: () => 'taken back by another cluster',
};

/** What Slurm says of a job, in words. */
export function slurmWords(job: SlurmJob): string {
	if (isWaiting(job)) return waitWords(job);
	if (isLive(job)) return goingWords(job);
	return ends[job.state]?.(job) ?? withOwnWord(`Slurm says ${job.state}`, job.reason);
}
