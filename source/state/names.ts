import type {FlywheelReader, ReadOptions} from '../api/flywheel.js';
import {quoted} from '../format/safe-text.js';
import {FlydeckError} from '../model/errors.js';
import type {Place, Project} from '../model/flywheel.js';
import {distance} from '../triage/distance.js';
import {projectName} from './reading.js';

function malformed(text: string, form: string, reason: string): FlydeckError {
	return new FlydeckError('usage', {
		code: 'malformed-place',
		message: `${quoted(text, 120)} is not of the form ${form}: ${reason}.`,
		next: `Write it as ${form}, the labels exactly as they are in Flywheel; a label can't hold a slash.`,
	});
}

/** Parts between slashes, each kept as typed: a label may begin or end with a space. */
function partsOf(text: string, form: string): string[] {
	const wanted = form.split('/').length;
	const parts = text.split('/');
	if (parts.length !== wanted) throw malformed(text, form, `it has ${parts.length} parts, not ${wanted}`);
	const names = form.split('/');
	const empty = parts.findIndex(part => part.trim() === '');
	if (empty >= 0) throw malformed(text, form, `${names[empty]} is empty`);
	return parts;
}

/** @throws FlydeckError `usage` where it isn't four parts that each hold something. */
export function parsePlace(text: string): Place {
	const [group = '', project = '', subject = '', session = ''] = partsOf(text, 'GROUP/PROJECT/SUBJECT/SESSION');
	return {group, project, subject, session};
}

/** At most three names that somebody may have meant, the nearest first. */
export function nearest(name: string, names: readonly string[]): string[] {
	const wanted = name.slice(0, 200).toLowerCase();
	const limit = Math.max(1, Math.min(3, Math.floor(wanted.length / 3)));
	return [...new Set(names)]
		.map(candidate => {
			const other = candidate.toLowerCase();
			const within = wanted.length > 2 && (other.includes(wanted) || wanted.includes(other));
			return {candidate, far: Math.min(distance(wanted, other, limit), within ? limit : limit + 1)};
		})
		.filter(({far}) => far <= limit)
		.sort((a, b) => a.far - b.far || a.candidate.localeCompare(b.candidate))
		.slice(0, 3)
		.map(({candidate}) => candidate);
}

function notFound(what: 'group' | 'project', message: string, near: string[]): FlydeckError {
	const list = near.map(name => quoted(name)).join(', ');
	return new FlydeckError('not-found', {
		code: `no-such-${what}`,
		message,
		next: list ? `Did you mean ${list}?` : 'See `flydeck projects` for those that you can see.',
	});
}

function noSuchGroup(group: string, known: readonly string[]): FlydeckError {
	return notFound('group', `There is no group ${quoted(group)}, or you may not see it.`, nearest(group, known));
}

/** @throws FlydeckError `not-found` for the first of these groups that this login sees nothing of. */
export async function checkGroups(
	reader: FlywheelReader,
	wanted: readonly string[],
	options?: ReadOptions,
): Promise<void> {
	if (wanted.length === 0) return;
	const [groups, projects] = await Promise.all([reader.groups(options), reader.projects(options)]);
	const known = [...new Set([...groups.map(({id}) => id), ...projects.map(({group}) => group)])];
	const unknown = wanted.find(group => !known.includes(group));
	if (unknown !== undefined) throw noSuchGroup(unknown, known);
}

/**
 * Finds a project by its exact labels.
 * @throws FlydeckError `usage` where the text is no `GROUP/PROJECT`, `not-found` with the
 * nearest names, `conflict` where a broken site holds it twice.
 */
export async function findProject(reader: FlywheelReader, text: string, options?: ReadOptions): Promise<Project> {
	const [group = '', label = ''] = partsOf(text, 'GROUP/PROJECT');
	const projects = await reader.projects(options);
	const [project, ...others] = projects.filter(candidate => projectName(candidate) === text);
	if (project && others.length > 0) {
		throw new FlydeckError('conflict', {
			code: 'ambiguous-project',
			message: `There are ${others.length + 1} projects called ${quoted(text)}.`,
			next: 'Ask the site staff to rename one of them; flydeck does not choose between them.',
		});
	}
	if (project) return project;
	const ofGroup = projects.filter(candidate => candidate.group === group).map(candidate => candidate.label);
	if (ofGroup.length > 0) {
		const elsewhere = projects.filter(candidate => candidate.label === label).map(projectName);
		const near = [...elsewhere, ...nearest(label, ofGroup).map(name => `${group}/${name}`)].slice(0, 3);
		throw notFound('project', `There is no project ${quoted(label)} in ${quoted(group)}, or you may not see it.`, near);
	}
	const groups = (await reader.groups(options)).map(({id}) => id);
	if (groups.includes(group)) throw notFound('project', `You see no project in the group ${quoted(group)}.`, []);
	const known = [...new Set([...groups, ...projects.map(candidate => candidate.group)])];
	throw noSuchGroup(group, known);
}
