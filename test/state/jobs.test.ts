import {describe, expect, it} from 'vitest';
import type {Job} from '../../source/model/flywheel.js';
import {chainsOf, jobLogText} from '../../source/state/jobs.js';
import {nearest, parsePlace} from '../../source/state/names.js';
import {missingFiles} from '../../source/state/projects.js';

function job(id: string, previousJob: string | null, created: string): Job {
	return {id, previousJob, created} as Job;
}

const ids = (jobs: Job[]) => chainsOf(jobs).map(chain => chain.map(({id}) => id).join('>'));

describe('chains of attempts', () => {
	it('folds each attempt into its newest', () => {
		expect(ids([job('a', null, '1'), job('c', 'b', '3'), job('b', 'a', '2'), job('x', null, '2')]).sort()).toEqual([
			'a>b>c',
			'x',
		]);
	});

	it('holds each job once, whatever a server answers', () => {
		expect(ids([job('a', 'b', '1'), job('b', 'a', '2')])).toEqual(['a>b']);
		expect(ids([job('a', 'a', '1')])).toEqual(['a']);
		expect(ids([job('a', null, '1'), job('b', 'a', '2'), job('c', 'a', '3')])).toEqual(['a>c', 'b']);
	});
});

describe('logs', () => {
	it('joins pieces of one stream, and parts the streams by lines', () => {
		const chunks = [
			{fd: -1, msg: 'Gear Name: x\n'},
			{fd: 1, msg: 'half a li'},
			{fd: 1, msg: 'ne\nprogress '},
			{fd: 2, msg: 'an error'},
			{fd: 1, msg: 'done'},
		];
		expect(jobLogText(chunks)).toBe('Gear Name: x\nhalf a line\nprogress \nan error\ndone\n');
		expect(jobLogText([])).toBe('');
	});
});

describe('names', () => {
	it('reads a place as typed, and refuses what is none', () => {
		expect(parsePlace('lab/A study/ sub-1/S\u001b1')).toEqual({
			group: 'lab',
			project: 'A study',
			subject: ' sub-1',
			session: 'S\u001b1',
		});
		for (const text of ['', 'a/b/c', 'a/b/c/d/e', 'a//c/d', 'a/b/c/ ']) {
			expect(() => parsePlace(text)).toThrow(/GROUP\/PROJECT\/SUBJECT\/SESSION/);
		}
	});

	it('finds the nearest names', () => {
		expect(nearest('THREMO', ['THERMO', 'NAP', 'THERMO2'])).toEqual(['THERMO', 'THERMO2']);
		expect(nearest('x'.repeat(10_000), ['THERMO'])).toEqual([]);
	});
});

describe('required files', () => {
	it('ignores case and extension, and no more', () => {
		expect(missingFiles('A', ['ucb memorandum of use - a.pdf'], ['UCB Memorandum of Use - <Project>'])).toEqual([]);
		expect(missingFiles('$&', ['map.CSV'], ['map.csv', 'x - <Project>'])).toEqual(['x - $&']);
		expect(missingFiles('A', ['map.csv.bak'], ['map.csv'])).toEqual([]);
		expect(missingFiles('A', ['remap.csv'], ['map.csv'])).toEqual(['map.csv']);
	});
});
