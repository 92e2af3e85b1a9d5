import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {useStore} from '../../hooks/store.js';
import type {Hint} from '../../keys/footer.js';
import type {AccessProject} from '../../model/views.js';
import {projectPage} from '../../model/web-page.js';
import {GridBody} from '../../shell/grid-body.js';
import {GridController} from '../../shell/grid-controller.js';
import type {Layer} from '../../shell/layers.js';
import {ListBody} from '../../shell/list-body.js';
import {ListController} from '../../shell/list-controller.js';
import {statusOf, Waiting} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import type {BodySize, Handlers, ScreenStatus, Shell} from '../../shell/shell.js';
import type {AccessSite} from '../../state/access.js';
import type {Readable} from '../../state/resource.js';
import type {Key} from '../../terminal/key-parser.js';
import {grantColumns, personColumns, rolePiece} from './columns.js';
import {accessCommands, type Target} from './commands.js';
import {detailLines, detailRows} from './details.js';
import {type AccessGrid, accessGrid, accessNotes, type Grant, gridFilter, type Person, reach} from './state.js';

/** Where a grid would show a handful of projects, a plain list of who holds what says more. */
const narrow = 70;
const nothing: readonly never[] = [];
const filteredOut = 'The filter lets none of them through. esc clears it.';

export class AccessLayer implements Layer {
	readonly resource: Readable<AccessSite>;
	readonly grid: GridController<Person, AccessProject>;
	readonly list: ListController<Grant>;
	#made: {site: AccessSite; grid: AccessGrid} | null = null;

	constructor(readonly shell: Shell) {
		this.resource = shell.cache.get(loaders(shell).access);
		this.grid = new GridController<Person, AccessProject>({
			shell,
			rows: () => this.#data?.people ?? nothing,
			across: () => this.#data?.projects ?? nothing,
			rowId: ({user}) => user,
			columnId: ({project}) => project,
			columnTitle: ({project, group}) => project.slice(group.length + 1),
			frozen: personColumns,
			filter: text => gridFilter(this.#data ?? {projects: nothing}, text),
			compareIn: (project, a, b) => this.#reach(b, project) - this.#reach(a, project),
			link: ({id}) => projectPage(shell.site.webUrl, id),
			reserved: detailRows,
		});
		const rows = () => this.#data?.grants ?? nothing;
		this.list = new ListController<Grant>({shell, rows, id: ({id}) => id, columns: grantColumns});
		this.resource.subscribe(() => this.#settle());
	}

	enter(): void {
		this.resource.need();
	}

	poll(): void {
		this.resource.poll();
	}

	capture(key: Key): boolean {
		return this.#shown.capture(key);
	}

	typing(): Hint[] | null {
		return this.#isNarrow ? this.list.typing() : this.grid.rows.typing();
	}

	handlers(): Handlers {
		const data = this.#data;
		return {
			...this.#shown.handlers(),
			refresh: {run: () => this.resource.refresh()},
			...(data && accessCommands(this.shell, data, this.#target(data))),
		};
	}

	words(): Partial<Record<string, string>> {
		return {open: 'pick a role'};
	}

	status(): ScreenStatus {
		const data = this.#data;
		const {shown, total, noun} = this.#isNarrow
			? {shown: this.list.shown.ids.length, total: data?.grants.length ?? 0, noun: 'grants'}
			: {
					shown: this.grid.rows.shown.ids.length,
					total: data?.people.length ?? 0,
					noun: data?.people.length === 1 ? 'person' : 'people',
				};
		return {
			...statusOf(this.resource.get()),
			title: 'Access',
			noun,
			shown: data === null ? null : shown,
			total: data === null ? null : total,
			notes: [...this.#shown.notes(), ...this.#filterHelp(), ...(data === null ? [] : accessNotes(data))],
		};
	}

	subscribe = (listener: () => void): (() => void) => {
		const sources = [this.resource, this.grid.store, this.grid.rows.store, this.list.store];
		const stops = sources.map(source => source.subscribe(listener));
		return () => {
			for (const stop of stops) stop();
		};
	};

	View = ({size}: {size: BodySize}): ReactNode => {
		const loaded = useStore(this.resource);
		const {now} = useStore(this.shell.state);
		useStore(this.grid.rows.store);
		useStore(this.grid.store);
		const data = this.#data;
		if (data === null) return <Waiting loaded={loaded} size={size} />;
		const empty = data.people.length === 0 ? 'No roles are visible to you.' : filteredOut;
		if (size.width < narrow) return <ListBody controller={this.list} size={size} empty={empty} now={now} />;
		const {theme} = this.shell;
		const here = {person: this.grid.rows.selected, project: this.grid.column};
		return (
			<Box flexDirection="column">
				<GridBody
					controller={this.grid}
					cell={(row, column, width) => rolePiece(data, row, column, {theme, width})}
					over={({group}) => group}
					noun="projects"
					size={{...size, height: size.height - detailRows}}
					empty={empty}
					now={now}
				/>
				<Text wrap="truncate-end">{detailLines(data, here, theme, size.width).join('\n')}</Text>
			</Box>
		);
	};

	get #data(): AccessGrid | null {
		const {data: site} = this.resource.get();
		if (site === null) return null;
		if (this.#made?.site !== site) this.#made = {site, grid: accessGrid(site)};
		return this.#made.grid;
	}

	get #isNarrow(): boolean {
		return this.shell.bodySize().width < narrow;
	}

	get #shown(): GridController<Person, AccessProject> | ListController<Grant> {
		return this.#isNarrow ? this.list : this.grid;
	}

	/** Which terms mean people and which projects, until something is typed. */
	#filterHelp(): string[] {
		const {typing, filter} = this.grid.rows.store.get();
		return typing && filter === '' ? ['role: too; project: group: for columns'] : [];
	}

	#settle(): void {
		this.grid.settle();
		this.list.settle();
	}

	#reach({roles}: Person, project: string): number {
		return this.#data ? reach(this.#data, roles.get(project)) : 0;
	}

	#target(data: AccessGrid): Target {
		const spot = (user: string, name: string) => {
			const project = data.project.get(name);
			return project ? [{user, project, roles: data.person.get(user)?.roles.get(name)}] : [];
		};
		if (this.#isNarrow) {
			const {marked, selected} = this.list;
			const rows = marked.length > 0 ? marked : selected ? [selected] : [];
			const project = selected ? (data.project.get(selected.project) ?? null) : null;
			return {spots: rows.flatMap(row => spot(row.user, row.project)), user: selected?.user ?? null, project};
		}
		const {marked, selected, column} = this.grid;
		const cells = marked.length > 0 ? marked : selected ? [selected] : [];
		return {
			spots: cells.flatMap(cell => spot(cell.row, cell.column)),
			user: this.grid.rows.selected?.user ?? null,
			project: column,
		};
	}
}
