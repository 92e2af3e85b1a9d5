/** The way of a log into a file: its name is asked for, and whether a file there is to be replaced. */

import {safeText} from '../../format/safe-text.js';
import {FlydeckError} from '../../model/errors.js';
import type {JobRow} from '../../model/views.js';
import {EditDialog} from '../../shell/dialogs/edit-dialog.js';
import {PickDialog} from '../../shell/dialogs/pick-dialog.js';
import type {Shell} from '../../shell/shell.js';
import {namedFile, saveText} from '../../state/save-text.js';

/** Letters that every file system takes, and no shell takes for something else. */
function namePart(text: string): string {
	return text.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 40);
}

export function logFileName({gear, subject, session, id}: JobRow): string {
	const parts = [gear, subject, session, id].flatMap(part => (part ? namePart(part) : []));
	return `${parts.join('_').replace(/^[.-]+/, '')}.log`;
}

export function askToSave(shell: Shell, row: JobRow, text: string, name = logFileName(row)): void {
	const save = (file: string, replace: boolean) => {
		saveText(file, text, {replace}).then(
			() => shell.toast('good', `Saved the log to ${file}.`),
			(error: unknown) => {
				const taken = error instanceof FlydeckError && error.code === 'file-exists';
				if (taken) askToReplace(file);
				else shell.fail(error);
			},
		);
	};
	const askToReplace = (file: string) =>
		shell.open(
			new PickDialog(shell, {
				title: 'That file is there already',
				help: safeText(file),
				choices: Promise.resolve([
					{value: 'other', label: 'Save under another name', detail: 'the file stays as it is'},
					{value: 'replace', label: 'Replace it', detail: 'what is in it now is lost'},
				]),
				prompt: 'enter takes the choice; nothing is written yet.',
				submit: value => (value === 'replace' ? save(file, true) : askToSave(shell, row, text, file)),
			}),
		);
	shell.open(
		new EditDialog(shell, {
			title: 'Save the log to a file',
			help: [`From ${safeText(process.cwd())} on; ~ is your home. Escapes are made visible, as \`flydeck log\` does.`],
			value: name,
			words: {enter: 'save', prompt: 'enter saves it. A file that is there is not replaced unasked.'},
			check: typed => (typed.trim() === '' ? 'Name a file.' : null),
			submit: typed => save(namedFile(typed), false),
		}),
	);
}
