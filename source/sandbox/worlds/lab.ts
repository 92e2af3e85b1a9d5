import type {WorldFile, WorldProject} from '../world-file.js';
import {Calendar, iso} from './calendar.js';
import {groups, labs, projectGrants, roles, unknownGroup, unsortedGrants, users} from './people.js';
import {idFor} from './random.js';
import {Diary, schedule} from './schedule.js';
import {buildSubjects} from './sessions.js';
import {studies} from './studies.js';
import {unsortedSubjects} from './unsorted.js';

/** An imaging centre: eight labs, fifteen studies, their people, jobs and mistakes. Dates are relative to `now`. */
export function lab(now: Date): WorldFile {
	const calendar = new Calendar(now);
	const diary = new Diary(calendar);
	const projects: WorldProject[] = studies.map(study => {
		const subjects = buildSubjects(study, schedule(study, diary));
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
			subjects: subjects.map(entry => entry.subject),
		};
	});
	const unsorted = unsortedSubjects(diary);
	for (const group of [...labs.map(one => one.id), unknownGroup]) {
		const created = iso(calendar.at(880, 610));
		projects.push({
			_id: idFor(`project/${group}/Unsorted`),
			group,
			label: 'Unsorted',
			description: 'Scans that fitted no project. Move them where they belong.',
			permissions: unsortedGrants(group),
			created,
			modified: created,
			subjects: unsorted.get(group) ?? [],
		});
	}
	return {users: users(calendar), roles, groups: groups(calendar), projects};
}
