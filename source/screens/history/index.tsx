import type {HistoryEntry} from '../../model/plan.js';
import {LayeredScreen} from '../../shell/layers.js';
import {ListLayer} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import type {Screen, Shell} from '../../shell/shell.js';
import {TextLayer} from '../../shell/text-layer.js';
import {partOf} from '../../state/resource.js';
import {columns} from './columns.js';
import {entryCommands} from './commands.js';
import {entryLines} from './state.js';

/** Every change that flydeck made from here, newest first; `z` takes the selected one back. */
export default function createHistory(shell: Shell): Screen {
	const list = new ListLayer<HistoryEntry, readonly HistoryEntry[]>({
		shell,
		title: 'History',
		noun: 'changes',
		resource: shell.cache.get(loaders(shell).history),
		rows: entries => entries,
		id: entry => entry.id,
		columns,
		empty: 'flydeck has changed nothing from this account yet.',
		words: {open: 'details', undo: 'undo this one'},
		preview: (entry, width) => entryLines(entry, shell.theme, width),
		commands: ({list: rows}) => ({
			...entryCommands(shell, rows.selected),
			open: {
				run: () => rows.selected && screen.push(entryPage(rows.selected)),
				blocked: rows.selected ? undefined : 'nothing is listed',
			},
		}),
	});
	const entryPage = (entry: HistoryEntry) => {
		const now = () => list.rows.find(({id}) => id === entry.id) ?? entry;
		return new TextLayer<HistoryEntry>({
			shell,
			title: 'A change',
			noun: 'lines',
			resource: partOf(list.resource, now),
			lines: (data, width) => entryLines(data, shell.theme, width),
			words: {undo: 'undo this one'},
			commands: () => ({...entryCommands(shell, now()), 'copy-id': {run: () => shell.copy(entry.id, 'the id')}}),
		});
	};
	const screen = new LayeredScreen('history', list);
	return screen;
}
