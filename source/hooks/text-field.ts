/** A line of text being typed. Pure. The cursor counts graphemes, so it never splits one. */
export interface TextField {
	text: string;
	cursor: number;
}

interface TypedKey {
	name: string;
	text: string;
}

const segmenter = new Intl.Segmenter();
/** Characters that a field takes: more is a paste that went astray, and every key walks over all of it. */
const longest = 1000;
/** What a line of text can't hold: breaks, controls, direction marks. */
const unwanted = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

export function textField(text: string): TextField {
	return {text, cursor: graphemes(text).length};
}

/** The field after a key; the same object where the key means nothing to it. */
export function typeInto(field: TextField, key: TypedKey): TextField {
	const letters = graphemes(field.text);
	const at = field.cursor;
	switch (key.name) {
		case 'left':
			return {...field, cursor: Math.max(0, at - 1)};
		case 'right':
			return {...field, cursor: Math.min(letters.length, at + 1)};
		case 'home':
		case 'ctrl-a':
			return {...field, cursor: 0};
		case 'end':
		case 'ctrl-e':
			return {...field, cursor: letters.length};
		case 'backspace':
			return at === 0 ? field : splice(letters, at - 1, at, '');
		case 'delete':
			return splice(letters, at, at + 1, '');
		case 'ctrl-u':
			return splice(letters, 0, at, '');
		case 'ctrl-k':
			return splice(letters, at, letters.length, '');
		case 'ctrl-w':
			return splice(letters, wordStart(letters, at), at, '');
		default: {
			const room = Math.max(0, longest - field.text.length);
			const text = key.text.slice(0, longest).replace(unwanted, '').slice(0, room);
			return text === '' ? field : splice(letters, at, at, text);
		}
	}
}

function splice(letters: string[], from: number, to: number, insert: string): TextField {
	const before = letters.slice(0, from).join('') + insert;
	return {text: before + letters.slice(to).join(''), cursor: graphemes(before).length};
}

function wordStart(letters: string[], at: number): number {
	let index = at;
	while (index > 0 && /[\s/]/.test(letters[index - 1] ?? '')) index--;
	while (index > 0 && !/[\s/]/.test(letters[index - 1] ?? '')) index--;
	return index;
}

function graphemes(text: string): string[] {
	return [...segmenter.segment(text)].map(part => part.segment);
}
