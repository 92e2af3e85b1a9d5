import {describe, expect, it} from 'vitest';
import {judge} from '../../source/triage/judge.js';
import {makeCases} from '../bench/triage/cases.js';
import {count, none, shares} from '../bench/triage/score.js';
import {makeSite} from '../bench/triage/sites.js';

/** Some of the held-out seeds of `npm run bench:triage`: enough to notice what got worse. */
const seeds = Array.from({length: 12}, (_, index) => 10_001 + index);

describe('what triage promises, on made-up labs and slips', () => {
	it('is right first, right among three, and right where it says high', {timeout: 240_000}, () => {
		const tally = none();
		for (const seed of seeds) {
			const site = makeSite(seed);
			const known = site.studies.map(study => study.known);
			for (const one of makeCases(site, seed, 50))
				count(tally, one, judge(one.evidence, known, {now: site.now}).suggestions);
		}
		const {first, three, precision, recall} = shares(tally);
		expect(tally.knowable).toBeGreaterThan(450);
		expect(first).toBeGreaterThanOrEqual(0.97);
		expect(three).toBeGreaterThanOrEqual(0.99);
		expect(precision).toBeGreaterThanOrEqual(0.99);
		expect(recall).toBeGreaterThanOrEqual(0.6);
	});
});
