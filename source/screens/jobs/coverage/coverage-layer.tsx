import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {count} from '../../../format/amounts.js';
import {useStore} from '../../../hooks/store.js';
import type {Hint} from '../../../keys/footer.js';
import type {CoverageRow} from '../../../model/coverage.js';
import {coverageFilter} from '../../../model/coverage-filter.js';
import {projectPage} from '../../../model/web-page.js';
import {GridBody} from '../../../shell/grid-body.js';
import {GridController} from '../../../shell/grid-controller.js';
import type {Layer} from '../../../shell/layers.js';
import {statusOf, Waiting} from '../../../shell/list-layer.js';
import {loaders} from '../../../shell/loaders.js';
import type {BodySize, Handlers, ScreenStatus, Shell} from '../../../shell/shell.js';
import {beside, type Readable} from '../../../state/resource.js';
import type {Key} from '../../../terminal/key-parser.js';
import {cellPiece, completeness, sessionColumns} from './columns.js';
import {cellCommands} from './commands.js';
import {detailLines, detailRows} from './details.js';
import {
	type CoverageData,
	type CoverageGrid,
	compareCells,
	coverageGrid,
	type ProjectReference,
	type Spot,
	spotAt,
} from './state.js';

const nothing: readonly never[] = [];

/** Sessions × gears of one project. */
export class CoverageLayer implements Layer {
	readonly resource: Readable<CoverageData>;
	readonly grid: GridController<CoverageRow, string>;
	#made: {of: CoverageData; grid: CoverageGrid} | null = null;

	/** @param more what else keys do here, by where one stands */
	constructor(
		readonly shell: Shell,
		readonly project: ProjectReference,
		readonly more: (layer: CoverageLayer) => Handlers,
	) {
		const {coverage, workflow} = loaders(shell);
		this.resource = beside(shell.cache.get(coverage(project)), shell.cache.get(workflow(project)));
		this.grid = new GridController<CoverageRow, string>({
			shell,
			rows: () => this.data?.view.rows ?? nothing,
			across: () => this.data?.view.gears ?? nothing,
			rowId: ({id}) => id,
			columnId: gear => gear,
			columnTitle: gear => gear,
			frozen: sessionColumns,
			filter: text => coverageFilter(this.data?.view ?? {gears: []}, text),
			compareIn: (gear, a, b) => compareCells(a, b, gear),
			link: () => projectPage(shell.site.webUrl, project.id),
			reserved: detailRows,
		});
		this.resource.subscribe(() => this.grid.settle());
	}

	get data(): CoverageGrid | null {
		const {data} = this.resource.get();
		// The workflow gives the columns their order: they don't change places once they are shown.
		if (data === null || (data.side === null && data.sideError === null)) return null;
		if (this.#made?.of !== data) this.#made = {of: data, grid: coverageGrid(data)};
		return this.#made.grid;
	}

	/** Where one stands. */
	get here(): Spot | null {
		const {data} = this;
		const {selected} = this.grid;
		return data && selected ? spotAt(data, selected.row, selected.column) : null;
	}

	/** What keys are about: the cells marked, else where one stands. */
	get spots(): Spot[] {
		const {data, here} = this;
		const {marked} = this.grid;
		if (!data || marked.length === 0) return here ? [here] : [];
		return marked.flatMap(({row, column}) => spotAt(data, row, column) ?? []);
	}

	enter(): void {
		this.resource.need();
	}

	poll(): void {
		this.resource.poll();
	}

	capture(key: Key): boolean {
		return this.grid.capture(key);
	}

	typing(): Hint[] | null {
		return this.grid.rows.typing();
	}

	handlers(): Handlers {
		const {data, spots, here} = this;
		return {
			...this.grid.handlers(),
			refresh: {run: () => this.resource.refresh()},
			...(data && cellCommands(this.shell, data, {spots, here})),
			...this.more(this),
		};
	}

	words(): Partial<Record<string, string>> {
		return {open: 'cell', coverage: 'jobs'};
	}

	status(): ScreenStatus {
		const {data} = this;
		return {
			...statusOf(this.resource.get()),
			title: `Coverage of ${this.project.group}/${this.project.label}`,
			noun: data?.view.rows.length === 1 ? 'session' : 'sessions',
			shown: data === null ? null : this.grid.rows.shown.ids.length,
			total: data === null ? null : data.view.rows.length,
			notes: [...this.grid.notes(), ...this.#filterHelp(), ...(data ? overall(data) : [])],
		};
	}

	subscribe = (listener: () => void): (() => void) => {
		const stops = [this.resource, this.grid.store, this.grid.rows.store].map(source => source.subscribe(listener));
		return () => {
			for (const stop of stops) stop();
		};
	};

	View = ({size}: {size: BodySize}): ReactNode => {
		const loaded = useStore(this.resource);
		const {now} = useStore(this.shell.state);
		useStore(this.grid.rows.store);
		useStore(this.grid.store);
		const {data} = this;
		if (data === null) return <Waiting loaded={loaded} size={size} />;
		const {theme} = this.shell;
		const lines = detailLines(data, this.here, {theme, now: new Date(now), width: size.width});
		return (
			<Box flexDirection="column">
				<GridBody
					controller={this.grid}
					cell={(row, gear, width) => cellPiece(row, gear, {theme, width})}
					over={gear => completeness(data.view, gear)}
					noun="gears"
					size={{...size, height: size.height - detailRows}}
					empty={emptyWords(data)}
					now={now}
				/>
				<Text wrap="truncate-end">{lines.join('\n')}</Text>
			</Box>
		);
	};

	/** Which terms mean gears and which sessions, until something is typed. */
	#filterHelp(): string[] {
		const {typing, filter} = this.grid.rows.store.get();
		return typing && filter === '' ? ['never:GEAR failed:GEAR for sessions; gear: for columns'] : [];
	}
}

function overall({view}: CoverageGrid): string[] {
	const sum = (state: 'failed' | 'never') =>
		view.gears.reduce((all, gear) => all + (view.totals[gear]?.[state] ?? 0), 0);
	const failed = sum('failed');
	return [...(failed > 0 ? [count(failed, 'cell failed', 'cells failed')] : []), `${sum('never')} never run`];
}

function emptyWords({view}: CoverageGrid): string {
	return view.rows.length === 0
		? 'This project holds no session that you can see.'
		: 'The filter lets none of them through. esc clears it.';
}
