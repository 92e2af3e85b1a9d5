import type {Handler, Handlers} from '../../shell/shell.js';
import type {PlaceView} from '../../state/scratch.js';
import type {ScanRunner} from './scan-runner.js';
import type {EntryRow} from './state.js';

/** Starting and ending a scan, here or by Slurm. `mine` is whether `esc` here means the scan that is going on. */
export function scanCommands(
	runner: ScanRunner,
	{scan, job, mine}: {scan: Handler; job: Handler; mine: boolean},
): Handlers {
	const running = runner.store.get() !== null;
	const end = {run: () => runner.stop(), blocked: running ? undefined : 'nothing is being scanned'};
	return {
		scan: {...scan, blocked: scan.blocked ?? runner.busy},
		'scan-job': job,
		'end-scan': end,
		...(running && mine && {back: end}),
	};
}

/** Why a place can't be scanned; undefined where it can. */
export function whyNoScan(row: PlaceView | null): string | undefined {
	if (!row) return 'nothing is listed';
	return row.presence.here ? undefined : `it is not mounted here: ${row.presence.why}`;
}

/** A cluster need not scan again what was scanned a while ago (h). */
const jobsEvery = 6;

/** Why no scan is sent to Slurm for a folder whose last result is of then; undefined where one is. */
export function whyNoJob(scannedAt: string | null | undefined, now: number): string | undefined {
	const hours = (now - Date.parse(scannedAt ?? '')) / 3_600_000;
	if (!(hours >= 0 && hours < jobsEvery)) return undefined;
	return `it was scanned less than ${jobsEvery} hours ago; u scans it here`;
}

/** Why a place can't be opened; what was scanned earlier can, wherever one is now. */
export function whyNotOpen(row: PlaceView | null): string | undefined {
	if (!row || row.summary) return row ? undefined : 'nothing is listed';
	return whyNoScan(row) ?? 'it was never scanned; u scans it';
}

/** Why something in a folder can't be opened. */
export function whyNoFolder(row: EntryRow | null, runner: ScanRunner): string | undefined {
	if (!row) return 'nothing is listed';
	if (row.kind === 'file') return 'it is a file';
	if (row.kind === 'rest' && !row.unknown) return 'each of these is too small to be kept by name';
	return row.unknown ? runner.busy : undefined;
}
