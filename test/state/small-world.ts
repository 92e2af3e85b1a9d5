/** A site small enough to know by heart. Dates are relative to the moment of the test. */
import type {WorldFile} from '../../source/sandbox/index.js';

export const now = new Date();
export const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

const three = [
	'ucb memorandum of use - v1.2.PDF',
	'UCB Prisma Fit Scanner Protocol - v1.2.docx',
	'acquisition_label_remapping.csv',
];

function header(accession: string, more: Record<string, string> = {}) {
	return {header: {dicom: {AccessionNumber: accession, PatientID: 'ex1', StudyDate: '20260308', ...more}}};
}

function waiting(id: string, label: string, infos: Record<string, unknown>[], hours: number) {
	return {
		_id: id,
		label,
		timestamp: ago(hours),
		acquisitions: infos.map((info, index) => ({
			label: `series ${index}`,
			timestamp: ago(hours),
			files: [{name: `${index}.zip`, type: 'dicom', size: 10, info}],
		})),
	};
}

export const ids = {
	flat: '650000000000000000000001',
	busy: '650000000000000000000002',
	mixed: '650000000000000000000003',
	first: '650000000000000000000011',
	second: '650000000000000000000012',
	third: '650000000000000000000013',
	stuck: '650000000000000000000014',
	alone: '650000000000000000000015',
	scan: '650000000000000000000021',
};

const attempts = [
	{_id: ids.first, gear: 'mriqc', state: 'failed', created: ago(50), ended: ago(49)},
	{_id: ids.second, gear: 'mriqc', state: 'failed', created: ago(40), ended: ago(39), retry_of: ids.first},
	{_id: ids.third, gear: 'mriqc', state: 'complete', created: ago(30), ended: ago(29), retry_of: ids.second},
	{_id: ids.alone, gear: 'fmriprep', state: 'failed', created: ago(20), ended: ago(19)},
	{_id: ids.stuck, gear: 'fmriprep', state: 'running', created: ago(60), started: ago(59), modified: ago(59)},
];

export const world = {
	users: [
		{_id: 'admin@lab.example', firstname: 'Site', lastname: 'Admin', roles: ['user', 'site_admin'], key: 'adminKey'},
		{_id: 'ra1@lab.example', firstname: 'Assistant', lastname: 'One', key: 'assistantKey'},
		{_id: 'left@lab.example', firstname: 'Former', lastname: 'Student', disabled: true},
	],
	groups: [
		{_id: 'lab-a', label: 'Lab A'},
		{_id: 'lab-b', label: 'Lab B'},
	],
	gears: [
		{name: 'mriqc', version: '1.0.0'},
		{name: 'fmriprep', version: '2.0.0'},
	],
	projects: [
		{
			group: 'lab-a',
			label: 'v1.2',
			files: three,
			permissions: [
				{_id: 'ra1@lab.example', roles: ['read-write', 'read-only']},
				{_id: 'left@lab.example', roles: ['admin']},
			],
			subjects: [
				{
					label: 'P01',
					sessions: [
						{_id: ids.scan, label: 'S1', timestamp: ago(60), jobs: attempts, analyses: [{label: 'by hand', job: null}]},
						{label: 'S2', timestamp: ago(48)},
					],
				},
				{label: 'P02', sessions: [{label: 'S1', timestamp: ago(70)}]},
				{label: 'P03', sessions: []},
			],
		},
		{group: 'lab-a', label: 'EMPTY', permissions: [{_id: 'admin@lab.example', roles: ['admin']}]},
		{
			group: 'lab-a',
			label: 'Unsorted',
			permissions: [{_id: 'ra1@lab.example', roles: ['admin']}],
			subjects: [
				{
					label: 'ex1',
					sessions: [
						waiting(ids.flat, 'gr-lab-a_proj-x_ses-1.2', [{AccessionNumber: 'V1.2\\P02\\S2'}], 72),
						{
							...waiting(ids.busy, 'gr-lab-a_proj-y_ses-1.3', [header('v1.2,P03,S1')], 30),
							jobs: [{gear: 'mriqc', state: 'pending', created: ago(1)}],
						},
						waiting(
							ids.mixed,
							'gr-lab-a_proj-z_ses-1.4',
							[header('v1.2/P04'), header('v1.2/P05', {PatientID: 'ex2'})],
							26,
						),
					],
				},
			],
		},
		{group: 'lab-b', label: 'OTHER', permissions: [{_id: 'admin@lab.example', roles: ['admin']}]},
	],
} as WorldFile;
