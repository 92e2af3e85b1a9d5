import {type Rule, weights} from '../rule.js';
import {crashes} from './crashes.js';
import {data} from './data.js';
import {resources} from './resources.js';
import {setup} from './setup.js';
import {surroundings} from './surroundings.js';

/** All rules, the weightiest first: of those that match a line, the first counts. */
export const rules: readonly Rule[] = [...resources, ...surroundings, ...setup, ...data, ...crashes]
	.map(rule => ({...rule, pattern: new RegExp(rule.pattern.source, 'i')}))
	.sort((a, b) => weights[b.weight ?? 'root'] - weights[a.weight ?? 'root']);

/** Most lines match none of the rules: that is found out at once. */
const anyRule = new RegExp(rules.map(({pattern}) => `(?:${pattern.source})`).join('|'), 'i');

export function ruleFor(text: string, quiet: boolean): Rule | null {
	if (!anyRule.test(text)) return null;
	return rules.find(rule => (!quiet || rule.quiet) && rule.pattern.test(text)) ?? null;
}
