import {FlydeckError} from '../model/errors.js';
import type {Operations} from '../operations/index.js';

/** The same operations, refusing to apply anything while read-only is on: whichever way a plan came. */
export function guarded(operations: Operations, readOnly: () => boolean): Operations {
	return {
		...operations,
		apply: async (plan, options) => {
			if (!readOnly()) return operations.apply(plan, options);
			throw new FlydeckError('forbidden', {
				code: 'read-only',
				message: 'flydeck is in read-only mode: nothing was changed.',
				next: 'W switches it off.',
			});
		},
	};
}
