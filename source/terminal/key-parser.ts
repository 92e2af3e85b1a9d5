/**
 * Bytes from a terminal, as keys. A line over SSH delivers what was typed in pieces of its
 * own choosing: several keys in one read, one key over two. So this keeps what is not
 * finished yet, and whoever feeds it asks `flush()` after a pause.
 */
export interface Key {
	/** `j`, `J`, `up`, `enter`, `escape`, `ctrl-d`, `space`, `paste`, … */
	name: string;
	/** What it would put into a text field; empty for keys that put nothing. */
	text: string;
}

const finals: Record<string, string> = {
	A: 'up',
	B: 'down',
	C: 'right',
	D: 'left',
	H: 'home',
	F: 'end',
	Z: 'shift-tab',
	M: 'enter',
};

const tildes: Record<string, string> = {
	'1': 'home',
	'2': 'insert',
	'3': 'delete',
	'4': 'end',
	'5': 'pageup',
	'6': 'pagedown',
	'7': 'home',
	'8': 'end',
};

const controls: Record<string, string> = {
	'\r': 'enter',
	'\n': 'enter',
	'\t': 'tab',
	'\u007F': 'backspace',
	'\b': 'backspace',
};

const esc = '\u001B';
const pasteStart = `${esc}[200~`;
const pasteEnd = `${esc}[201~`;
const csiPattern = /^\u001B\[([0-9:;<=>?]*)[ -/]*([@-~])/;
const ss3Pattern = /^\u001BO([A-Za-z])/;
/** Answers of the terminal to queries (OSC, DCS, APC, PM): never keys. */
const stringPattern = /^\u001B[\]P_^][\s\S]*?(?:\u0007|\u001B\\)/;
const unfinishedPattern = /^\u001B(?:\[[0-9:;<=>? -/]*|O|[\]P_^][\s\S]*)?$/;
const lateTailPattern = /^(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])/;
/** No terminal answer is longer; a longer one is noise, and is dropped. */
const longestPending = 4096;

export class KeyParser {
	#pending = '';
	#paste: string | null = null;
	/** An Escape was given out after a pause: what comes next may be the rest of its sequence. */
	#escapeGiven = false;

	/** True where something waits for its rest, so that a pause has a meaning. */
	get waiting(): boolean {
		return this.#pending !== '';
	}

	/** Keys that are complete with this piece of input. */
	push(input: string): Key[] {
		let rest = this.#pending + input;
		if (this.#escapeGiven && this.#pending === '' && lateTailPattern.test(input)) rest = esc + input;
		this.#escapeGiven = false;
		this.#pending = '';
		const keys: Key[] = [];
		while (rest !== '') {
			const step = this.#paste === null ? this.#step(rest) : this.#pasted(rest);
			if (step === null) {
				this.#pending = rest.length > longestPending && this.#paste === null ? '' : rest;
				break;
			}
			if (step.key) keys.push(step.key);
			rest = rest.slice(step.length);
		}
		return keys;
	}

	/** Nothing came for a while: a lone Escape is the key, any other beginning is dropped. */
	flush(): Key[] {
		const pending = this.#pending;
		if (pending === '' || this.#paste !== null) return [];
		this.#pending = '';
		if (pending === esc) {
			this.#escapeGiven = true;
			return [named('escape')];
		}
		return pending === `${esc}O` ? [named('escape'), {name: 'O', text: 'O'}] : [];
	}

	#step(rest: string): {key?: Key; length: number} | null {
		const first = String.fromCodePoint(rest.codePointAt(0) ?? 0);
		if (first === esc) return this.#sequence(rest);
		return {key: plainKey(first), length: first.length};
	}

	#sequence(rest: string): {key?: Key; length: number} | null {
		if (rest.startsWith(pasteStart)) {
			this.#paste = '';
			return {length: pasteStart.length};
		}
		const csi = csiPattern.exec(rest);
		if (csi) return {key: csiKey(csi[1] ?? '', csi[2] ?? ''), length: csi[0].length};
		const ss3 = ss3Pattern.exec(rest);
		const ss3Name = ss3 && finals[ss3[1] ?? ''];
		if (ss3 && ss3Name) return {key: named(ss3Name), length: ss3[0].length};
		const answer = stringPattern.exec(rest);
		if (answer) return {length: answer[0].length};
		if (unfinishedPattern.test(rest)) return null;
		return {key: named('escape'), length: 1};
	}

	#pasted(rest: string): {key?: Key; length: number} | null {
		const end = rest.indexOf(pasteEnd);
		if (end >= 0) {
			const text = `${this.#paste ?? ''}${rest.slice(0, end)}`;
			this.#paste = null;
			return {key: {name: 'paste', text}, length: end + pasteEnd.length};
		}
		// The end mark itself may be cut in two: keep its possible beginning for the next read.
		const kept = tailOf(rest);
		if (kept === rest) return null;
		this.#paste = `${this.#paste ?? ''}${rest.slice(0, rest.length - kept.length)}`;
		return {length: rest.length - kept.length};
	}
}

function tailOf(text: string): string {
	for (let length = Math.min(text.length, pasteEnd.length - 1); length > 0; length--) {
		const tail = text.slice(-length);
		if (pasteEnd.startsWith(tail)) return tail;
	}
	return '';
}

function named(name: string): Key {
	return {name, text: ''};
}

function plainKey(character: string): Key {
	const control = controls[character];
	if (control) return named(control);
	if (character === ' ') return {name: 'space', text: ' '};
	const code = character.codePointAt(0) ?? 0;
	if (code === 0) return named('ctrl-space');
	if (code < 0x20) return named(`ctrl-${String.fromCodePoint(code + 0x60)}`);
	return {name: character, text: code >= 0x80 && code < 0xa0 ? '' : character};
}

function csiKey(parameters: string, final: string): Key | undefined {
	if (final === '~') {
		const name = tildes[parameters.split(';')[0] ?? ''];
		return name ? named(name) : undefined;
	}
	// Mouse and focus reports begin with `<` or have letters of their own.
	if (parameters.startsWith('<') || final === 'M') return undefined;
	const name = finals[final];
	return name ? named(name) : undefined;
}
