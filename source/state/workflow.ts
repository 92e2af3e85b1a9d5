import type {FlywheelReader} from '../api/flywheel.js';
import type {RunSession} from '../model/coverage.js';
import type {FileEntry, Project} from '../model/flywheel.js';
import type {StageFiles} from '../model/why.js';
import {largestTemplate, readWorkflow, type Workflow} from '../model/workflow.js';
import {naturally, type Reading, requestOptions} from './reading.js';

type Options = Pick<Reading, 'signal'>;

/** The nightly workflow's template among a project's files. */
export interface FoundWorkflow {
	/** null where the project has none that can be read. */
	workflow: Workflow | null;
	/** Name of the template; null where there is none. */
	file: string | null;
	/** What looked like a template and can't be read, a sentence each. */
	problems: string[];
}

/** At most so many files are opened in search of it. */
const opened = 5;

function likelihood({name}: FileEntry): number {
	return /gears?[ _-]?template/i.test(name) ? 0 : /template|workflow/i.test(name) ? 1 : 2;
}

function candidates(files: readonly FileEntry[]): FileEntry[] {
	return files
		.filter(({name, size}) => /\.json$/i.test(name) && size <= largestTemplate)
		.sort((a, b) => likelihood(a) - likelihood(b) || naturally(a.name, b.name))
		.slice(0, opened);
}

/** Looks for the template: by its shape, those files first whose name promises one. */
export async function loadWorkflow(
	reader: FlywheelReader,
	project: Pick<Project, 'id'>,
	reading: Options = {},
): Promise<FoundWorkflow> {
	const options = requestOptions(reading);
	const all = (await reader.project(project.id, options)).files ?? [];
	const problems: string[] = [];
	for (const file of candidates(all)) {
		const read = readWorkflow(await reader.fileText('projects', project.id, file, options));
		if (read && 'stages' in read) return {workflow: read, file: file.name, problems};
		// A file of any other kind is none of the workflow's business.
		if (read && likelihood(file) < 2) problems.push(`${file.name} can't be read as a template: ${read.problem}.`);
	}
	return {workflow: null, file: null, problems};
}

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
