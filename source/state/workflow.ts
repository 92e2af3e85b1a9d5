import type {FlywheelReader} from '../api/flywheel.js';
import type {RunSession} from '../model/coverage.js';
import type {FileEntry, Project} from '../model/flywheel.js';
import type {StageFiles} from '../model/why.js';
import {type Reading, requestOptions} from './reading.js';

export {type FoundWorkflow, findWorkflow as loadWorkflow} from '../api/find-workflow.js';

type Options = Pick<Reading, 'signal'>;

/** What a session and its surroundings hold that a stage's inputs and conditions may ask for. */
export async function loadStageFiles(
	reader: FlywheelReader,
	project: Pick<Project, 'id'>,
	{id, subjectId}: Pick<RunSession, 'id' | 'subjectId'>,
	reading: Options = {},
): Promise<StageFiles> {
	const options = requestOptions(reading);
	const [above, subject, session, acquisitions] = await Promise.all([
		reader.project(project.id, options),
		reader.subject(subjectId, options),
		reader.container('sessions', id, options),
		reader.acquisitions(id, options),
	]);
	return {
		project: names(above.files ?? []),
		subject: names(subject.files),
		session: names([...session.files, ...acquisitions.flatMap(({files}) => files)]),
		info: session.info,
	};
}

/** The same for every session of a project, by its id, in lists; lists hold no metadata. */
export async function loadAllStageFiles(
	reader: FlywheelReader,
	project: Pick<Project, 'id'>,
	reading: Options = {},
): Promise<Map<string, StageFiles>> {
	const options = requestOptions(reading);
	const [above, subjects, sessions, acquisitions] = await Promise.all([
		reader.project(project.id, options),
		reader.subjects(project.id, options),
		reader.sessions(project.id, options),
		reader.acquisitionsOfProject(project.id, options),
	]);
	const ofSubject = new Map(subjects.map(({id, files}) => [id, names(files)]));
	const ofSession = new Map(sessions.map(({id, files}) => [id, names(files)]));
	for (const {session, files} of acquisitions) ofSession.get(session)?.push(...names(files));
	const ofProject = names(above.files ?? []);
	return new Map(
		sessions.map(({id, subject}) => {
			const session = ofSession.get(id) ?? [];
			return [id, {project: ofProject, subject: ofSubject.get(subject.id) ?? [], session, info: null}];
		}),
	);
}

function names(files: readonly FileEntry[]): string[] {
	return files.map(({name}) => name);
}
