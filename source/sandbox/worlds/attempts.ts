/** Attempts at a job: failed ones first, each with the log that tells why, then how it stands now. */
import type {WorldJob, WorldJobInput} from '../world-file.js';
import {after, type Calendar, iso} from './calendar.js';
import {composeLog, type Outcome} from './logs/compose.js';
import {failuresOf} from './logs/failures.js';
import {idFor, Random} from './random.js';
import type {BuiltSession} from './sessions.js';
import type {Study} from './studies.js';

/** One analysis to be made, before its attempts are known. */
export interface Order {
	key: string;
	gear: string;
	version: string;
	label: string;
	minutes: [shortest: number, longest: number];
	tags: string[];
	config: Record<string, unknown>;
	origin: {type: string; id: string | null};
	priority: string;
	created: number;
	/** Cause of each failed attempt, in turn; then comes `last`. */
	failed: string[];
	last: NonNullable<WorldJob['state']> | 'stuck' | null;
	/** Whether it stays as it is, whatever the sandbox's clock says. */
	held?: boolean;
}

/** Why each failed or cancelled job ended, by job id: for tests of what reads the logs. */
export type Causes = Map<string, string>;

/** The session that it is about, and the world around it. */
export interface Work {
	study: Study;
	built: BuiltSession;
	calendar: Calendar;
	causes: Causes;
}

interface Attempt {
	id: string;
	analysis: string;
	state: NonNullable<WorldJob['state']>;
	outcome: Outcome | null;
	created: number;
	started: number;
	ended: number;
}

/** What the gear was given: a script of the project's, an image of the session's, a licence where there is one. */
function inputsOf(order: Order, {study, built}: Work, outcome: Outcome | null): Record<string, WorldJobInput> {
	const project = idFor(`project/${study.group}/${study.label}`);
	const cause = typeof outcome === 'object' ? outcome?.cause : undefined;
	if (order.gear === 'hierarchy-curator') {
		return {curator: {type: 'project', id: project, name: 'completeness_curator.py'}};
	}
	if (!takesLicense.has(order.gear)) return {};
	const name = order.gear === 'bids-hcp' ? 'FreeSurferLicense' : 'freesurfer_license';
	const license = cause === 'missing-license' ? {} : {[name]: {type: 'project', id: project, name: 'license.txt'}};
	if (order.gear !== 'freesurfer-recon-all') return license;
	const scan = built.session.acquisitions?.find(acquisition => acquisition.label.startsWith('anat-T1w'));
	const image = scan?.files?.find(file => typeof file === 'object' && file.type === 'nifti');
	if (!scan?._id || typeof image !== 'object' || cause === 'missing-input') return license;
	return {...license, anatomical: {type: 'acquisition', id: scan._id, name: image.name}};
}

const takesLicense = new Set(['bids-fmriprep', 'bids-qsiprep', 'bids-hcp', 'freesurfer-recon-all']);

/** What has been written so far. Of a job that is still to move on the sandbox writes the log itself. */
function logOf(order: Order, attempt: Attempt, work: Work): {log?: string[]} {
	const {outcome} = attempt;
	const file = work.built.session.acquisitions?.[0]?.files?.[0];
	if (attempt.state === 'pending' || (attempt.state === 'running' && !order.held)) return {};
	if (outcome === null) return {log: []};
	const about = {
		job: attempt.id,
		analysis: attempt.analysis,
		gear: order.gear,
		version: order.version,
		subject: work.built.scan.subject,
		session: work.built.scan.session,
		file: typeof file === 'object' ? file.name : '',
		user: order.origin.id ?? 'workflow',
		cluster: order.tags.includes('hpc'),
		brief: work.built.scan.daysAgo > 150 && attempt.started < work.calendar.at(100, 0),
		started: attempt.started,
		ended: attempt.ended,
	};
	return {log: composeLog(about, outcome)};
}

function jobOf(order: Order, attempt: Attempt, work: Work, previous: string | undefined): WorldJob {
	const {state, outcome, started, ended} = attempt;
	const ran = state !== 'pending' && outcome !== null;
	const over = state !== 'pending' && state !== 'running';
	return {
		_id: attempt.id,
		gear: order.gear,
		version: order.version,
		state,
		tags: order.tags,
		config: {...order.config, ...(typeof outcome === 'object' ? outcome?.config : {})},
		inputs: inputsOf(order, work, outcome),
		origin: order.origin,
		priority: order.priority,
		...(state === 'failed' ? {failure_reason: 'gear_failure'} : {}),
		created: iso(attempt.created),
		...(ran ? {started: iso(started)} : {}),
		...(over ? {ended: iso(ended)} : {}),
		...(previous ? {retry_of: previous} : {}),
		...(order.held && !over ? {stuck: true} : {}),
		...logOf(order, attempt, work),
	};
}

/** A way to fail of that cause, or of none that can be seen where the gear knows no such cause. */
function failureFor(cause: string, order: Order, random: Random): Exclude<Outcome, string> {
	const cluster = order.tags.includes('hpc');
	const ways = failuresOf(cause, order.gear, cluster);
	return random.pick(ways.length > 0 ? ways : failuresOf('unknown', order.gear, cluster));
}

/** The attempts at one analysis so far: what would end after now is still running, or waits. */
class Attempts {
	readonly jobs: WorldJob[] = [];
	readonly #random: Random;
	#at: number;

	constructor(
		readonly order: Order,
		readonly work: Work,
	) {
		this.#random = new Random(order.key);
		this.#at = order.created;
	}

	/** When the newest attempt last changed. */
	get touched(): number {
		return Math.min(this.#at, this.work.calendar.now);
	}

	/** @param cause why it ended so, where it wasn't well. */
	add(state: Attempt['state'], outcome: Outcome | null, minutes: number, cause?: string): void {
		const {order, work, jobs} = this;
		const {now} = work.calendar;
		const random = this.#random;
		const created = this.#at;
		const started = after(created, order.tags.includes('hpc') ? random.int(2, 70) : random.int(1, 5));
		const ended = after(started, minutes);
		this.#at = after(ended, random.int(25, 400));
		const last = jobs.at(-1);
		if (created >= now || last?.state === 'running' || last?.state === 'pending') return;
		const id = idFor(`job/${order.key}/${jobs.length}`);
		const times = {id, analysis: idFor(`analysis/${order.key}`), created, started, ended};
		let attempt: Attempt = {...times, state, outcome};
		if (started >= now) attempt = {...times, state: 'pending', outcome: null};
		else if (ended >= now && state !== 'running' && state !== 'pending') {
			attempt = {...times, state: 'running', outcome: 'running'};
		}
		if (attempt.state === state && cause) work.causes.set(id, cause);
		jobs.push(jobOf(order, attempt, work, last?._id));
	}

	failed(cause: string): void {
		const failure = failureFor(cause, this.order, this.#random);
		// What goes wrong early goes wrong within minutes.
		const share = failure.progress ** 3;
		const minutes = failure.minutes ?? Math.max(0.4, share * this.#random.int(...this.order.minutes));
		this.add('failed', failure, minutes, failure.cause);
	}

	cancelled(): void {
		// Half of what is called off never started and has no log.
		const outcome = this.#random.chance(0.5) ? failureFor('cancelled', this.order, this.#random) : null;
		this.add('cancelled', outcome, this.#random.int(...this.order.minutes), 'cancelled');
	}
}

/** Nothing at all in the log: the scheduler never heard of the job. */
const silence: Outcome = {cause: 'unknown', progress: 0, lines: [], end: 'killed'};

/** All attempts that an order leads to, as far as time has come. */
export function attemptsOf(order: Order, work: Work): Attempts {
	const attempts = new Attempts(order, work);
	for (const cause of order.failed) attempts.failed(cause);
	const random = new Random(`last/${order.key}`);
	const whole = random.int(...order.minutes) + random.next();
	if (order.last === 'stuck') attempts.add('running', silence, whole);
	else if (order.last === 'cancelled') attempts.cancelled();
	else if (order.last === 'running') attempts.add('running', 'running', whole);
	else if (order.last === 'pending') attempts.add('pending', null, whole);
	else if (order.last === 'complete') attempts.add('complete', 'complete', whole);
	return attempts;
}
