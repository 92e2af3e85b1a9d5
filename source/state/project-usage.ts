import type {FlywheelReader} from '../api/flywheel.js';
import {instant} from '../format/time.js';
import type {Acquisition, Job, Project, Session} from '../model/flywheel.js';
import type {UsageCounts, UsageRow, UsageView} from '../model/views.js';
import {inGroups, naturally, projectName, type Reading, requestOptions, unlessForbidden} from './reading.js';

export interface UsageReading extends Reading {
	/** ISO date: months before it are not told, and jobs before it not read. */
	since: string;
}

const hour = 3_600_000;

/** `2026-11`, in UTC; null for what has no date. */
function monthOf(date: string | null): string | null {
	return instant(date) === null ? null : (date?.slice(0, 7) ?? null);
}

function nothing(): UsageCounts {
	return {sessions: 0, bytes: 0, runs: 0, hours: 0};
}

/** Counts by month; what lies before the months asked for is in none. */
class Months {
	readonly #counts = new Map<string, UsageCounts>();

	constructor(readonly first: string) {}

	add(date: string | null, amounts: Partial<UsageCounts>): void {
		const month = monthOf(date);
		if (month === null || month < this.first) return;
		const counts = this.#counts.get(month) ?? nothing();
		this.#counts.set(month, counts);
		for (const [name, amount] of Object.entries(amounts)) counts[name as keyof UsageCounts] += amount;
	}

	get all(): UsageRow['months'] {
		return [...this.#counts]
			.sort(([a], [b]) => a.localeCompare(b))
			.map(([month, counts]) => ({month, ...rounded(counts)}));
	}
}

function rounded(counts: UsageCounts): UsageCounts {
	return {...counts, hours: Math.round(counts.hours * 10) / 10};
}

function sizeOf({files}: Pick<Acquisition, 'files'>): number {
	return files.reduce((sum, {size}) => sum + size, 0);
}

/** How long a job ran, in hours; one that hasn't ended, until now. */
function hoursOf({startedAt, endedAt}: Job, now: Date): number {
	const start = instant(startedAt);
	return start === null ? 0 : Math.max(0, ((instant(endedAt) ?? now.getTime()) - start) / hour);
}

interface Read {
	sessions: Session[];
	acquisitions: Acquisition[];
	/** null where this login may not read jobs. */
	jobs: Job[] | null;
}

function rowOf(project: Project, {sessions, acquisitions, jobs}: Read, {since, now}: UsageReading): UsageRow {
	const months = new Months(since.slice(0, 7));
	const when = new Map(sessions.map(session => [session.id, session.timestamp ?? session.created]));
	let bytes = 0;
	const stored = (size: number, session: string) => {
		bytes += size;
		months.add(when.get(session) ?? null, {bytes: size});
	};
	for (const session of sessions) {
		months.add(when.get(session.id) ?? null, {sessions: 1});
		stored(sizeOf(session), session.id);
	}
	for (const acquisition of acquisitions) stored(sizeOf(acquisition), acquisition.session);
	for (const job of jobs ?? []) months.add(job.created, {runs: 1, hours: hoursOf(job, now)});
	const hours = jobs?.reduce((sum, job) => sum + hoursOf(job, now), 0) ?? 0;
	return {
		id: project.id,
		project: projectName(project),
		sessions: sessions.length,
		subjects: new Set(sessions.map(({subject}) => subject.id)).size,
		bytes,
		runs: jobs?.length ?? null,
		hours: jobs && Math.round(hours * 10) / 10,
		months: months.all,
	};
}

/**
 * What each project holds, and what its gears did since a date: counted from its lists, two for
 * each project and one of jobs for all.
 */
export async function loadUsage(reader: FlywheelReader, reading: UsageReading): Promise<UsageView> {
	const options = requestOptions(reading);
	const [visible, jobs] = await Promise.all([
		reader.projects(options),
		unlessForbidden(reader.jobs({since: reading.since, ...options})),
	]);
	const projects = visible.filter(inGroups(reading.groups)).sort((a, b) => naturally(projectName(a), projectName(b)));
	const byProject = new Map<string | null, Job[]>();
	for (const job of jobs ?? []) byProject.set(job.project, [...(byProject.get(job.project) ?? []), job]);
	const rows = projects.map(async project => {
		const [sessions, acquisitions] = await Promise.all([
			reader.sessions(project.id, options),
			reader.acquisitionsOfProject(project.id, options),
		]);
		return rowOf(project, {sessions, acquisitions, jobs: jobs && (byProject.get(project.id) ?? [])}, reading);
	});
	return {since: reading.since, projects: await Promise.all(rows)};
}
