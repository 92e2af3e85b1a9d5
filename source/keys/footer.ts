import {type Command, commandsOn, type ScreenId} from './commands.js';
import {keyLabel} from './labels.js';

export interface Hint {
	key: string;
	words: string;
}

/** Columns that a hint takes, with the gap after it. */
const gap = 2;

/**
 * The keys worth showing at the foot of a screen, fitted to its width. What can't be done
 * now is left out here; `?` shows it with its reason.
 *
 * @param ids commands that the screen can do at this moment
 * @param words a screen's own word for a command: `details` for `open`
 */
export function footerHints(
	screen: ScreenId,
	ids: ReadonlySet<string>,
	width: number,
	words: Partial<Record<string, string>> = {},
): Hint[] {
	const candidates = commandsOn(screen)
		.filter((command): command is Command & {hint: string} => command.hint !== undefined && ids.has(command.id))
		.sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99));
	const hints = candidates.map(command => ({
		id: command.id,
		key: keyLabel(command.keys[0] ?? ''),
		words: words[command.id] ?? command.hint,
	}));
	return fitHints(hints, width);
}

/** As many of these as fit, in their order. */
export function fitHints(hints: Hint[], width: number): Hint[] {
	let used = 0;
	const fitting: Hint[] = [];
	for (const hint of hints) {
		const size = hint.key.length + 1 + hint.words.length + gap;
		if (used + size - gap > width) continue;
		used += size;
		fitting.push({key: hint.key, words: hint.words});
	}
	return fitting;
}
