import type {ProjectRow} from '../../model/views.js';
import type {Handlers} from '../../shell/shell.js';

export function projectCommands(row: ProjectRow | null, open: (row: ProjectRow) => void): Handlers {
	return {open: {run: () => row && open(row), blocked: row ? undefined : 'nothing is listed'}};
}
