import type {Layer} from '../../shell/layers.js';
import type {Handler, Shell} from '../../shell/shell.js';
import type {Spot} from './spot.js';

/** What every layer of this screen works with. */
export interface Way {
	shell: Shell;
	push(layer: Layer): void;
}

/** To the jobs of the session that this is, or hangs on; of an analysis, to its own. */
export function toJobs({shell}: Way, spot: Spot | null): Handler {
	const session = spot?.session ?? null;
	return {
		run: () => session && shell.go('jobs', {...session, ...(spot?.kind === 'analyses' && {analysis: spot.id})}),
		blocked: session ? undefined : 'no session is selected',
	};
}
