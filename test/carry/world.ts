import type {WorldFile} from '../../source/sandbox/index.js';

export const ids = {
	session: '64c0c0ffee00000000000101',
	empty: '64c0c0ffee00000000000102',
	results: '64c0c0ffee00000000000201',
	large: '64c0c0ffee00000000000202',
	tooLarge: '64c0c0ffee00000000000203',
};

const mega = 1_000_000;

/** One session whose names mean harm, and analyses with small and large outputs. */
export const carryLab: WorldFile = {
	users: [{_id: 'pi@lab.example', roles: ['user'], key: 'secretOfThePi0001'}],
	groups: [{_id: 'memorylab', label: 'Memory Lab', permissions: [{_id: 'pi@lab.example', access: 'admin'}]}],
	projects: [
		{
			group: 'memorylab',
			label: 'STUDYA',
			permissions: [{_id: 'pi@lab.example', roles: ['admin']}],
			subjects: [
				{
					label: 'A001',
					sessions: [
						{
							_id: ids.session,
							label: 'V1',
							files: [{name: 'notes.txt', text: 'a note\n'}],
							acquisitions: [
								{label: '../../up', files: [{name: 't1.nii.gz', size: 5000}]},
								{label: 'rest\u001B[31m', files: [{name: 'rest.json', text: '{}'}]},
								{label: 'same', files: [{name: 'a.txt', text: 'one'}]},
								{label: 'same', files: [{name: 'a.txt', text: 'two'}]},
							],
							analyses: [
								{
									_id: ids.results,
									label: 'fmriprep',
									files: [
										{name: 'report.html', text: '<p>fine</p>'},
										{name: 'out.zip', size: 3 * mega},
									],
								},
								{_id: ids.large, label: 'huge', files: [{name: 'huge.bin', size: 1000 * mega}]},
								{_id: ids.tooLarge, label: 'all there is', files: [{name: 'all.bin', size: 1e15}]},
							],
						},
						{_id: ids.empty, label: 'V2'},
					],
				},
			],
		},
	],
};
