import type {Command} from './commands.js';
import {keyLabel} from './labels.js';

/** What can be found in `?` and `:`; a command has all of it, a place no keys. */
export type Findable = Pick<Command, 'id' | 'keys' | 'words'> & {category: string};

/**
 * What fits what was typed. Every word typed must be found in the entry's words, category or
 * key; those whose words begin with it come first.
 */
export function search<Entry extends Findable>(entries: readonly Entry[], typed: string): readonly Entry[] {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
	if (words.length === 0) return entries;
	const fitting = entries.filter(entry => {
		const text = `${entry.category} ${entry.words} ${entry.id}`.toLowerCase();
		return words.every(word => text.includes(word) || entry.keys.some(key => keyLabel(key).toLowerCase() === word));
	});
	const first = words.join(' ');
	return fitting.sort((a, b) => Number(b.words.startsWith(first)) - Number(a.words.startsWith(first)));
}
