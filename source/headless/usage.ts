import {CommanderError} from 'commander';
import {FlydeckError, toFlydeckError} from '../model/errors.js';

/** A mistake in how flydeck was called. */
export function usageError(message: string, next = 'See `flydeck --help`.', code = 'usage'): FlydeckError {
	return new FlydeckError('usage', {code, message, next});
}

function sentence(text: string): string {
	const [first = '', ...rest] = text.replace(/^error:\s*/i, '').split('\n');
	const capital = first.charAt(0).toUpperCase() + first.slice(1);
	return [/[.?!]$/.test(capital) ? capital : `${capital}.`, ...rest.map(line => line.trim())].join(' ').trim();
}

/**
 * What was thrown while arguments were read or a command ran, as an error to show.
 *
 * @returns null where it isn't one: help and version end that way too.
 */
export function errorToShow(thrown: unknown): FlydeckError | null {
	if (!(thrown instanceof CommanderError)) return toFlydeckError(thrown);
	if (thrown.exitCode === 0) return null;
	const code = thrown.code.replace(/^commander\./, '').replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
	return usageError(sentence(thrown.message), undefined, code);
}

/** `--json` in the arguments, for errors that arise before they are understood. */
export function asksForJson(argv: string[]): boolean {
	const end = argv.indexOf('--');
	return argv.slice(0, end < 0 ? undefined : end).includes('--json');
}
