import type {BriefView} from '../../model/views.js';
import {LayeredScreen} from '../../shell/layers.js';
import {ListLayer} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import type {Screen, Shell} from '../../shell/shell.js';
import {completed} from '../../state/resource.js';
import {columns} from './columns.js';
import {briefCommands} from './commands.js';
import {type BriefRow, briefRows} from './state.js';

/** What waits for one this morning; `enter` goes where it can be dealt with. */
export default function createBrief(shell: Shell): Screen {
	const {diagnoses} = shell;
	const list = new ListLayer<BriefRow, BriefView>({
		shell,
		title: 'Brief',
		noun: 'lines',
		resource: completed(shell.cache.get(loaders(shell).brief), diagnoses, view => ({
			...view,
			jobs: {...view.jobs, families: diagnoses.families()},
		})),
		rows: briefRows,
		id: row => row.id,
		columns,
		empty: 'Nothing is waiting.',
		words: {open: 'go there'},
		notes: ({problems = []}) => problems,
		commands: ({list: rows}) => briefCommands(shell, rows.selected),
	});
	return new LayeredScreen('brief', list);
}
