/**
 * How often triage is right on made-up labs and slips, beside a plain fuzzy matcher:
 *
 *   npm run bench:triage             both sets of seeds
 *   npm run bench:triage -- wrong    also each knowable case of the tuning set that came out wrong
 */
import {judge} from '../../../source/triage/judge.js';
import {fuzzy} from './baseline.js';
import {type Case, makeCases} from './cases.js';
import {type Answer, count, isRight, none, shares, type Tally} from './score.js';
import {makeSite, type Site} from './sites.js';

/** Rules and numbers are fitted to the first alone; the second says what they are worth. */
const sets = {tune: [1, 120], 'held out': [10_001, 10_120]} as const;
const casesOfSite = 50;

type Matcher = (one: Case, site: Site) => readonly Answer[];

const engine: Matcher = ({evidence}, site) =>
	judge(
		evidence,
		site.studies.map(({known}) => known),
		{now: site.now},
	).suggestions;
const baseline: Matcher = ({evidence}, site) => fuzzy(evidence, site);

function told(one: Case, answers: readonly Answer[]): string {
	const place = ({group, project, subject, session}: Answer | Case['truth']) =>
		[group, project, subject, session].join('/');
	const best = answers[0] ? `${place(answers[0])} ${answers[0].confidence}` : 'nothing';
	return `${one.kind}${one.knowable ? '' : ' (not knowable)'}: ${JSON.stringify(one.evidence.headerAccession)} in ${one.evidence.group} is ${place(one.truth)}, not ${best}`;
}

function run(seeds: readonly [number, number], matcher: Matcher, wrong: (line: string) => void): Map<string, Tally> {
	const tallies = new Map<string, Tally>([['all', none()]]);
	for (let seed = seeds[0]; seed <= seeds[1]; seed++) {
		const site = makeSite(seed);
		for (const one of makeCases(site, seed, casesOfSite)) {
			const answers = matcher(one, site);
			const mine = tallies.get(one.kind) ?? none();
			tallies.set(one.kind, mine);
			for (const tally of [mine, tallies.get('all') ?? mine]) count(tally, one, answers);
			if (!isRight(answers[0], one) && (one.knowable || answers[0]?.confidence === 'high'))
				wrong(`${seed} ${told(one, answers)}`);
		}
	}
	return tallies;
}

function percent(share: number | null): string {
	return (share === null ? '–' : `${(share * 100).toFixed(1)}`).padStart(6);
}

function row(name: string, own: Tally, other: Tally): string {
	const columns = (tally: Tally) => {
		const {first, three, precision, recall} = shares(tally);
		return [first, three, precision, recall].map(percent).join(' ');
	};
	const amounts = `${String(own.cases).padStart(6)} ${String(own.knowable).padStart(8)}`;
	return `${name.padEnd(20)} ${amounts}  ${columns(own)}   ${columns(other)}`;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

for (const [name, seeds] of Object.entries(sets)) {
	const wrong = name === 'tune' && process.argv[2] === 'wrong' ? print : () => undefined;
	const started = performance.now();
	const own = run(seeds, engine, wrong);
	const each = (performance.now() - started) / (own.get('all')?.cases ?? 1);
	const other = run(seeds, baseline, () => undefined);
	print(`\n${name}: seeds ${seeds.join(' to ')}, ${each.toFixed(1)} ms for each session`);
	print(`${''.padEnd(20)}  cases knowable   flydeck: first three  high+ high%    fuzzy: first three  high+ high%`);
	for (const [kind, tally] of [...own].sort((a, b) => b[1].cases - a[1].cases))
		print(row(kind, tally, other.get(kind) ?? none()));
}
