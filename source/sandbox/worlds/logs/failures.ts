import type {Failure} from './failure.js';
import {inputs, resources} from './failures-of-the-data.js';
import {rest, settings, surroundings} from './failures-of-the-site.js';

export const failures: Failure[] = [...resources, ...inputs, ...settings, ...surroundings, ...rest];

/** The families there are, in the order of the table. */
export const failureCauses: string[] = [...new Set(failures.map(failure => failure.cause))];

/** The ways in which a job of this gear can fail for this cause. */
export function failuresOf(cause: string, gear: string, cluster: boolean): Failure[] {
	return failures.filter(
		failure =>
			failure.cause === cause &&
			(failure.gears?.includes(gear) ?? true) &&
			(failure.cluster === undefined || failure.cluster === cluster),
	);
}
