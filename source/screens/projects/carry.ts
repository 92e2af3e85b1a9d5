import {homedir} from 'node:os';
import path from 'node:path';
import {fileName} from '../../format/file-name.js';
import {carrierOf} from '../../shell/carrier.js';
import {EditDialog} from '../../shell/dialogs/edit-dialog.js';
import type {Handler, Shell} from '../../shell/shell.js';
import type {Spot} from './spot.js';

/** `~` is what a shell would make of it. */
export function folderFrom(text: string): string | null {
	const typed = text.trim().replace(/^~(?=\/|$)/, homedir());
	return path.isAbsolute(typed) ? path.normalize(typed) : null;
}

/** To the first folder of the cluster that is here, below the person's own place where there is one. */
function proposed(shell: Shell, spot: Spot): string {
	const [place] = shell.scratch.places;
	return path.join(place?.path ?? homedir(), ...spot.path.split('/').map(fileName));
}

/** The files of an analysis or a session, to a folder. */
export function downloadOf(shell: Shell, spot: Spot | null): Handler {
	const carrier = carrierOf(shell);
	const fits = spot && (spot.kind === 'analyses' || spot.kind === 'sessions') ? spot : null;
	const label = fits?.path.split('/').at(-1) ?? '';
	return {
		blocked: fits ? carrier.busy : 'only an analysis or a session can be downloaded',
		run: () =>
			fits &&
			shell.open(
				new EditDialog(shell, {
					title: `Download ${label}`,
					help: [
						'A folder, from / on or from ~. What is there whole is left; what an earlier download began goes on.',
						'It goes on while you work; ctrl-x ends it.',
					],
					value: proposed(shell, fits),
					words: {enter: 'download', prompt: 'enter downloads it while you work.'},
					check: text => (folderFrom(text) === null ? 'Write the folder from / on.' : null),
					submit: text => {
						const to = folderFrom(text);
						if (to !== null) carrier.download(fits.id, label, to);
					},
				}),
			),
	};
}
