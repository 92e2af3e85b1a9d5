import type {WorldFile} from '../../source/sandbox/index.js';
import type {RealSlurm} from './real-slurm.js';

/** Flywheel ids of the jobs, by what becomes of them. */
export const ids = Object.fromEntries(
	[
		...['ended', 'failed', 'memoryOfStep', 'memoryOfScript', 'timeLimit', 'measured', 'running', 'waiting', 'held'],
		...['cancelled', 'impossible', 'refused', 'preempted', 'again', 'goesOn', 'elsewhere', 'unknownToFlywheel'],
	].map((name, at) => [name, `6500000000000000000000${(at + 16).toString(16)}`]),
) as Record<string, string> & {unknownToFlywheel: string};

export const nameOf = (key: string) => `fw-${ids[key]}`;

/** As Cast's jobs are: Flywheel has most of them running, whatever has become of them. */
export function world(): WorldFile {
	const states: Record<string, 'complete' | 'failed'> = {ended: 'complete', failed: 'failed', goesOn: 'failed'};
	const jobs = Object.entries(ids)
		.filter(([key]) => key !== 'unknownToFlywheel')
		.map(([key, _id]) => ({
			_id,
			gear: 'bids-mriqc',
			state: states[key] ?? ('running' as const),
			tags: key === 'elsewhere' ? ['analysis'] : ['analysis', 'hpc'],
		}));
	return {
		users: [{_id: 'admin@lab.example', firstname: 'Lab', lastname: 'Admin', roles: ['site_admin'], key: 'adminKey'}],
		groups: [{_id: 'smith', label: 'Smith Lab'}],
		projects: [{group: 'smith', label: 'STUDYA', subjects: [{label: 'S01', sessions: [{label: 'V1', jobs}]}]}],
	};
}

/** Takes 300 MB, and keeps them a while so that they are measured. */
const hog = `node -e 'const kept = Buffer.alloc(300e6, 1); setTimeout(() => kept, 6000)'`;

/** Sends all of them, and waits until each is where it should be. */
export async function sendAll(slurm: RealSlurm): Promise<{refusal: string}> {
	const send = async (key: string, script: string, ...options: string[]) => {
		const sent = await slurm.submit(nameOf(key), script, '--no-requeue', ...options);
		if (sent.id === null) throw new Error(`sbatch refused ${key}: ${sent.stderr}`);
		return sent.id;
	};
	await send('timeLimit', 'srun sleep 300', '-t', '1');
	await send('preempted', 'srun sleep 600', '-p', 'preemptable', '--mem=9000M');
	await slurm.until(nameOf('preempted'), 'RUNNING');
	await send('running', 'srun sleep 600', '--mem=9000M', '-t', '30');
	await send('ended', 'srun true');
	await send('failed', `srun sh -c 'exit 3'`);
	await send('memoryOfStep', `srun ${hog}`, '--mem=80M');
	await send('memoryOfScript', hog, '--mem=80M');
	await send('measured', `srun ${hog}`, '--mem=1000M');
	await send('held', 'srun true', '--hold');
	await send('goesOn', 'srun sleep 600', '--mem=100M');
	await send('unknownToFlywheel', 'srun sleep 600', '--mem=100M');
	await send('again', `srun sh -c 'exit 5'`);
	await slurm.until(nameOf('again'), 'FAILED');
	await send('again', 'srun sleep 600', '--mem=100M');
	const cancelled = await send('cancelled', 'srun sleep 600', '--mem=100M');
	await slurm.until(nameOf('cancelled'), 'RUNNING');
	await slurm.run('scancel', cancelled);
	// Refused, but kept by Slurm as a failed job; and refused before there is a job.
	await slurm.submit(nameOf('impossible'), 'srun true', '--mem=1400000M');
	const {stderr} = await slurm.submit(nameOf('refused'), 'srun true', '-p', 'amilan');
	await slurm.until(nameOf('running'), 'RUNNING');
	await send('waiting', 'srun true', '--mem=15000M');
	await slurm.until(nameOf('timeLimit'), 'TIMEOUT', 180_000);
	for (const [key, state] of Object.entries({measured: 'COMPLETED', timeLimit: 'TIMEOUT', memoryOfStep: 'FAILED'}))
		await slurm.untilAccounted(nameOf(key), state);
	return {refusal: stderr};
}
