import type {
	WorldAcquisition,
	WorldFile,
	WorldGroup,
	WorldJob,
	WorldProject,
	WorldSession,
	WorldSubject,
	WorldUser,
} from '../world-file.js';
import {after, Calendar, iso} from './calendar.js';
import {gears, versionOf} from './gears.js';
import {roles} from './people.js';
import {idFor, Random} from './random.js';

const size = {groups: 20, projectsPerGroup: 10, sessionsPerProject: 109, unsortedPerGroup: 19, jobs: 50_000};
const admin = 'admin@lab.example';

const series: [label: string, bytes: number][] = [
	['anat-T1w_acq-mpr08', 34_120_448],
	['func-bold_task-rest', 296_400_112],
];

/** Counts up, so that ids are made without hashing a path for each of a hundred thousand things. */
class Ids {
	#count = 0;

	next(): string {
		this.#count++;
		return `51a26e${this.#count.toString(16).padStart(18, '0')}`;
	}
}

interface Making {
	calendar: Calendar;
	random: Random;
	ids: Ids;
	/** Jobs still to be made, and sessions still to come. */
	jobs: number;
	sessions: number;
}

const failedLogs = [
	[
		'[engine] fetching inputs',
		'slurmstepd: error: Detected 1 oom_kill event in StepId=21400118.0. Some of the step tasks have been OOM Killed.',
	],
	['[engine] fetching inputs', "OSError: [Errno 28] No space left on device: '/flywheel/v0/workdir/x.nii.gz'"],
	['[engine] fetching inputs', 'flywheel.rest.ApiException: (502) Reason: Bad Gateway'],
];

function jobOf(making: Making, gear: string, created: number): WorldJob {
	const {random, calendar} = making;
	const started = after(created, random.int(1, 60));
	const ended = after(started, random.int(2, 400));
	const over = ended < calendar.now;
	const failed = over && random.chance(0.06);
	return {
		_id: making.ids.next(),
		gear,
		version: versionOf(gear),
		state: failed ? 'failed' : over ? 'complete' : started < calendar.now ? 'running' : 'pending',
		created: iso(created),
		...(started < calendar.now ? {started: iso(started)} : {}),
		...(over ? {ended: iso(ended)} : {}),
		...(failed ? {log: random.pick(failedLogs)} : {}),
	};
}

/** Jobs are dealt out evenly: so many on this session that the rest suffices for those to come. */
function addJobs(making: Making, session: WorldSession, uploaded: number): void {
	const share = Math.round(making.jobs / Math.max(1, making.sessions));
	making.jobs -= share;
	making.sessions--;
	for (let index = 0; index < share; index++) {
		// Nothing is launched before its time, not even on what was scanned an hour ago.
		const created = Math.min(after(uploaded, 5 + index * 90), making.calendar.ago(1));
		if (index === 0) session.jobs?.push(jobOf(making, 'dcm2niix', created));
		else {
			const gear = index === 1 ? 'bids-mriqc' : 'bids-fmriprep';
			session.analyses?.push({
				_id: making.ids.next(),
				label: gear,
				created: iso(created),
				job: jobOf(making, gear, created),
			});
		}
	}
}

function sessionOf(making: Making, label: string, start: number, accession?: string): WorldSession {
	const created = iso(after(start, 12));
	const acquisitions: WorldAcquisition[] = series.map(([name, bytes], index) => ({
		_id: making.ids.next(),
		label: name,
		timestamp: iso(after(start, index * 6)),
		created,
		files: [
			{
				name: `${index + 1}.dicom.zip`,
				type: 'dicom',
				size: bytes,
				...(accession ? {info: {header: {dicom: {AccessionNumber: accession, SeriesDescription: name}}}} : {}),
			},
		],
	}));
	const session = {
		_id: making.ids.next(),
		label,
		timestamp: iso(start),
		created,
		modified: created,
		acquisitions,
		analyses: [],
		jobs: [],
	};
	addJobs(making, session, after(start, 30));
	return session;
}

function subjectsOf(making: Making, prefix: string): WorldSubject[] {
	const subjects: WorldSubject[] = [];
	for (let index = 0; index < size.sessionsPerProject; index++) {
		const start = making.calendar.at(
			1 + Math.floor((size.sessionsPerProject - 1 - index) * 6.5),
			making.random.int(480, 1_080),
		);
		const visit = index % 2;
		const label = `${prefix}${String(Math.floor(index / 2) + 1).padStart(3, '0')}`;
		const session = sessionOf(making, `V${visit + 1}`, start);
		const known = subjects.at(-1);
		if (visit === 1 && known) known.sessions?.push(session);
		else subjects.push({_id: making.ids.next(), label, created: iso(start), sessions: [session]});
	}
	return subjects;
}

function unsortedOf(making: Making, group: string): WorldSubject[] {
	return Array.from({length: size.unsortedPerGroup}, (_, index) => {
		const minutes = making.random.int(480, 1_080);
		const start = index === 0 ? making.calendar.ago(70) : making.calendar.at(index, minutes);
		const project = `STUDY${making.random.int(1, size.projectsPerGroup - 1)}`;
		const accession = `${project}${making.random.pick(['-', '_', ' ', '\\'])}P${making.random.int(56, 70)}`;
		const label = `gr-${group}_proj-${accession}_ses-1.3.12.2.1107.${group.slice(-2)}.${index}`;
		return {
			_id: making.ids.next(),
			label: `ex${20_000 + making.random.int(0, 9_999)}`,
			created: iso(start),
			sessions: [sessionOf(making, label, start, accession)],
		};
	});
}

function projectsOf(making: Making, group: string): WorldProject[] {
	const permissions = [
		{_id: admin, roles: ['admin']},
		{_id: `pi.${group}@lab.example`, roles: ['admin']},
	];
	const created = iso(making.calendar.at(800, 600));
	return Array.from({length: size.projectsPerGroup}, (_, index) => {
		const label = index === 0 ? 'Unsorted' : `STUDY${index}`;
		return {
			_id: idFor(`project/large/${group}/${label}`),
			group,
			label,
			permissions,
			created,
			modified: created,
			subjects: index === 0 ? unsortedOf(making, group) : subjectsOf(making, 'P'),
		};
	});
}

/**
 * A site to try patience on: 200 projects (20 of them Unsorted), 20,000 sessions, 50,000 jobs.
 * Documents are small, and only failed jobs have a log.
 */
export function large(now: Date): WorldFile {
	const calendar = new Calendar(now);
	const names = Array.from({length: size.groups}, (_, index) => `lab${String(index + 1).padStart(2, '0')}`);
	const sessions = size.groups * ((size.projectsPerGroup - 1) * size.sessionsPerProject + size.unsortedPerGroup);
	const making: Making = {calendar, random: new Random('large'), ids: new Ids(), jobs: size.jobs, sessions};
	const users: WorldUser[] = [
		{
			_id: admin,
			firstname: 'Site',
			lastname: 'Administrator',
			roles: ['user', 'site_admin'],
			key: 'sandboxSiteAdmin0001',
		},
		...names.map(name => ({_id: `pi.${name}@lab.example`, firstname: 'Principal Investigator', lastname: name})),
	];
	const groups: WorldGroup[] = names.map(name => ({
		_id: name,
		label: name,
		permissions: [
			{_id: admin, access: 'admin'},
			{_id: `pi.${name}@lab.example`, access: 'admin'},
		],
	}));
	return {users, roles, groups, gears: gears(calendar), projects: names.flatMap(name => projectsOf(making, name))};
}
