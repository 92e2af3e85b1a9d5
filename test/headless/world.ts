/** One lab whose labels are as bad as labels get, for the tests of the commands. */
import type {WorldFile} from '../../source/sandbox/index.js';

export const ids = {
	unsorted: '64c0c0ffee00000000000001',
	study: '64c0c0ffee00000000000002',
	other: '64c0c0ffee00000000000003',
	lost: '64c0c0ffee00000000000011',
	second: '64c0c0ffee00000000000012',
	formula: '64c0c0ffee00000000000013',
	failed: '64c0c0ffee00000000000021',
	running: '64c0c0ffee00000000000022',
};

const pi = {_id: 'pi@lab.example', roles: ['admin']};
const recent = new Date(Date.now() - 3_600_000).toISOString();
const gear = {gear: 'bids-mriqc', version: '2.1.3_24.0.2_inc1.0', created: recent};

export const piSecret = 'secretOfThePi0001';

export const lab: WorldFile = {
	users: [
		{_id: 'pi@lab.example', roles: ['user'], key: piSecret},
		{_id: 'ra1@lab.example', roles: ['user'], key: 'secretOfRa0001'},
		{_id: 'admin@lab.example', roles: ['site_admin'], key: 'secretOfAdmin0001'},
	],
	groups: [{_id: 'memorylab', label: 'Memory Lab', permissions: [{_id: 'pi@lab.example', access: 'admin'}]}],
	gears: [{name: 'bids-mriqc', version: '2.1.3_24.0.2_inc1.0', category: 'analysis'}],
	projects: [
		{
			_id: ids.unsorted,
			group: 'memorylab',
			label: 'Unsorted',
			permissions: [pi],
			subjects: [
				{
					label: 'ex1',
					sessions: [
						{
							_id: ids.lost,
							label: 'two',
							timestamp: '2026-03-04T17:05:09Z',
							acquisitions: [{label: 't1', files: ['a.zip']}],
						},
						{_id: ids.second, label: 'three', timestamp: '2026-03-05T17:05:09Z'},
					],
				},
			],
		},
		{
			_id: ids.study,
			group: 'memorylab',
			label: 'STUDYA',
			permissions: [pi, {_id: 'ra1@lab.example', roles: ['read-write']}],
			files: ['acquisition_label_remapping.csv'],
			subjects: [
				{
					label: 'A001',
					sessions: [
						{
							label: 'V1',
							timestamp: '2026-02-01T10:00:00Z',
							files: ['notes.txt'],
							acquisitions: [
								{label: 't1', files: ['t1.dicom.zip', 't1.nii.gz']},
								{label: 'rest', files: ['rest.dicom.zip']},
							],
						},
						{
							_id: ids.formula,
							label: '=HYPERLINK("http://lab.example","x"),\nnext\u001B[31m',
							timestamp: '2026-02-02T10:00:00Z',
						},
					],
					analyses: [],
				},
				{
					label: 'A002',
					sessions: [
						{
							label: 'V1',
							analyses: [
								{label: 'mriqc', job: {_id: ids.failed, ...gear, state: 'failed', log: ['one \u001B[2Jtwo', 'Killed']}},
								{label: 'mriqc again', job: {_id: ids.running, ...gear, state: 'running'}},
							],
						},
					],
				},
			],
		},
		{_id: ids.other, group: 'memorylab', label: 'STUDYB', permissions: [pi]},
	],
};
