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
