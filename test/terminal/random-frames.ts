import type {Size} from './emulator.js';

/** A piece of a row in one style: SGR codes that all hold at once, and a link. */
export interface Piece {
	text: string;
	codes: readonly string[];
	link: string;
}

export type Line = readonly Piece[];

/** Numbers from a seed, so that a failure can be had again. */
export type Dice = (sides: number) => number;

export function dice(seed: number): Dice {
	let state = seed;
	return sides => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * sides);
	};
}

export function pick<T>(roll: Dice, from: readonly T[]): T {
	return from[roll(from.length)] as T;
}

/** Words whose width no terminal doubts. */
export const sureWords = ['smith', 'STUDYA101S01', '脳画像', 'ses-01', 'ニューロ', '  ', 'x', '한국', '12 of 40', '▸'];
/** Words on whose width terminals differ. */
export const doubtfulWords = [
	...[
		'👩‍🔬',
		'🇨🇭',
		'❤️',
		'→',
		'● high',
		'── ',
		'████▒░',
		'é',
		'ё',
		'e\u0301',
		'กำ',
		'👍🏽',
		'✔',
		'…',
		'│',
		'1️⃣',
		'x\u200D',
	],
	...['x→y', 'Zürich', '脳→画', '🙂🙂'],
];
const attributes = ['1', '2', '3', '4', '7', '9', '53', '4:3', '8', '21'];
const foregrounds = ['31', '36', '97', '38;5;208', '38;2;1;20;255', '38:5:99'];
const backgrounds = ['41', '104', '48;5;17', '48;2;250;0;3'];
const links = ['', '', '', ';https://lab.example/a', 'id=1;https://lab.example/b'];

function randomCodes(roll: Dice): string[] {
	const codes = roll(3) === 0 ? [pick(roll, attributes), pick(roll, attributes)] : [];
	if (roll(2) === 0) codes.push(pick(roll, foregrounds));
	if (roll(6) === 0) codes.push(pick(roll, backgrounds));
	// One code alone says how a letter is underlined.
	const underlines = codes.filter(code => /^(4|21)/.test(code) && !backgrounds.includes(code));
	return codes.filter(code => !underlines.includes(code) || code === underlines.at(-1));
}

function randomPiece(roll: Dice, words: readonly string[]): Piece {
	const text = Array.from({length: 1 + roll(3)}, () => pick(roll, words)).join(pick(roll, ['', ' ', '  ', '-']));
	return {text: text.padEnd(roll(24)), codes: roll(2) ? randomCodes(roll) : [], link: pick(roll, links)};
}

export function randomLine(roll: Dice, {columns}: Size, words: readonly string[]): Line {
	const kind = roll(12);
	if (kind === 0) return [];
	if (kind === 1)
		return [{text: pick(roll, ['x', '─', '脳', '=']).repeat(columns), codes: randomCodes(roll), link: ''}];
	return Array.from({length: roll(8)}, () => randomPiece(roll, words));
}

export function randomLines(roll: Dice, size: Size, words: readonly string[], count = size.rows): Line[] {
	return Array.from({length: count}, () => randomLine(roll, size, words));
}

/** What a program may do next to what it shows. */
export function nextLines(roll: Dice, lines: readonly Line[], size: Size, words: readonly string[]): Line[] {
	const fresh = (count: number) => randomLines(roll, size, words, count);
	const next = [...lines];
	const kind = roll(12);
	if (kind <= 3) return shifted(roll, lines, size, words);
	if (kind === 4) return [];
	if (kind === 5) return fresh(size.rows);
	if (kind === 6) return roll(2) ? next.slice(0, roll(size.rows)) : [...next, ...fresh(3)];
	if (kind === 7) return next.map(line => (roll(3) ? line : altered(roll, line)));
	for (let count = roll(5); count >= 0; count--) {
		const y = roll(size.rows);
		const line = [...(next[y] ?? [])];
		while (next.length < y) next.push([]);
		line.splice(roll(line.length + 1), roll(2), randomPiece(roll, words));
		next[y] = kind < 10 ? line : randomLine(roll, size, words);
	}
	return next;
}

/** One sign or one style becomes another: a bar grows, an arrow changes colour. */
function altered(roll: Dice, line: Line): Line {
	const change = roll(4) ? pick(roll, ['▒', '○', '←', '━']) : 'x';
	const at = roll(Math.max(1, line.length));
	return line.map((piece, index) => {
		if (index !== at) return piece;
		return roll(2) ? {...piece, codes: randomCodes(roll)} : {...piece, text: piece.text.replace(/[█●→─…]/u, change)};
	});
}

/** A block of rows moves up or down, as in a list that scrolls, and a row in it may change as well. */
function shifted(roll: Dice, lines: readonly Line[], size: Size, words: readonly string[]): Line[] {
	const next = [...lines];
	while (next.length < size.rows) next.push([]);
	const top = roll(size.rows - 1);
	const height = 2 + roll(size.rows - top - 1);
	const block = next.slice(top, top + height);
	const by = 1 + roll(Math.min(height, 5));
	const fresh = randomLines(roll, size, words, Math.min(by, height));
	const moved = roll(2) ? [...block.slice(by), ...fresh] : [...fresh, ...block.slice(0, Math.max(0, height - by))];
	if (roll(2)) moved[roll(moved.length)] = randomLine(roll, size, words);
	next.splice(top, height, ...moved);
	return next;
}

const offs: readonly [RegExp, string][] = [
	[/^[12]$/, '22'],
	[/^3$/, '23'],
	[/^(4|21)/, '24'],
	[/^7$/, '27'],
	[/^8$/, '28'],
	[/^9$/, '29'],
	[/^53$/, '55'],
	[/^(3|9\d)/, '39'],
	[/^(4|10\d)/, '49'],
];

function offOf(code: string): string {
	if (backgrounds.includes(code)) return '49';
	if (foregrounds.includes(code)) return '39';
	return offs.find(([pattern]) => pattern.test(code))?.[1] ?? '0';
}

const noise = [
	'\u0007',
	'\t',
	'\r',
	'\u001B[5;5H',
	'\u001B]0;title\u0007',
	'\u009B',
	'\u001B[?25h',
	'\u001B[2J',
	'\u001BM',
];

/**
 * A frame as a program might spell it: styles ended one by one or all at once, or left on over
 * the line's end; where `noisy`, with controls that have no place in a frame.
 */
export function spell(roll: Dice, lines: readonly Line[], noisy: boolean): string {
	let on: readonly string[] = [];
	let link = '';
	const line = (pieces: Line) =>
		pieces
			.map(piece => {
				let out = piece.link === link ? '' : `\u001B]8;${piece.link || ';'}${pick(roll, ['\u0007', '\u001B\\'])}`;
				if (piece.codes.join() !== on.join()) out += change(roll, on, piece.codes);
				[on, link] = [piece.codes, piece.link];
				return `${out}${noisy && roll(40) === 0 ? pick(roll, noise) : ''}${piece.text}`;
			})
			.join('');
	return lines.map(line).join('\n');
}

function change(roll: Dice, from: readonly string[], to: readonly string[]): string {
	if (to.length === 0 && roll(2)) return '\u001B[m';
	if (roll(2)) return `\u001B[${['0', ...to].join(';')}m`;
	return [...from.map(offOf), ...to].map(code => `\u001B[${code}m`).join('');
}
