import type {FlywheelReader} from '../api/flywheel.js';
import {day, instant} from '../format/time.js';
import type {Job} from '../model/flywheel.js';
import type {BriefView, ScratchBrief, UnsortedView} from '../model/views.js';
import {loadJobs} from './jobs.js';
import {loadMissingFiles, type ProjectsReading} from './projects.js';
import {inGroups, isUnsorted, requestOptions, unlessForbidden} from './reading.js';
import {readOnce} from './shared-reads.js';
import {loadUnsorted, type UnsortedReading} from './unsorted.js';

export interface BriefReading extends ProjectsReading, Pick<UnsortedReading, 'quietMinutes' | 'ownChanges'> {
	/** What earlier scans showed: a brief makes none. */
	scratch?: readonly ScratchBrief[];
}

/**
 * Stuck is what a day has brought no further: running, but nothing about it changed for 24
 * hours; or pending for longer than 24 hours, whatever the reason.
 */
export function isStuck(job: Job, now: Date): boolean {
	const since = job.state === 'pending' ? job.created : (job.modified ?? job.startedAt ?? job.created);
	const at = instant(since);
	return ['pending', 'running'].includes(job.state) && at !== null && now.getTime() - at > day;
}

async function jobsPart(reader: FlywheelReader, reading: BriefReading): Promise<BriefView['jobs']> {
	const options = requestOptions(reading);
	// However old: what has been running for a month is just what a brief is for.
	const [running, pending, failed] = await Promise.all([
		unlessForbidden(reader.jobs({state: 'running', ...options})),
		unlessForbidden(reader.jobs({state: 'pending', ...options})),
		unlessForbidden(loadJobs(reader, {...reading, state: 'failed', limit: 0})),
	]);
	const inScope = inGroups(reading.groups);
	const [active, waiting] = [running?.filter(inScope) ?? null, pending?.filter(inScope) ?? null];
	const stuck = active && waiting && [...active, ...waiting].filter(job => isStuck(job, reading.now)).length;
	return {
		failed: failed?.total ?? null,
		running: active?.length ?? null,
		pending: waiting?.length ?? null,
		stuck,
		// Causes are told by logs, which no brief reads.
		families: [],
	};
}

async function projectsPart(reader: FlywheelReader, reading: BriefReading): Promise<BriefView['projects']> {
	const visible = await reader.projects(requestOptions(reading));
	const projects = visible.filter(inGroups(reading.groups)).filter(project => !isUnsorted(project));
	const missing = await loadMissingFiles(reader, projects, reading);
	return {total: projects.length, missingFiles: [...missing.values()].filter(names => names.length > 0).length};
}

function unsortedPart({sessions, total}: UnsortedView): BriefView['unsorted'] {
	const high = sessions.filter(({suggestions}) => suggestions[0]?.confidence === 'high').length;
	const oldestDays = sessions.length > 0 ? Math.max(...sessions.map(({ageDays}) => ageDays)) : null;
	return {total, oldestDays, high};
}

/** What waits for a person. `projects.missingFiles` counts projects that lack a required file. */
export async function loadBrief(reader: FlywheelReader, reading: BriefReading): Promise<BriefView> {
	const shared = readOnce(reader);
	const [unsorted, jobs, projects] = await Promise.all([
		loadUnsorted(shared, reading),
		jobsPart(shared, reading),
		projectsPart(shared, reading),
	]);
	return {unsorted: unsortedPart(unsorted), jobs, projects, scratch: [...(reading.scratch ?? [])], since: null};
}
