/**
 * Text from outside, harmless on a terminal: escapes, other controls, invisible and
 * direction-changing characters are shown as what they are instead of being obeyed.
 * The zero-width joiner stays: emoji are made with it.
 */
const dangerous =
	/[\p{Cc}\p{Cs}\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|\u034F/gu;
/** So many accents on one letter are no language: they would climb over the lines above. */
const piledUp = /(\p{M}{3})\p{M}+/gu;

const named: Record<string, string> = {'\n': '\\n', '\r': '\\r', '\t': '\\t'};

function visible(character: string): string {
	const short = named[character];
	if (short) return short;
	const code = character.codePointAt(0) ?? 0;
	if (code >= 0xd8_00 && code <= 0xdf_ff) return '\uFFFD';
	if (code > 0xff_ff) return `\\u{${code.toString(16)}}`;
	return code < 0x1_00 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** One line: line breaks and tabs are made visible too. */
export function safeText(text: string): string {
	return text.replace(piledUp, '$1').replace(dangerous, visible);
}

/** Many lines: line breaks and tabs stay, a carriage return before a line break goes. */
export function safeLines(text: string): string {
	return text
		.replaceAll('\r\n', '\n')
		.replace(piledUp, '$1')
		.replace(dangerous, character => (character === '\n' || character === '\t' ? character : visible(character)));
}

/** One line of at most `max` characters, for sentences that quote what somebody typed. */
export function quoted(text: string, max = 60): string {
	const characters = Array.from(safeText(text.slice(0, max * 4)));
	const short = characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : characters.join('');
	return `"${short}"`;
}
