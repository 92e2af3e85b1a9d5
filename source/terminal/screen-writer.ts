import {rowsOf, rowWidth} from './frame.js';

const csi = '\u001B[';
const reset = `${csi}0m`;
const beginSynchronized = `${csi}?2026h`;
const endSynchronized = `${csi}?2026l`;

/** Anything but plain ASCII and the colour codes. */
const unsure = /[^\u001B -~]/;

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
			out += `${csi}${index + 1};1H${this.#rowBytes(text, shown[index] ?? '')}`;
		});
		return out;
	}

	/** A row rewritten over another, and nothing of the other left. */
	#rowBytes(text: string, before: string): string {
		const written = text.includes('\u001B') ? text + reset : text;
		// Terminals disagree about the width of joined signs, so where there may be some the row is
		// erased first; else only what is left behind it, which is never the last column.
		if (unsure.test(text) || unsure.test(before)) return `${csi}2K${written}`;
		const width = rowWidth(text);
		return width < this.#size.columns && rowWidth(before) > width ? `${written}${csi}K` : written;
	}

	/** One write that the terminal shows at once: matters as soon as more than one row changes. */
	#synchronized(bytes: string): string {
		return `${beginSynchronized}${bytes}${endSynchronized}`;
	}
}
