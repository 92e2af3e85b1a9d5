import type {WorldCollection, WorldFile, WorldProject} from '../world-file.js';
import type {Causes} from './attempts.js';
import {Calendar, iso} from './calendar.js';
import {gears} from './gears.js';
import {arrival, nightly, runCampaigns} from './jobs.js';
import {groups, labs, projectGrants, roles, unknownGroup, unsortedGrants, user, users} from './people.js';
import {projectAnalyses, projectFiles} from './project-files.js';
import {idFor} from './random.js';
import {Diary, schedule} from './schedule.js';
import {buildSubjects} from './sessions.js';
import {type Study, studies} from './studies.js';
import {unsortedSubjects} from './unsorted.js';

/** An imaging centre: eight labs, fifteen studies, their people, jobs and mistakes. Dates are relative to `now`. */
export function lab(now: Date): WorldFile {
	return labAndCauses(now).world;
}

function studyProject(study: Study, diary: Diary, causes: Causes): WorldProject {
	const {calendar} = diary;
	const subjects = buildSubjects(study, schedule(study, diary));
	const sessions = subjects.flatMap(entry => entry.sessions);
	for (const built of sessions) {
		arrival({study, built, calendar, causes});
		nightly({study, built, calendar, causes});
	}
	runCampaigns(study, sessions, calendar, causes);
	const created = iso(calendar.at(study.from + 12, 640));
	return {
		_id: idFor(`project/${study.group}/${study.label}`),
		group: study.group,
		label: study.label,
		description: study.description,
		permissions: projectGrants(study.group, study.grants),
		...(study.locked ? {locked: true} : {}),
		created,
		modified: created,
		info: study.template ? {BIDS: {Name: study.label, BIDSVersion: '1.8.0'}} : {},
		files: projectFiles(study, calendar),
		analyses: projectAnalyses(study, calendar),
		subjects: subjects.map(entry => entry.subject),
	};
}

function unsortedProjects(diary: Diary): WorldProject[] {
	const subjects = unsortedSubjects(diary);
	const created = iso(diary.calendar.at(880, 610));
	return [...labs.map(one => one.id), unknownGroup].map(group => ({
		_id: idFor(`project/${group}/Unsorted`),
		group,
		label: 'Unsorted',
		description: 'Scans that fitted no project. Move them where they belong.',
		permissions: unsortedGrants(group),
		created,
		modified: created,
		subjects: subjects.get(group) ?? [],
	}));
}

function collections(projects: WorldProject[], calendar: Calendar): WorldCollection[] {
	const pilot = projects.find(project => project.label === 'PILOT');
	const created = iso(calendar.at(25, 700));
	return [
		{
			_id: idFor('collection/teaching'),
			label: 'Scans to teach with',
			curator: user('admin'),
			created,
			modified: created,
			sessions: (pilot?.subjects ?? []).flatMap(subject =>
				(subject.sessions ?? []).flatMap(session => session._id ?? []),
			),
		},
	];
}

/** The same, with the cause of every failed job by its id: what the logs tell, known beforehand. */
export function labAndCauses(now: Date): {world: WorldFile; causes: Causes} {
	const causes: Causes = new Map();
	const calendar = new Calendar(now);
	const diary = new Diary(calendar);
	// What landed in Unsorted takes its slots first, so that its age is what the table says.
	const unsorted = unsortedProjects(diary);
	const projects = [...studies.map(study => studyProject(study, diary, causes)), ...unsorted];
	const world = {
		users: users(calendar),
		roles,
		groups: groups(calendar),
		gears: gears(calendar),
		projects,
		collections: collections(projects, calendar),
	};
	return {world, causes};
}
