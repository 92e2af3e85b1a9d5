/** What a look at this machine found, and how to mend it. */
export interface Finding {
	/** What was looked at; stable, for scripts. */
	check: string;
	/** `info`: neither good nor bad, or not to be told from here. */
	level: 'good' | 'info' | 'caution' | 'bad';
	message: string;
	/** What to type to mend it; null where there is nothing to mend, or no command does. */
	command: string | null;
}

/** A word as a shell takes it. */
export function shellWord(word: string): string {
	return /^[\w./@+~:,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
