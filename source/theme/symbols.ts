/** Marks beside the words, each with a twin for terminals that show ASCII alone. */
export interface Symbols {
	cursor: string;
	marked: string;
	unmarked: string;
	arrow: string;
	done: string;
	failed: string;
	unknown: string;
	unchanged: string;
	running: string;
	pending: string;
	warning: string;
	full: string;
	half: string;
	empty: string;
	rule: string;
	dot: string;
	ellipsis: string;
	up: string;
	down: string;
	bar: string;
	barRest: string;
	thumb: string;
	track: string;
	corner: {topLeft: string; topRight: string; bottomLeft: string; bottomRight: string; side: string};
}

export const unicodeSymbols: Symbols = {
	cursor: '▸',
	marked: '✓',
	unmarked: ' ',
	arrow: '→',
	done: '✔',
	failed: '✘',
	unknown: '?',
	unchanged: '=',
	running: '▶',
	pending: '○',
	warning: '▲',
	full: '●',
	half: '◐',
	empty: '○',
	rule: '─',
	dot: '·',
	ellipsis: '…',
	up: '▲',
	down: '▼',
	bar: '█',
	barRest: '░',
	thumb: '┃',
	track: '│',
	corner: {topLeft: '╭', topRight: '╮', bottomLeft: '╰', bottomRight: '╯', side: '│'},
};

export const asciiSymbols: Symbols = {
	cursor: '>',
	marked: '*',
	unmarked: ' ',
	arrow: '->',
	done: '+',
	failed: 'x',
	unknown: '?',
	unchanged: '=',
	running: '~',
	pending: 'o',
	warning: '!',
	full: '#',
	half: '+',
	empty: 'o',
	rule: '-',
	dot: '-',
	ellipsis: '...',
	up: '^',
	down: 'v',
	bar: '#',
	barRest: '.',
	thumb: '|',
	track: ':',
	corner: {topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+', side: '|'},
};
