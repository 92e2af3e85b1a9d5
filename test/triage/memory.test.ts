import {describe, expect, it} from 'vitest';
import type {Correction, ExpectedScan} from '../../source/model/unsorted.js';
import {judge} from '../../source/triage/judge.js';
import {evidence, known, now} from './labs.js';

const oops = (at: string, subject: string): Correction => ({
	at,
	label: 'gr-painlab_proj-MINDREEF_ses-1.3.12.2.1107',
	to: {group: 'painlab', project: 'HEAT', subject, session: 'S01'},
});

describe('what was put right before', () => {
	const corrections = [
		oops('2026-01-02T10:00:00Z', '017'),
		oops('2026-03-02T10:00:00Z', '018'),
		oops('2026-03-05T10:00:00Z', '019'),
	];

	it('ranks up, and names the mistake that returns', () => {
		const typed = evidence('MINDREEF/021/S01');
		const [best] = judge(typed, known, {now, corrections}).suggestions;
		expect(best).toMatchObject({group: 'painlab', project: 'HEAT', subject: '021', session: 'S01', confidence: 'high'});
		expect(judge(typed, known, {now, corrections}).problems).toEqual([
			{code: 'returning-mistake', message: 'Third time this month: "MINDREEF" for the project HEAT.'},
		]);
		expect(judge(typed, known, {now}).suggestions[0]?.confidence).not.toBe('high');
	});

	it('reads the name out of a routing without separators, and learns nothing from other slips', () => {
		const glued = {...oops('2026-03-05T10:00:00Z', '018'), label: 'gr-painlab_proj-MINDREEF018S01_ses-1.3'};
		const dashes = {...glued, label: 'gr-painlab_proj-HEAT-018-S01_ses-1.3'};
		const problems = (correction: Correction, typed: string) =>
			judge(evidence(typed), known, {now, corrections: [correction]}).problems.map(({message}) => message);
		expect(problems(glued, 'MINDREEF/021/S01')).toContain('Second time this month: "MINDREEF" for the project HEAT.');
		expect(problems(dashes, 'HEAT-021-S01').join()).not.toContain('time this month');
	});
});

describe('what was expected', () => {
	const row = (subject: string, session: string | null = 'S01'): ExpectedScan => ({
		date: '2026-03-08',
		group: null,
		project: 'HEAT',
		subject,
		session,
	});

	it('fills in a subject that was not typed, and is never high', () => {
		const [best] = judge(evidence('HEAT/S01'), known, {now, schedule: [row('021')]}).suggestions;
		expect(best).toMatchObject({project: 'HEAT', subject: '021', session: 'S01'});
		expect(best?.confidence).not.toBe('high');
		expect(best?.reasons).toContain('The schedule expects HEAT/021/S01 on 2026-03-08.');
	});

	it('tells where nothing was typed, by the day', () => {
		const of = (schedule: ExpectedScan[]) => judge(evidence(''), known, {now, schedule}).suggestions;
		expect(of([row('021')])).toMatchObject([{project: 'HEAT', subject: '021', session: 'S01', confidence: 'low'}]);
		expect(of([{...row('021'), date: '2026-03-07'}])).toEqual([]);
	});

	it('decides between two that are equally near', () => {
		const expected = judge(evidence('HEAT/02/S01'), known, {now, schedule: [row('021')]});
		expect(expected.suggestions[0]).toMatchObject({subject: '021'});
	});
});
