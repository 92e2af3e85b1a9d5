import {usageError} from './usage.js';

const units: Record<string, number> = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000};

/** `90m`, `12h`, `7d`, `4w` in ms; `0s` too. @throws FlydeckError `usage` */
export function parseSpan(text: string, option: string): number {
	const [, amount, unit] = /^(\d{1,6})([smhdw])$/.exec(text.trim()) ?? [];
	if (amount !== undefined && unit !== undefined) return Number(amount) * (units[unit] ?? 0);
	throw usageError(`${option} takes a span.`, 'Write it as 0s, 90m, 12h or 7d.', 'bad-span');
}

/**
 * `90m`, `12h`, `7d`, `4w` before now, or a date.
 *
 * @returns an ISO date. @throws FlydeckError `usage`
 */
export function parseSince(text: string, now: Date): string {
	const [, amount, unit] = /^(\d{1,6})([mhdw])$/.exec(text.trim()) ?? [];
	if (amount !== undefined && unit !== undefined) {
		return new Date(now.getTime() - Number(amount) * (units[unit] ?? 0)).toISOString();
	}
	const at = /^\d{4}-\d{2}-\d{2}/.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN;
	if (!Number.isNaN(at)) return new Date(at).toISOString();
	throw usageError('--since takes a span or a date.', 'Write it as 12h, 7d, 4w or 2026-03-04.', 'bad-since');
}
