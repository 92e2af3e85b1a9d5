const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** A size as storage is sold, in powers of 1000: `0 B`, `1.2 GB`, `340 MB`. */
export function bytes(size: number): string {
	let value = Math.max(0, size);
	let unit = 0;
	// 999.95 would be written as 1000.0: it is one of the next unit.
	while (value >= (unit === 0 ? 1000 : 999.95) && unit < units.length - 1) {
		value /= 1000;
		unit += 1;
	}
	const digits = unit === 0 || value >= 100 ? 0 : 1;
	return `${value.toFixed(digits)} ${units[unit]}`;
}

/** `1 session`, `3 sessions`, `1,204 sessions`; a plural of its own where an s won't do. */
export function count(amount: number, one: string, many = `${one}s`): string {
	return `${amount.toLocaleString('en-US')} ${amount === 1 ? one : many}`;
}
