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
	...{case: 0.7, separator: 1.5, padding: 2},
	...{lookalike: 3.5, swapped: 5, neighbour: 5.5, doubled: 5.5, lost: 6, brushed: 6.5, other: 8.5},
};

/** No label that is compared is longer; what is longer is told by being equal alone. */
const longest = 48;
/** More than this, and nobody could tell what was meant. */
export const mostCost = 15;

const isSign = (character: string) => !/[\p{L}\p{N}]/u.test(character);

function priceOf(a: string, b: string): number {
	if (alike.has(a + b)) return price.lookalike;
	if (isSign(a) && isSign(b)) return price.separator;
	return neighbours.get(a)?.has(b) ? price.neighbour : price.other;
}

const priced = new Map<string, Map<string, number>>();

/** What typing `a` for `b` costs; each pair is worked out once, as it is asked for millions of times. */
function exchanged(a: string, b: string): number {
	if (a === b) return 0;
	const row = priced.get(a) ?? new Map<string, number>();
	if (row.size === 0) priced.set(a, row);
	const known = row.get(b) ?? priceOf(a, b);
	row.set(b, known);
	return known;
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
function align(typed: string, label: string): number {
	table[0] = 0;
	for (let j = 1; j <= label.length; j++) table[j] = at(0, j - 1) + lost(label[j - 1] ?? '');
	for (let i = 1; i <= typed.length; i++) {
		const extra = added(typed, i - 1);
		table[i * width] = at(i - 1, 0) + extra;
		let least = at(i, 0);
		for (let j = 1; j <= label.length; j++) {
			let best = at(i - 1, j - 1) + exchanged(typed[i - 1] ?? '', label[j - 1] ?? '');
			best = Math.min(best, at(i - 1, j) + extra, at(i, j - 1) + lost(label[j - 1] ?? ''));
			if (turned(typed, label, i, j)) best = Math.min(best, at(i - 2, j - 2) + price.swapped);
			table[i * width + j] = best;
			least = Math.min(least, best);
		}
		if (least > mostCost) return Number.POSITIVE_INFINITY;
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

function compare(typed: string, label: string): Written {
	const [a, b] = [typed.toLowerCase(), label.toLowerCase()];
	const cost = align(a, b);
	const slips = cost <= mostCost ? slipsIn(a, b) : new Set<Slip>();
	const [bareA, bareB] = [unpadded(a), unpadded(b)];
	if (cost <= price.padding || (bareA === a && bareB === b)) return {cost, slips};
	const bare = align(bareA, bareB) + price.padding;
	return bare < cost && bare <= mostCost ? {cost: bare, slips: slipsIn(bareA, bareB).add('padding')} : {cost, slips};
}

/** Cost of `typed` where `label` was meant; Infinity where nobody would take the one for the other. */
export function typedFor(typed: string, label: string): Written {
	if (typed === label) return {cost: 0, slips: new Set()};
	const far = Math.abs(typed.length - label.length) > 6 || Math.max(typed.length, label.length) > longest;
	if (far) return {cost: Number.POSITIVE_INFINITY, slips: new Set()};
	const {cost, slips} = compare(typed, label);
	const recased =
		cost <= mostCost &&
		![...label].every(character => typed.includes(character) || !typed.toLowerCase().includes(character.toLowerCase()));
	return recased ? {cost: cost + price.case, slips: new Set([...slips, 'case' as const])} : {cost, slips};
}
