import {StringDecoder} from 'node:string_decoder';
import {type Key, KeyParser} from './key-parser.js';
import {type ScreenSize, ScreenWriter} from './screen-writer.js';

export type TerminalInput = Pick<NodeJS.ReadStream, 'isTTY' | 'setRawMode' | 'on' | 'off' | 'resume' | 'pause'>;
export type TerminalOutput = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows' | 'write' | 'on' | 'off'>;

export interface SessionEvents {
	onKey(key: Key): void;
	onResize(size: ScreenSize): void;
	/** The terminal is already as it was before; what is left is to end with this exit code. */
	onSignal(name: string, exitCode: number): void;
	/** Likewise, for an error that nobody caught. */
	onCrash(error: unknown): void;
}

const enter = '\u001B[?1049h\u001B[?25l\u001B[?7l\u001B[?2004h';
/** Also ends what a write cut short may have left on: a style, a scroll region. */
const leave = '\u001B[?2026l\u001B[m\u001B[r\u001B[?2004l\u001B[?7h\u001B[?25h\u001B[?1049l';
/** A person's lone Escape waits this long (ms) for the rest of a sequence. */
const escapePause = 50;
const endings: [NodeJS.Signals, number][] = [
	['SIGTERM', 143],
	['SIGHUP', 129],
	['SIGINT', 130],
	['SIGQUIT', 131],
];

/**
 * The terminal while the dashboard has it: its other screen, raw keys, no cursor. However
 * the process ends or pauses, the terminal gets back what it had before.
 */
export class TerminalSession {
	readonly #writer: ScreenWriter;
	readonly #decoder = new StringDecoder('utf8');
	readonly #parser = new KeyParser();
	#opened = false;
	#frame: string | null = null;
	#drawing: NodeJS.Immediate | null = null;
	#pause: NodeJS.Timeout | null = null;
	#handlers: [string, (value: unknown) => void][] = [];

	constructor(
		readonly input: TerminalInput,
		readonly output: TerminalOutput,
		/** Who is told; whoever takes over later puts its own here. */
		public events: SessionEvents,
	) {
		this.#writer = new ScreenWriter(this.size);
	}

	/** 80×24 where the terminal doesn't tell. */
	get size(): ScreenSize {
		return {columns: this.output.columns || 80, rows: this.output.rows || 24};
	}

	/** Takes the terminal, and everything that could end the process without giving it back. */
	open(): void {
		this.output.on('error', this.#gone);
		this.input.on('error', this.#gone);
		this.input.on('end', this.#gone);
		this.output.on('resize', this.#resized);
		this.#watchProcess();
		this.#take();
	}

	/** Gives the terminal back; once and for all. */
	close(): void {
		this.#release();
		for (const [name, handler] of this.#handlers) process.off(name, handler);
		this.#handlers = [];
		this.input.off('end', this.#gone);
		this.output.off('resize', this.#resized);
	}

	/** Shows a frame soon: of several drawn while one read is worked off, the last alone. */
	draw(frame: string): void {
		this.#frame = frame;
		if (this.#drawing === null && this.#opened) this.#drawing = setImmediate(this.#show);
	}

	/** Sends a sequence that draws nothing (clipboard). */
	send(sequence: string): void {
		if (this.#opened) this.output.write(sequence);
	}

	/** Ctrl-Z: stops the whole job of the shell, and takes the terminal again when it goes on. */
	suspend(): void {
		if (!this.#opened) return;
		this.#release();
		const back = () => {
			clearTimeout(fallback);
			process.off('SIGCONT', back);
			this.#take();
		};
		// A job that nobody could ever continue is not stopped by the kernel: then go on at once.
		const fallback = setTimeout(back, 400);
		process.on('SIGCONT', back);
		process.kill(0, 'SIGTSTP');
	}

	#take(): void {
		if (this.#opened) return;
		this.#opened = true;
		this.#writer.forget(this.size);
		this.input.setRawMode(true);
		this.input.on('data', this.#read);
		this.input.resume();
		this.output.write(enter);
		this.events.onResize(this.size);
		if (this.#frame !== null) this.draw(this.#frame);
	}

	#release(): void {
		if (!this.#opened) return;
		this.#opened = false;
		if (this.#drawing) clearImmediate(this.#drawing);
		if (this.#pause) clearTimeout(this.#pause);
		this.#drawing = null;
		this.input.off('data', this.#read);
		try {
			this.output.write(leave);
			this.input.setRawMode(false);
		} catch {
			// The terminal is gone (SIGHUP): nobody is left to restore it for.
		}
		this.input.pause();
	}

	#watchProcess(): void {
		for (const [name, code] of endings) {
			this.#handle(name, () => {
				this.#release();
				leaveSoon(code);
				// Not before all listeners have run: one of Ink's lets the signal kill where it finds no other than itself.
				setImmediate(() => this.events.onSignal(name, code));
			});
		}
		const crash = (error: unknown) => {
			this.#release();
			leaveSoon(1);
			this.events.onCrash(error);
		};
		this.#handle('uncaughtException', crash);
		this.#handle('unhandledRejection', crash);
		this.#handle('exit', () => this.#release());
	}

	#handle(name: string, handler: (value: unknown) => void): void {
		process.on(name, handler);
		this.#handlers.push([name, handler]);
	}

	#show = (): void => {
		this.#drawing = null;
		if (this.#frame === null || !this.#opened) return;
		const bytes = this.#writer.update(this.#frame);
		if (bytes !== '') this.output.write(bytes);
	};

	#read = (chunk: string | Buffer): void => {
		const text = typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);
		if (this.#pause) clearTimeout(this.#pause);
		this.#pause = null;
		for (const key of this.#parser.push(text)) this.events.onKey(key);
		if (!this.#parser.waiting) return;
		this.#pause = setTimeout(() => {
			for (const key of this.#parser.flush()) this.events.onKey(key);
		}, escapePause);
	};

	#resized = (): void => {
		if (!this.#opened) return;
		this.#writer.forget(this.size);
		this.events.onResize(this.size);
		if (this.#frame !== null) this.draw(this.#frame);
	};

	#gone = (): void => {
		if (!this.#opened) return;
		this.#opened = false;
		leaveSoon(129);
		this.events.onSignal('SIGHUP', 129);
	};
}

/** Whoever sent a signal must not wait for a server that doesn't answer: what still runs has this long. */
export function leaveSoon(code: number): void {
	setTimeout(() => process.exit(code), 3000).unref();
}
