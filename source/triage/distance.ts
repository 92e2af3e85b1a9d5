/** How far a slip of the fingers is from what was meant. */
const rows = ['1234567890-', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

const neighbours = new Map<string, Set<string>>();
for (const [y, row] of rows.entries()) {
	for (const [x, key] of Array.from(row).entries()) {
		// Each row of a keyboard stands about half a key to the right of the one above.
		const beside = [
			row[x - 1],
			row[x + 1],
			rows[y - 1]?.[x],
			rows[y - 1]?.[x + 1],
			rows[y + 1]?.[x - 1],
			rows[y + 1]?.[x],
		];
		neighbours.set(key, new Set(beside.filter(other => other !== undefined)));
	}
}

export function areNeighbours(a: string, b: string): boolean {
	return neighbours.get(a.toLowerCase())?.has(b.toLowerCase()) ?? false;
}

/**
 * Edits between two texts: one for a character added, lost or exchanged, one for two
 * neighbouring characters in the wrong order. Anything past `limit` is told as `limit + 1`.
 */
export function distance(a: string, b: string, limit = 3): number {
	if (Math.abs(a.length - b.length) > limit) return limit + 1;
	let before: number[] = [];
	let last = Array.from({length: b.length + 1}, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const line = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			let best = Math.min((last[j] ?? 0) + 1, (line[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
			const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + 1);
			line.push(best);
		}
		if (Math.min(...line) > limit) return limit + 1;
		[before, last] = [last, line];
	}
	return Math.min(last[b.length] ?? 0, limit + 1);
}

/** True where both differ in one character whose keys lie side by side. */
export function slippedKey(a: string, b: string): boolean {
	if (a.length !== b.length) return false;
	const different = Array.from(a).flatMap((character, index) => (character === b[index] ? [] : [index]));
	const [at] = different;
	return different.length === 1 && at !== undefined && areNeighbours(a[at] ?? '', b[at] ?? '');
}
