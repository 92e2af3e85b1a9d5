import type {Acquisition} from '../../model/flywheel.js';
import type {ProjectContents, SessionRow, SubjectRow} from '../../model/views.js';
import type {Layer} from '../../shell/layers.js';
import {ListLayer} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import {TabbedLayer} from '../../shell/tabbed-layer.js';
import type {Readable} from '../../state/resource.js';
import {sessionColumns, subjectColumns} from './columns.js';
import {spotCommands} from './commands.js';
import {acquisitionColumns} from './content-columns.js';
import {analysesOf, filesOf, fileTable} from './lists.js';
import {type Spot, sessionSpot, spotBelow, subjectSpot} from './spot.js';
import {type AcquisitionRow, acquisitionRows} from './state.js';
import type {Way} from './way.js';

/** A project: its sessions, its subjects, and what hangs on the project itself. */
export function openProject(way: Way, spot: Spot<'projects'>): Layer {
	const {shell} = way;
	const contents = shell.cache.get(loaders(shell).contents(spot.project));
	return new TabbedLayer([
		{words: 'sessions', layer: sessionList(way, spot, {contents, rows: ({sessions}) => sessions})},
		{words: 'subjects', layer: subjectList(way, spot, contents)},
		{words: 'files', layer: filesOf(way, spot)},
		{words: 'analyses', layer: analysesOf(way, spot)},
	]);
}

interface SessionSource {
	contents: Readable<ProjectContents>;
	rows(contents: ProjectContents): SessionRow[];
	/** Whose sessions they are, where not all of the project's. */
	owner?: Spot;
}

function sessionList(way: Way, project: Spot, {contents, rows, owner = project}: SessionSource): Layer {
	const toSpot = (row: SessionRow) => sessionSpot(project, row);
	return new ListLayer<SessionRow, ProjectContents>({
		shell: way.shell,
		title: owner.path,
		noun: 'sessions',
		resource: contents,
		rows,
		id: row => row.id,
		columns: sessionColumns,
		link: row => toSpot(row).link,
		empty: owner.kind === 'subjects' ? 'This subject has no sessions.' : 'This project has no sessions.',
		commands: ({list: {selected}}) => spotCommands(way, selected && toSpot(selected), spot => openSession(way, spot)),
	});
}

function subjectList(way: Way, project: Spot, contents: Readable<ProjectContents>): Layer {
	const toSpot = (row: SubjectRow) => subjectSpot(project, row);
	return new ListLayer<SubjectRow, ProjectContents>({
		shell: way.shell,
		title: project.path,
		noun: 'subjects',
		resource: contents,
		rows: ({subjects}) => subjects,
		id: row => row.id,
		columns: subjectColumns,
		link: row => toSpot(row).link,
		empty: 'This project has no subjects.',
		commands: ({list: {selected}}) =>
			spotCommands(way, selected && toSpot(selected), spot => openSubject(way, project, spot, contents)),
	});
}

/** A subject's sessions are among those of its project, which are known already. */
function openSubject(way: Way, project: Spot, spot: Spot<'subjects'>, contents: Readable<ProjectContents>): Layer {
	const rows = ({sessions, subjects}: ProjectContents) => {
		const own = new Set(subjects.find(({id}) => id === spot.id)?.sessions);
		return sessions.filter(({id}) => own.has(id));
	};
	return new TabbedLayer([
		{words: 'sessions', layer: sessionList(way, project, {contents, rows, owner: spot})},
		{words: 'files', layer: filesOf(way, spot)},
		{words: 'analyses', layer: analysesOf(way, spot)},
	]);
}

/**
 * A session: its acquisitions, its analyses, and the files that are attached to itself.
 *
 * @param analysis the one to begin with
 */
export function openSession(way: Way, spot: Spot<'sessions'>, analysis?: string): Layer {
	const {shell} = way;
	const toSpot = (row: AcquisitionRow) => spotBelow(spot, 'acquisitions', row);
	const acquisitions = new ListLayer<AcquisitionRow, readonly Acquisition[]>({
		shell,
		title: spot.path,
		noun: 'acquisitions',
		resource: shell.cache.get(loaders(shell).acquisitions(spot.id)),
		rows: acquisitionRows,
		id: row => row.id,
		columns: acquisitionColumns,
		link: row => toSpot(row).link,
		empty: 'This session has no acquisitions.',
		preview: (row, width) => fileTable(row.files, shell.theme, width),
		commands: ({list: {selected}}) =>
			spotCommands(way, selected && toSpot(selected), below => openAcquisition(way, below)),
	});
	return new TabbedLayer(
		[
			{words: 'acquisitions', layer: acquisitions},
			{words: 'analyses', layer: analysesOf(way, spot, analysis)},
			{words: 'files', layer: filesOf(way, spot)},
		],
		analysis === undefined ? 0 : 1,
	);
}

function openAcquisition(way: Way, spot: Spot<'acquisitions'>): Layer {
	return new TabbedLayer([
		{words: 'files', layer: filesOf(way, spot)},
		{words: 'analyses', layer: analysesOf(way, spot)},
	]);
}
