import {safeText} from '../format/safe-text.js';
import type {FlydeckError} from '../model/errors.js';
import {toJson} from './json.js';

export interface Streams {
	stdin: NodeJS.ReadStream;
	stdout: NodeJS.WriteStream;
	stderr: NodeJS.WriteStream;
}

export type OutputMode = 'text' | 'json' | 'csv';

/** Data to stdout, narration to stderr. A reader that has gone away (`| head`) is no error. */
export class Output {
	readonly #closed = new Set<unknown>();

	constructor(
		readonly streams: Streams,
		readonly mode: OutputMode,
		readonly ascii: boolean,
	) {
		for (const stream of [streams.stdout, streams.stderr]) {
			// A change under way must be seen through, so nothing ends here: the rest is not written.
			stream.on('error', () => this.#closed.add(stream));
		}
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
		this.data(`${toJson(value)}\n`);
	}

	/** Narration: for people alone. With `--json` stderr holds nothing but an error. */
	progress(text: string): void {
		if (this.mode !== 'json') this.#write(this.streams.stderr, `${safeText(text)}\n`);
	}

	ask(text: string): void {
		this.#write(this.streams.stderr, safeText(text));
	}

	error({code, message, next}: FlydeckError): void {
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
