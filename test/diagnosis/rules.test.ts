import {describe, expect, it} from 'vitest';
import {readLine} from '../../source/diagnosis/log-line.js';
import {isConsequence, isHarmless} from '../../source/diagnosis/noise.js';
import {ruleFor, rules} from '../../source/diagnosis/rules/index.js';

describe('every rule', () => {
	it.each(rules.map(rule => [rule.example, rule] as const))('finds its own line: %s', (_, rule) => {
		const {text} = readLine(rule.example);
		expect(isHarmless(text)).toBe(false);
		expect(ruleFor(text, false)).toBe(rule);
	});

	it.each(rules.map(rule => [rule.example, rule] as const))('says where its form comes from: %s', (_, rule) => {
		expect(rule.source.length).toBeGreaterThan(5);
		expect(rule.pattern.global).toBe(false);
	});
});

it('takes nothing for an error that somebody tries again, until they give up', () => {
	expect(isHarmless('Attempt 1 of 3 failed: Connection reset by peer')).toBe(true);
	expect(isHarmless('Giving up, after 3 attempts: Connection reset by peer')).toBe(false);
});

it('knows the news of a failure from its cause', () => {
	expect(isConsequence('Command returned 1')).toBe(true);
	expect(isConsequence('returned non-zero exit status 124.')).toBe(false);
});
