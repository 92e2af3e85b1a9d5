import {bytes, count} from '../../format/amounts.js';
import type {LayeredScreen} from '../../shell/layers.js';
import {ListLayer} from '../../shell/list-layer.js';
import type {Shell} from '../../shell/shell.js';
import {partOf} from '../../state/resource.js';
import {calendarLayer} from './calendar.js';
import {folderCarryCommands} from './carry.js';
import {entryColumns} from './columns.js';
import {scanCommands, whyNoFolder, whyNoJob} from './commands.js';
import {ageLines, scanningLines, summaryNotes} from './details.js';
import {type FolderData, FolderScan} from './folder-scan.js';
import {progressWords, type ScanRunner} from './scan-runner.js';
import {type EntryRow, entryRows, fileRows} from './state.js';

interface Opened {
	shell: Shell;
	runner: ScanRunner;
	screen: LayeredScreen;
	path: string;
	known: FolderData | null;
	/** Scans of the folder itself from then on are as good as new (ISO). */
	since: string;
}

/** Puts a folder on top: what is in it, with a bar for how much of it that is. */
export function openFolder({shell, runner, screen, path, known, since}: Opened): void {
	const purgeDays = shell.scratch.purgeDays(path);
	const now = () => shell.now().getTime();
	const running = () => (runner.isScanning(path) ? runner.store.get() : null);
	const {scratch} = shell;
	const folder = new FolderScan({path, known, since, scratch, runner, onNothing: () => screen.pop(layer)});
	const open = (row: EntryRow) => {
		const {data} = folder.get();
		if (!data || row.at === null) return void folder.scan();
		const inside = row.unknown ? null : {...data, at: row.at};
		openFolder({shell, runner, screen, path: row.id, known: inside, since: data.scan.summary.scannedAt});
	};
	const layer: ListLayer<EntryRow, FolderData> = new ListLayer<EntryRow, FolderData>({
		shell,
		title: path,
		noun: 'entries',
		resource: folder,
		rows: data => entryRows(data, path, purgeDays),
		id: row => row.id,
		columns: entryColumns(purgeDays > 0),
		empty: 'This folder is empty.',
		live: runner.store,
		waiting: width => scanningLines(running(), shell.theme, now(), width),
		head: ({scan, at}) => (at === 0 ? ageLines(scan.summary, purgeDays > 0, shell.theme) : []),
		notes: data => {
			const going = running();
			return [...(going ? [`scanning: ${progressWords(going, now())}`] : []), ...folderNotes(data)];
		},
		commands: ({list: {selected}}) => ({
			...scanCommands(runner, {
				scan: {run: () => void folder.scan()},
				job: {
					run: () => void runner.submit(path).catch((error: unknown) => shell.fail(error)),
					blocked: whyNoJob(folder.get().data?.scan.summary.scannedAt, now()),
				},
				mine: running() !== null,
			}),
			files: {run: () => screen.push(filesLayer(shell, folder, path)), blocked: whyNoFiles(folder)},
			calendar: {
				run: () => screen.push(calendarLayer(shell, folder, path)),
				blocked: whyNoCalendar(folder.get().data, purgeDays),
			},
			open: {run: () => selected && open(selected), blocked: whyNoFolder(selected, runner)},
			...folderCarryCommands(shell, selected?.kind === 'folder' ? selected.id : null, undefined),
		}),
	});
	screen.push(layer);
}

/** The largest and the oldest files of a folder, wherever in it: `s` puts the oldest first. */
function filesLayer(shell: Shell, folder: FolderScan, path: string): ListLayer<EntryRow, FolderData> {
	const purgeDays = shell.scratch.purgeDays(path);
	return new ListLayer<EntryRow, FolderData>({
		shell,
		title: `Largest and oldest files in ${path}`,
		noun: 'files',
		resource: partOf(folder, data => data),
		rows: data => fileRows(data, path, purgeDays),
		id: row => row.id,
		columns: entryColumns(purgeDays > 0),
		empty: 'There is no file in this folder.',
	});
}

function whyNoFiles(folder: FolderScan): string | undefined {
	return folder.get().data ? undefined : 'nothing is known of this folder yet';
}

function whyNoCalendar(data: FolderData | null, purgeDays: number): string | undefined {
	if (purgeDays === 0) return 'nothing is purged here';
	if (!data) return 'nothing is known of this folder yet';
	return data.at === 0 ? undefined : 'it is of a folder that was scanned itself: esc goes there, or u scans this one';
}

function folderNotes({scan, at}: FolderData): string[] {
	const whole = scan.entries[at];
	const sums = whole ? [`${bytes(whole.bytes)} in ${count(whole.files, 'file')}`] : [];
	return [...sums, ...summaryNotes(scan.summary)];
}
