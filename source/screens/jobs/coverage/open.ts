import type {JobRow} from '../../../model/views.js';
import type {StageFiles} from '../../../model/why.js';
import {SearchDialog} from '../../../shell/dialogs/search-dialog.js';
import type {Layer} from '../../../shell/layers.js';
import {loaders} from '../../../shell/loaders.js';
import type {Handlers, Shell} from '../../../shell/shell.js';
import {TextLayer} from '../../../shell/text-layer.js';
import {inGroups, projectName} from '../../../state/reading.js';
import {type Beside, beside} from '../../../state/resource.js';
import {cellLines} from './cell-page.js';
import {cellCommands} from './commands.js';
import {CoverageLayer} from './coverage-layer.js';
import {type CoverageData, coverageGrid, jobRowOf, type ProjectReference, type Spot, spotAt} from './state.js';
import {versionsLayer} from './versions.js';

/** The pile of layers that the coverage lies on, and what a cell leads to there. */
export interface CoverageHost {
	push(layer: Layer): void;
	pop(layer: Layer): void;
	openLog(row: JobRow): void;
}

/** The way from the list of jobs to a project's coverage, and what is opened from there. */
export class CoverageView {
	/** Where one was last: opened again where the job at hand belongs to no project. */
	#last: ProjectReference | null = null;

	constructor(
		readonly shell: Shell,
		readonly host: CoverageHost,
	) {}

	/** On the list of jobs: the project of the job where one stands. */
	handlers(selected: JobRow | null): Handlers {
		const project = projectOf(selected) ?? this.#last;
		return {
			coverage: {run: () => (project ? this.#open(project) : this.#choose())},
			'coverage-project': {run: () => this.#choose()},
		};
	}

	#open(project: ProjectReference): void {
		this.#last = project;
		this.host.push(new CoverageLayer(this.shell, project, layer => this.#onGrid(layer)));
	}

	#onGrid(layer: CoverageLayer): Handlers {
		const {here} = layer;
		return {
			open: {run: () => here && this.#openCell(layer, here), blocked: here ? undefined : 'nothing is listed'},
			coverage: {run: () => this.host.pop(layer)},
			'coverage-project': {run: () => this.#choose(layer)},
			versions: {run: () => this.host.push(versionsLayer(this.shell, layer, pushed => this.host.push(pushed)))},
			'copy-id': {
				run: () => here && this.shell.copy(here.session.id, 'the id of the session'),
				blocked: here ? undefined : 'nothing is listed',
			},
		};
	}

	#openCell({resource, project}: CoverageLayer, {session, gear}: Spot): void {
		const {shell, host} = this;
		const files = shell.cache.get(loaders(shell).stageFiles(project, session));
		const cell = (data: CoverageData) => {
			const grid = coverageGrid(data);
			return {grid, spot: spotAt(grid, session.id, gear)};
		};
		const page = new TextLayer<Beside<CoverageData, StageFiles>>({
			shell,
			title: `${gear} on ${project.group}/${project.label}/${session.subject}/${session.session}`,
			noun: '',
			resource: beside(resource, files),
			lines: ({main, side, sideError}, width) => {
				const {grid, spot} = cell(main);
				const context = {theme: shell.theme, now: shell.now(), width};
				return spot ? cellLines(grid, spot, {data: side, error: sideError}, context) : [' The session is gone.'];
			},
			words: {open: 'log'},
			commands: () => {
				const {data} = resource.get();
				const {grid, spot} = data ? cell(data) : {grid: null, spot: null};
				if (!grid || !spot) return {};
				const row = jobRowOf(grid, spot);
				return {
					...cellCommands(shell, grid, {spots: [spot], here: spot}),
					open: {run: () => row && host.openLog(row), blocked: row ? undefined : 'no job ran here'},
				};
			},
		});
		host.push(page);
	}

	/** Another project, found by typing; instead of the one that is shown. */
	#choose(instead?: CoverageLayer): void {
		const {shell} = this;
		shell.client.projects().then(
			projects => {
				// Whoever has gone elsewhere meanwhile is left there.
				if (shell.state.get().screen !== 'jobs') return;
				const own = projects.filter(inGroups(shell.groups));
				shell.open(
					new SearchDialog(shell, {
						title: 'Coverage of which project?',
						noun: 'projects',
						choices: own.map(project => ({
							...{value: project.id, label: projectName(project)},
							...{detail: `${project.sessionCount ?? '?'} sessions`, note: ''},
						})),
						none: typed => `No project that you can see matches “${typed}”.`,
						submit: id => {
							const project = own.find(candidate => candidate.id === id);
							if (!project) return;
							shell.close();
							if (instead) this.host.pop(instead);
							this.#open(project);
						},
					}),
				);
			},
			(error: unknown) => shell.fail(error),
		);
	}
}

function projectOf(row: JobRow | null): ProjectReference | null {
	if (!row?.project || row.projectId === null) return null;
	const [group = '', ...label] = row.project.split('/');
	return {id: row.projectId, group, label: label.join('/')};
}
