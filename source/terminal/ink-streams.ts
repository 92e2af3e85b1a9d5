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

/** A stdin for Ink's own inputs (the picker). It reads one whole key per read. */
export class KeySource extends EventEmitter {
	readonly isTTY = true;
	#queue: string[] = [];
	#delivering = false;

	/** Escape is not passed on: what it closes is not the picker's to decide. */
	push(key: Key): void {
		const sequence = sequences[key.name] ?? key.text;
		if (sequence === '' || this.listenerCount('readable') === 0) return;
		this.#queue.push(sequence);
		this.#deliver();
	}

	read(): string | null {
		const next = this.#queue.shift() ?? null;
		if (next === null) return null;
		// Ink reads until there is nothing left; it must redraw between two keys.
		const rest = this.#queue.splice(0);
		if (rest.length > 0) {
			setImmediate(() => {
				this.#queue.push(...rest);
				this.#deliver();
			});
		}
		return next;
	}

	#deliver(): void {
		if (this.#delivering) return;
		this.#delivering = true;
		setImmediate(() => {
			this.#delivering = false;
			if (this.#queue.length > 0) this.emit('readable');
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
