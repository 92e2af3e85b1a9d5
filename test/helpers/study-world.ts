/** A study small enough to know by heart, with everything that can hang on a project. */
import type {WorldFile} from '../../source/sandbox/index.js';

export const ids = {
	study: '660000000000000000000001',
	first: '660000000000000000000011',
	second: '660000000000000000000012',
	anat: '660000000000000000000021',
	failed: '660000000000000000000031',
	running: '660000000000000000000032',
};

const hourAgo = new Date(Date.now() - 3_600_000).toISOString();

/** What a metadata import leaves on a file: nested, long, and not all of it friendly. */
export const header = {
	header: {
		dicom: {AccessionNumber: 'STUDYA/S01/V1', SeriesDescription: 'T1w \u001B[31mred', EchoTime: 0.00229},
		dicom_array: {SliceLocation: Array.from({length: 400}, (_, slice) => slice * 0.8)},
	},
	comment: 'first line\nsecond line',
};

export const study: WorldFile = {
	users: [
		{_id: 'admin@lab.example', firstname: 'Lab', lastname: 'Admin', roles: ['site_admin'], key: 'adminKey'},
		{_id: 'ra1@lab.example', firstname: 'Research', lastname: 'Assistant', key: 'assistantKey'},
	],
	groups: [{_id: 'smith', label: 'Smith Lab'}],
	gears: [{name: 'bids-mriqc', version: '2.1.3', category: 'analysis'}],
	projects: [
		{
			_id: ids.study,
			group: 'smith',
			label: 'STUDYA',
			permissions: [{_id: 'ra1@lab.example', roles: ['read-only']}],
			files: [{name: 'protocol.pdf', type: 'pdf', size: 1200}],
			info: {sponsor: 'NIH'},
			subjects: [
				{
					label: 'S01',
					sessions: [
						{
							_id: ids.first,
							label: 'V1',
							timestamp: '2026-03-01T10:00:00Z',
							operator: 'ra1@lab.example',
							tags: ['pilot'],
							notes: ['Moved during rest'],
							files: [{name: 'behaviour.csv', type: 'tabular data', size: 300}],
							acquisitions: [
								{
									_id: ids.anat,
									label: 'anat-T1w',
									timestamp: '2026-03-01T10:05:00Z',
									files: [
										{
											name: 't1.dicom.zip',
											type: 'dicom',
											size: 48_000_000,
											modality: 'MR',
											classification: {Intent: ['Structural'], Measurement: ['T1']},
											info: header,
										},
										{name: 't1.nii.gz', type: 'nifti', size: 9_000_000},
									],
								},
								{
									label: 'func-rest',
									timestamp: '2026-03-01T10:20:00Z',
									files: [{name: 'rest.dicom.zip', type: 'dicom', size: 2_000_000}],
								},
							],
							analyses: [
								{
									label: 'mriqc first try',
									job: {
										_id: ids.failed,
										gear: 'bids-mriqc',
										state: 'failed',
										created: hourAgo,
										log: ['loading', 'out of memory', 'Killed'],
									},
								},
								{
									label: 'mriqc again',
									job: {_id: ids.running, gear: 'bids-mriqc', state: 'running', created: hourAgo, log: ['loading']},
								},
								{label: 'scores', job: null, files: [{name: 'scores.csv', type: 'tabular data', size: 50}]},
							],
						},
						{_id: ids.second, label: 'V2', timestamp: '2026-03-08T10:00:00Z'},
					],
				},
				{
					label: 'S02',
					sessions: [
						{
							label: 'V1',
							timestamp: '2026-03-04T10:00:00Z',
							acquisitions: [{label: 'anat-T1w', files: ['t1.dicom.zip', 't1.json']}],
						},
					],
				},
				{label: 'S10', sessions: []},
			],
		},
		{
			group: 'smith',
			label: 'STUDYB',
			subjects: [{label: 'X1', sessions: [{label: 'V1', acquisitions: [{label: 'anat', files: ['x.dicom.zip']}]}]}],
		},
	],
};
