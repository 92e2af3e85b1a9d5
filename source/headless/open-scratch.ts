import {scratchPlaces} from '../hpc/places.js';
import {Scratch} from '../state/scratch.js';
import type {Context} from './context.js';

/** The folders that a person settled on, and how a scan of them is started. */
export async function openScratch({paths, host, settings}: Context): Promise<Scratch> {
	const {scratch} = await settings();
	return new Scratch({
		cache: paths.cache,
		places: scratchPlaces(scratch, host.environment),
		program: {command: host.command, environment: host.environment},
	});
}
