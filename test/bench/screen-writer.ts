/**
 * What the screen writer costs and saves, beside painting the whole frame each time. Run by
 * hand: `npm run bench`. Bytes are exact; times are those of the machine, median of many runs.
 */
import {Buffer} from 'node:buffer';
import {padTo} from '../../source/format/width.js';
import {ScreenWriter} from '../../source/terminal/screen-writer.js';
import {createTheme} from '../../source/theme/theme.js';

const theme = createTheme({color: true, ascii: false});
const {cursor, arrow, full, half, thumb, track} = theme.symbols;

interface Size {
	columns: number;
	rows: number;
}

/** A list as the dashboard draws one: a head, a window of rows with a selected one, a foot. */
function listFrame({columns, rows}: Size, top: number, selected: number, offset = 0): string {
	const height = rows - 6;
	const row = (index: number) => {
		const here = index === selected;
		const name = padTo(`STUDY${String.fromCodePoint(65 + (index % 7))}/${1000 + index * 37 + offset}/S01`, 24);
		const sure = index % 3 === 0 ? theme.paint('good', `${full} high  `) : theme.paint('caution', `${half} medium`);
		const target = theme.paint('place', padTo(`${arrow} STUDY/${1000 + index * 37}/S01`, columns - 60));
		const mark = theme.paint('dim', Math.abs(index - top - 5) < 4 ? thumb : track);
		const lead = ` ${here ? theme.paint('accent', cursor) : ' '}  ${String(index % 90).padStart(3)}d  `;
		return `${lead}${here ? theme.paint('strong', name) : name}  ${theme.paint('dim', padTo('wrong separator', 12))}  ${target} ${sure}  ${mark}`;
	};
	return [
		padTo(' 1 Brief  2 Projects [3 Unsorted] 4 Jobs  5 Access', columns),
		` ${theme.paint('badge', ' SANDBOX ')} admin@lab.example`,
		` ${theme.paint('strong', 'Unsorted')}  453 sessions`,
		theme.paint('dim', padTo('      AGE  TYPED                     PROBLEM       BELONGS TO', columns)),
		...Array.from({length: height}, (_, index) => row(top + index)),
		'',
		` ${theme.paint('key', 'enter')} ${theme.paint('dim', 'details')}  ${theme.paint('key', 'q')} ${theme.paint('dim', 'quit')}`,
	].join('\n');
}

/** Each row from its first column on, and what is left behind it erased. */
function paintedWhole(frame: string): string {
	return `\u001B[H${frame.split('\n').join('\u001B[K\r\n')}\u001B[K`;
}

type Steps = (index: number) => string;

function kinds(size: Size): Record<string, Steps> {
	return {
		'nothing changed': () => listFrame(size, 0, 3),
		'one row down': index => listFrame(size, 0, 2 + (index % 8)),
		'scrolled by one': index => listFrame(size, index, index + size.rows - 7),
		'half a page': index => listFrame(size, index * 9, index * 9 + 4),
		'all rows other': index => listFrame(size, 0, 3, (index + 1) * 1009),
	};
}

function median(values: number[]): number {
	return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function measure(steps: Steps, size: Size): {bytes: number; whole: number; micros: number} {
	const writer = new ScreenWriter(size);
	const samples: {bytes: number; whole: number; micros: number}[] = [];
	for (let index = 0; index < 220; index++) {
		const frame = steps(index);
		const start = process.hrtime.bigint();
		const sent = writer.update(frame);
		const micros = Number(process.hrtime.bigint() - start) / 1000;
		const whole = Buffer.byteLength(paintedWhole(frame));
		// The first ones meet cold code and an empty screen.
		if (index >= 20) samples.push({bytes: Buffer.byteLength(sent), whole, micros});
	}
	const of = (name: 'bytes' | 'whole' | 'micros') => median(samples.map(sample => sample[name]));
	return {bytes: of('bytes'), whole: of('whole'), micros: of('micros')};
}

for (const size of [
	{columns: 80, rows: 24},
	{columns: 200, rows: 50},
]) {
	const results = Object.entries(kinds(size)).map(([kind, steps]) => {
		const {bytes, whole, micros} = measure(steps, size);
		return {step: kind, 'writer, bytes': bytes, 'whole frame, bytes': whole, 'writer, µs': Math.round(micros)};
	});
	process.stdout.write(`${size.columns}×${size.rows}\n`);
	console.table(results);
}
