import type {Cell} from './frame.js';
import {onBlank, plain, type Style, transition} from './style.js';

const csi = '\u001B[';

/**
 * Writes on the terminal and keeps account of where its cursor stands and which style is on,
 * so that each step is said in the fewest bytes. It uses only what every terminal and every
 * multiplexer knows: no ECH and no REP, which GNU screen lacks.
 */
export class Pen {
	bytes = '';
	style: Style = plain;
	/** Column and row where the next sign goes; null before the first move. */
	#at: {x: number; y: number} | null = null;
	/** How sure the column is, after what was written last; the row always is, as nothing wraps. */
	#trust: Cell['trust'] = 'sure';

	/** Another pen that stands where this one does, for trying something out. */
	fork(): Pen {
		const fork = new Pen();
		fork.#standAs(this);
		return fork;
	}

	/** Writes what a fork has written. */
	adopt(fork: Pen): void {
		this.bytes += fork.bytes;
		this.#standAs(fork);
	}

	/**
	 * @param next what is to be written there; a run of ambiguous signs is written in one go
	 * @param between what is on the screen from a column to there, if it can be written again
	 */
	moveTo(x: number, y: number, next: Cell, between: (from: number) => string | null = () => null): void {
		const at = this.#at;
		const certain = this.#trust === 'sure';
		const inRun = this.#trust === 'ambiguous' && next.trust === 'ambiguous';
		if (at?.x === x && at.y === y && (certain || inRun)) return;
		const ways = [goTo(x, y)];
		if (at?.y === y) ways.push(x === 0 ? '\r' : `${csi}${x + 1}G`);
		if (at?.y === y - 1) ways.push(`\r\n${sideways(x)}`);
		if (at?.y === y && certain) ways.push(sideways(x - at.x));
		if (at?.x === x && certain) ways.push(vertically(y - at.y));
		const again = at?.y === y && certain && at.x < x ? between(at.x) : null;
		if (again !== null) ways.push(again);
		this.bytes += shortest(ways);
		this.#at = {x, y};
		this.#trust = 'sure';
	}

	write({text, style, width, trust}: Cell): void {
		if (text !== ' ' || onBlank(this.style).key !== style.key) this.#use(style);
		this.bytes += text;
		if (this.#at) this.#at.x += width;
		this.#trust = trust;
	}

	/** Nothing from here to the right edge. Terminals fill with the background that is on. */
	eraseToEnd(): void {
		this.#use(plain);
		this.bytes += `${csi}K`;
	}

	/** Leaves the terminal in no style. */
	end(): void {
		this.#use(plain);
	}

	#use(style: Style): void {
		this.bytes += transition(this.style, style);
		this.style = style;
	}

	#standAs(other: Pen): void {
		this.#at = other.#at && {...other.#at};
		this.#trust = other.#trust;
		this.style = other.style;
	}
}

function goTo(x: number, y: number): string {
	if (x > 0) return `${csi}${y + 1};${x + 1}H`;
	return y === 0 ? `${csi}H` : `${csi}${y + 1}H`;
}

function sideways(by: number): string {
	if (by === 0) return '';
	if (by === -1 || by === -2) return '\b'.repeat(-by);
	const count = Math.abs(by) === 1 ? '' : Math.abs(by);
	return `${csi}${count}${by < 0 ? 'D' : 'C'}`;
}

function vertically(by: number): string {
	const count = Math.abs(by) === 1 ? '' : Math.abs(by);
	return `${csi}${count}${by < 0 ? 'A' : 'B'}`;
}

function shortest(texts: string[]): string {
	return texts.reduce((best, text) => (text.length < best.length ? text : best));
}
