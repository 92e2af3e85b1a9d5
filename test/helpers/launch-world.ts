/** A lab whose gears have settings of every type, and jobs to launch anew. */
import type {WorldFile} from '../../source/sandbox/index.js';

export const ids = {
	session: '64b0c0ffee0000000000a001',
	other: '64b0c0ffee0000000000a002',
	project: '64b0c0ffee0000000000a003',
	acquisition: '64b0c0ffee0000000000a004',
	failed: '64b0c0ffee0000000000a011',
	waiting: '64b0c0ffee0000000000a012',
	surfaces: '64b0c0ffee0000000000a013',
	utility: '64b0c0ffee0000000000a014',
	retired: '64b0c0ffee0000000000a015',
};

export const mriqc = {gear: 'bids-mriqc', version: '2.1.3'};

const config = {
	'slurm-ram': {type: 'string', default: '4G', description: 'Memory per CPU.'},
	'slurm-time': {type: 'string', default: '600', description: 'Time limit in minutes.'},
	'no-sub': {type: 'boolean', default: true, description: 'Send nothing.'},
	threads: {type: 'integer', default: 4, minimum: 1, maximum: 16, description: 'Threads.'},
	fd_thres: {type: 'number', default: 0.2, description: 'Threshold.'},
	level: {type: 'string', default: 'INFO', enum: ['INFO', 'DEBUG'], description: 'How much the log tells.'},
};

const image = {base: 'file', description: 'An image.'};

export const launchWorld: WorldFile = {
	users: [{_id: 'admin@lab.example', roles: ['site_admin'], key: 'admin-key'}],
	groups: [{_id: 'memorylab', label: 'Memory Lab'}],
	gears: [
		{name: 'bids-mriqc', version: '2.1.2', category: 'qa', config, created: '2026-01-01T00:00:00Z'},
		{name: 'bids-mriqc', version: '2.1.3', category: 'qa', config, created: '2026-02-01T00:00:00Z'},
		{
			name: 'recon-all',
			version: '1.0',
			category: 'analysis',
			config,
			inputs: {anatomical: image, license: {...image, optional: true}},
		},
		{name: 'importer', version: '1.0', category: 'utility', config, inputs: {'input-file': image}},
		{name: 'old-gear', version: '0.1', category: 'analysis', config, disabled: true},
	],
	projects: [
		{
			_id: ids.project,
			group: 'memorylab',
			label: 'STUDYA',
			files: ['license.txt'],
			subjects: [
				{
					label: 'S01',
					sessions: [
						{
							_id: ids.session,
							label: 'V1',
							timestamp: '2026-02-04T17:05:09Z',
							acquisitions: [
								{_id: ids.acquisition, label: 'T1w', files: ['t1.nii.gz', 't1.dicom.zip']},
								{label: 'T2w', files: ['t2.nii.gz', 'scan.json']},
								{label: 'rest', files: ['scan.json']},
							],
							analyses: [
								{
									label: 'bids-mriqc 02/05/2026 03:04:05',
									job: {
										_id: ids.failed,
										...mriqc,
										state: 'failed',
										tags: ['analysis', 'bids-mriqc', 'hpc'],
										config: {'slurm-ram': '8G', threads: 4},
									},
								},
								{
									label: 'waits',
									job: {
										_id: ids.waiting,
										gear: 'recon-all',
										version: '1.0',
										state: 'pending',
										inputs: {anatomical: {type: 'acquisition', id: ids.acquisition, name: 't1.nii.gz'}},
									},
								},
								{
									label: 'surfaces',
									job: {
										_id: ids.surfaces,
										gear: 'recon-all',
										version: '1.0',
										state: 'failed',
										inputs: {anatomical: {type: 'acquisition', id: ids.acquisition, name: 'gone.nii.gz'}},
									},
								},
								{label: 'old', job: {_id: ids.retired, gear: 'old-gear', version: '0.1', state: 'failed'}},
							],
							jobs: [
								{
									_id: ids.utility,
									gear: 'importer',
									version: '1.0',
									state: 'failed',
									inputs: {'input-file': {type: 'acquisition', id: ids.acquisition, name: 't1.dicom.zip'}},
								},
							],
						},
						{
							_id: ids.other,
							label: 'V2',
							timestamp: '2026-03-04T17:05:09Z',
							acquisitions: [{label: 'T1w', files: ['t1.nii.gz']}],
						},
					],
				},
			],
		},
	],
};
