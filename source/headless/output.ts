import {safeText} from '../format/safe-text.js';
import type {FlydeckError} from '../model/errors.js';
import {maskDeep} from '../triage/mask.js';
import {toJson} from './json.js';

export interface Streams {
	stdin: NodeJS.ReadStream;
	stdout: NodeJS.WriteStream;
	stderr: NodeJS.WriteStream;
}

export type OutputMode = 'text' | 'json' | 'csv';

interface OutputOptions {
	mode: OutputMode;
	ascii: boolean;
	masked: boolean;
}

/** Data to stdout, narration to stderr. A reader that has gone away (`| head`) is no error. */
export class Output {
	readonly #closed = new Set<unknown>();
	/** Narration kept back while something else has the terminal. */
	#held: string[] | null = null;

	constructor(
		readonly streams: Streams,
		readonly options: OutputOptions,
	) {
		for (const stream of [streams.stdout, streams.stderr]) {
			// A change under way must be seen through, so nothing ends here: the rest is not written.
			stream.on('error', () => this.#closed.add(stream));
		}
	}

	get mode(): OutputMode {
		return this.options.mode;
	}

	get ascii(): boolean {
		return this.options.ascii;
	}

	/** A value as it may be seen: whole, or with what may tell somebody hidden. */
	veil<Value>(value: Value): Value {
		return this.options.masked ? (maskDeep(value, new Date().getFullYear()) as Value) : value;
	}

	/** Columns of the terminal; null where stdout isn't one. */
	get width(): number | null {
		const {isTTY, columns} = this.streams.stdout;
		return isTTY ? columns || 80 : null;
	}

	/** True where a person can be asked. */
	get canAsk(): boolean {
		return Boolean(this.streams.stdin.isTTY && this.streams.stderr.isTTY);
	}

	data(text: string): void {
		this.#write(this.streams.stdout, text);
	}

	json(value: unknown): void {
		this.data(`${toJson(this.veil(value))}\n`);
	}

	/** Narration: for people alone. With `--json` stderr holds nothing but an error. */
	progress(text: string): void {
		if (this.mode === 'json') return;
		const line = `${safeText(text)}\n`;
		if (this.#held) this.#held.push(line);
		else this.#write(this.streams.stderr, line);
	}

	/** Keeps narration back, which would be drawn over, until `release`. */
	hold(): void {
		this.#held ??= [];
	}

	release(): void {
		const held = this.#held ?? [];
		this.#held = null;
		for (const line of held) this.#write(this.streams.stderr, line);
	}

	ask(text: string): void {
		this.#write(this.streams.stderr, safeText(text));
	}

	error(error: FlydeckError): void {
		const {code} = error;
		const [message, next] = [this.veil(error.message), this.veil(error.next)];
		const text =
			this.mode === 'json'
				? toJson({error: {code, message, next}}, 'one')
				: `${safeText(message)}\n${this.ascii ? '->' : '→'} ${safeText(next)}`;
		this.#write(this.streams.stderr, `${text}\n`);
	}

	#write(stream: NodeJS.WriteStream, text: string): void {
		if (!this.#closed.has(stream) && stream.writable) stream.write(text);
	}
}
