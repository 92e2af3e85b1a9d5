import type {FlywheelReader} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import type {Project} from '../model/flywheel.js';

/** Projects by id and by `GROUP/PROJECT`, read once for one plan. */
export interface Places {
	/** `GROUP/PROJECT`, or the id where the project isn't visible. */
	name(projectId: string): string;
	byId(projectId: string): Project | null;
	/** @throws FlydeckError `not-found`. */
	find(group: string, label: string): Project;
}

export function placesOf(projects: Project[]): Places {
	const byId = new Map(projects.map(project => [project.id, project]));
	return {
		name(id) {
			const project = byId.get(id);
			return project ? `${project.group}/${project.label}` : id;
		},
		byId: id => byId.get(id) ?? null,
		find(group, label) {
			const found = projects.filter(project => project.group === group && project.label === label);
			const [project] = found;
			if (!project) {
				throw new FlydeckError('not-found', {
					code: 'no-such-project',
					message: `There is no project ${group}/${label}, or you may not see it.`,
					next: 'See `flydeck projects` for those that there are; flydeck makes no projects.',
				});
			}
			if (found.length > 1) {
				throw new FlydeckError('conflict', {
					code: 'ambiguous-project',
					message: `There are ${found.length} projects called ${group}/${label}.`,
					next: 'Ask the site staff to rename one of them; flydeck does not choose between them.',
				});
			}
			return project;
		},
	};
}

export async function readPlaces(reader: FlywheelReader): Promise<Places> {
	return placesOf(await reader.projects());
}
