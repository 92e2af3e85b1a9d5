import {createInterface} from 'node:readline/promises';
import {StringDecoder} from 'node:string_decoder';
import type {Output} from './output.js';

/** Asks on stderr, so that stdout stays data. @returns the answer; empty at the end of input. */
export async function askLine(out: Output, question: string): Promise<string> {
	const {stdin, stderr} = out.streams;
	const lines = createInterface({input: stdin, output: stderr, terminal: true});
	const ended = new AbortController();
	lines.once('close', () => ended.abort());
	lines.once('SIGINT', () => lines.close());
	try {
		return (await lines.question(question, {signal: ended.signal})).trim();
	} catch {
		return '';
	} finally {
		lines.close();
	}
}

const enter = /[\r\n]/;
const interrupt = /[\u0003\u0004]/;

/** What typed and pasted characters come to, with backspace and ctrl-u obeyed. */
function typed(text: string, earlier: string): string {
	let value = earlier;
	for (const character of text) {
		if (character === '\u007F' || character === '\b') value = value.slice(0, -1);
		else if (character === '\u0015') value = '';
		else if (character >= ' ') value += character;
	}
	return value;
}

/**
 * Asks for a secret: nothing of it is shown, not even how long it is.
 *
 * @returns null where the person gave up (ctrl-c, ctrl-d).
 */
export async function askSecret(out: Output, question: string): Promise<string | null> {
	const {stdin, stderr} = out.streams;
	const decoder = new StringDecoder('utf8');
	// Before the question: what a quick hand types at it must not be echoed either.
	stdin.setRawMode(true);
	stderr.write(question);
	try {
		return await new Promise<string | null>(resolve => {
			let value = '';
			const finish = (answer: string | null) => {
				stdin.off('data', read);
				resolve(answer);
			};
			const read = (chunk: Buffer) => {
				const text = decoder.write(chunk);
				const end = text.search(enter);
				if (interrupt.test(text)) return finish(null);
				value = typed(end < 0 ? text : text.slice(0, end), value);
				if (end >= 0) finish(value);
			};
			stdin.on('data', read);
			stdin.once('end', () => finish(null));
			stdin.resume();
		});
	} finally {
		stdin.setRawMode(false);
		stdin.pause();
		stderr.write('\n');
	}
}

const longestInput = 64 * 1024;

/** All that is piped in, up to a size that no key has. */
export async function readPiped(out: Output): Promise<string> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const chunk of out.streams.stdin) {
		const part = Buffer.from(chunk as Uint8Array);
		size += part.length;
		if (size > longestInput) break;
		parts.push(part);
	}
	return Buffer.concat(parts).toString('utf8');
}
