import path from 'node:path';
import {carrierOf} from '../../shell/carrier.js';
import {EditDialog} from '../../shell/dialogs/edit-dialog.js';
import type {Handlers, Shell} from '../../shell/shell.js';
import {findUploadPlace} from '../../state/upload-place.js';

/** `LABEL to GROUP/PROJECT[/SUBJECT/SESSION]`: the last `to` counts, since a label may hold one. */
function parseUpload(text: string): {to: string; label: string} | null {
	const [, label = '', to = ''] = /^\s*(.+)\s+to\s+(.+?)\s*$/.exec(text) ?? [];
	const parts = to.split('/');
	const fits = (parts.length === 2 || parts.length === 4) && parts.every(part => part.trim() !== '');
	return fits ? {to, label: label.trim()} : null;
}

function uploadDialog(shell: Shell, folder: string): EditDialog {
	return new EditDialog(shell, {
		title: `Upload ${folder}`,
		help: [
			'LABEL to GROUP/PROJECT/SUBJECT/SESSION, or LABEL to GROUP/PROJECT: a new analysis of that label, with the folder as one archive.',
			'Once the plan is confirmed it goes on while you work; ctrl-x ends it.',
		],
		value: `${path.basename(folder)} to `,
		check: text => (parseUpload(text) ? null : 'Say as what, and where to: LABEL to GROUP/PROJECT/SUBJECT/SESSION.'),
		submit: text => {
			const wish = parseUpload(text);
			if (!wish) return;
			shell.plan('Reading the folder', async () => {
				const parent = await findUploadPlace(shell.client, wish.to);
				return shell.operations.planUpload({folder, parent, label: wish.label});
			});
		},
	});
}

function compareDialog(shell: Shell, folder: string): EditDialog {
	return new EditDialog(shell, {
		title: `Is ${folder} in Flywheel?`,
		help: ['The id of an analysis or a session: y on the Projects screen copies it. Nothing is deleted.'],
		value: '',
		words: {enter: 'compare', prompt: 'enter compares by name and size; nothing is changed.'},
		check: text => (/^[\da-f]{24}$/.test(text.trim()) ? null : 'An id is 24 digits and letters from a to f.'),
		submit: text => carrierOf(shell).compare(folder, text.trim()),
	});
}

/** What can be done between a folder here and Flywheel. `blocked`: why it is no folder that one can read. */
export function folderCarryCommands(shell: Shell, folder: string | null, blocked: string | undefined): Handlers {
	const {busy} = carrierOf(shell);
	const none = blocked ?? (folder === null ? 'no folder is selected' : busy);
	return {
		upload: {
			run: () => folder !== null && shell.open(uploadDialog(shell, folder)),
			blocked: none ?? shell.cannotChange(),
		},
		compare: {run: () => folder !== null && shell.open(compareDialog(shell, folder)), blocked: none},
	};
}
