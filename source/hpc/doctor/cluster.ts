import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import {type Finding, shellWord} from '../../model/finding.js';
import type {ScratchPlace} from '../../model/scratch.js';
import {isLive} from '../../model/slurm.js';
import {presenceOf} from '../places.js';
import type {Cluster} from '../slurm/cluster.js';
import {good, info} from './machine.js';

/** Whether each cluster answers, through whatever must be loaded first. */
export async function lookAtSlurm(clusters: readonly Cluster[], signal?: AbortSignal): Promise<Finding[]> {
	if (clusters.length === 0) return [info('slurm', 'The settings name no cluster.')];
	return Promise.all(
		clusters.map(async (cluster): Promise<Finding> => {
			const {name} = cluster.options;
			const who = name === 'slurm' ? 'Slurm' : `Slurm on ${name}`;
			const answer = await cluster.queue(signal);
			if (answer.ok) return good('slurm', `${who} answers.`);
			if (answer.code !== 'absent')
				return {
					check: 'slurm',
					level: 'caution',
					message: `${who} does not answer: ${answer.words}.`,
					command: 'sinfo',
				};
			return info(
				'slurm',
				`${who} has no commands on this machine; on Blanca a module brings them.`,
				'module use /curc/sw/modules/slurm && module load slurm/blanca',
			);
		}),
	);
}

/** Which of the folders of the settings this machine has. */
export async function lookAtPlaces(places: readonly ScratchPlace[]): Promise<Finding[]> {
	return Promise.all(
		places.map(async ({path: place}) => {
			const presence = await presenceOf(place);
			if (presence.here) return good('paths', `${place} is mounted.`);
			return info('paths', `${place} is not here: ${presence.why}. Other nodes may have it.`);
		}),
	);
}

/** Cast sends a script within a minute; one that was not sent after so many ms never will be. */
const unsentAfter = 10 * 60_000;
const mostNamed = 10;
const script = /^job-([0-9a-f]{24})\.sh$/;

/**
 * Scripts that Cast wrote and sbatch refused: it never sends one twice, so Flywheel waits for
 * these jobs for ever.
 */
export async function lookAtCast(folder: string, clusters: readonly Cluster[], now: number): Promise<Finding[]> {
	const check = 'cast';
	const written = path.join(folder, 'logs/generated');
	const names = await readdir(written).catch(() => null);
	if (!names) return [info(check, `Cast’s scripts can’t be looked at: there is no ${written} here.`)];
	const unsent = (await Promise.all(names.map(async name => whenUnsent(folder, name, now)))).filter(id => id !== null);
	const queues = await Promise.all(clusters.map(cluster => cluster.queue()));
	const live = new Set(queues.flatMap(queue => (queue.ok ? queue.jobs.filter(isLive).map(({name}) => name) : [])));
	const stuck = unsent.filter(id => !live.has(`fw-${id}`)).sort();
	if (stuck.length === 0) return [good(check, 'Cast has sent all scripts that it wrote.')];
	const unsure = queues.some(queue => !queue.ok) || queues.length === 0;
	const found = stuck.slice(0, mostNamed).map(
		(id): Finding => ({
			...{check, level: unsure ? 'info' : 'caution'},
			message: `Job ${id} was written by Cast and left no output${unsure ? '; whether it waits in Slurm can’t be told' : ', and Slurm does not have it: Cast will not send it again'}.`,
			command: unsure ? null : `rm ${shellWord(path.join(written, `job-${id}.sh`))}`,
		}),
	);
	const more = stuck.length - found.length;
	return more > 0 ? [...found, info(check, `${more} more scripts like these.`)] : found;
}

/** The job of a script that Slurm has opened no output for, although it is old enough; else null. */
async function whenUnsent(folder: string, name: string, now: number): Promise<string | null> {
	const id = script.exec(name)?.[1];
	if (id === undefined) return null;
	const written = await stat(path.join(folder, 'logs/generated', name)).catch(() => null);
	if (!written || now - written.mtimeMs < unsentAfter) return null;
	const output = await stat(path.join(folder, 'logs/queue', `job-${id}.txt`)).catch(() => null);
	return output ? null : id;
}
