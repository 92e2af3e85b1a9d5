import {Buffer} from 'node:buffer';

/** Terminals drop longer ones without a word. */
const longestCopy = 74_000;

/**
 * The sequence that puts text on the clipboard of the terminal in front of the person, also
 * over SSH (OSC 52). Inside tmux it is sent a second time wrapped, for the terminal outside;
 * tmux takes whichever of the two its settings allow.
 *
 * @returns null where the text is longer than terminals take.
 */
export function clipboardSequence(text: string, insideTmux: boolean): string | null {
	const encoded = Buffer.from(text, 'utf8').toString('base64');
	if (encoded.length > longestCopy) return null;
	const plain = `\u001B]52;c;${encoded}\u0007`;
	return insideTmux ? `${plain}\u001BPtmux;\u001B${plain}\u001B\\` : plain;
}
