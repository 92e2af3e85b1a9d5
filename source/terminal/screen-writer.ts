import {rowsOf, rowWidth} from './frame.js';

const csi = '\u001B[';
const reset = `${csi}0m`;
const beginSynchronized = `${csi}?2026h`;
const endSynchronized = `${csi}?2026l`;

export interface ScreenSize {
	columns: number;
	rows: number;
}

/**
 * Knows what the terminal shows and says what must be sent for it to show the next frame.
 * It compares row by row; where a row differs it is rewritten whole. (What is compared, and
 * how a difference is written, are this module's own business: callers see frames alone.)
 */
export class ScreenWriter {
	#shown: string[] | null = null;
	#size: ScreenSize;

	constructor(size: ScreenSize) {
		this.#size = size;
	}

	/** The terminal changed size, or somebody else wrote on it: nothing on it is known any more. */
	forget(size: ScreenSize = this.#size): void {
		this.#size = size;
		this.#shown = null;
	}

	/** @returns what to send to the terminal; empty where the frame is what it shows. */
	update(frame: string): string {
		const wanted = rowsOf(frame, this.#size.rows);
		const shown = this.#shown;
		this.#shown = wanted;
		if (shown === null)
			return this.#synchronized(
				`${reset}${csi}2J${this.#rows(
					wanted,
					wanted.map(() => ''),
				)}`,
			);
		const changes = this.#rows(wanted, shown);
		return changes === '' ? '' : this.#synchronized(changes);
	}

	#rows(wanted: string[], shown: string[]): string {
		let out = '';
		wanted.forEach((text, index) => {
			if (text === shown[index]) return;
			const width = rowWidth(text);
			// Erasing after a full row would take its last column, where the cursor still stands.
			const erase = width < this.#size.columns && rowWidth(shown[index] ?? '') > width ? `${csi}K` : '';
			out += `${csi}${index + 1};1H${text}${text.includes('\u001B') ? reset : ''}${erase}`;
		});
		return out;
	}

	/** One write that the terminal shows at once: matters as soon as more than one row changes. */
	#synchronized(bytes: string): string {
		return `${beginSynchronized}${bytes}${endSynchronized}`;
	}
}
