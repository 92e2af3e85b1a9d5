/** What a gear asks of the machine it runs on, and how to ask for more of it. */
import type {Gear} from './flywheel.js';
import {type Settings, withDefaults} from './gear-settings.js';

export type Need = 'memory' | 'time';
export const needs: readonly Need[] = ['memory', 'time'];

/** A changed setting that may help, and why. */
export interface Suggestion {
	setting: string;
	value: unknown;
	reason: string;
}

/** Names that gears give to such a setting: `slurm-ram`, `mem_mb`, `slurm-time`. */
const settingNames: Record<Need, RegExp> = {
	memory: /(^|[-_])(ram|mem|memory)([-_]?(mb|gb))?$/i,
	time: /(^|[-_])(time|walltime|time[-_]limit)$/i,
};

const reasons: Record<Need, string> = {
	memory: 'it ran out of memory with half of that',
	time: 'it ran out of time with half of that; the partition’s own limit still holds',
};

/** `1-02:30:00`, `02:30:00` or minutes, as Slurm takes them: twice as long, in minutes. */
function twiceTheTime(text: string): string | null {
	if (/^\d+$/.test(text)) return String(Number(text) * 2);
	const parts = /^(?:(\d+)-)?(\d+):(\d+)(?::\d+)?$/.exec(text);
	if (!parts) return null;
	const [days = 0, hours = 0, minutes = 0] = parts.slice(1).map(part => Number(part ?? 0));
	return String(((days * 24 + hours) * 60 + minutes) * 2);
}

function twice(need: Need, value: unknown): unknown {
	if (typeof value === 'number' && value > 0) return value * 2;
	if (typeof value !== 'string') return null;
	if (need === 'time') return twiceTheTime(value);
	const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([KMGT]i?B?)?$/i.exec(value) ?? [];
	return amount === undefined ? null : `${Number(amount) * 2}${unit ?? ''}`;
}

/** The settings by which this gear gets twice as much of it as with these values; none where it has none such. */
export function askForMore(gear: Pick<Gear, 'settings'>, values: Settings, need: Need): Suggestion[] {
	const all = withDefaults(gear, values);
	return Object.keys(gear.settings)
		.filter(name => settingNames[need].test(name))
		.flatMap(setting => {
			const value = twice(need, all[setting]);
			return value === null ? [] : [{setting, value, reason: reasons[need]}];
		});
}

/** What a failure of that cause calls for. */
export function needOf(cause: string | null): Need | null {
	if (cause === 'out-of-memory') return 'memory';
	return cause === 'time-limit' ? 'time' : null;
}
