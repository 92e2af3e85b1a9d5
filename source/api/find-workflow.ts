import type {FileEntry, Project} from '../model/flywheel.js';
import {largestTemplate, readWorkflow, type Workflow} from '../model/workflow.js';
import type {FlywheelReader, ReadOptions} from './flywheel.js';

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
		.sort((a, b) => likelihood(a) - likelihood(b) || a.name.localeCompare(b.name, 'en', {numeric: true}))
		.slice(0, opened);
}

/** Looks for the template: by its shape, those files first whose name promises one. */
export async function findWorkflow(
	reader: FlywheelReader,
	project: Pick<Project, 'id'>,
	options: ReadOptions = {},
): Promise<FoundWorkflow> {
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
