interface Stream {
	isTTY?: boolean;
}

/** A screen smaller than this has no room for a list with its news and keys. */
export const smallest = {columns: 60, rows: 15};

/** Why the dashboard can't be drawn here, in a sentence; null where it can. */
export function cannotDraw(
	input: Stream,
	output: Stream,
	environment: Record<string, string | undefined>,
): string | null {
	if (!output.isTTY) return 'The dashboard needs a terminal, and its output goes elsewhere.';
	if (!input.isTTY) return 'The dashboard needs a keyboard, and its input comes from elsewhere.';
	const term = environment.TERM ?? '';
	if (term === 'dumb' || term === '')
		return `The dashboard needs a terminal that can place text anywhere on its screen, and this one (TERM=${term || 'not set'}) can't.`;
	return null;
}

/** False where colours are unwanted, whoever said so. */
export function wantsColor(asked: boolean, environment: Record<string, string | undefined>): boolean {
	return asked && !environment.NO_COLOR;
}
