import {headerLines} from '../components/header-lines.js';
import {asAscii} from '../terminal/ascii.js';
import type {Key} from '../terminal/key-parser.js';
import {
	leaveSoon,
	type SessionEvents,
	type TerminalInput,
	type TerminalOutput,
	TerminalSession,
} from '../terminal/session.js';
import {createTheme, type Theme} from '../theme/theme.js';

/** What can be told before the site has answered. */
export interface OpeningWords {
	/** What is being waited for. */
	where: string;
	sandbox: boolean;
	readOnly: boolean;
}

export interface OpeningOptions extends OpeningWords {
	stdin: TerminalInput;
	stdout: TerminalOutput;
	ascii: boolean;
	color: boolean;
}

/** Keys that begin a text: a `q` after one of them may be a part of it. */
const beginText = new Set(['/', ':', '?']);

/**
 * The terminal from the first moment: a frame that says what is waited for, and keys kept for
 * the dashboard, long before its parts are loaded and the site has answered.
 */
export class Opening {
	readonly session: TerminalSession;
	readonly #theme: Theme;
	/** Settles with the exit code where it ends before the dashboard stands. */
	readonly left: Promise<number>;
	#keys: Key[] = [];
	#words: OpeningWords;

	constructor(readonly options: OpeningOptions) {
		const {stdin, stdout, ascii, color} = options;
		this.#theme = createTheme({color, ascii});
		this.#words = options;
		const {promise, resolve, reject} = withResolvers();
		this.left = promise;
		// Nobody may be waiting for it any more when something goes wrong.
		promise.catch(() => undefined);
		this.session = new TerminalSession(stdin, stdout, {
			onKey: key => this.#keep(key, resolve),
			onResize: () => this.tell({}),
			onSignal: (_, code) => resolve(code),
			onCrash: reject,
		});
		this.session.open();
	}

	/** Says what has become known. */
	tell(words: Partial<OpeningWords>): void {
		this.#words = {...this.#words, ...words};
		const {columns, rows} = this.session.size;
		const header = headerLines({...this.#words, screen: 'brief', age: '', stale: false, width: columns}, this.#theme);
		const foot = ` ${this.#theme.paint('key', 'q')} ${this.#theme.paint('dim', 'quit')}`;
		const between = Array.from({length: Math.max(0, rows - header.length - 1)}, () => '');
		this.draw([...header, ...between, foot].join('\n'));
	}

	draw(frame: string): void {
		this.session.draw(this.options.ascii ? asAscii(frame) : frame);
	}

	close(): void {
		this.session.close();
	}

	/** The dashboard stands. @returns the keys that were meant for it. */
	handOver(events: SessionEvents): Key[] {
		this.session.events = events;
		return this.#keys.splice(0);
	}

	#keep(key: Key, leave: (code: number) => void): void {
		const quits = key.name === 'q' && !this.#keys.some(({name}) => beginText.has(name));
		if (quits || key.name === 'ctrl-c') {
			this.session.close();
			leaveSoon(0);
			leave(0);
		} else if (key.name === 'ctrl-z') this.session.suspend();
		else this.#keys.push(key);
	}
}

function withResolvers() {
	let resolve: (code: number) => void = () => undefined;
	let reject: (error: unknown) => void = () => undefined;
	const promise = new Promise<number>((...both) => {
		[resolve, reject] = both;
	});
	return {promise, resolve, reject};
}

/** Takes the terminal; what it shows first is on its way when this settles. */
export async function openTerminal(options: OpeningOptions): Promise<Opening> {
	const opening = new Opening(options);
	// The frame goes out with the next turn, and what is loaded now may take all of the time.
	await new Promise(setImmediate);
	return opening;
}
