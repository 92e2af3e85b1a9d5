/** A study whose gears ran in every way that a gear can. */
import type {WorldFile} from '../../source/sandbox/index.js';

export const ids = {
	project: '670000000000000000000001',
	first: '670000000000000000000011',
	second: '670000000000000000000012',
	third: '670000000000000000000013',
	empty: '670000000000000000000014',
	retried: '670000000000000000000021',
	success: '670000000000000000000022',
	alone: '670000000000000000000023',
	waiting: '670000000000000000000024',
	inSession: '670000000000000000000025',
	analysis: '670000000000000000000031',
};

const hours = (count: number) => new Date(Date.now() - count * 3_600_000).toISOString();
const mriqc = (state: string, age: number, more: object = {}) => ({
	...{gear: 'bids-mriqc', version: '24.0', state, created: hours(age), config: {verbose: true}},
	...more,
});
const fmriprep = (state: string, age: number, more: object = {}) => ({
	...{gear: 'bids-fmriprep', version: '1.2', state, created: hours(age)},
	...more,
});

/** As people write it: a comment among the keys, a comma too many. */
const template = `{
	"__comment__": "nightly",
	"analysis": [
		{"gear-name": "bids-mriqc", "inputs": {"bids": {"regex": "_T1w.*nii", "parent-container": "session"}}},
		{"gear-name": "bids-fmriprep", "prerequisites": [{"prereq-gear": "bids-mriqc", "prereq-complete-analysis": "any"}],
		 "inputs": {"license": {"value": "license.txt", "parent-container": "project"}}, "count-failures": 2},
		{"gear-name": "bids-hcp", "completeness-tags": ["Run Downstream Analyses"]},
	]
}`;

export const coverageWorld = {
	users: [
		{_id: 'pi@lab.example', key: 'piKey'},
		{_id: 'admin@lab.example', roles: ['site_admin'], key: 'adminKey'},
	],
	groups: [{_id: 'smith', label: 'Smith Lab', permissions: [{_id: 'pi@lab.example', access: 'admin'}]}],
	gears: [
		{name: 'bids-mriqc', version: '24.0', category: 'analysis'},
		{name: 'bids-mriqc', version: '24.1', category: 'analysis'},
		{name: 'bids-fmriprep', version: '1.2', category: 'analysis'},
	],
	projects: [
		{
			_id: ids.project,
			group: 'smith',
			label: 'STUDYA',
			files: [
				{name: 'broken_template.json', text: '{"analysis": [{"gear-name" "x"}]}'},
				{name: 'study_gears_template.json', text: template},
				{name: 'sidecar.json', text: '{"EchoTime": 3}'},
			],
			permissions: [{_id: 'pi@lab.example', roles: ['admin']}],
			subjects: [
				{
					label: 'S01',
					sessions: [
						{
							_id: ids.first,
							label: 'V1',
							timestamp: hours(100),
							jobs: [
								mriqc('failed', 50, {_id: ids.retried}),
								{_id: ids.inSession, gear: 'dcm2niix', version: '1.0', state: 'complete', created: hours(60)},
							],
							analyses: [
								{
									_id: ids.analysis,
									label: 'mriqc',
									created: hours(50),
									job: mriqc('complete', 40, {_id: ids.success, retry_of: ids.retried}),
								},
								// A later run of the same gear that failed takes nothing from the result.
								{label: 'mriqc again', job: mriqc('failed', 30, {version: '24.1'})},
								{label: 'fmriprep', job: fmriprep('cancelled', 20)},
								{label: 'tables', job: null, files: ['tables.csv']},
							],
						},
						{
							_id: ids.second,
							label: 'V2',
							timestamp: hours(50),
							analyses: [
								{label: 'mriqc', job: mriqc('complete', 35, {version: '24.1'})},
								{label: 'fmriprep', job: fmriprep('failed', 20, {_id: ids.alone})},
								{label: 'fmriprep', job: fmriprep('pending', 2, {_id: ids.waiting})},
							],
						},
					],
				},
				{
					label: 'S02',
					sessions: [
						{
							_id: ids.third,
							label: 'V1',
							timestamp: hours(40),
							analyses: [{label: 'mriqc', job: mriqc('complete', 30, {config: {verbose: false}})}],
						},
						{
							...{_id: ids.empty, label: 'V2', timestamp: hours(20)},
							acquisitions: [{label: 'anat', files: ['a_T1w.nii.gz', 'b_T1w.nii.gz']}],
						},
					],
				},
			],
		},
	],
} as WorldFile;
