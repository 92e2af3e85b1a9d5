import {appendFileSync, mkdirSync} from 'node:fs';
import path from 'node:path';

/** Whatever a line is made of, a key in it would stand in one of these forms. */
const keyForms = [/\b(?:scitran-user|Bearer)\s+\S+/gi, /\b[\w.-]+:(?:\d+:)?(?:__force_insecure:)?[\w~+/=-]{16,}/g];

function redact(line: string): string {
	return keyForms.reduce((text, form) => text.replace(form, '[key]'), line).replace(/[\r\n]+/g, ' ');
}

/**
 * Appends lines to a log of mode 0600, each with its time and process. Written at once, so
 * that a crash loses nothing. A log that can't be written is no reason to fail.
 */
export function openDebugLog(file: string): (line: string) => void {
	return line => {
		try {
			mkdirSync(path.dirname(file), {recursive: true, mode: 0o700});
			appendFileSync(file, `${new Date().toISOString()} ${process.pid} ${redact(line)}\n`, {mode: 0o600});
		} catch {
			// A full disk: the command itself matters more.
		}
	};
}
