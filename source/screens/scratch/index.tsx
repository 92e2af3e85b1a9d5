import {LayeredScreen} from '../../shell/layers.js';
import {ListLayer} from '../../shell/list-layer.js';
import type {Screen, Shell} from '../../shell/shell.js';
import type {PlaceView} from '../../state/scratch.js';
import {folderCarryCommands} from './carry.js';
import {placeColumns} from './columns.js';
import {scanCommands, whyNoJob, whyNoScan, whyNotOpen} from './commands.js';
import {placeLines} from './details.js';
import {doctorLayer} from './doctor-layer.js';
import {openFolder} from './folder-layer.js';
import {ScanRunner} from './scan-runner.js';

/** Folders on the cluster: how large and how old, and when it is purged. Nothing is scanned unasked. */
export default function createScratch(shell: Shell): Screen {
	const runner = new ScanRunner(shell);
	const running = (path: string) => (runner.isScanning(path) ? runner.store.get() : null);
	const now = () => shell.now().getTime();
	const list = new ListLayer<PlaceView, readonly PlaceView[]>({
		shell,
		title: 'Scratch',
		noun: 'folders',
		resource: shell.cache.get({name: 'scratch', every: 15, load: async () => shell.scratch.list()}),
		rows: places => places,
		id: row => row.path,
		columns: placeColumns(running),
		empty: 'The settings list no folder.',
		live: runner.store,
		preview: (row, width) => placeLines(row, running(row.path), shell.theme, now(), width),
		commands: ({list: {selected}}) => ({
			...scanCommands(runner, {
				scan: {run: () => selected && scan(selected.path), blocked: whyNoScan(selected)},
				job: {
					run: () => selected && submit(selected.path),
					blocked: selected ? whyNoJob(selected.summary?.scannedAt, now()) : whyNoScan(selected),
				},
				mine: true,
			}),
			doctor: {run: () => screen.push(doctorLayer(shell))},
			open: {run: () => selected && open(selected), blocked: whyNotOpen(selected)},
			...folderCarryCommands(shell, selected?.path ?? null, whyNoScan(selected)),
		}),
	});
	const scan = (path: string) => {
		runner.scan(path).then(
			() => list.resource.refresh(),
			(error: unknown) => shell.fail(error),
		);
	};
	const submit = (path: string) => {
		runner.submit(path).then(
			() => list.resource.refresh(),
			(error: unknown) => shell.fail(error),
		);
	};
	const open = ({path}: PlaceView) => openFolder({shell, runner, screen, path, known: null, since: ''});
	const screen = new LayeredScreen('scratch', list);
	return screen;
}
