import type {Role} from '../../model/flywheel.js';
import {PickDialog} from '../../shell/dialogs/pick-dialog.js';
import type {Handlers, Shell} from '../../shell/shell.js';
import type {AccessRow} from './state.js';

/** Picking a role for the person and project where one stands. */
export function accessCommands(shell: Shell, row: AccessRow | null, roles: () => Promise<readonly Role[]>): Handlers {
	return {
		open: {
			run: () => {
				if (row) pickRole(shell, row, roles).catch((error: unknown) => shell.fail(error));
			},
			blocked: row ? shell.cannotChange() : 'nothing is listed',
		},
	};
}

async function pickRole(shell: Shell, row: AccessRow, roles: () => Promise<readonly Role[]>): Promise<void> {
	const known = await roles();
	// By its label, which the plan and the history then say; by its id only where two share a label.
	const choices = known.map(({id, label}) => {
		const alone = known.filter(role => role.label === label).length === 1;
		return {value: alone ? label : id, label};
	});
	const dialog = new PickDialog(shell, {
		title: `Role of ${row.user} on ${row.project}`,
		help: `Now: ${row.roles.join(' + ') || 'none'}. The role picked replaces all that this person holds there.`,
		choices,
		current: choices.find(choice => choice.label === row.roles[0])?.value,
		submit: role => shell.plan('Changing a role', () => shell.operations.planAccessSet(row.user, role, [row.project])),
	});
	shell.open(dialog);
}
