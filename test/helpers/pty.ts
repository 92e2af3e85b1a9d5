import {spawn} from '@lydell/node-pty';
import headless, {type IBuffer} from '@xterm/headless';
import {childEnv, cliFile, createHome} from './home.js';

/** What the keys of a keyboard send. */
export const keys = {
	enter: '\r',
	escape: '\x1b',
	space: ' ',
	tab: '\t',
	backspace: '\x7f',
	up: '\x1b[A',
	down: '\x1b[B',
	right: '\x1b[C',
	left: '\x1b[D',
	home: '\x1b[H',
	end: '\x1b[F',
	pageUp: '\x1b[5~',
	pageDown: '\x1b[6~',
	ctrlC: '\x03',
	ctrlD: '\x04',
	ctrlU: '\x15',
	ctrlZ: '\x1a',
};

export interface TerminalOptions {
	cols?: number;
	rows?: number;
	env?: Record<string, string | undefined>;
	/** A home to share between runs; absent: a fresh one, removed when the program ends. */
	home?: string;
	/** The API key to log in with. */
	key?: string;
	cwd?: string;
	/** Another program than node with dist/cli.js. */
	command?: [string, ...string[]];
}

export interface Exit {
	code: number;
	/** Number of the signal that ended it; 0 where none did. */
	signal: number;
}

/** A program in a terminal of its own, and the screen that a person would see. */
export interface TestTerminal {
	readonly pid: number;
	/** Visible lines, as many as the terminal has rows, without spaces at the end. */
	screen(): string[];
	/** The visible lines as one text. */
	text(): string;
	/** The same cell by cell, with colours. */
	readonly buffer: IBuffer;
	/** True while the program has the alternate screen. */
	alternate(): boolean;
	/** Column and row of the cursor, from 0. */
	cursor(): {x: number; y: number};
	/** Everything the program has written since the start or the last `clearRaw`. */
	raw(): Buffer;
	clearRaw(): void;
	/** Sends keys one after another: `type('j', keys.enter)`. Each is one write, as a hand would make. */
	type(...sent: string[]): void;
	resize(cols: number, rows: number): void;
	/**
	 * Waits until the screen holds a text, matches a pattern, or satisfies a predicate.
	 * @returns the visible lines then. Throws, with the screen, after `timeout` ms or when the program ends first.
	 */
	waitFor(what: string | RegExp | ((lines: string[]) => boolean), options?: {timeout?: number}): Promise<string[]>;
	/** Settles when the program has ended and its last output is on the screen. */
	readonly exit: Promise<Exit>;
	kill(signal?: string): void;
}

interface Waiter {
	check(lines: string[]): boolean;
	resolve(lines: string[]): void;
	reject(error: Error): void;
	name: string;
	timer: NodeJS.Timeout;
}

/** Starts the built flydeck in a pseudo-terminal of 80×24. */
export async function startTerminal(args: string[] = [], options: TerminalOptions = {}): Promise<TestTerminal> {
	const own = options.home === undefined ? await createHome() : null;
	const home = options.home ?? own?.dir ?? '';
	const size = {cols: options.cols ?? 80, rows: options.rows ?? 24};
	const [file, ...before] = options.command ?? [process.execPath, cliFile];
	const login = options.key === undefined ? {} : {FW_KEY: options.key};
	const child = spawn(file, [...before, ...args], {
		...size,
		name: 'xterm-256color',
		cwd: options.cwd ?? home,
		env: childEnv(home, {TERM: 'xterm-256color', ...login, ...options.env}),
		// Bytes as they are: a decoder would hide a character cut in two.
		encoding: null,
	});
	const view = new headless.Terminal({...size, allowProposedApi: true, scrollback: 1000});
	return attach(child, view, async () => own?.remove());
}

type Child = ReturnType<typeof spawn>;

function attach(child: Child, view: headless.Terminal, cleanUp: () => Promise<unknown>): TestTerminal {
	const waiters = new Set<Waiter>();
	let output: Buffer[] = [];
	let ended: Exit | null = null;
	const screen = () => linesOf(view);
	const settle = () => {
		const lines = screen();
		for (const waiter of waiters) {
			if (waiter.check(lines)) finish(waiters, waiter, () => waiter.resolve(lines));
			else if (ended) finish(waiters, waiter, () => waiter.reject(complain(waiter.name, lines, ended)));
		}
	};
	child.onData(data => {
		// Declared as text, but bytes where no encoding is set.
		const bytes = Buffer.from(data);
		output.push(bytes);
		view.write(bytes, settle);
	});
	// Answers of the terminal to what the program asks it.
	view.onData(answer => child.write(answer));
	const exit = new Promise<Exit>(resolve => {
		child.onExit(({exitCode, signal}) => {
			ended = {code: exitCode, signal: signal ?? 0};
			const exited = ended;
			view.write('', () => {
				settle();
				void cleanUp().finally(() => resolve(exited));
			});
		});
	});
	return {
		pid: child.pid,
		screen,
		text: () => screen().join('\n'),
		get buffer() {
			return view.buffer.active;
		},
		alternate: () => view.buffer.active.type === 'alternate',
		cursor: () => ({x: view.buffer.active.cursorX, y: view.buffer.active.cursorY}),
		raw: () => Buffer.concat(output),
		clearRaw: () => {
			output = [];
		},
		type: (...sent) => {
			for (const key of sent) child.write(key);
		},
		resize: (cols, rows) => {
			view.resize(cols, rows);
			child.resize(cols, rows);
		},
		waitFor: async (what, waiting) => wait(waiters, what, waiting?.timeout ?? 20_000, settle, screen),
		exit,
		kill: signal => {
			if (!ended) child.kill(signal);
		},
	};
}

function wait(
	waiters: Set<Waiter>,
	what: string | RegExp | ((lines: string[]) => boolean),
	timeout: number,
	settle: () => void,
	screen: () => string[],
): Promise<string[]> {
	const name = typeof what === 'function' ? what.toString() : String(what);
	const check = typeof what === 'function' ? what : (lines: string[]) => matches(what, lines.join('\n'));
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => finish(waiters, waiter, () => reject(complain(name, screen(), null))), timeout);
		const waiter: Waiter = {check, resolve, reject, name, timer};
		waiters.add(waiter);
		settle();
	});
}

function matches(what: string | RegExp, text: string): boolean {
	return typeof what === 'string' ? text.includes(what) : text.search(what) >= 0;
}

function finish(waiters: Set<Waiter>, waiter: Waiter, how: () => void): void {
	clearTimeout(waiter.timer);
	waiters.delete(waiter);
	how();
}

function complain(name: string, lines: string[], ended: Exit | null): Error {
	const why = ended ? `the program ended (code ${ended.code}, signal ${ended.signal})` : 'the time was up';
	return new Error(`Waited for ${name}, and ${why}. The screen:\n${lines.join('\n').trimEnd()}`);
}

function linesOf(view: headless.Terminal): string[] {
	const buffer = view.buffer.active;
	const top = buffer.baseY;
	return Array.from({length: view.rows}, (_, row) => buffer.getLine(top + row)?.translateToString(true) ?? '');
}
