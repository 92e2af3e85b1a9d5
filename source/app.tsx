import type {ScreenId} from './keys/commands.js';
import {toFlydeckError} from './model/errors.js';
import type {ScreenFactory} from './shell/navigator.js';
import type {Opening} from './shell/opening.js';
import {type DashboardRun, openDashboard} from './shell/run.js';

const screenModules: Record<ScreenId, () => Promise<{default: ScreenFactory}>> = {
	brief: () => import('./screens/brief/index.js'),
	projects: () => import('./screens/projects/index.js'),
	unsorted: () => import('./screens/unsorted/index.js'),
	jobs: () => import('./screens/jobs/index.js'),
	access: () => import('./screens/access/index.js'),
	scratch: () => import('./screens/scratch/index.js'),
	history: () => import('./screens/history/index.js'),
};

/**
 * The dashboard, until the person leaves it or something ends it.
 *
 * @returns the exit code: 0 after `q`; 1 after a defect; 128 and the signal's number after a
 * signal. The terminal is as it was before in every case.
 */
export async function runDashboard(options: DashboardRun, opening: Opening): Promise<number> {
	const {code, error} = await openDashboard(options, opening, async id => (await screenModules[id]()).default);
	if (error !== undefined) {
		const {message, next} = toFlydeckError(error);
		options.stderr.write(`${message}\n${next}\n`);
	}
	return code;
}
