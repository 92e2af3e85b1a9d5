/** What stands around the lines that matter in a composed log, by its name: the starts and ends of gears of several kinds, with the harmless noise of each. */
export type Frame = (gear: string) => [before: string[], after: string[]];

const job = '5f0e2ab9c1d2e3f405162738';
const engine = (gear: string) => [
	`Gear Name: ${gear}, Gear Version: 2.1.0`,
	'Executor: engine-08',
	`Job ID: ${job}`,
	'Job claimed',
	'Checking free slots',
	'Downloading inputs...',
	'Input download complete',
	'Gear container started',
];
const srun = (gear: string) => [
	`+ srun ./engine run --single-job ${job}`,
	'[engine] host=cpu-07-03 slurm_job=30177120',
	`[engine] job ${job} gear ${gear}:2.1.0`,
	'[engine] fetching inputs',
	'INFO:    underlay of /etc/localtime required more than 50 (95) bind mounts',
	'INFO:    Converting SIF file to temporary sandbox...',
	'WARNING: Failed to set effective capabilities: ignored for a user namespace',
];
const toolkit = [
	'2026-04-02 10:11:02,311 - INFO - flywheel_gear_toolkit.context.context - Destination is analysis=64b7aa11bb22cc33dd44ee55',
	'2026-04-02 10:11:03,018 - INFO - flywheel_gear_toolkit.context.context - Config "gear-log-level=INFO"',
	'2026-04-02 10:11:03,020 - WARNING - flywheel - Client version 18.4.0 does not match server version 20.6.2. Please update your client version!',
	'2026-04-02 10:11:05,772 - INFO - __main__ - os.cpu_count() = 8',
];
const bids = [
	'2026-04-02 10:11:09,114 - INFO - flywheel_bids.export_bids - Downloading file: sub-2204_ses-01_T1w.nii.gz',
	'2026-04-02 10:11:12,902 - INFO - flywheel_bids.export_bids - Downloading file: sub-2204_ses-01_task-rest_bold.nii.gz',
	'2026-04-02 10:11:20,455 - INFO - utils.bids.download_run_level - Found BIDS path /flywheel/v0/workdir/bids',
	"2026-04-02 10:11:24,100 - WARNING - utils.bids.validate - You should define 'SliceTiming' for this file. If you don't provide this information slice time correction will not be possible.",
];
const workflow = [
	'/opt/conda/lib/python3.11/site-packages/nilearn/image/resampling.py:492: RuntimeWarning: invalid value encountered in true_divide',
	'260402-10:13:40,771 nipype.workflow INFO:',
	'\t [Node] Finished "conform", elapsed time 12.882154s.',
	'260402-10:14:01,6 nipype.utils WARNING:',
	'\t Could not check for version updates: ',
	'Connection to server could not be made',
	' file NULL does not exist .',
];
const appEnd = [
	'2026-04-02 12:40:11,514 - CRITICAL - __main__ - Command returned 1',
	'2026-04-02 12:40:11,515 - ERROR - __main__ - Unable to execute command.',
	'',
	'Disk Information on Failure',
	'Filesystem      Size  Used Avail Use% Mounted on',
	'overlay         194G   88G  106G  46% /',
	'',
	'2026-04-02 12:40:14,770 - WARNING - __main__ - No *.html files at /flywheel/v0/output/64b7/app',
	'2026-04-02 12:40:19,128 - INFO - __main__ - Zipping output...',
	'2026-04-02 12:40:20,233 - INFO - __main__ - Previous errors:',
	'  RuntimeError: The command returned a non-zero exit status',
	'2026-04-02 12:40:22,909 - INFO - __main__ - Gear is done.  Returning 1',
];
const engineEnd = ['Gear container exit code: 1', 'Job state changed to failed'];
const srunEnd = [
	'[engine] gear exited with code 1',
	'srun: error: cpu-07-03: task 0: Exited with exit code 1',
	'Job failed.',
];

export const noisyFrames: Record<string, Frame> = {
	exact: () => [[], []],
	plain: gear => [[...engine(gear), ...toolkit], engineEnd],
	cut: gear => [[...srun(gear), ...toolkit, ...bids, ...workflow], []],
	hpc: gear => [[...srun(gear), ...toolkit], srunEnd],
	prep: gear => [
		[...srun(gear), ...toolkit, ...bids, ...workflow],
		[...appEnd, ...srunEnd],
	],
	qc: gear => [
		[...engine(gear), ...toolkit, ...bids, ...workflow],
		[...appEnd, ...engineEnd],
	],
	dcm: gear => [
		[
			...engine(gear),
			...toolkit,
			"Chris Rorden's dcm2niiX version v1.0.20240202  (JP2:OpenJPEG) (JP-LS:CharLS) GCC9.4.0 x86-64 (64-bit Linux)",
			'Found 412 DICOM file(s)',
			'Warning: Siemens XA exported as classic not enhanced DICOM (issue 236)',
		],
		['2026-04-02 10:12:40,004 - INFO - __main__ - No outputs were found.', ...engineEnd],
	],
	surf: gear => [
		[
			...engine(gear),
			...toolkit,
			'INFO: SUBJECTS_DIR is /flywheel/v0/freesurfer/subjects',
			'#@# MotionCor Sun Mar 01 02:56:51 UTC 2026',
			' mri_convert orig/001.mgz orig.mgz --conform',
			'writing output...',
		],
		[
			'Linux e71442af9d99 5.15.0-1051 #56-Ubuntu SMP x86_64 GNU/Linux',
			'',
			'recon-all -s S0912 exited with ERRORS at Sun Mar 01 03:48:58 UTC 2026',
			'',
			'For more details, see the log file /flywheel/v0/freesurfer/subjects/S0912/scripts/recon-all.log',
			...appEnd.slice(0, 2),
			...engineEnd,
		],
	],
	submit: () => [
		[
			'DEBUG:root:Looking for jobs to cast...',
			'DEBUG:root:Found 2 jobs in 611 ms.',
			'INFO:root:Casting job to HPC...',
			`#SBATCH --job-name=fw-${job}`,
		],
		[
			'CRITICAL:root:Error executing command. Exec error follows:',
			`CRITICAL:root:Command '['sbatch', 'logs/generated/job-${job}.sh']' returned non-zero exit status 1.`,
			'CRITICAL:root:Exiting.',
		],
	],
	done: gear => [
		[...engine(gear), ...toolkit],
		['Gear container exit code: 0', 'Uploading results...', 'Job complete.'],
	],
	hpcdone: gear => [
		[...srun(gear), ...toolkit, ...bids, ...workflow],
		[
			'2026-04-02 12:40:22,909 - INFO - __main__ - Gear is done.  Returning 0',
			'[engine] gear exited with code 0',
			'[engine] outputs uploaded',
			'Job state changed to complete',
		],
	],
};
