import type {Layer} from '../../shell/layers.js';
import type {Handlers} from '../../shell/shell.js';
import {downloadOf} from './carry.js';
import {metadataPage} from './pages.js';
import type {Spot} from './spot.js';
import {toJobs, type Way} from './way.js';

/** What can be done with the container where one stands: open it, read its metadata, see its jobs. */
export function spotCommands<S extends Spot>(way: Way, spot: S | null, open: (spot: S) => Layer): Handlers {
	const none = spot ? undefined : 'nothing is listed';
	return {
		open: {run: () => spot && way.push(open(spot)), blocked: none},
		details: {run: () => spot && way.push(metadataPage(way, spot)), blocked: none},
		download: downloadOf(way.shell, spot),
		'session-jobs': toJobs(way, spot),
	};
}
