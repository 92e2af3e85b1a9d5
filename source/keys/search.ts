import type {Command} from './commands.js';
import {keyLabel} from './labels.js';

/**
 * Commands that fit what was typed into `?` or `:`. Every word typed must be found in the
 * command's words, category or key; those where the words begin with it come first.
 */
export function searchCommands(commands: Command[], typed: string): Command[] {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
	if (words.length === 0) return commands;
	const fitting = commands.filter(command => {
		const text = `${command.category} ${command.words} ${command.id}`.toLowerCase();
		return words.every(word => text.includes(word) || command.keys.some(key => keyLabel(key).toLowerCase() === word));
	});
	const first = words.join(' ');
	return fitting.sort((a, b) => Number(b.words.startsWith(first)) - Number(a.words.startsWith(first)));
}
