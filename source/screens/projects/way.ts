import type {Layer} from '../../shell/layers.js';
import type {Handler, Shell} from '../../shell/shell.js';
import type {Spot} from './spot.js';

/** What every layer of this screen works with. */
export interface Way {
	shell: Shell;
	push(layer: Layer): void;
}

/** To the jobs of the session that this is, or hangs on. */
export function toJobs({shell}: Way, spot: Spot | null): Handler {
	const session = spot?.session ?? null;
	return {
		run: () => session && shell.go('jobs', session),
		blocked: session ? undefined : 'no session is selected',
	};
}
