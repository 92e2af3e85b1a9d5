import type {Settings} from '../../config/settings.js';
import {Cluster} from './cluster.js';

/** Slurm's commands give up on a frozen controller after 10 s: their own words are the better ones. */
const usualTimeLimit = 12_000;

export interface ClustersOptions {
	settings: Settings['slurm'];
	/** Whether the Slurm of this machine is asked where no cluster is set. */
	usual: boolean;
	environment: Record<string, string | undefined>;
	now(): number;
}

/** The clusters of the settings; where none are set, the one whose commands are at hand. */
export function openClusters({settings, usual, environment, now}: ClustersOptions): Cluster[] {
	const clusters = settings?.clusters ?? (usual ? [{name: 'slurm'}] : []);
	return clusters.map(({name, prefix = []}) => {
		const timeLimit = settings?.timeLimit === undefined ? usualTimeLimit : settings.timeLimit * 1000;
		return new Cluster({name, prefix, user: settings?.user, environment, timeLimit, now});
	});
}
