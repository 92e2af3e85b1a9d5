import {type Rule, weights} from '../rule.js';
import {crashes} from './crashes.js';
import {data, findings} from './data.js';
import {resources} from './resources.js';
import {setup} from './setup.js';
import {surroundings} from './surroundings.js';

/** All rules, the weightiest first, after those of a validator: of those that match a line, the first counts. */
export const rules: readonly Rule[] = [
	...findings,
	...[...resources, ...surroundings, ...setup, ...crashes, ...data].sort(
		(a, b) => weights[b.weight ?? 'root'] - weights[a.weight ?? 'root'],
	),
].map(rule => ({...rule, pattern: new RegExp(rule.pattern.source, 'i')}));

function anyOf(some: readonly Rule[]): RegExp {
	return new RegExp(some.map(({pattern}) => `(?:${pattern.source})`).join('|'), 'i');
}

/** Most lines match none of the rules, and most of all lines are quiet: that is found out at once. */
const quietRules = rules.filter(({quiet}) => quiet);
const anyRule = anyOf(rules);
const anyQuietRule = anyOf(quietRules);

/** @param quiet whether the line was logged as information or a warning */
export function ruleFor(text: string, quiet: boolean): Rule | null {
	if (!(quiet ? anyQuietRule : anyRule).test(text)) return null;
	return (quiet ? quietRules : rules).find(({pattern}) => pattern.test(text)) ?? null;
}
