import headless from '@xterm/headless';
import {expect, it} from 'vitest';
import {palettes, svgOf} from './svg.js';

const size = {cols: 30, rows: 2};

async function drawn(bytes: string): Promise<string> {
	const terminal = new headless.Terminal({...size, allowProposedApi: true});
	await new Promise<void>(resolve => terminal.write(bytes, resolve));
	return svgOf(terminal.buffer.active, size, palettes.light);
}

/** Column, cells, look and words of each text, as the SVG places them. */
function texts(svg: string): {column: number; cells: number; words: string; look: string}[] {
	const found = svg.matchAll(/<text x="([\d.]+)" y="[\d.]+" textLength="([\d.]+)"([^>]*)>([^<]*)</g);
	return Array.from(found, ([, x, width, look = '', words = '']) => ({
		column: Math.round((Number(x) - 14) / 8.4),
		cells: Math.round(Number(width) / 8.4),
		words,
		look: look.trim(),
	}));
}

it('places what stands in columns where the terminal has it, wide letters and signs included', async () => {
	const svg = await drawn('one two   three\r\n脳 four ✔✔ five');
	expect(texts(svg)).toEqual([
		{column: 0, cells: 7, words: 'one two', look: ''},
		{column: 10, cells: 5, words: 'three', look: ''},
		{column: 0, cells: 2, words: '脳', look: ''},
		{column: 3, cells: 4, words: 'four', look: ''},
		{column: 8, cells: 2, words: '✔✔', look: ''},
		{column: 11, cells: 4, words: 'five', look: ''},
	]);
});

it('keeps weight and colour, paints badges, and escapes what XML would read', async () => {
	const svg = await drawn('\u001B[1;31mbad\u001B[0m \u001B[2mdim\u001B[0m \u001B[7;33mSANDBOX\u001B[0m <&>');
	const [red, amber] = [palettes.light.colors[1], palettes.light.colors[3]];
	expect(texts(svg)).toMatchObject([
		{words: 'bad', look: `class="b" fill="${red}"`},
		{words: 'dim', look: 'class="d"'},
		{words: 'SANDBOX', look: `fill="${palettes.light.background}"`},
		{words: '&lt;&amp;&gt;'},
	]);
	expect(svg).toContain(`width="58.8" height="18" fill="${amber}"`);
});
