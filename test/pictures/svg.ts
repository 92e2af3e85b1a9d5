import type {IBuffer, IBufferCell} from '@xterm/headless';

export interface Palette {
	background: string;
	text: string;
	/** Of the window around the screen. */
	frame: string;
	/** Black to white, then the bright ones, as terminals number them. */
	colors: readonly string[];
}

export const palettes: Record<'dark' | 'light', Palette> = {
	dark: {
		background: '#16191d',
		text: '#d5d9de',
		frame: '#30363d',
		colors: [
			...['#2b3036', '#f0736a', '#6cc07a', '#d9a93f', '#6ea8f0', '#c58be8', '#4fc1c9', '#d5d9de'],
			...['#7d8590', '#ff938b', '#8fdc9b', '#f0c766', '#94c2ff', '#dcaef7', '#7adbe2', '#ffffff'],
		],
	},
	light: {
		background: '#fdfdfc',
		text: '#24292e',
		frame: '#d0d7de',
		colors: [
			...['#24292e', '#b9251c', '#1c7232', '#8a5a00', '#0b5cc0', '#8030b0', '#0a6b76', '#d0d7de'],
			...['#6a737d', '#d23b31', '#2b8a43', '#a87000', '#2474dd', '#9a48cc', '#16838f', '#ffffff'],
		],
	},
};

/** Pixels of a cell, and of the border around them all. */
const cell = {width: 8.4, height: 18, baseline: 13.5, font: 14};
const margin = 14;

/** Cells of one look, side by side. */
interface Run {
	column: number;
	cells: number;
	text: string;
	bold: boolean;
	dim: boolean;
	underline: boolean;
	/** Numbers of the palette; null for the terminal's own text and background. */
	foreground: number | null;
	background: number | null;
	inverse: boolean;
}

function lookOf(character: IBufferCell): Omit<Run, 'column' | 'cells' | 'text'> {
	return {
		bold: character.isBold() !== 0,
		dim: character.isDim() !== 0,
		underline: character.isUnderline() !== 0,
		foreground: character.isFgPalette() ? character.getFgColor() : null,
		background: character.isBgPalette() ? character.getBgColor() : null,
		inverse: character.isInverse() !== 0,
	};
}

/** Where runs begin anew besides: fonts disagree on the width of what is not ASCII, so nothing may stand after it. */
function isPlain(text: string): boolean {
	return /^[ -~]*$/.test(text);
}

function runsOf(buffer: IBuffer, row: number, columns: number): Run[] {
	const line = buffer.getLine(buffer.baseY + row);
	const runs: Run[] = [];
	for (let column = 0; column < columns; column++) {
		const character = line?.getCell(column);
		if (!character || character.getWidth() === 0) continue;
		const text = character.getChars() || ' ';
		const look = lookOf(character);
		const last = runs.at(-1);
		const goesOn = last && sameLook(last, look) && (isPlain(text) ? isPlain(last.text) : last.text.endsWith(text));
		if (goesOn) {
			last.text += text;
			last.cells += character.getWidth();
		} else runs.push({column, cells: character.getWidth(), text, ...look});
	}
	return runs;
}

function sameLook(run: Run, look: Omit<Run, 'column' | 'cells' | 'text'>): boolean {
	return (Object.keys(look) as (keyof typeof look)[]).every(key => run[key] === look[key]);
}

/** Words that more than one space parts are placed each by itself, so that columns stand whatever the font. */
function pieces({column, text, cells}: Run): {column: number; cells: number; text: string}[] {
	if (!isPlain(text)) return [{column, cells, text}];
	return Array.from(text.matchAll(/\S+(?: \S+)*/g), match => ({
		column: column + match.index,
		cells: match[0].length,
		text: match[0],
	}));
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Pixels with no more digits than can be seen. */
function pixels(value: number): string {
	return String(Math.round(value * 10) / 10);
}

function drawRun(run: Run, row: number, {colors, background, text}: Palette): string {
	const ink = run.foreground === null ? text : (colors[run.foreground] ?? text);
	const paper = run.background === null ? background : (colors[run.background] ?? background);
	const [front, back] = run.inverse ? [paper, ink] : [ink, paper];
	const left = (column: number) => pixels(margin + column * cell.width);
	const width = (cells: number) => pixels(cells * cell.width);
	const top = margin + row * cell.height;
	const box =
		back === background
			? ''
			: `<rect x="${left(run.column)}" y="${top}" width="${width(run.cells)}" height="${cell.height}" fill="${back}"/>`;
	const names = [run.bold && 'b', run.dim && 'd', run.underline && 'u'].filter(name => name !== false).join(' ');
	const style = `${names === '' ? '' : ` class="${names}"`}${front === text ? '' : ` fill="${front}"`}`;
	const texts = pieces(run).map(
		piece =>
			`<text x="${left(piece.column)}" y="${top + cell.baseline}" textLength="${width(piece.cells)}"${style}>${escaped(piece.text)}</text>`,
	);
	return box + texts.join('');
}

/** What a terminal shows, as an SVG that looks alike in every browser and with every font. */
export function svgOf(buffer: IBuffer, size: {cols: number; rows: number}, palette: Palette): string {
	const width = pixels(2 * margin + size.cols * cell.width);
	const height = 2 * margin + size.rows * cell.height;
	const rows = Array.from({length: size.rows}, (_, row) =>
		runsOf(buffer, row, size.cols)
			.map(run => drawRun(run, row, palette))
			.join(''),
	);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
		`<style>text{font:${cell.font}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}.b{font-weight:700}.d{opacity:.6}.u{text-decoration:underline}</style>`,
		`<rect x=".5" y=".5" width="${Number(width) - 1}" height="${height - 1}" rx="8" fill="${palette.background}" stroke="${palette.frame}"/>`,
		`<g fill="${palette.text}">`,
		...rows.filter(row => row !== ''),
		'</g></svg>\n',
	].join('\n');
}
