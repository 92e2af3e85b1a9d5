/** Signs of our own that are in words rather than in the symbol table; one column each. */
const twins: Record<string, string> = {
	'…': '~',
	'↑': '^',
	'↓': 'v',
	'←': '<',
	'→': '>',
	'·': '-',
	'’': "'",
	'“': '"',
	'”': '"',
};
const pattern = new RegExp(`[${Object.keys(twins).join('')}]`, 'gu');

/** A frame without signs of ours that need more than ASCII. Labels of the site stay as they are. */
export function asAscii(frame: string): string {
	return frame.replace(pattern, sign => twins[sign] ?? sign);
}
