import type {ProjectRow} from '../../model/views.js';
import {LayeredScreen} from '../../shell/layers.js';
import {ListLayer} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import type {Screen, Shell} from '../../shell/shell.js';
import {projectColumns} from './columns.js';
import {spotCommands} from './commands.js';
import {openProject, openSession} from './levels.js';
import {projectSpot, sessionSpot} from './spot.js';
import {projectNotes} from './state.js';
import type {Way} from './way.js';

/** Projects that one can see, and the way down from each to a single file. */
export default function createProjects(shell: Shell): Screen {
	const {webUrl} = shell.site;
	const way: Way = {shell, push: layer => screen.push(layer)};
	const list = new ListLayer<ProjectRow, readonly ProjectRow[]>({
		shell,
		title: 'Projects',
		noun: 'projects',
		resource: shell.cache.get(loaders(shell).projects),
		rows: rows => rows,
		id: row => row.id,
		columns: projectColumns,
		link: row => projectSpot(webUrl, row).link,
		empty: 'There are no projects that you can see.',
		notes: projectNotes,
		commands: ({list: {selected}}) =>
			spotCommands(way, selected && projectSpot(webUrl, selected), spot => openProject(way, spot)),
	});
	const screen = new LayeredScreen('projects', list, place => {
		const above = projectSpot(webUrl, place.project);
		if (!('session' in place)) return [openProject(way, above)];
		const {subject, session, analysis} = place;
		const spot = sessionSpot(above, {id: session.id, subject, session: session.label});
		return [openProject(way, above), openSession(way, spot, analysis)];
	});
	return screen;
}
