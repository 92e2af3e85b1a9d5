import type {Role} from '../../model/flywheel.js';
import {PickDialog} from '../../shell/dialogs/pick-dialog.js';
import type {Handlers, Shell} from '../../shell/shell.js';
import type {AccessRow} from './state.js';

/** Picking a role for the person and project where one stands. */
export function accessCommands(shell: Shell, row: AccessRow | null, roles: () => Promise<readonly Role[]>): Handlers {
	return {
		open: {
			run: () => row && pickRole(shell, row, roles),
			blocked: row ? shell.cannotChange() : 'nothing is listed',
		},
	};
}

function pickRole(shell: Shell, row: AccessRow, roles: () => Promise<readonly Role[]>): void {
	const dialog = new PickDialog(shell, {
		title: `Role of ${row.user} on ${row.project}`,
		help: `Now: ${row.roles.join(' + ') || 'none'}. The role picked replaces all that this person holds there.`,
		choices: roles().then(choicesOf),
		current: row.roles[0],
		submit: role =>
			shell.plan('Changing a role', () =>
				shell.operations.planAccess([{user: row.user, project: row.project, roles: [role]}]),
			),
	});
	shell.open(dialog);
}

/** By its label, which the plan and the history then say; by its id only where two share a label. */
function choicesOf(roles: readonly Role[]): {value: string; label: string}[] {
	return roles.map(({id, label}) => {
		const alone = roles.filter(role => role.label === label).length === 1;
		return {value: alone ? label : id, label};
	});
}
