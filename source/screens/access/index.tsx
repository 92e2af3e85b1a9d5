import type {AccessView} from '../../model/views.js';
import {LayeredScreen} from '../../shell/layers.js';
import {ListLayer} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import type {Screen, Shell} from '../../shell/shell.js';
import {columns} from './columns.js';
import {accessCommands} from './commands.js';
import {type AccessRow, accessNotes, accessRows} from './state.js';

/** Who may do what where; `enter` picks another role. */
export default function createAccess(shell: Shell): Screen {
	const load = loaders(shell);
	const list = new ListLayer<AccessRow, AccessView>({
		shell,
		title: 'Access',
		noun: 'grants',
		resource: shell.cache.get(load.access),
		rows: accessRows,
		id: row => row.id,
		columns,
		empty: 'No roles are visible to you.',
		words: {open: 'pick a role'},
		notes: accessNotes,
		commands: ({list: rows}) => accessCommands(shell, rows.selected, load.roles),
	});
	return new LayeredScreen('access', list);
}
