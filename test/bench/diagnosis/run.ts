/**
 * How good the diagnosis is, next to the first line with "error" in it:
 * `npx tsx test/bench/diagnosis/run.ts [FOLDER…] [--wrong]`, each folder with logs and a
 * `labels.json`; `--wrong` lists what is told otherwise than labelled.
 *
 * The blind sets were written and measured before a rule was made for any of their forms; what
 * they came to then says more than what is printed now:
 *
 *            logs  causes   lines  reruns  honest
 *   blind     160  81.3 %  88.2 %  83.1 %  91.7 %  public threads
 *   blind-2    60  88.3 %  90.2 %  86.7 %   100 %  other threads and the gears' own source
 *   blind-3    46  76.1 %  90.0 %  78.3 %  83.3 %  no thread at hand: the hardest
 *
 * Six labels of the first set were mended afterwards; they were slips of the labelling.
 */
import {diagnose} from '../../../source/diagnosis/diagnosis.js';
import {type Case, casesOf, ownCases} from './cases.js';
import {type Judged, naive, score} from './score.js';

const percent = (value: number) => `${(value * 100).toFixed(1)} %`.padStart(9);

function printScore(name: string, judged: Judged[]): void {
	const {cases, causes, lines, reruns, honest} = score(judged);
	console.log(
		`${name.padEnd(28)}${String(cases).padStart(5)}${percent(causes)}${percent(lines)}${percent(reruns)}${percent(honest)}`,
	);
}

/** Which cause was told for which. */
function printConfusion(judged: Judged[]): void {
	const names = [...new Set(judged.flatMap(one => [one.case.cause, one.said.cause]))].sort();
	console.log(`\n${'labelled \\ told'.padEnd(20)}${names.map((_, index) => String(index + 1).padStart(4)).join('')}`);
	for (const [index, labelled] of names.entries()) {
		const row = names.map(told => judged.filter(one => one.case.cause === labelled && one.said.cause === told).length);
		const cells = row.map(count => (count === 0 ? '.' : String(count)).padStart(4)).join('');
		console.log(`${`${index + 1} ${labelled}`.padEnd(20)} ${cells.slice(1)}`);
	}
}

function printWrong(judged: Judged[]): void {
	for (const {case: known, said} of score(judged).wrong) {
		console.log(`\n${known.name}: ${known.cause}, ${known.rerun}; told ${said.cause}, ${said.rerun}`);
		if (known.line?.trim() !== said.line?.trim()) console.log(`  labelled ${known.line}\n  told     ${said.line}`);
	}
}

const folders = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
const sets: [string, Case[]][] = [
	...folders.map((folder): [string, Case[]] => [folder.split('/').at(-1) ?? folder, casesOf(folder)]),
	['tune', ownCases('tune')],
	['held-out', ownCases('held-out')],
	['field', ownCases('field')],
	['blind', ownCases('blind')],
	['blind-2', ownCases('blind-2')],
	['blind-3', ownCases('blind-3')],
];
console.log(`${'set'.padEnd(28)} logs   causes    lines   reruns   honest`);
const all: Judged[] = [];
for (const [name, cases] of sets) {
	const judged = cases.map(known => ({case: known, said: diagnose(known.log)}));
	printScore(name, judged);
	printScore(
		`  first "error"`,
		cases.map(known => ({case: known, said: naive(known.log)})),
	);
	if (process.argv.includes('--wrong')) printWrong(judged);
	all.push(...judged);
}
printConfusion(all);
