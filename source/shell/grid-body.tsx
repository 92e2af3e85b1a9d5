import type {Piece} from '../components/columns.js';
import {Grid, gridHeadRows} from '../components/grid.js';
import {cellId, columnIndex, columnWindow} from '../hooks/grid-state.js';
import {indexOfCursor, windowTop} from '../hooks/list-state.js';
import {useStore} from '../hooks/store.js';
import type {GridController} from './grid-controller.js';
import type {BodySize} from './shell.js';

interface GridBodyProperties<Row extends object, Across> {
	controller: GridController<Row, Across>;
	cell(row: Row, column: Across, width: number): Piece;
	/** What neighbouring columns share. */
	over(column: Across): string;
	noun: string;
	size: BodySize;
	empty: string;
	now: number;
}

/** A controller's grid, drawn: the cells of its window and nothing more. */
export function GridBody<Row extends object, Across>(properties: GridBodyProperties<Row, Across>) {
	const {controller, cell, over, noun, size, empty, now} = properties;
	const {rowId, columnId, columnTitle, frozen} = controller.options;
	const state = useStore(controller.store);
	const list = useStore(controller.rows.store);
	const {across, sortedBy} = controller;
	const shown = controller.shownColumns(size);
	const index = columnIndex(state, shown.ids);
	const {left, count} = columnWindow(state.left, index, shown);
	const {ids} = controller.rows.shown;
	const height = Math.max(1, size.height - gridHeadRows);
	const top = windowTop(list.top, indexOfCursor(list, ids), height, ids.length);
	const columns = new Map(across.slice(left, left + count).map(column => [columnId(column), column]));
	const anchor = state.anchor && cellId(state.anchor);
	const mark = (row: string, column: string) => {
		const id = cellId({row, column});
		if (state.marks.has(id)) return 'marked';
		return id === anchor ? 'anchor' : null;
	};
	return (
		<Grid
			frozen={frozen}
			columns={[...columns].map(([id, column], at) => {
				const width = shown.widths[left + at] ?? 0;
				return {id, title: columnTitle(column), over: over(column), width};
			})}
			rows={controller.rows.shownRows.slice(top, top + height).map(row => ({id: rowId(row), row}))}
			cell={(row, id, width) => {
				const column = columns.get(id);
				return column === undefined ? {text: ''} : cell(row, column, width);
			}}
			cursor={{row: ids[indexOfCursor(list, ids)] ?? null, column: shown.ids[index] ?? null}}
			mark={mark}
			sortedBy={sortedBy}
			reverse={list.reverse}
			size={size}
			place={{top, rows: ids.length, left, columns: shown.ids.length}}
			noun={noun}
			now={now}
			empty={empty}
		/>
	);
}
