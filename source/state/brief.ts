import type {FlywheelReader} from '../api/flywheel.js';
import {toFlydeckError} from '../model/errors.js';
import type {BriefView, JobRow, ScratchBrief, UnsortedView} from '../model/views.js';
import type {Diagnoses} from './diagnoses.js';
import {loadJobs} from './jobs.js';
import {loadMissingFiles, type ProjectsReading} from './projects.js';
import {inGroups, isUnsorted, requestOptions, unlessForbidden} from './reading.js';
import {readOnce} from './shared-reads.js';
import {stuckInFlywheel} from './stuck.js';
import {loadUnsorted, type UnsortedReading} from './unsorted.js';

export interface BriefReading
	extends ProjectsReading,
		Pick<UnsortedReading, 'quietMinutes' | 'ownChanges' | 'corrections' | 'schedule'> {
	/** What earlier scans showed: a brief makes none. */
	scratch?: readonly ScratchBrief[];
	/** Why jobs failed: logs are read before the brief is told, or `later`, in the background. */
	diagnoses?: Diagnoses;
	later?: boolean;
	/** Does with what can be read; else one list that fails fails all. */
	inParts?: boolean;
}

async function familiesPart(failures: JobRow[], reading: BriefReading): Promise<BriefView['jobs']['families']> {
	const {diagnoses, later} = reading;
	if (!diagnoses) return [];
	if (later) diagnoses.follow(failures);
	else await diagnoses.read(failures);
	return diagnoses.families(failures);
}

async function jobsPart(reader: FlywheelReader, reading: BriefReading): Promise<BriefView['jobs']> {
	const options = requestOptions(reading);
	// However old: what has been running for a month is just what a brief is for.
	const [running, pending, failed] = await Promise.all([
		unlessForbidden(reader.jobs({state: 'running', ...options})),
		unlessForbidden(reader.jobs({state: 'pending', ...options})),
		unlessForbidden(loadJobs(reader, {...reading, state: 'failed', attemptsBefore: false})),
	]);
	const inScope = inGroups(reading.groups);
	const [active, waiting] = [running?.filter(inScope) ?? null, pending?.filter(inScope) ?? null];
	const stuck =
		active && waiting && [...active, ...waiting].filter(job => stuckInFlywheel(job, reading.now) !== null).length;
	return {
		failed: failed?.total ?? null,
		running: active?.length ?? null,
		pending: waiting?.length ?? null,
		stuck,
		families: await familiesPart(failed?.jobs ?? [], reading),
	};
}

async function projectsPart(reader: FlywheelReader, reading: BriefReading): Promise<BriefView['projects']> {
	const visible = await reader.projects(requestOptions(reading));
	const projects = visible.filter(inGroups(reading.groups)).filter(project => !isUnsorted(project));
	const missing = await loadMissingFiles(reader, projects, reading);
	return {total: projects.length, missingFiles: [...missing.values()].filter(names => names.length > 0).length};
}

function unsortedPart({sessions, total}: UnsortedView): BriefView['unsorted'] {
	// What somebody set aside is neither late nor to be moved this morning.
	const waiting = sessions.filter(({setAside}) => !setAside);
	const high = waiting.filter(({suggestions}) => suggestions[0]?.confidence === 'high').length;
	const oldestDays = waiting.length > 0 ? Math.max(...waiting.map(({ageDays}) => ageDays)) : null;
	return {total, oldestDays, high, setAside: sessions.length - waiting.length};
}

const unread: Pick<BriefView, 'unsorted' | 'jobs' | 'projects'> = {
	unsorted: {total: null, oldestDays: null, high: null},
	jobs: {failed: null, running: null, pending: null, stuck: null, families: []},
	projects: {total: null, missingFiles: null},
};

/** The parts that could be read, and why the others could not. @throws the first error where none could. */
async function inParts(parts: {
	unsorted: Promise<BriefView['unsorted']>;
	jobs: Promise<BriefView['jobs']>;
	projects: Promise<BriefView['projects']>;
}): Promise<Pick<BriefView, 'unsorted' | 'jobs' | 'projects' | 'problems'>> {
	const [unsorted, jobs, projects] = await Promise.allSettled([parts.unsorted, parts.jobs, parts.projects]);
	const ended = [unsorted, jobs, projects];
	const failed = ended.filter(part => part.status === 'rejected').map(({reason}) => reason as unknown);
	if (failed.length === ended.length) throw failed[0];
	return {
		unsorted: unsorted.status === 'fulfilled' ? unsorted.value : unread.unsorted,
		jobs: jobs.status === 'fulfilled' ? jobs.value : unread.jobs,
		projects: projects.status === 'fulfilled' ? projects.value : unread.projects,
		...(failed.length > 0 && {problems: failed.map(reason => toFlydeckError(reason).message)}),
	};
}

/** What waits for a person. `projects.missingFiles` counts projects that lack a required file. */
export async function loadBrief(reader: FlywheelReader, reading: BriefReading): Promise<BriefView> {
	const shared = readOnce(reader);
	const parts = {
		unsorted: loadUnsorted(shared, reading).then(unsortedPart),
		jobs: jobsPart(shared, reading),
		projects: projectsPart(shared, reading),
	};
	const rest = {scratch: [...(reading.scratch ?? [])], since: null};
	if (reading.inParts) return {...(await inParts(parts)), ...rest};
	const [unsorted, jobs, projects] = await Promise.all([parts.unsorted, parts.jobs, parts.projects]);
	return {unsorted, jobs, projects, ...rest};
}
