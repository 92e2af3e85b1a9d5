import type {ProjectRow, SessionRow} from '../../model/views.js';
import {LayeredScreen} from '../../shell/layers.js';
import {ListLayer} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import type {Screen, Shell} from '../../shell/shell.js';
import {projectColumns, sessionColumns} from './columns.js';
import {projectCommands} from './commands.js';
import {projectNotes} from './state.js';

/** Projects that one can see; `enter` lists a project's sessions. */
export default function createProjects(shell: Shell): Screen {
	const list = new ListLayer<ProjectRow, readonly ProjectRow[]>({
		shell,
		title: 'Projects',
		noun: 'projects',
		resource: shell.cache.get(loaders(shell).projects),
		rows: rows => rows,
		id: row => row.id,
		columns: projectColumns,
		link: row => `${shell.site.webUrl}/#/projects/${row.id}`,
		empty: 'There are no projects that you can see.',
		words: {open: 'sessions'},
		notes: projectNotes,
		commands: ({list: rows}) => projectCommands(rows.selected, row => screen.push(sessionsOf(shell, row))),
	});
	const screen = new LayeredScreen('projects', list);
	return screen;
}

function sessionsOf(shell: Shell, project: ProjectRow): ListLayer<SessionRow, readonly SessionRow[]> {
	return new ListLayer<SessionRow, readonly SessionRow[]>({
		shell,
		title: `${project.group}/${project.label}`,
		noun: 'sessions',
		resource: shell.cache.get(loaders(shell).sessions(project)),
		rows: rows => rows,
		id: row => row.id,
		columns: sessionColumns,
		link: row => `${shell.site.webUrl}/#/projects/${project.id}/sessions/${row.id}`,
		empty: 'This project has no sessions.',
	});
}
