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

interface Group {
	any: RegExp;
	rules: readonly Rule[];
}

/** A pattern that grows too long is interpreted, thirty times as slowly as what is compiled. */
const perGroup = 12;

/** Most lines match none of the rules: by groups that is found out soon. */
function grouped(all: readonly Rule[]): Group[] {
	const groups: Group[] = [];
	for (let from = 0; from < all.length; from += perGroup) {
		const some = all.slice(from, from + perGroup);
		const any = new RegExp(some.map(({pattern}) => `(?:${pattern.source})`).join('|'), 'i');
		groups.push({any, rules: some});
	}
	return groups;
}

const loud = grouped(rules);
const quietOnes = grouped(rules.filter(({quiet}) => quiet));

/** @param quiet whether the line was logged as information or a warning */
export function ruleFor(text: string, quiet: boolean): Rule | null {
	const group = (quiet ? quietOnes : loud).find(({any}) => any.test(text));
	return group?.rules.find(({pattern}) => pattern.test(text)) ?? null;
}
