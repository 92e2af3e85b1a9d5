/** Single values as Slurm's commands print them. Whatever is none is null: `N/A`, `Unknown`, `UNLIMITED`. */

const duration = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+)(?:\.\d+)?$/;

/** Seconds of `1-02:03:04`, `1:00:00` or `0:05`. */
export function seconds(text: string): number | null {
	const match = duration.exec(text);
	if (!match) return null;
	const [days, hours, minutes, rest] = match.slice(1).map(part => Number(part ?? 0));
	return (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (rest ?? 0);
}

const units: Record<string, number> = {'': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40, P: 2 ** 50};
const amount = /^(\d+(?:\.\d+)?)([KMGTP]?)([cn]?)$/;

/**
 * Bytes of `500M` or `3656K`. Before 21.08 what was asked for is told for each CPU (`4Gc`) or
 * each node (`4Gn`).
 */
export function memory(text: string, {cpus, nodes}: {cpus: number | null; nodes: number | null}): number | null {
	const match = amount.exec(text);
	if (!match) return null;
	const [, size, unit = '', per] = match;
	const times = per === 'c' ? cpus : per === 'n' ? nodes : 1;
	return times === null ? null : Math.round(Number(size) * (units[unit] ?? 1) * times);
}

export function whole(text: string): number | null {
	return /^\d+$/.test(text) ? Number(text) : null;
}

/** ISO date of seconds since the epoch, which is what we ask for, or of the cluster's own local time. */
export function date(text: string): string | null {
	const at = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
	return Number.isNaN(at) || at <= 0 ? null : new Date(at).toISOString();
}

const nothing = new Set(['', 'None', 'none', '(null)', 'N/A', 'Unknown', 'None assigned']);

export function word(text: string): string | null {
	return nothing.has(text) ? null : text;
}

/** The bare state: accounting says `CANCELLED by 0`, and cuts long ones in narrow columns. */
export function stateWord(text: string): string {
	const [first = ''] = text.trim().split(/[\s+]/, 1);
	return first === '' ? 'UNKNOWN' : first;
}

/** Fields of a line, in order; the last may itself hold bars, as a job's name may. Null where some are missing. */
export function fieldsOf<Name extends string>(line: string, names: readonly Name[]): Record<Name, string> | null {
	const parts = line.split('|');
	if (parts.length < names.length) return null;
	const last = parts.slice(names.length - 1).join('|');
	return Object.fromEntries(names.map((name, at) => [name, at === names.length - 1 ? last : parts[at]])) as never;
}
