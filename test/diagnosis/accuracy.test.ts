import {describe, expect, it} from 'vitest';
import {diagnose} from '../../source/diagnosis/diagnosis.js';
import {ownCases} from '../bench/diagnosis/cases.js';
import {naive, score} from '../bench/diagnosis/score.js';

describe.each(['tune', 'held-out', 'field', 'blind', 'blind-2', 'blind-3'] as const)('of the logs of %s', set => {
	const cases = ownCases(set);
	const told = score(cases.map(known => ({case: known, said: diagnose(known.log)})));

	it('at least 90 % of causes, 85 % of lines and of advice are right, and nine in ten causes that no log tells are left untold', () => {
		expect(told.causes).toBeGreaterThanOrEqual(0.9);
		expect(told.lines).toBeGreaterThanOrEqual(0.85);
		expect(told.reruns).toBeGreaterThanOrEqual(0.85);
		expect(told.honest).toBeGreaterThanOrEqual(0.9);
	});

	it('a search for "error" is far from that', () => {
		const searched = score(cases.map(known => ({case: known, said: naive(known.log)})));
		expect(searched.causes).toBeLessThan(told.causes / 2);
		expect(searched.lines).toBeLessThan(told.lines);
	});
});
