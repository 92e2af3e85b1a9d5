/**
 * How likely it is that hands meant one text and typed another. Costs are in nats, the negative
 * logarithm of a probability: they add up along a text, and along the parts of a place.
 */
export type Slip = 'case' | 'separator' | 'padding' | 'lookalike' | 'slip' | 'swapped';

export interface Written {
	cost: number;
	slips: ReadonlySet<Slip>;
}

const rows = ['1234567890-', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const neighbours = new Map<string, Set<string>>();
for (const [y, row] of rows.entries()) {
	for (const [x, key] of Array.from(row).entries()) {
		// Each row of a keyboard stands about half a key to the right of the one above.
		const beside = [
			row[x - 1],
			row[x + 1],
			rows[y - 1]?.[x],
			rows[y - 1]?.[x + 1],
			rows[y + 1]?.[x - 1],
			rows[y + 1]?.[x],
		];
		neighbours.set(key, new Set(beside.filter(other => other !== undefined)));
	}
}

/** Characters taken for one another when a sheet is read: each pair both ways. */
const alike = new Set(
	['0o', '0q', '0d', '1l', '1i', 'il', '2z', '5s', '6g', '6b', '8b', '9g', '9q'].flatMap(pair => [
		pair,
		`${pair[1]}${pair[0]}`,
	]),
);

const price = {
	...{case: 0.7, separator: 1.5, padding: 2, again: 1},
	...{lookalike: 4.5, swapped: 5, neighbour: 6.5, doubled: 7, lost: 7.5, brushed: 8, other: 10},
};

/** No label that is compared is longer; what is longer is told by being equal alone. */
const longest = 48;
/** More than this, and nobody could tell what was meant. */
export const mostCost = 18;

function isSign(character: string): boolean {
	return character < '\u0080' ? !/[a-z0-9]/i.test(character) : !/[\p{L}\p{N}]/u.test(character);
}

function priceOf(a: string, b: string): number {
	if (alike.has(a + b)) return price.lookalike;
	if (isSign(a) && isSign(b)) return price.separator;
	return neighbours.get(a)?.has(b) ? price.neighbour : price.other;
}

const ascii = 128;
const priced = new Float64Array(ascii * ascii).fill(-1);

/** What typing `a` for `b` costs. Each pair is worked out once: it is asked for a million times. */
function exchanged(a: string, b: string): number {
	if (a === b) return 0;
	const [one, other] = [a.charCodeAt(0), b.charCodeAt(0)];
	if (one >= ascii || other >= ascii) return priceOf(a, b);
	const known = priced[one * ascii + other] ?? -1;
	if (known >= 0) return known;
	const price = priceOf(a, b);
	priced[one * ascii + other] = price;
	return price;
}

function added(text: string, at: number): number {
	const [before = '', character = '', after = ''] = [text[at - 1], text[at], text[at + 1]];
	if (isSign(character)) return price.separator;
	if (character === before || character === after) return price.doubled;
	const near = neighbours.get(character);
	return near?.has(before) || near?.has(after) ? price.brushed : price.other;
}

const lost = (character: string) => (isSign(character) ? price.separator : price.lost);

const width = longest + 1;
const table = new Float64Array(width * width);
const at = (i: number, j: number) => table[i * width + j] ?? 0;

function turned(a: string, b: string, i: number, j: number): boolean {
	return i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && a[i - 1] !== a[i - 2];
}

/** Damerau's distance with each edit at its price; the table is left for `slipsIn`. */
function align(typed: string, label: string, limit: number): number {
	table[0] = 0;
	const missing = Array.from(label, lost);
	for (let j = 1; j <= label.length; j++) table[j] = at(0, j - 1) + (missing[j - 1] ?? 0);
	for (let i = 1; i <= typed.length; i++) {
		const extra = added(typed, i - 1);
		table[i * width] = at(i - 1, 0) + extra;
		let least = at(i, 0);
		for (let j = 1; j <= label.length; j++) {
			let best = at(i - 1, j - 1) + exchanged(typed[i - 1] ?? '', label[j - 1] ?? '');
			best = Math.min(best, at(i - 1, j) + extra, at(i, j - 1) + (missing[j - 1] ?? 0));
			if (turned(typed, label, i, j)) best = Math.min(best, at(i - 2, j - 2) + price.swapped);
			table[i * width + j] = best;
			least = Math.min(least, best);
		}
		if (least > limit) return Number.POSITIVE_INFINITY;
	}
	return at(typed.length, label.length);
}

/** Which slips the cheapest way through the table is made of. */
function slipsIn(typed: string, label: string): Set<Slip> {
	const slips = new Set<Slip>();
	const named = (cost: number) => {
		if (cost > 0) slips.add(cost === price.separator ? 'separator' : cost === price.lookalike ? 'lookalike' : 'slip');
	};
	let [i, j] = [typed.length, label.length];
	while (i > 0 || j > 0) {
		const here = at(i, j);
		const step = i > 0 && j > 0 ? exchanged(typed[i - 1] ?? '', label[j - 1] ?? '') : Number.NaN;
		if (i > 0 && j > 0 && here === at(i - 1, j - 1) + step) {
			named(step);
			[i, j] = [i - 1, j - 1];
		} else if (turned(typed, label, i, j) && here === at(i - 2, j - 2) + price.swapped) {
			slips.add('swapped');
			[i, j] = [i - 2, j - 2];
		} else if (i > 0 && here === at(i - 1, j) + added(typed, i - 1)) {
			named(added(typed, i - 1));
			i -= 1;
		} else {
			named(lost(label[j - 1] ?? ''));
			j -= 1;
		}
	}
	return slips;
}

const unpadded = (text: string) => text.replace(/(?<!\d)0+(?=\d)/gu, '');

/** One letter taken for a digit again and again: that is one mistake, not several. */
function mistaken(a: string, b: string): number | null {
	if (a.length !== b.length) return null;
	const pairs = new Map<string, number>();
	for (let index = 0; index < a.length; index++) {
		const pair = `${a[index]}${b[index]}`;
		if (a[index] === b[index]) continue;
		if (!alike.has(pair)) return null;
		pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
	}
	return [...pairs.values()].reduce((sum, times) => sum + price.lookalike + (times - 1) * price.again, 0);
}

const not: Written = {cost: Number.POSITIVE_INFINITY, slips: new Set()};

function compare(typed: string, label: string, limit: number): Written {
	const [a, b] = [typed.toLowerCase(), label.toLowerCase()];
	const read = mistaken(a, b);
	if (read !== null && read > 0) return {cost: read, slips: new Set(['lookalike'])};
	const cost = align(a, b, limit);
	const written = cost <= limit ? {cost, slips: slipsIn(a, b)} : not;
	const [bareA, bareB] = [unpadded(a), unpadded(b)];
	if (cost <= price.padding || (bareA === a && bareB === b)) return written;
	const bare = align(bareA, bareB, limit) + price.padding;
	return bare < cost && bare <= limit ? {cost: bare, slips: slipsIn(bareA, bareB).add('padding')} : written;
}

function recased(typed: string, label: string): boolean {
	const lower = typed.toLowerCase();
	return [...label].some(character => !typed.includes(character) && lower.includes(character.toLowerCase()));
}

/** Which letters and digits a text holds, as bits; zeros come and go. */
export function marksOf(text: string): number {
	let marks = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index) | 0x20;
		if (code >= 0x61 && code <= 0x7a) marks |= 1 << ((code - 0x61) % 22);
		else if (code >= 0x31 && code <= 0x39) marks |= 1 << (code - 0x31 + 22);
	}
	return marks;
}

function bits(marks: number): number {
	let count = 0;
	for (let left = marks; left !== 0; left &= left - 1) count += 1;
	return count;
}

/** No way from one text to the other costs less: told by their marks, without looking at the texts. */
export function leastCost(typed: number, label: number): number {
	return price.lookalike * Math.max(bits(typed & ~label), bits(label & ~typed));
}

/** Cost of `typed` where `label` was meant; Infinity where it is more than `limit`. */
export function typedFor(typed: string, label: string, limit = mostCost): Written {
	if (typed === label) return {cost: 0, slips: new Set()};
	if (Math.abs(typed.length - label.length) > 6 || Math.max(typed.length, label.length) > longest) return not;
	const {cost, slips} = compare(typed, label, limit);
	if (cost > limit || !recased(typed, label)) return {cost, slips};
	return {cost: cost + price.case, slips: new Set([...slips, 'case' as const])};
}
