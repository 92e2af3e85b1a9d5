import {List} from '../components/list.js';
import {indexOfCursor, windowTop} from '../hooks/list-state.js';
import {useStore} from '../hooks/store.js';
import type {ListController} from './list-controller.js';
import type {BodySize} from './shell.js';

/** A controller's list, drawn: the rows of its window and nothing more. */
export function ListBody<Row extends object>(properties: {
	controller: ListController<Row>;
	size: BodySize;
	empty: string;
	now: number;
}) {
	const {controller, size, empty, now} = properties;
	const state = useStore(controller.store);
	const {ids} = controller.shown;
	const rows = controller.shownRows;
	const {columns} = controller.options;
	const sortedBy = state.sort === null ? null : columns.filter(({compare}) => compare)[state.sort];
	const height = Math.max(1, size.height - 1);
	const index = indexOfCursor(state, ids);
	const top = windowTop(state.top, index, height, ids.length);
	const window = rows.slice(top, top + height).map((row, offset) => ({id: ids[top + offset] ?? '', row}));
	return (
		<List
			columns={columns.filter(({has}) => !has || rows.some(row => has(row)))}
			rows={window}
			cursor={ids[index] ?? null}
			marks={state.marks}
			anchor={state.anchor}
			sortedBy={sortedBy ?? null}
			reverse={state.reverse}
			size={size}
			place={{top, count: ids.length}}
			now={now}
			empty={empty}
		/>
	);
}
