/** Characters that JSON allows bare and a terminal may obey. */
const unsafe = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

function escaped(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** JSON of two-space depth, or of one line, which no terminal can be led astray by. */
export function toJson(value: unknown, lines: 'many' | 'one' = 'many'): string {
	return JSON.stringify(value, null, lines === 'many' ? 2 : undefined).replace(unsafe, escaped);
}
