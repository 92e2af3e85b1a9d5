import {describe, expect, it} from 'vitest';
import {worlds} from '../../source/sandbox/worlds/index.js';
import ds000114 from '../../source/sandbox/worlds/studies/ds000114.json' with {type: 'json'};
import {unpackStudy} from '../../source/sandbox/worlds/studies/packed.js';
import {idsOf, jobsOf, sessionsOf} from './helpers.js';
import {packStudy} from './pack-study.js';

const now = new Date('2026-03-18T21:40:00Z');

describe('the large site', () => {
	const large = worlds.large(now);

	it('holds 200 projects, 20,000 sessions, 50,000 jobs', () => {
		expect(large.projects).toHaveLength(200);
		expect(sessionsOf(large)).toHaveLength(20_000);
		expect(jobsOf(large)).toHaveLength(50_000);
	});

	it('gives each thing its own id', () => {
		const ids = idsOf(large);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('puts nothing into the future', () => {
		const late = jobsOf(large).filter(job => Date.parse(job.ended ?? job.created ?? '') > now.getTime());
		expect(late).toEqual([]);
	});
});

describe('the empty site', () => {
	it('has one administrator, one group, and its Unsorted', () => {
		const empty = worlds.empty(now);
		expect(empty.users?.map(user => user.roles)).toEqual([['user', 'site_admin']]);
		expect(empty.groups).toHaveLength(1);
		expect(empty.projects?.map(project => project.label)).toEqual(['Unsorted']);
		expect(sessionsOf(empty)).toEqual([]);
	});
});

describe('packed studies', () => {
	const listing = [
		'subject\tsession\tacquisition\tfile\tbytes',
		'sub-1\tses-a\tanat-T1w\tsub-1_ses-a_T1w.json\t1180',
		'sub-1\tses-a\tanat-T1w\tsub-1_ses-a_T1w.nii.gz\t11637742',
		'sub-2\t\tdwi-dwi\tsub-2_dwi.bval\t0',
		'',
	].join('\n');

	it('unpack to what was packed', () => {
		const study = packStudy(listing, {source: 'made up', title: 'A listing', doi: ''});
		expect(unpackStudy(study)).toEqual([
			{
				subject: 'sub-1',
				session: 'ses-a',
				acquisitions: [
					{
						label: 'anat-T1w',
						files: [
							{rest: '_T1w.json', size: 1180},
							{rest: '_T1w.nii.gz', size: 11_637_742},
						],
					},
				],
			},
			{subject: 'sub-2', session: '', acquisitions: [{label: 'dwi-dwi', files: [{rest: '_dwi.bval', size: 0}]}]},
		]);
	});

	it('say where they come from, and under which licence', () => {
		expect(ds000114).toMatchObject({doi: '10.18112/openneuro.ds000114.v1.0.2', licence: 'CC0 1.0'});
	});

	it('that are damaged are refused', () => {
		const study = packStudy(listing, {source: '', title: '', doi: ''});
		expect(() => unpackStudy({...study, sessions: ['sub-1|ses-a|0|1']})).toThrow('damaged study');
	});
});
