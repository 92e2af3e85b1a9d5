import {type Command, commandsOn, type ScreenId} from './commands.js';
import {keyLabel} from './labels.js';

export interface Hint {
	key: string;
	words: string;
	/** It can't be done now; the key says why. */
	blocked?: true;
}

/** Columns that a hint takes, with the gap after it. */
const gap = 2;
const lastInFooter = new Set(['help', 'quit']);

/**
 * The keys worth showing at the foot of a screen, fitted to its width. What can't be done
 * now is left out here, and `?` shows it with its reason; but what depends on the row keeps
 * its place.
 *
 * @param ids commands that the screen can do at this moment
 * @param words a screen's own word for a command: `details` for `open`
 * @param rows whether there are any: without them nothing depends on the row
 */
export function footerHints(
	screen: ScreenId,
	ids: ReadonlySet<string>,
	width: number,
	words: Partial<Record<string, string>> = {},
	rows = true,
): Hint[] {
	const named = ({id, hint, perRow}: Command) => hint !== undefined && (ids.has(id) || (perRow && rows));
	const candidates = commandsOn(screen)
		.filter((command): command is Command & {hint: string} => Boolean(named(command)))
		.sort((a, b) => (a.rank ?? 99) - (b.rank ?? 99));
	const hints = candidates.map(command => ({
		key: keyLabel(command.keys[0] ?? ''),
		words: words[command.id] ?? command.hint,
		...(!ids.has(command.id) && {blocked: true as const}),
		last: lastInFooter.has(command.id),
	}));
	// What leads out of here is never what is left out, and always stands at the end.
	const fitting = fitHints(hints, width);
	return [...fitting.filter(hint => !hint.last), ...fitting.filter(hint => hint.last)].map(({last, ...hint}) => hint);
}

/** As many of these as fit, in their order. */
export function fitHints<H extends Hint>(hints: H[], width: number): H[] {
	let used = 0;
	const fitting: H[] = [];
	for (const hint of hints) {
		const size = hint.key.length + 1 + hint.words.length + gap;
		if (used + size - gap > width) continue;
		used += size;
		fitting.push(hint);
	}
	return fitting;
}
