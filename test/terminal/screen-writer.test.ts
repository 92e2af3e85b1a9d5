import {Terminal} from '@xterm/headless';
import {describe, expect, it} from 'vitest';
import {ScreenWriter} from '../../source/terminal/screen-writer.js';

type Size = {columns: number; rows: number};

function emulator({columns, rows}: Size): Terminal {
	return new Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
}

async function show(terminal: Terminal, bytes: string): Promise<void> {
	await new Promise<void>(resolve => terminal.write(bytes, resolve));
}

/** Every cell of the screen: what stands there, its colour and its weight. */
function cells(terminal: Terminal): string[] {
	const {active} = terminal.buffer;
	return Array.from({length: terminal.rows}, (_, y) => {
		const line = active.getLine(active.viewportY + y);
		return Array.from({length: terminal.cols}, (_, x) => {
			const cell = line?.getCell(x);
			if (!cell) return '';
			const text = cell.getChars() || ' ';
			return cell.getWidth() === 0 ? '' : `${text}${cell.getFgColor()}${cell.isBold()}${cell.isInverse()}`;
		}).join('|');
	});
}

/** A small generator of numbers with a seed: a failure can be had again. */
function dice(seed: number): (sides: number) => number {
	let state = seed;
	return sides => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * sides);
	};
}

const words = ['smith', 'STUDYA101S01', '脳画像', 'é', '→', '👩‍🔬', 'ses-01', '   ', '✔ high', ''];
const styles = ['', '\u001B[1m', '\u001B[31m', '\u001B[1m\u001B[36m', '\u001B[7m'];

function randomLine(roll: (sides: number) => number, columns: number): string {
	let line = '';
	for (let count = roll(6); count > 0; count--) {
		const style = styles[roll(styles.length)] ?? '';
		line += `${style}${words[roll(words.length)]}${style ? '\u001B[0m' : ''}`.padEnd(roll(20));
	}
	return roll(6) === 0 ? 'x'.repeat(columns) : line.slice(0, columns);
}

function mutate(lines: string[], roll: (sides: number) => number, columns: number): string[] {
	const next = [...lines];
	const kind = roll(4);
	if (kind === 0) next.unshift(randomLine(roll, columns));
	else if (kind === 1) next.splice(roll(next.length), 1);
	else for (let count = roll(5); count >= 0; count--) next[roll(next.length)] = randomLine(roll, columns);
	return next.map(line => line ?? '');
}

describe('the screen after the writer', () => {
	for (const size of [
		{columns: 80, rows: 24},
		{columns: 60, rows: 15},
	]) {
		it(`equals the frame at ${size.columns}×${size.rows}, whatever the sequence of frames`, async () => {
			for (let seed = 1; seed <= 12; seed++) {
				const roll = dice(seed);
				const writer = new ScreenWriter(size);
				const terminal = emulator(size);
				await show(terminal, '\u001B[?7l');
				let lines = Array.from({length: size.rows}, () => randomLine(roll, size.columns));
				for (let frame = 0; frame < 25; frame++) {
					lines = mutate(lines, roll, size.columns);
					const text = lines.join('\n');
					await show(terminal, writer.update(text));
					const fresh = emulator(size);
					await show(fresh, `\u001B[?7l${new ScreenWriter(size).update(text)}`);
					expect(cells(terminal), `seed ${seed}, frame ${frame}`).toEqual(cells(fresh));
				}
			}
		});
	}

	it('is sent nothing when nothing changed', () => {
		const writer = new ScreenWriter({columns: 80, rows: 24});
		expect(writer.update('one\ntwo')).not.toBe('');
		expect(writer.update('one\ntwo')).toBe('');
	});

	it('is sent one row when one row changed', () => {
		const writer = new ScreenWriter({columns: 80, rows: 24});
		writer.update('one\ntwo\nthree');
		const bytes = writer.update('one\nTWO\nthree');
		expect(bytes).toContain('TWO');
		expect(bytes).not.toContain('one');
		expect(bytes).not.toContain('three');
	});

	it('is never taller than the terminal', async () => {
		const size = {columns: 20, rows: 5};
		const terminal = emulator(size);
		await show(terminal, new ScreenWriter(size).update(Array.from({length: 9}, (_, n) => `row ${n}`).join('\n')));
		const first = terminal.buffer.active.getLine(terminal.buffer.active.viewportY)?.translateToString(true);
		expect(first).toBe('row 0');
	});

	it('is painted whole again after a resize', () => {
		const writer = new ScreenWriter({columns: 80, rows: 24});
		writer.update('one');
		writer.forget({columns: 100, rows: 30});
		expect(writer.update('one')).toContain('one');
	});
});
