import {asciiSymbols, type Symbols, unicodeSymbols} from './symbols.js';

/** What a piece of text is, not how it looks. Nothing is told by colour alone. */
export type Token =
	| 'text'
	| 'dim'
	| 'strong'
	| 'brand'
	| 'accent'
	| 'heading'
	| 'good'
	| 'caution'
	| 'bad'
	| 'place'
	| 'key'
	| 'badge'
	| 'found'
	| 'found-here';

/** SGR codes to begin and end: of the terminal's own 16 colours, so light and dark both fit. */
interface Style {
	attributes: [number, number][];
	color?: number;
}

const bold: [number, number] = [1, 22];
const faint: [number, number] = [2, 22];
const inverse: [number, number] = [7, 27];
const underline: [number, number] = [4, 24];

const styles: Record<Token, Style> = {
	text: {attributes: []},
	dim: {attributes: [faint]},
	strong: {attributes: [bold]},
	brand: {attributes: [bold], color: 36},
	accent: {attributes: [bold], color: 36},
	heading: {attributes: [underline]},
	good: {attributes: [], color: 32},
	caution: {attributes: [], color: 33},
	bad: {attributes: [], color: 31},
	place: {attributes: [], color: 36},
	key: {attributes: [bold]},
	badge: {attributes: [bold, inverse], color: 33},
	found: {attributes: [bold, underline], color: 33},
	'found-here': {attributes: [bold, inverse], color: 33},
};

export interface Theme {
	color: boolean;
	ascii: boolean;
	symbols: Symbols;
	/** Text with the terminal codes of a token around it; nesting is fine. */
	paint(token: Token, text: string): string;
	/** Text from outside as it may be seen now: the same, or with stars of the same length in it. */
	veil(text: string): string;
}

interface ThemeOptions {
	color: boolean;
	ascii: boolean;
	veil?: (text: string) => string;
}

export function createTheme({veil = text => text, ...options}: ThemeOptions): Theme {
	return {
		...options,
		veil,
		symbols: options.ascii ? asciiSymbols : unicodeSymbols,
		paint: (token, text) => paint(styles[token], options.color, text),
	};
}

function paint(style: Style, color: boolean, text: string): string {
	if (text === '') return '';
	const codes = [...style.attributes];
	if (color && style.color !== undefined) codes.push([style.color, 39]);
	return codes.reduce((inner, [on, off]) => `\u001B[${on}m${inner}\u001B[${off}m`, text);
}
