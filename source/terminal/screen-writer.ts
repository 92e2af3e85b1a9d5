import {Buffer} from 'node:buffer';
import {FrameReader, type Row} from './frame.js';
import {paintRow} from './paint-row.js';
import {Pen} from './pen.js';
import {findShifts, shiftBytes, shifted} from './shift.js';

const csi = '\u001B[';
/** No style, no scroll region, nothing on the screen. */
const fresh = `${csi}m${csi}r${csi}2J`;
const beginSynchronized = `${csi}?2026h`;
const endSynchronized = `${csi}?2026l`;

export interface ScreenSize {
	columns: number;
	rows: number;
}

/**
 * Knows what the terminal shows, cell by cell, and says what must be sent for it to show the
 * next frame: the cells that differ, after shifting a block of rows where that is shorter.
 *
 * Whoever uses it has switched autowrap off. What it sends begins by placing the cursor and
 * ends in no style, so something else written in between spoils no more than its own place.
 */
export class ScreenWriter {
	#shown: Row[] | null = null;
	#reader: FrameReader;

	constructor(size: ScreenSize) {
		this.#reader = new FrameReader(size);
	}

	/** The terminal changed size, or somebody else wrote on it: nothing on it is known any more. */
	forget(size: ScreenSize = this.#reader.size): void {
		this.#reader = new FrameReader(size);
		this.#shown = null;
	}

	/** @returns what to send to the terminal; empty where the frame is what it shows. */
	update(frame: string): string {
		const wanted = this.#reader.read(frame);
		const shown = this.#shown;
		this.#shown = wanted;
		const empty = this.#reader.row('');
		if (shown === null) {
			const blank = wanted.map(() => empty);
			return synchronized(fresh + this.#paint(blank, wanted).bytes);
		}
		const painted = this.#paint(shown, wanted);
		if (painted.rows < 2) return painted.bytes;
		const ways = findShifts(shown, wanted).map(
			shift => shiftBytes(shift, wanted.length) + this.#paint(shifted(shown, shift, empty), wanted).bytes,
		);
		return synchronized(shortest([painted.bytes, ...ways]));
	}

	#paint(shown: readonly Row[], wanted: readonly Row[]): {bytes: string; rows: number} {
		const pen = new Pen();
		let rows = 0;
		for (const [y, row] of wanted.entries()) {
			const before = shown[y];
			const length = pen.bytes.length;
			if (before) paintRow(pen, y, before, row);
			if (pen.bytes.length > length) rows += 1;
		}
		pen.end();
		return {bytes: pen.bytes, rows};
	}
}

function shortest(ways: string[]): string {
	const lengths = ways.map(way => Buffer.byteLength(way));
	return ways[lengths.indexOf(Math.min(...lengths))] ?? '';
}

/** Shown at once by the terminal, so that no half of a change is seen. One row needs no such care. */
function synchronized(bytes: string): string {
	return `${beginSynchronized}${bytes}${endSynchronized}`;
}
