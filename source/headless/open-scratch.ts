import {scratchPlaces} from '../hpc/places.js';
import {Quotas, usualQuotaCommand} from '../hpc/quota/quotas.js';
import {openClusters} from '../hpc/slurm/clusters.js';
import {Scratch} from '../state/scratch.js';
import type {Context} from './context.js';

/** The folders that a person settled on, and how a scan of them is started, here or by Slurm. */
export async function openScratch({paths, host, settings}: Context): Promise<Scratch> {
	const {scratch, slurm, quota} = await settings();
	const {environment} = host;
	const [cluster = null] = openClusters({settings: slurm, usual: true, environment, now: Date.now});
	return new Scratch({
		cache: paths.cache,
		places: scratchPlaces(scratch, environment),
		program: {command: host.command, environment},
		quotas: new Quotas({command: quota ?? usualQuotaCommand, environment, now: Date.now}),
		slurm: {cluster, sbatch: slurm?.scan},
	});
}
