import {type IBufferCell, type IUnicodeVersionProvider, Terminal} from '@xterm/headless';
import stringWidth from 'string-width';

export interface Size {
	columns: number;
	rows: number;
}

/**
 * Terminals that differ in how many columns a sign takes. `old`: emoji are narrow and joined
 * signs come apart; `joining`: emoji are wide and joined; `wide`: as set up for East Asian
 * text, where arrows, lines and accented letters are wide too.
 */
export type Habit = 'old' | 'joining' | 'wide';

export function openEmulator({columns, rows}: Size, habit: Habit = 'old'): Terminal {
	const terminal = new Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 500});
	if (habit === 'old') return terminal;
	terminal.unicode.register(habit === 'joining' ? joining : wide);
	terminal.unicode.activeVersion = habit;
	return terminal;
}

function widths(ambiguousIsNarrow: boolean): (point: number) => 0 | 1 | 2 {
	return point => Math.min(2, stringWidth(String.fromCodePoint(point), {ambiguousIsNarrow})) as 0 | 1 | 2;
}

/** The packing of a sign's properties that the emulator expects: state, width, whether it joins the one before. */
const packed = (state: number, width: number, joins: boolean) => (state << 3) | (width << 1) | (joins ? 1 : 0);
const widthIn = (properties: number) => (properties >> 1) & 3;
const afterJoiner = 1;

const joining: IUnicodeVersionProvider = {
	version: 'joining',
	wcwidth: widths(true),
	charProperties(point, before) {
		const width = this.wcwidth(point);
		const joins = before !== 0 && widthIn(before) > 0 && (width === 0 || before >> 3 === afterJoiner);
		return packed(point === 0x20_0d ? afterJoiner : 0, joins ? widthIn(before) : width, joins);
	},
};

const wide: IUnicodeVersionProvider = {
	version: 'wide',
	wcwidth: widths(false),
	charProperties(point, before) {
		const width = this.wcwidth(point);
		const joins = before !== 0 && widthIn(before) > 0 && width === 0;
		return packed(0, joins ? widthIn(before) : width, joins);
	},
};

export async function send(terminal: Terminal, bytes: string): Promise<void> {
	await new Promise<void>(resolve => terminal.write(bytes, resolve));
}

/** Where two screens differ, in what stands there or in anything that can be seen of its style. */
export function differences(shown: Terminal, wanted: Terminal): string[] {
	const found: string[] = [];
	for (let y = 0; y < wanted.rows; y++)
		for (let x = 0; x < wanted.cols; x++) {
			const [is, should] = [cellAt(shown, x, y), cellAt(wanted, x, y)];
			if (is !== should) found.push(`row ${y}, column ${x}: is "${is}", should be "${should}"`);
		}
	return found;
}

function cellAt(terminal: Terminal, x: number, y: number): string {
	const {active} = terminal.buffer;
	return cellText(terminal, active.getLine(active.baseY + y)?.getCell(x));
}

function cellText(terminal: Terminal, cell: IBufferCell | undefined): string {
	if (!cell || cell.getWidth() === 0) return '';
	const sign = cell.getChars() || ' ';
	const color = (mode: number, value: number) => (mode === 0 ? '' : `${mode >> 24}:${value}`);
	const seenAlways = [
		cell.isInverse() && 'inverse',
		cell.isUnderline() && 'underline',
		cell.isStrikethrough() && 'strike',
		cell.isOverline() && 'overline',
		linkOf(terminal, cell),
	].filter(Boolean);
	const back = color(cell.getBgColorMode(), cell.getBgColor());
	// Weight and colour of a letter are not seen where there is none.
	if (sign === ' ' && seenAlways.length === 0) return back === '' ? ' ' : ` on ${back}`;
	const letter = [
		cell.isBold() && 'bold',
		cell.isDim() && 'dim',
		cell.isItalic() && 'italic',
		cell.isBlink() && 'blink',
		cell.isInvisible() && 'hidden',
		color(cell.getFgColorMode(), cell.getFgColor()),
	].filter(Boolean);
	return [sign, ...letter, ...seenAlways, back && `on ${back}`].filter(Boolean).join(' ');
}

interface Insides {
	_core: {_oscLinkService: {getLinkData(id: number): {uri: string} | undefined}};
}

/** The emulator keeps links, but has no public way to ask for them. */
function linkOf(terminal: Terminal, cell: IBufferCell): string {
	const id = (cell as IBufferCell & {extended?: {urlId: number}}).extended?.urlId ?? 0;
	return id === 0 ? '' : ((terminal as Terminal & Insides)._core._oscLinkService.getLinkData(id)?.uri ?? '');
}
