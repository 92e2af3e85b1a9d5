import type {Handlers, Shell} from '../../shell/shell.js';
import type {BriefRow} from './state.js';

export function briefCommands(shell: Shell, row: BriefRow | null): Handlers {
	return {
		open: {
			run: () => row && shell.go(row.screen, {filter: row.filter}),
			blocked: row ? undefined : 'nothing is listed',
		},
	};
}
