/** The only door to a Flywheel site. */
import type {Flywheel} from './flywheel.js';
import {createTransport, type TransportOptions} from './http.js';
import {createReads} from './reads.js';
import {createWrites} from './writes.js';

export type {Flywheel, FlywheelReader, FlywheelWriter, JobQuery, ReadOptions} from './flywheel.js';
export {ApiKey, isLoopback, parseKey} from './key.js';

export function createClient(options: TransportOptions): Flywheel {
	const transport = createTransport(options);
	return {...createReads(transport), ...createWrites(transport), clockDifference: transport.clockDifference};
}
