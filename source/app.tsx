import type {ScreenId} from './keys/commands.js';
import {toFlydeckError} from './model/errors.js';
import type {ScreenFactory} from './shell/navigator.js';
import {type DashboardRun, openDashboard} from './shell/run.js';
import {cannotDraw} from './terminal/capabilities.js';

const screenModules: Record<ScreenId, () => Promise<{default: ScreenFactory}>> = {
	brief: () => import('./screens/brief/index.js'),
	projects: () => import('./screens/projects/index.js'),
	unsorted: () => import('./screens/unsorted/index.js'),
	jobs: () => import('./screens/jobs/index.js'),
	access: () => import('./screens/access/index.js'),
	scratch: () => import('./screens/scratch/index.js'),
	history: () => import('./screens/history/index.js'),
};

const instead =
	'Use the commands: `flydeck brief`, `flydeck unsorted`, `flydeck move`, `flydeck jobs`, `flydeck access`, `flydeck history`; `flydeck --help` lists all.';

/**
 * The dashboard, until the person leaves it or something ends it.
 *
 * @returns the exit code: 0 after `q`; 2 where this terminal can't show it; 1 after a defect;
 * 128 and the signal's number after a signal. The terminal is as it was before in every case.
 */
export async function runDashboard(options: DashboardRun): Promise<number> {
	const environment = options.environment ?? process.env;
	const narrate = (text: string) => (options.stderr ?? options.stdout).write(`${text}\n`);
	const reason = cannotDraw(options.stdin, options.stdout, environment);
	if (reason !== null) {
		narrate(`${reason} ${instead}`);
		return 2;
	}
	const {code, error} = await openDashboard(options, environment, async id => (await screenModules[id]()).default);
	if (error !== undefined) {
		const {message, next} = toFlydeckError(error);
		narrate(`${message}\n${next}`);
	}
	return code;
}
