import type {ProjectRow} from '../model/views.js';
import {loaders} from './loaders.js';
import type {PlaceToGo, Shell} from './shell.js';

/** Projects and labs by name, as far as they have been read: the palette asks nobody. */
export function placesToGo(shell: Shell): PlaceToGo[] {
	const projects = shell.cache.get(loaders(shell).projects).get().data ?? [];
	const labs = [...new Set(projects.map(({group}) => group))];
	return [
		...projects.map(project => projectPlace(shell, project)),
		...labs.map(lab => ({
			words: `Unsorted of ${lab}`,
			run: () => shell.go('unsorted', {filter: `group:${lab}`}),
		})),
	];
}

function projectPlace(shell: Shell, {id, group, label}: ProjectRow): PlaceToGo {
	return {
		words: `project ${group}/${label}`,
		run: () => shell.go('projects', {project: {id, group, label}}),
	};
}
