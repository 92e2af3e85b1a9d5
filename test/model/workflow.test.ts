import {describe, expect, it} from 'vitest';
import type {GearRun, RunSession} from '../../source/model/coverage.js';
import {literally, safePattern} from '../../source/model/pattern.js';
import {type StageFiles, whyNot} from '../../source/model/why.js';
import {readWorkflow, type Workflow} from '../../source/model/workflow.js';

function workflowOf(text: string): Workflow {
	const read = readWorkflow(text);
	if (!read || 'problem' in read) throw new Error(`not read: ${JSON.stringify(read)}`);
	return read;
}

const template = (...stages: object[]) => workflowOf(JSON.stringify({analysis: stages}));

describe('a template', () => {
	it('is read as people write it, and what was tolerated is told', () => {
		const {stages, notes} = workflowOf(`\uFEFF{
			"__comment__": "nightly, with a // that is no comment and a ,] too",
			// the first
			"analysis": [
				{"gear-name": "curate-bids", "config": {"reset": true,},}, /* more */
				{"gear-name": "mriqc", "tags": ["hpc"], "inputs": {"__comment__": "x", "bids": {"regex": ".*", "parent-container": "Session"}},
				 "prerequisites": [{"prereq-gear": "curate-bids/1.2", "prereq-complete-analysis": "all"},],},
			],
		}`);
		expect(stages.map(({gear}) => gear)).toEqual(['curate-bids', 'mriqc']);
		expect(stages[1]).toMatchObject({
			tags: ['hpc'],
			failures: 1,
			inputs: [{name: 'bids', regex: '.*', container: 'session', optional: false}],
			prerequisites: [{gear: 'curate-bids', version: '1.2', all: true, label: null}],
		});
		expect(notes).toEqual(['It is not strict JSON: comments and commas after the last entry were passed over.']);
	});

	it('passes over what has the wrong type, and says which', () => {
		const {stages, notes} = template(
			{'gear-name': 'a', 'count-failures': 'two', tags: 'hpc'},
			{label: 'no gear'},
			7 as never,
		);
		expect(stages).toMatchObject([{gear: 'a', failures: 1, tags: []}]);
		expect(notes).toHaveLength(4);
		expect(notes.join('\n')).toContain('stage 1 (a): count-failures is not a number');
	});

	it('is known by its shape, and a broken one by its place', () => {
		expect(readWorkflow('{"analysis": []}')).toBeNull();
		expect(readWorkflow('[1, 2]')).toBeNull();
		expect(readWorkflow('{"analysis": [\n{"gear-name" "a"}]}')).toEqual({
			problem: expect.stringMatching(/^it is not JSON \(line 2, character \d+\)$/),
		});
	});

	it('is read at once, whatever it holds', () => {
		for (const text of ['/*', '"', ',', '[', '{"a":', '\\"']) {
			expect(readWorkflow(text.repeat(40_000)), text).toHaveProperty('problem');
		}
	});
});

describe('a pattern from outside', () => {
	const matches = (pattern: string, name: string) => {
		const safe = safePattern(pattern);
		return 'problem' in safe ? safe.problem : safe.test(name);
	};

	it.each([
		['license.txt', 'license.txt', true],
		['^sub-.*_T1w\\.nii(\\.gz)?$', 'sub-01_T1w.nii.gz', true],
		['(?i)LICENSE', 'license.txt', true],
		['(?P<run>run-[0-9]+)_bold\\Z', 'run-12_bold', true],
		['[]a]{2,3}', ']a', true],
		['needless\\_escape', 'needless_escape', true],
		['T1w|T2w', 'T2w.nii', true],
		['T1w', 'bold', false],
	])('%s on %s', (pattern, name, expected) => {
		expect(matches(pattern, name)).toBe(expected);
	});

	it.each([
		'(a+)+$',
		'(a|a)*$',
		'((a{2,})x?)*',
		'(.*)\\1',
		'.*.*.*.*.*=',
		'(a',
		'x'.repeat(301),
		'(?:(?:a?)+)+b',
		'[^x](a+)+$',
	])('%s is refused before it runs', pattern => {
		expect(safePattern(pattern)).toHaveProperty('problem');
	});

	it('takes a label for what it is', () => {
		expect(matches(`^${literally('S.1 (pilot)+')}$`, 'S.1 (pilot)+')).toBe(true);
		expect(matches(`^${literally('S.1')}$`, 'Sx1')).toBe(false);
	});
});

const now = new Date('2026-03-10T12:00:00Z');

function run(gear: string, state: string, more: Partial<GearRun> = {}): GearRun {
	return {
		...{gear, version: '1', state, jobId: 'j', analysisId: 'a', label: gear, attempts: 1, settings: {}, tags: []},
		...{outputs: [], created: null, startedAt: null, endedAt: null},
		...more,
	};
}

function session(runs: GearRun[] = [], created = '2026-03-08T12:00:00Z'): RunSession {
	const gears = new Map<string, GearRun[]>();
	for (const one of runs) gears.set(one.gear, [...(gears.get(one.gear) ?? []), one]);
	return {id: 's', subject: 'S.1', subjectId: 'u', session: 'V1', timestamp: null, created, runs: gears};
}

const files: StageFiles = {
	project: ['license.txt', 'license.txt.bak'],
	subject: [],
	session: ['Sx1_T1w.nii', 'S.1_T1w.nii', 'S.1_T2w.nii'],
	info: {BIDS: {COMPLETENESS: {'Run Downstream Analyses': false}}},
};

const codes = (workflow: Workflow, of: RunSession, given: StageFiles | null = files) =>
	whyNot(workflow, of, 'mriqc', {now, files: given}).map(({code}) => code);

const input = (of: object) => template({'gear-name': 'mriqc', inputs: {t1: of}});

describe('why a gear did not run', () => {
	it('waits for its prerequisite, by gear, version and label', () => {
		const needs = (more: object = {}) =>
			template({
				'gear-name': 'mriqc',
				prerequisites: [{'prereq-gear': 'curate', 'prereq-complete-analysis': 'any', ...more}],
			});
		expect(codes(needs(), session())).toEqual(['prerequisite']);
		expect(codes(needs(), session([run('curate', 'failed'), run('curate', 'complete')]))).toEqual(['due']);
		const all = needs({'prereq-complete-analysis': 'all'});
		expect(codes(all, session([run('curate', 'failed'), run('curate', 'complete')]))).toEqual(['prerequisite']);
		expect(codes(needs({'prereq-gear': 'curate/2'}), session([run('curate', 'complete')]))).toEqual(['prerequisite']);
		const labelled = needs({'prereq-analysis-label': 'first'});
		expect(codes(labelled, session([run('curate', 'complete')]))).toEqual(['prerequisite']);
		expect(whyNot(needs(), session([run('curate', 'running')]), 'mriqc', {now})[0]?.message).toBe(
			'curate must be complete first, and it is running.',
		);
	});

	it('is left alone once it failed often enough', () => {
		const twice = template({'gear-name': 'mriqc', 'count-failures': 2});
		expect(codes(twice, session([run('mriqc', 'failed')]))).toEqual(['due']);
		expect(codes(twice, session([run('mriqc', 'failed'), run('mriqc', 'failed')]))).toEqual(['failure-cap']);
	});

	it('needs each input to be there once', () => {
		const at = 'parent-container';
		expect(codes(input({regex: 'bold', [at]: 'session'}), session())).toEqual(['input-absent']);
		expect(codes(input({regex: 'bold', [at]: 'session', optional: true}), session())).toEqual(['due']);
		expect(codes(input({regex: 'T1w', [at]: 'session'}), session())).toEqual(['input-doubled']);
		expect(codes(input({regex: '^{SUBJECT}_T1w', [at]: 'session'}), session())).toEqual(['due']);
		expect(codes(input({value: 'license.txt', [at]: 'project'}), session())).toEqual(['due']);
		expect(codes(input({regex: '(a+)+', [at]: 'project'}), session())).toEqual(['input-unclear']);
		const output = input({regex: 'zip', 'find-analysis': 'curate'});
		expect(codes(output, session([run('curate', 'complete', {outputs: ['x.zip']})]))).toEqual(['due']);
		expect(codes(output, session([run('curate', 'failed', {outputs: ['x.zip']})]))).toEqual(['input-absent']);
	});

	it('needs the curator’s judgement, where the metadata was read', () => {
		const judged = template({'gear-name': 'mriqc', 'completeness-tags': ['Run Downstream Analyses']});
		expect(codes(judged, session())).toEqual(['completeness']);
		expect(codes(judged, session(), {...files, info: {x: {'Run Downstream Analyses': true}}})).toEqual(['due']);
		expect(codes(judged, session(), {...files, info: null})).toEqual(['due']);
	});

	it('is out of the look-back, in no stage, or has nothing left to do', () => {
		const plain = template({'gear-name': 'mriqc'});
		expect(codes(plain, session([], '2026-02-01T00:00:00Z'))).toEqual(['look-back']);
		expect(codes(template({'gear-name': 'other'}), session())).toEqual(['not-in-template']);
		for (const state of ['complete', 'running', 'pending'])
			expect(codes(plain, session([run('mriqc', state)]))).toEqual([]);
		expect(codes(template({'gear-name': 'other'}), session([run('mriqc', 'complete')]))).toEqual([]);
	});
});
