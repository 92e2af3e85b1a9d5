/**
 * How long a large log takes, next to splitting it into lines and searching each for one word:
 * `npx tsx test/bench/diagnosis/speed.ts [MEGABYTES]`. In seconds of this process's own time,
 * so that other work on the machine counts little.
 */
import {Diagnoser} from '../../../source/diagnosis/diagnosis.js';
import {ownCases} from './cases.js';

const megabytes = Number(process.argv[2] ?? 20);
const logs = ownCases('blind').filter(one => one.cause === 'none' || one.cause === 'unknown');
const quiet = logs.map(one => one.log.replace(/^.*(?:exit|Returning|Job ).*$/gm, '')).join('\n');
const text = quiet.repeat(Math.ceil((megabytes * 1e6) / quiet.length)).slice(0, megabytes * 1e6);

function seconds(work: () => void): number {
	const before = process.cpuUsage();
	work();
	const {user, system} = process.cpuUsage(before);
	return (user + system) / 1e6;
}

const searched = seconds(() => {
	const found = text.split('\n').filter(line => /memoryerror/i.test(line));
	if (found.length > 0) throw new Error('not expected');
});
const diagnosed = seconds(() => {
	const diagnoser = new Diagnoser();
	for (let from = 0; from < text.length; from += 65_536) diagnoser.write(text.slice(from, from + 65_536));
	diagnoser.finish();
});
const row = (name: string, value: number) =>
	console.log(
		`${name.padEnd(28)}${value.toFixed(2).padStart(8)} s${(value / searched).toFixed(1).padStart(8)} times the search`,
	);
console.log(`${megabytes} MB`);
row('split and search', searched);
row('diagnosis', diagnosed);
