/** What a gear asks of the machine it runs on, and how to ask for more of it. */
import type {Gear} from './flywheel.js';
import {type Settings, withDefaults} from './gear-settings.js';
import type {SlurmUse} from './slurm.js';

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

const usual: Record<Need, string> = {
	memory: 'it ran out of memory with half of that',
	time: 'it ran out of time with half of that; the partition’s own limit still holds',
};

/** How much more is asked for, and the reason in words. */
interface Raise {
	factor: number;
	reason: string;
}

/** On top of what was measured. */
const margin = 1.2;
const gigabyte = 1024 ** 3;

function amount(bytes: number): string {
	return `${Number((bytes / gigabyte).toFixed(1))} GB`;
}

/**
 * Above what it had asked for, a measured peak tells what it needs. A job killed at its limit was
 * cut off there: what it would have come to is not known, so it is given twice as much.
 */
function moreMemory({memoryUsed, memoryAsked}: SlurmUse): Raise {
	const known = memoryUsed !== null && memoryAsked !== null && memoryAsked > 0;
	if (!known) return {factor: 2, reason: usual.memory};
	const [used, asked] = [amount(memoryUsed), amount(memoryAsked)];
	if (memoryUsed >= memoryAsked) {
		return {
			factor: (memoryUsed / memoryAsked) * margin,
			reason: `Slurm measured a peak of ${used} where ${asked} was asked for; this is ${margin} times the peak`,
		};
	}
	const reason = `Slurm last measured ${used} of ${asked} before it was killed; what it needs is not known, so this is twice what it had`;
	return {factor: 2, reason};
}

function moreTime({elapsed, limit}: SlurmUse): Raise {
	if (elapsed === null || limit === null) return {factor: 2, reason: usual.time};
	const minutes = (seconds: number) => Math.round(seconds / 60);
	return {
		factor: 2,
		reason: `Slurm ended it after ${minutes(elapsed)} of ${minutes(limit)} minutes; what it needs is not known, so this is twice what it had, and the partition’s own limit still holds`,
	};
}

function raiseOf(need: Need, use: SlurmUse | null | undefined): Raise {
	if (!use) return {factor: 2, reason: usual[need]};
	return need === 'memory' ? moreMemory(use) : moreTime(use);
}

/** `1-02:30:00`, `02:30:00` or minutes, as Slurm takes them: in minutes. */
function minutesOf(text: string): number | null {
	if (/^\d+$/.test(text)) return Number(text);
	const parts = /^(?:(\d+)-)?(\d+):(\d+)(?::\d+)?$/.exec(text);
	if (!parts) return null;
	const [days = 0, hours = 0, minutes = 0] = parts.slice(1).map(part => Number(part ?? 0));
	return (days * 24 + hours) * 60 + minutes;
}

/** So many times a value, in its own unit and rounded up; null where it isn't such a value. */
function times(factor: number, need: Need, value: unknown): unknown {
	// What is left by the arithmetic must not become a whole one more.
	const up = (product: number) => Math.ceil(Number(product.toFixed(6)));
	if (typeof value === 'number' && value > 0) return up(value * factor);
	if (typeof value !== 'string') return null;
	if (need === 'time') {
		const minutes = minutesOf(value);
		return minutes === null ? null : String(up(minutes * factor));
	}
	const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([KMGT]i?B?)?$/i.exec(value) ?? [];
	return number === undefined ? null : `${up(Number(number) * factor)}${unit ?? ''}`;
}

/**
 * The settings by which this gear gets more of it than with these values; none where it has none
 * such. Twice as much, unless what Slurm measured tells better.
 */
export function askForMore(
	gear: Pick<Gear, 'settings'>,
	values: Settings,
	need: Need,
	measured?: SlurmUse | null,
): Suggestion[] {
	const all = withDefaults(gear, values);
	const {factor, reason} = raiseOf(need, measured);
	return Object.keys(gear.settings)
		.filter(name => settingNames[need].test(name))
		.flatMap(setting => {
			const value = times(factor, need, all[setting]);
			return value === null ? [] : [{setting, value, reason}];
		});
}

/** What a failure of that cause calls for. */
export function needOf(cause: string | null): Need | null {
	if (cause === 'out-of-memory') return 'memory';
	return cause === 'time-limit' ? 'time' : null;
}
