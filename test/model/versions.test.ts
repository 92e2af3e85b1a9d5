import {describe, expect, it} from 'vitest';
import type {GearRun, ProjectRuns} from '../../source/model/coverage.js';
import {versionsOf} from '../../source/model/versions.js';

function run(version: string, more: Partial<GearRun> = {}): GearRun {
	return {
		...{gear: 'mriqc', version, state: 'complete', jobId: 'j', analysisId: 'a', label: 'x', attempts: 1},
		...{settings: {}, tags: [], outputs: [], created: '2026-01-01', startedAt: null, endedAt: null},
		...more,
	};
}

function study(sessions: GearRun[][]): ProjectRuns {
	return {
		project: 'smith/STUDYA',
		gears: ['mriqc'],
		sessions: sessions.map((runs, index) => ({
			...{id: `s${index}`, subject: 'S', subjectId: 'u', session: `V${index}`, timestamp: null, created: null},
			runs: new Map([['mriqc', runs]]),
		})),
	};
}

const of = (sessions: GearRun[][]) => versionsOf(study(sessions)).gears[0];

describe('versions of a gear in a study', () => {
	it('finds the version that takes the fewest reruns, and the sessions to rerun', () => {
		const old = run('1', {created: '2025-01-01'});
		const gear = of([[old], [run('2')], [old, run('2')], [run('2', {state: 'failed'})], []]);
		expect(gear?.versions.map(({version, sessions, runs}) => [version, sessions, runs])).toEqual([
			['2', 2, 3],
			['1', 2, 2],
		]);
		expect(gear?.rerun).toEqual({version: '2', sessions: [{id: 's0', subject: 'S', session: 'V0'}]});
		expect(gear?.sessions).toBe(3);
	});

	it('takes the one used last where two are as many', () => {
		const gear = of([[run('1', {created: '2026-03-01'})], [run('2', {created: '2026-02-01'})]]);
		expect(gear?.rerun).toEqual({version: '1', sessions: [{id: 's1', subject: 'S', session: 'V1'}]});
	});

	it('names results whose settings differ from most, whatever the order of keys', () => {
		const settings = {a: {x: 1, y: 2}, verbose: true};
		const gear = of([
			[run('1', {settings})],
			[run('1', {settings: {verbose: true, a: {y: 2, x: 1}}})],
			[run('1', {settings: {...settings, verbose: false}})],
		]);
		expect(gear?.settings).toEqual([
			{
				setting: 'verbose',
				values: [
					{value: 'true', sessions: 2},
					{value: 'false', sessions: 1},
				],
			},
		]);
		expect(gear?.odd).toMatchObject([{session: 'V2', differs: [{what: 'verbose', value: 'false', usual: 'true'}]}]);
		expect(gear?.rerun?.sessions).toEqual([]);
	});

	it('tells another version by the version alone, not by the settings that only one of them has', () => {
		const gear = of([[run('2', {settings: {fresh: 1}})], [run('2', {settings: {fresh: 1}})], [run('1')]]);
		expect(gear?.odd.map(({differs}) => differs)).toEqual([[{what: 'version', value: '1', usual: '2'}]]);
	});

	it('holds of several results of a session the one most like the others against them', () => {
		const plain = run('1', {settings: {rest: false}});
		const special = run('1', {settings: {rest: true}});
		const gear = of([[plain], [plain, special], [special, plain], [special]]);
		expect(gear?.settings[0]?.values).toEqual([
			{value: 'false', sessions: 3},
			{value: 'true', sessions: 3},
		]);
		expect(gear?.odd.map(({session}) => session)).toEqual(['V3']);
	});

	it('asks for no rerun where nothing is complete', () => {
		expect(of([[run('1', {state: 'failed'})]])).toMatchObject({sessions: 0, odd: [], rerun: null});
	});
});
