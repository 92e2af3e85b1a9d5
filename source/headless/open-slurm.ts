import {openClusters} from '../hpc/slurm/clusters.js';
import {Slurm} from '../state/slurm.js';
import type {Context} from './context.js';

/** The clusters of the settings. The sandbox that flydeck brings has jobs that no Slurm of this machine can know. */
export async function openSlurm({host, options, settings}: Context): Promise<Slurm> {
	const {slurm} = await settings();
	const usual = !(options.sandbox || options.orSandbox);
	const clusters = openClusters({settings: slurm, usual, environment: host.environment, now: Date.now});
	return new Slurm({clusters, cast: slurm?.cast});
}
