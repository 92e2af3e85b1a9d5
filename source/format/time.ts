const minute = 60_000;
const hour = 60 * minute;
export const day = 24 * hour;

/** ms since the epoch; null for what is no date. */
export function instant(iso: string | null): number | null {
	if (iso === null) return null;
	const at = Date.parse(iso);
	return Number.isNaN(at) ? null : at;
}

/** How long ago, in its largest unit: `3 d`, `2 h`, `5 min`, `now`; `?` for what is no date. */
export function age(iso: string | null, now: Date): string {
	const at = instant(iso);
	if (at === null) return '?';
	const passed = now.getTime() - at;
	// Clocks differ a little between a server and a laptop: a moment in the future is now.
	if (passed < minute) return 'now';
	if (passed < hour) return `${Math.floor(passed / minute)} min`;
	return passed < day ? `${Math.floor(passed / hour)} h` : `${Math.floor(passed / day)} d`;
}

/** Whole days since then, never below 0; 0 for what is no date. */
export function wholeDays(iso: string | null, now: Date): number {
	const at = instant(iso);
	return at === null ? 0 : Math.max(0, Math.floor((now.getTime() - at) / day));
}

/** The ISO date of so many days before now. */
export function daysBefore(now: Date, days: number): string {
	return new Date(now.getTime() - days * day).toISOString();
}

/** `YYYY-MM-DD HH:MM` in UTC; null for what is no date. */
export function isoMinute(iso: string | null): string | null {
	const at = instant(iso);
	return at === null ? null : new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

/** `YYYY-MM-DD` in UTC; an empty text for what is no date. */
export function isoDay(iso: string | null): string {
	const at = instant(iso);
	return at === null ? '' : new Date(at).toISOString().slice(0, 10);
}
