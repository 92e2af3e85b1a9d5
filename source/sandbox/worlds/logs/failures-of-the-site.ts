/** Jobs that fail for how they were set up, for what surrounds them, or for a defect of their own. */
import {bidsApps, type Failure, surfaces, traceback} from './failure.js';

export const settings: Failure[] = [
	{
		cause: 'missing-license',
		gears: surfaces,
		progress: 0.4,
		end: 'gear',
		lines: [
			'ERROR: FreeSurfer license file /opt/freesurfer/license.txt not found.',
			'  If you are outside the NMR-Martinos Center,',
			'  go to http://surfer.nmr.mgh.harvard.edu/registration.html to',
			"  get a valid license file (it's free).",
		],
	},
	{
		cause: 'missing-license',
		gears: ['bids-fmriprep', 'bids-qsiprep'],
		progress: 0.3,
		end: 'gear',
		minutes: 5,
		afterCommand: true,
		lines: [
			traceback,
			'RuntimeError: ERROR: a valid license file is required for FreeSurfer to run. {tool} looked for an existing license file at several paths, in this order: 1) command line argument ``--fs-license-file``; 2) ``$FS_LICENSE`` environment variable; and 3) the ``$FREESURFER_HOME/license.txt`` path.',
		],
	},
	{
		cause: 'bad-config',
		gears: ['bids-fmriprep', 'bids-qsiprep'],
		progress: 0.35,
		end: 'gear',
		minutes: 4,
		afterCommand: true,
		config: {'bids-app-command': '--use-aroma'},
		lines: [
			'usage: {tool} [-h] [--participant-label LABEL [LABEL ...]]',
			'{tool}: error: unrecognized arguments: --use-aroma',
		],
	},
	{
		cause: 'bad-config',
		gears: ['bids-mriqc'],
		progress: 0.35,
		end: 'gear',
		minutes: 3,
		afterCommand: true,
		config: {fd_thres: '0,2'},
		lines: ["mriqc: error: argument --fd_thres: invalid float value: '0,2'"],
	},
	{
		cause: 'bad-config',
		gears: ['bids-hcp'],
		progress: 0.25,
		end: 'gear',
		minutes: 2,
		config: {RegName: 'MSMSulc_v2'},
		lines: [
			traceback,
			'  File "/flywheel/v0/run.py", line 61, in main',
			'Exception: RegName must be "FS" or "MSMSulc"!',
		],
	},
	{
		cause: 'bad-config',
		cluster: true,
		gears: ['bids-hcp', 'freesurfer-recon-all'],
		progress: 0,
		end: 'killed',
		config: {'slurm-partition': 'amilan', 'slurm-qos': 'normal'},
		lines: [
			'sbatch: error: invalid partition specified: amilan',
			'sbatch: error: Batch job submission failed: Invalid partition name specified',
		],
	},
	{
		cause: 'permission-or-auth',
		gears: ['hierarchy-curator', 'curate-bids', 'file-metadata-importer'],
		progress: 0.7,
		end: 'gear',
		lines: [
			traceback,
			'flywheel.rest.ApiException: (403) Reason: Forbidden',
			'HTTP response body: {"message":"user not authorized to perform containers_modify_metadata","status_code":403}',
		],
	},
	{
		cause: 'permission-or-auth',
		cluster: true,
		progress: 0,
		end: 'killed',
		lines: [
			'[cast] checking who may use the cluster',
			'User {user} is not on the HPC whitelist.',
			'[cast] job {job} skipped',
		],
	},
	{
		cause: 'permission-or-auth',
		cluster: true,
		progress: 0.3,
		end: 'gear',
		lines: [traceback, "PermissionError: [Errno 13] Permission denied: '/pl/active/ics/fw_temp_data/{job}'"],
	},
];

export const surroundings: Failure[] = [
	{
		cause: 'network-or-server',
		gears: bidsApps,
		progress: 0.4,
		end: 'gear',
		lines: [
			'socket.gaierror: [Errno -3] Temporary failure in name resolution',
			'During handling of the above exception, another exception occurred:',
			"requests.exceptions.ConnectionError: HTTPSConnectionPool(host='templateflow.s3.amazonaws.com', port=443): Max retries exceeded with url: /tpl-MNI152NLin2009cAsym/tpl-MNI152NLin2009cAsym_res-02_T1w.nii.gz",
		],
	},
	{
		cause: 'network-or-server',
		progress: 0.2,
		end: 'gear',
		lines: [
			'@WARNING urllib3.connectionpool Retrying (Retry(total=0)) after connection broken',
			traceback,
			'flywheel.rest.ApiException: (502) Reason: Bad Gateway',
		],
	},
	{
		cause: 'network-or-server',
		progress: 0.95,
		end: 'gear',
		lines: [
			'@INFO __main__ Uploading outputs',
			"requests.exceptions.ReadTimeout: HTTPSConnectionPool(host='flywheel.lab.example', port=443): Read timed out. (read timeout=60)",
		],
	},
	{
		cause: 'node-or-scheduler',
		cluster: true,
		progress: 0.55,
		end: 'killed',
		lines: ['slurmstepd: error: *** JOB {slurm} ON {node} CANCELLED AT {at} DUE TO PREEMPTION ***'],
	},
	{
		cause: 'node-or-scheduler',
		cluster: true,
		progress: 0.45,
		end: 'killed',
		lines: [
			'slurmstepd: error: *** JOB {slurm} ON {node} CANCELLED AT {at} DUE TO NODE FAILURE, SEE SLURMCTLD LOG FOR DETAILS ***',
		],
	},
	{
		cause: 'node-or-scheduler',
		cluster: true,
		progress: 0,
		end: 'killed',
		lines: ['sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)'],
	},
	{
		cause: 'container-runtime',
		cluster: false,
		progress: 0,
		end: 'killed',
		lines: [
			'Pulling image flywheel/{gear}:{version}',
			'Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading',
		],
	},
	{
		cause: 'container-runtime',
		cluster: true,
		progress: 0,
		end: 'killed',
		lines: [
			'INFO:    Converting OCI blobs to SIF format',
			'FATAL:   While making image from oci registry: error fetching image to cache: while building SIF from layers: while creating squashfs: create command failed: exit status 1: FATAL ERROR:Failed to create thread',
		],
	},
];

export const rest: Failure[] = [
	{
		cause: 'software-crash',
		gears: surfaces,
		progress: 0.75,
		end: 'gear',
		lines: [
			'CORRECTING DEFECT 52 (vertices=140211, convex hull=13077, v0=161002)',
			'Segmentation fault (core dumped)',
			'recon-all -s {sub} exited with ERRORS',
		],
	},
	{
		cause: 'software-crash',
		gears: ['hierarchy-curator', 'curate-bids', 'my-brain-souvenir'],
		progress: 0.7,
		end: 'gear',
		lines: [
			traceback,
			'  File "/flywheel/v0/input/curator/completeness_curator.py", line 143, in curate_session',
			"TypeError: 'NoneType' object is not subscriptable",
		],
	},
	{
		cause: 'software-crash',
		gears: bidsApps,
		progress: 0.65,
		end: 'gear',
		lines: [
			'~ERROR Node measures failed to run on host {node}.',
			traceback,
			'ValueError: operands could not be broadcast together with shapes (96,96,60) (96,96,64)',
		],
	},
	{
		cause: 'cancelled',
		cluster: true,
		progress: 0.5,
		end: 'killed',
		lines: ['slurmstepd: error: *** JOB {slurm} ON {node} CANCELLED AT {at} ***'],
	},
	{
		cause: 'cancelled',
		cluster: false,
		progress: 0.6,
		end: 'killed',
		lines: ['engine: job update refused: Cannot mutate a job that is cancelled.', 'Stopping the gear'],
	},
	{cause: 'unknown', progress: 0.5, end: 'gear', lines: []},
	{cause: 'unknown', progress: 0, end: 'killed', lines: []},
];
