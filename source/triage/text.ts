/** What all rules of triage agree on about text: what counts as the same, what as a number. */

/** Letters and digits alone, in lower case: how labels are compared where separators slipped. */
export function fold(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '');
}

const lookalikes: Record<string, string> = {o: '0', q: '0', l: '1', i: '1', z: '2', s: '5', b: '8'};

/** Characters that are taken for one another when read aloud from a sheet, as one of them. */
function lookalike(text: string): string {
	return Array.from(fold(text), character => lookalikes[character] ?? character).join('');
}

/** The same, for text that should be digits alone; null where it can't be. */
export function asDigits(text: string): string | null {
	const digits = lookalike(text);
	return /^\d+$/.test(digits) && !/[^\p{L}\p{N}]/u.test(text) ? digits : null;
}

export interface Numbered {
	prefix: string;
	digits: string;
}

/** A label that ends in a number, in two; null for others. Numbers past 12 digits are no count. */
export function numbered(label: string): Numbered | null {
	const digits = /\d{1,12}$/.exec(label)?.[0];
	if (digits === undefined) return null;
	const prefix = label.slice(0, -digits.length);
	return /\d$/.test(prefix) ? null : {prefix, digits};
}

/** Text for a sentence: not so long that the sentence is lost. */
export function shown(text: string): string {
	const characters = Array.from(text.slice(0, 200));
	return characters.length > 40 ? `"${characters.slice(0, 39).join('')}…"` : `"${characters.join('')}"`;
}
