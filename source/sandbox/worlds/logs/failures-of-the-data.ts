/** Jobs that fail for what they were given: too little room, no input, a bad one, not BIDS. */
import {bidsApps, type Failure, small, traceback, work} from './failure.js';

export const resources: Failure[] = [
	{
		cause: 'out-of-memory',
		cluster: true,
		progress: 0.6,
		end: 'killed',
		lines: [
			'slurmstepd: error: Detected 1 oom_kill event in StepId={slurm}.0. Some of the step tasks have been OOM Killed.',
			'srun: error: {node}: task 0: Out Of Memory',
		],
	},
	{
		cause: 'out-of-memory',
		gears: bidsApps,
		progress: 0.7,
		end: 'gear',
		lines: [
			traceback,
			'  File "/opt/conda/lib/python3.11/concurrent/futures/process.py", line 312, in wait_result_broken_or_wakeup',
			'concurrent.futures.process.BrokenProcessPool: A process in the process pool was terminated abruptly while the future was running or pending.',
		],
	},
	{
		cause: 'out-of-memory',
		gears: ['my-brain-souvenir', 'curate-bids'],
		progress: 0.8,
		end: 'gear',
		lines: [
			traceback,
			'  File "/flywheel/v0/run.py", line 88, in <module>',
			'numpy.core._exceptions._ArrayMemoryError: Unable to allocate 6.33 GiB for an array with shape (640, 1152, 1152) and data type float64',
		],
	},
	{
		cause: 'time-limit',
		cluster: true,
		progress: 0.9,
		end: 'killed',
		minutes: 1_429,
		lines: [
			'srun: Job step aborted: Waiting up to 32 seconds for job step to finish.',
			'slurmstepd: error: *** JOB {slurm} ON {node} CANCELLED AT {at} DUE TO TIME LIMIT ***',
		],
	},
	{
		cause: 'time-limit',
		gears: ['bids-fmriprep', 'freesurfer-recon-all'],
		progress: 0.9,
		end: 'gear',
		minutes: 1_203,
		lines: [
			traceback,
			'  File "/usr/lib/python3.11/subprocess.py", line 1209, in communicate',
			"subprocess.TimeoutExpired: Command '['{tool}', '{work}/bids']' timed out after 72000 seconds",
		],
	},
	{
		cause: 'disk-full',
		progress: 0.8,
		end: 'gear',
		lines: [
			traceback,
			`OSError: [Errno 28] No space left on device: '${work}/{tool}_wf/sub_{sub}/resampled_0193.nii.gz'`,
		],
	},
	{
		cause: 'disk-full',
		cluster: true,
		progress: 0.5,
		end: 'gear',
		lines: [
			'@WARNING __main__ Could not write a checkpoint, going on.',
			traceback,
			"OSError: [Errno 122] Disk quota exceeded: '/pl/active/ics/fw_temp_data/{job}/scratch.tar'",
		],
	},
	{
		cause: 'disk-full',
		gears: ['my-brain-souvenir', 'freesurfer-recon-all'],
		progress: 1,
		end: 'gear',
		lines: [
			'@INFO __main__ Zipping outputs',
			'zip I/O error: No space left on device',
			'zip error: Output file write failure (write error on zip file)',
		],
	},
];

export const inputs: Failure[] = [
	{
		cause: 'missing-input',
		gears: bidsApps,
		progress: 0.2,
		end: 'gear',
		minutes: 2,
		lines: ['@CRITICAL utils.bids.download_run_level No BIDS data was found to download'],
	},
	{
		cause: 'missing-input',
		gears: ['hierarchy-curator'],
		progress: 0.3,
		end: 'gear',
		lines: [
			traceback,
			"FileNotFoundError: [Errno 2] No such file or directory: '/flywheel/v0/input/curator/completeness_curator.py'",
		],
	},
	{
		cause: 'missing-input',
		gears: ['bids-fmriprep'],
		progress: 0.4,
		end: 'gear',
		minutes: 6,
		afterCommand: true,
		lines: [traceback, 'Exception: No T1w images found for participant {sub}. All workflows require T1w images.'],
	},
	{
		cause: 'missing-input',
		gears: ['freesurfer-recon-all'],
		progress: 0.2,
		end: 'gear',
		minutes: 1,
		lines: ['@CRITICAL __main__ Anatomical input could not be found in /flywheel/v0/input/anatomical! Exiting (1)'],
	},
	{
		cause: 'bad-input-data',
		gears: [...bidsApps, 'my-brain-souvenir'],
		progress: 0.5,
		end: 'gear',
		lines: [
			'~ERROR Node conform failed to run on host {node}.',
			traceback,
			'  File "/opt/conda/lib/python3.11/gzip.py", line 507, in read',
			'EOFError: Compressed file ended before the end-of-stream marker was reached',
		],
	},
	{
		cause: 'bad-input-data',
		gears: small,
		progress: 0.4,
		end: 'gear',
		lines: [
			traceback,
			'  File "/usr/local/lib/python3.11/zipfile.py", line 1369, in _RealGetContents',
			'zipfile.BadZipFile: File is not a zip file',
		],
	},
	{
		cause: 'bad-input-data',
		gears: small,
		progress: 0.5,
		end: 'gear',
		lines: [
			traceback,
			"pydicom.errors.InvalidDicomError: File is missing DICOM File Meta Information header or the 'DICM' prefix is missing from the header. Use force=True to force reading.",
		],
	},
	{
		cause: 'bad-input-data',
		gears: ['bids-qsiprep', 'bids-hcp'],
		progress: 0.4,
		end: 'gear',
		lines: [
			traceback,
			`nibabel.filebasedimages.ImageFileError: Empty file: '${work}/bids/sub-{sub}/ses-{ses}/dwi/sub-{sub}_ses-{ses}_dwi.nii.gz'`,
		],
	},
	{
		cause: 'invalid-bids',
		gears: bidsApps,
		progress: 0.3,
		end: 'gear',
		minutes: 4,
		lines: [
			"bids.exceptions.BIDSValidationError: 'dataset_description.json' is missing from project root. Every valid BIDS dataset must have this file.",
		],
	},
	{
		cause: 'invalid-bids',
		gears: ['bids-fmriprep'],
		progress: 0.5,
		end: 'gear',
		minutes: 9,
		afterCommand: true,
		lines: [
			traceback,
			'ValueError: None of the discovered fieldmaps has the right phase encoding direction. This is possibly a problem with metadata. If not, rerun with ``--ignore fieldmaps`` to skip the distortion correction step.',
		],
	},
	{
		cause: 'invalid-bids',
		gears: ['bids-mriqc', 'curate-bids', 'bids-hcp'],
		progress: 0.3,
		end: 'gear',
		lines: [
			'\u001b[31m1: [ERR] Files with such naming scheme are not part of BIDS specification. (code: 1 - NOT_INCLUDED)\u001b[0m',
			'\t./sub-{sub}/ses-{ses}/func/sub-{sub}_ses-{ses}_task-rest_bold_2.nii.gz',
			'@ERROR utils.bids.validate 1 error found by the validator, stopping',
		],
	},
];
