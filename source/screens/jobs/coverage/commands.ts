import {decisiveRun} from '../../../model/coverage.js';
import type {LaunchRequest} from '../../../operations/index.js';
import type {Handlers, Shell} from '../../../shell/shell.js';
import {openLaunch} from '../launch-dialog.js';
import {type CoverageGrid, jobRowOf, type Spot, whyNoRetry} from './state.js';

/** What a cell leads to and what can be done there: on the grid and on the cell's own page alike. */
export function cellCommands(
	shell: Shell,
	grid: CoverageGrid,
	{spots, here}: {spots: readonly Spot[]; here: Spot | null},
): Handlers {
	const jobs = spots.flatMap(spot => jobRowOf(grid, spot)?.id ?? []);
	const what = jobs.length === 1 ? 'a job' : `${jobs.length} jobs`;
	return {
		retry: {
			run: () => shell.plan(`Retrying ${what}`, () => shell.operations.planRetry(jobs)),
			blocked: whyNoRetry(grid, spots) ?? shell.cannotChange(),
		},
		relaunch: {
			run: () => launchFrom(shell, grid, spots),
			blocked: spots.length === 0 ? 'nothing is listed' : shell.cannotChange(),
		},
		cancel: {
			run: () => shell.plan(`Cancelling ${what}`, () => shell.operations.planCancel(jobs)),
			blocked: whyNoCancel(spots) ?? shell.cannotChange(),
		},
		'go-session': {
			run: () => here && shell.go('projects', placeOf(grid, here)),
			blocked: here ? undefined : 'nothing is listed',
		},
	};
}

/** After the job of the cell; where none ran, with what the gear was last given in the study. */
function launchFrom(shell: Shell, grid: CoverageGrid, spots: readonly Spot[]): void {
	const requests = spots.map((spot): LaunchRequest => {
		const job = jobRowOf(grid, spot)?.id;
		return job === undefined ? {session: spot.session.id, gear: spot.gear} : {job};
	});
	const [only] = requests;
	if (only && requests.length === 1) openLaunch(shell, only);
	else shell.plan(`Launching ${requests.length} runs`, () => shell.operations.planLaunch(requests));
}

function placeOf({study}: CoverageGrid, {session}: Spot) {
	return {project: study.project, subject: session.subject, session: {id: session.id, label: session.session}};
}

function whyNoCancel(spots: readonly Spot[]): string | undefined {
	if (spots.length === 0) return 'nothing is listed';
	const other = spots.find(({runs}) => !['pending', 'running'].includes(decisiveRun(runs)?.state ?? ''));
	return other ? 'only pending and running jobs can be cancelled' : undefined;
}
