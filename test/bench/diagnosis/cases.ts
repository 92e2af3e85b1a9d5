/** Labelled logs: those of this folder, composed of a few lines each, and folders of whole ones. */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {Cause, Rerun} from '../../../source/model/diagnosis.js';
import {type Frame, noisyFrames} from './frames.js';

export interface Case {
	name: string;
	log: string;
	cause: Cause;
	/** null where no line decides. */
	line: string | null;
	rerun: Rerun;
}

const here = path.dirname(new URL(import.meta.url).pathname);
const engineStart = (gear: string) => [
	`Gear Name: ${gear}, Gear Version: 1.4.2`,
	'Executor: engine-02',
	'Job ID: 5f0e2ab9c1d2e3f405162738',
	'Fetching inputs',
	'Inputs ready.',
	'Gear container started',
];
const slurmStart = (gear: string) => [
	'+ srun ./engine run --single-job 5f0e2ab9c1d2e3f405162738',
	'[engine] host=bnode0104 slurm_job=4410772',
	`[engine] job 5f0e2ab9c1d2e3f405162738 gear ${gear}:1.4.2`,
	"WARNING: passwd file doesn't exist in container, not updating",
	"WARNING: Skipping mount /etc/localtime [binds]: /etc/localtime doesn't exist in container",
];
const toolkit = [
	'[20260311 09:00:01     INFO flywheel_gear_toolkit.context.context] Destination is analysis=64b7aa11bb22cc33dd44ee55',
	'[20260311 09:00:02  WARNING flywheel] Client version 19.5.0 does not match server version 22.3.9. Please update your client version!',
	'[20260311 09:00:03     INFO __main__] os.cpu_count() = 8',
];
const nipype = [
	...toolkit,
	'[20260311 09:00:40     INFO utils.bids.download_run_level] Found BIDS path /flywheel/v0/workdir/bids',
	'[20260311 09:00:44     INFO __main__] Executing command: ',
	' bidsapp /flywheel/v0/workdir/bids /flywheel/v0/output/64b7 participant --participant-label 2201',
	'260311-09:09:13,127 nipype.workflow INFO:',
	'\t [Node] Finished "dwi_transform", elapsed time 874.211131s.',
	' file NULL does not exist .',
	'260311-09:11:44,34 nipype.utils WARNING:',
	'\t Could not check for version updates: ',
	'Connection to server could not be made',
];
const gearEnd = [
	'[20260311 11:59:31 CRITICAL __main__] Command returned 1',
	'[20260311 11:59:32    ERROR __main__] Unable to execute command.',
	'[20260311 11:59:39     INFO __main__] Previous errors:',
	'  RuntimeError: The command returned a non-zero exit status',
];
const engineEnd = ['Gear container exit code: 1', 'Job failed.'];
const slurmEnd = ['[engine] gear exited with code 1', 'srun: error: bnode0104: task 0: Exited with exit code 1'];

/** What stands around the lines that matter, by its name. */
const frames: Record<string, Frame> = {
	...noisyFrames,
	bare: () => [['[engine] host=bnode0104 slurm_job=4410772'], []],
	engine: gear => [[...engineStart(gear), ...toolkit], engineEnd],
	slurm: gear => [[...slurmStart(gear), ...toolkit], slurmEnd],
	bids: gear => [
		[...slurmStart(gear), ...nipype],
		[...gearEnd, ...slurmEnd],
	],
	hcp: gear => [
		[...engineStart(gear), 'Wed Feb 04 13:02:42 UTC 2026:FreeSurferPipeline.sh: Platform Information Follows:'],
		['[20260204 13:45:32    ERROR __main__] The command returned a non-zero exit status 1', ...engineEnd],
	],
	recon: gear => [
		[
			...engineStart(gear),
			...toolkit,
			'#@# MotionCor Sun Mar 01 02:56:51 UTC 2026',
			' mri_convert orig/001.mgz orig.mgz --conform',
		],
		['For more details, see the log file recon-all.log', ...gearEnd.slice(0, 2), ...engineEnd],
	],
	cast: () => [
		['DEBUG:root:Looking for jobs to cast...', 'INFO:root:Casting job to HPC...', '#SBATCH --mem-per-cpu=4G'],
		[
			'CRITICAL:root:Error executing command. Exec error follows:',
			"CRITICAL:root:Command '['sbatch', 'logs/generated/job-5f0e.sh']' returned non-zero exit status 1.",
			'CRITICAL:root:Exiting.',
		],
	],
	success: gear => [
		[...engineStart(gear), ...toolkit],
		['Gear container exit code: 0', 'Uploading results...', 'Job complete.'],
	],
};

function composed(block: string): Case {
	const [head = '', ...lines] = block.split('\n');
	const [name = '', cause, rerun, frame = '', gear = ''] = head.split('|').map(part => part.trim());
	const [before, after] = frames[frame]?.(gear) ?? [[], []];
	const decisive = lines.find(line => line.startsWith('>> '))?.slice(3) ?? null;
	const log = [...before, ...lines.map(line => line.replace(/^>> /, '')), ...after].join('\n');
	return {name, log: `${log}\n`, cause: cause as Cause, line: decisive, rerun: rerun as Rerun};
}

export type OwnSet = 'tune' | 'held-out' | 'field' | 'blind' | 'blind-2' | 'blind-3';

/** The blocks of that file, each within the frame that its head names; what else its head says is its source. */
export function ownCases(set: OwnSet): Case[] {
	const text = readFileSync(path.join(here, `${set}.txt`), 'utf8');
	return text
		.split(/^## /m)
		.slice(1)
		.map(block => composed(block.trimEnd()));
}

interface Label {
	file: string;
	label: Cause;
	root_cause_line: string | null;
	rerun: Rerun;
}

/** A folder of logs with `labels.json`. */
export function casesOf(folder: string): Case[] {
	const labels = JSON.parse(readFileSync(path.join(folder, 'labels.json'), 'utf8')) as Label[];
	return labels.map(({file, label, root_cause_line: line, rerun}) => {
		return {name: file, log: readFileSync(path.join(folder, file), 'utf8'), cause: label, line, rerun};
	});
}
