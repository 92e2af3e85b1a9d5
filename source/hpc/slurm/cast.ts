import {access} from 'node:fs/promises';
import path from 'node:path';

/** What Cast left of a job: nothing, the script it wrote, or that and Slurm's output. */
export type CastTrace = {script: string; sent: boolean} | null;

async function isThere(file: string): Promise<boolean> {
	return access(file).then(
		() => true,
		() => false,
	);
}

/**
 * Cast writes the script, then hands it to sbatch; a script without the output that Slurm opens
 * at the start was refused, or still waits. Cast never sends a script twice.
 */
export async function castTrace(folder: string, id: string): Promise<CastTrace> {
	const script = path.join(folder, 'logs/generated', `job-${id}.sh`);
	if (!(await isThere(script))) return null;
	return {script, sent: await isThere(path.join(folder, 'logs/queue', `job-${id}.txt`))};
}
