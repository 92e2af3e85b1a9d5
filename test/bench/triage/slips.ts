/** Every way to type an accession number wrong, as hands and habits do it. */
import type {Random} from './random.js';

export interface Parts {
	group: string;
	project: string;
	subject: string;
	session: string;
}

const keys: Record<string, string> = {
	...{1: '2q', 2: '13qw', 3: '24we', 4: '35er', 5: '46rt', 6: '57ty', 7: '68yu', 8: '79ui', 9: '80io', 0: '9op'},
	...{q: 'wa12', w: 'qes23', e: 'wrd34', r: 'etf45', t: 'ryg56', y: 'tuh67', u: 'yij78', i: 'uok89', o: 'ipl90'},
	...{p: 'ol0', a: 'qsz', s: 'adwx', d: 'sfec', f: 'dgrv', g: 'fhtb', h: 'gjyn', j: 'hkum', k: 'jlim', l: 'kop'},
	...{z: 'xas', x: 'zcsd', c: 'xvdf', v: 'cbfg', b: 'vngh', n: 'bmhj', m: 'njk'},
};

const twins = ['0O', '0o', '1l', '1I', '5S', '8B', '2Z', '6G'];

export function slipKey(random: Random, text: string): string | null {
	const places = [...text].flatMap((character, index) => (keys[character.toLowerCase()] ? [index] : []));
	if (places.length === 0) return null;
	const at = random.pick(places);
	const old = text[at] ?? '';
	const hit = random.pick([...(keys[old.toLowerCase()] ?? '')]);
	const fresh = old === old.toUpperCase() ? hit.toUpperCase() : hit;
	const kind = random.weighted([
		['other', 6],
		['lost', 2],
		['twice', 2],
		['beside', 1],
	] as const);
	const put = {other: fresh, lost: '', twice: old + old, beside: old + fresh}[kind];
	return text.slice(0, at) + put + text.slice(at + 1);
}

export function transpose(random: Random, text: string): string | null {
	const places = [...text].flatMap((one, index) => (index + 1 < text.length && one !== text[index + 1] ? [index] : []));
	if (places.length === 0) return null;
	const at = random.pick(places);
	return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
}

export function letterForDigit(random: Random, text: string): string | null {
	const swaps = [...text].flatMap((character, index) =>
		twins.flatMap(([a = '', b = '']) => {
			if (character === a) return [[index, b] as const];
			return character === b ? [[index, a] as const] : [];
		}),
	);
	if (swaps.length === 0) return null;
	const [at, put] = random.pick(swaps);
	const all = random.chance(0.3) ? text.replaceAll(text[at] ?? '', put) : null;
	return all ?? text.slice(0, at) + put + text.slice(at + 1);
}

export function losePadding(text: string): string | null {
	const short = text.replace(/(^|\D)0+(?=\d+$)/u, '$1');
	return short === text ? null : short;
}

/** One part with a slip of the hand in it, which part is left to chance. */
export function inOnePart(
	random: Random,
	parts: Parts,
	slip: (random: Random, text: string) => string | null,
	weights: [keyof Parts, number][],
): Parts | null {
	const part = random.weighted(weights);
	const text = slip(random, parts[part]);
	return text === null || text === parts[part] || text === '' ? null : {...parts, [part]: text};
}

export function recase(random: Random, text: string): string | null {
	const made = random.pick([
		text.toLowerCase(),
		text.toUpperCase(),
		text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
	]);
	return made === text ? null : made;
}

export type Join = (parts: string[]) => string;

export const separators: [sign: string, weight: number][] = [
	['-', 4],
	['_', 4],
	['\\', 2],
	[' ', 3],
	['.', 1],
	[',', 1],
	['|', 0.3],
	[';', 0.5],
	[':', 0.3],
];

export function spaced(random: Random): Join {
	return parts =>
		random.pick([parts.join(' / '), parts.join('/ '), ` ${parts.join('/')}`, parts.join(' /'), `${parts.join('/')} `]);
}

export const rubbish = [';`', '`', '\\', '//', '.', '??', ']', "'", '+', ' ;', '\r\n', '\u0000'];
