import {EventEmitter} from 'node:events';
import type {Key} from './key-parser.js';

/**
 * The two ends that Ink is given instead of the terminal. Its drawings arrive here as whole
 * frames, and keys go to its own inputs one at a time, complete, whatever the line did to them.
 */
export class FrameSink extends EventEmitter {
	/** Not a terminal as far as Ink's helpers are concerned: they must send nothing themselves. */
	readonly isTTY = false;
	readonly writable = true;
	columns: number;
	rows: number;
	#onFrame: (frame: string) => void;

	constructor(size: {columns: number; rows: number}, onFrame: (frame: string) => void) {
		super();
		this.columns = size.columns;
		this.rows = size.rows;
		this.#onFrame = onFrame;
	}

	write(frame: string | Uint8Array, ...rest: unknown[]): boolean {
		if (typeof frame === 'string' && frame !== '') this.#onFrame(frame);
		const done = rest.at(-1);
		if (typeof done === 'function') setImmediate(() => done());
		return true;
	}
}

const sequences: Record<string, string> = {
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	home: '\u001B[H',
	end: '\u001B[F',
	pageup: '\u001B[5~',
	pagedown: '\u001B[6~',
	delete: '\u001B[3~',
	enter: '\r',
	tab: '\t',
	'shift-tab': '\u001B[Z',
	backspace: '\u007F',
};

/** Turns of the event loop that React takes, at most, from a key to inputs that know of it. */
const turnsToRedraw = 8;

function afterTurns(turns: number, run: () => void): void {
	setImmediate(() => (turns <= 1 ? run() : afterTurns(turns - 1, run)));
}

/** A stdin for Ink's own inputs (the picker). It reads one whole key per read. */
export class KeySource extends EventEmitter {
	readonly isTTY = true;
	readonly #queue: string[] = [];
	#current: string | null = null;
	/** Ink is still working on a key: its inputs must know of that before the next. */
	#busy = false;

	/** Escape is not passed on: what it closes is not the picker's to decide. */
	push(key: Key): void {
		const sequence = sequences[key.name] ?? key.text;
		if (sequence === '' || this.listenerCount('readable') === 0) return;
		this.#queue.push(sequence);
		this.#deliver();
	}

	read(): string | null {
		const current = this.#current;
		this.#current = null;
		return current;
	}

	#deliver(): void {
		const next = this.#busy ? undefined : this.#queue.shift();
		if (next === undefined) return;
		this.#busy = true;
		this.#current = next;
		this.emit('readable');
		afterTurns(turnsToRedraw, () => {
			this.#busy = false;
			this.#deliver();
		});
	}

	setRawMode(): this {
		return this;
	}

	setEncoding(): this {
		return this;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}

	pause(): this {
		return this;
	}

	resume(): this {
		return this;
	}
}
