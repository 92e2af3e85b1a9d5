import type {Terminal} from '@xterm/headless';
import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import {truncate} from '../../source/format/width.js';
import {ScreenWriter} from '../../source/terminal/screen-writer.js';
import {differences, type Habit, openEmulator, type Size, send} from './emulator.js';
import {
	dice,
	doubtfulWords,
	type Line,
	nextLines,
	type Piece,
	pick,
	randomLines,
	spell,
	sureWords,
} from './random-frames.js';

const withoutWrap = '\u001B[?7l';
const cleared = '\u001B[m\u001B]8;;\u0007\u001B[2J';
const segmenter = new Intl.Segmenter();

/** The frame as Ink would have it on a terminal: each row from its first column on, as it is spelt. */
async function drawPlainly(terminal: Terminal, frame: string): Promise<void> {
	const rows = frame.split('\n').slice(0, terminal.rows);
	await send(terminal, cleared + rows.map((row, y) => `\u001B[${y + 1}H${row}`).join(''));
}

/** Rows no wider than the screen, as Ink's are. */
function cut(lines: readonly Line[], {columns}: Size): Line[] {
	return lines.map(line => {
		let left = columns;
		return line.map(piece => {
			const text = truncate(piece.text, left, '');
			left -= stringWidth(text) + (text === piece.text ? 0 : columns);
			return {...piece, text};
		});
	});
}

/** The lines sign by sign, each placed by itself, so that no sign's width moves another. */
async function drawBySigns(terminal: Terminal, lines: readonly Line[]): Promise<void> {
	const rows = lines.slice(0, terminal.rows).map((line, y) => lineBySigns(line, y + 1, terminal.cols));
	await send(terminal, cleared + rows.join(''));
}

function lineBySigns(line: Line, row: number, columns: number): string {
	let [out, column, run]: [string, number, Piece | null] = ['', 1, null];
	for (const piece of line)
		for (const {segment} of segmenter.segment(piece.text)) {
			const width = stringWidth(segment);
			if (column + width > columns + 1) return out;
			const place = run && isAmbiguous(segment) ? '' : `\u001B[${row};${column}H`;
			// A blank that shows nothing is not drawn: a wide arrow before it keeps its second half.
			if (!isNothing(piece, segment)) out += place + (run === piece ? segment : styled(piece, segment));
			run = isAmbiguous(segment) ? piece : null;
			column += width;
		}
	return out;
}

function styled({codes, link}: Piece, text: string): string {
	return `\u001B]8;${link || ';'}\u0007\u001B[${['0', ...codes].join(';')}m${text}`;
}

function isNothing({codes, link}: Piece, text: string): boolean {
	return text === ' ' && link === '' && !codes.some(code => /^([479]|21|53|4.*|10\d)$/.test(code));
}

/** One column for most terminals, two for some: written in one go, as a line or a word reads best. */
function isAmbiguous(text: string): boolean {
	if ([...text].length > 1 || /\p{Extended_Pictographic}/u.test(text)) return false;
	return stringWidth(text) !== stringWidth(text, {ambiguousIsNarrow: false});
}

/** Plays frames on a terminal and on one that is drawn anew each time, and holds the two together. */
async function play(options: {
	size: Size;
	seed: number;
	frames: number;
	words: readonly string[];
	habit: Habit;
	noisy: boolean;
	draw(terminal: Terminal, frame: string, lines: readonly Line[]): Promise<void>;
}): Promise<void> {
	const {size, seed, words, noisy} = options;
	const roll = dice(seed);
	const writer = new ScreenWriter(size);
	const [terminal, model] = [openEmulator(size, options.habit), openEmulator(size, options.habit)];
	for (const screen of [terminal, model]) await send(screen, withoutWrap);
	let lines = randomLines(roll, size, words);
	for (let count = 0; count < options.frames; count++) {
		lines = nextLines(roll, lines, size, words);
		const frame = spell(roll, noisy ? lines : cut(lines, size), noisy);
		await send(terminal, writer.update(frame));
		await options.draw(model, frame, lines);
		expect(differences(terminal, model), `seed ${seed}, frame ${count}`).toEqual([]);
		expect(writer.update(frame), 'the same frame again').toBe('');
	}
	expect(terminal.buffer.active.baseY, 'lines that scrolled away').toBe(0);
}

const sizes: Size[] = [
	{columns: 80, rows: 24},
	{columns: 60, rows: 15},
	{columns: 13, rows: 6},
];

describe('the screen after the writer', () => {
	it.each(sizes)('equals the frame at $columns×$rows, whatever the sequence of frames', async size => {
		for (let seed = 1; seed <= 8; seed++)
			await play({size, seed, frames: 30, words: sureWords, habit: 'old', noisy: false, draw: drawPlainly});
	});

	it.each(['old', 'joining', 'wide'] as const)(
		'keeps every sign in its place where a terminal counts widths its own way (%s)',
		async habit => {
			const words = [...sureWords, ...doubtfulWords];
			const draw = (terminal: Terminal, _: string, lines: readonly Line[]) => drawBySigns(terminal, lines);
			for (const size of sizes)
				for (let seed = 1; seed <= 4; seed++) await play({size, seed, frames: 30, words, habit, noisy: true, draw});
		},
	);

	it('equals the frame at 200×50', async () => {
		const size = {columns: 200, rows: 50};
		await play({size, seed: 1, frames: 20, words: sureWords, habit: 'old', noisy: false, draw: drawPlainly});
	});

	it('equals the frame after every resize', async () => {
		const roll = dice(7);
		let size: Size = {columns: 80, rows: 24};
		const writer = new ScreenWriter(size);
		const [terminal, model] = [openEmulator(size), openEmulator(size)];
		for (const screen of [terminal, model]) await send(screen, `\u001B[?1049h${withoutWrap}`);
		for (let count = 0; count < 30; count++) {
			const frame = spell(roll, cut(randomLines(roll, size, sureWords), size), false);
			await send(terminal, writer.update(frame));
			await drawPlainly(model, frame);
			expect(differences(terminal, model), `frame ${count}`).toEqual([]);
			if (roll(3) > 0) continue;
			size = {columns: pick(roll, [20, 60, 80, 120]), rows: pick(roll, [5, 15, 24, 40])};
			for (const screen of [terminal, model]) screen.resize(size.columns, size.rows);
			writer.forget(size);
		}
	});
});
