/** The settings of a gear: what may be given, what it means, and whether two runs have the same. */
import {isDeepStrictEqual} from 'node:util';
import type {Gear, GearSetting, JobInput} from './flywheel.js';

export type Settings = Readonly<Record<string, unknown>>;

/** A value as its setting takes it, or a sentence on why it doesn't. */
export type Taken = {value: unknown} | {problem: string};

const flags: Record<string, boolean> = {
	...{true: true, yes: true, on: true, '1': true},
	...{false: false, no: false, off: false, '0': false},
};

/** Text as the setting's type has it; undefined where it can't be that. */
function readAs({type, choices}: GearSetting, text: string): unknown {
	if (choices) {
		const choice = choices.find(one => String(one) === text);
		if (choice !== undefined) return choice;
	}
	if (type === 'boolean') return flags[text.trim().toLowerCase()];
	if (type === 'integer') return /^[+-]?\d+$/.test(text.trim()) ? Number(text) : undefined;
	if (type === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
	if (type === 'string') return text;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const typeWords: Record<string, string> = {
	boolean: 'true or false',
	integer: 'a whole number',
	number: 'a number',
	array: 'a JSON list, such as ["a","b"]',
};

export function choicesText({choices}: Pick<GearSetting, 'choices'>): string {
	return (choices ?? []).map(choice => (choice === '' ? '(empty)' : String(choice))).join(', ');
}

/** What the manifest's limits say of a value of the right type; null where nothing. */
function beyondLimits(setting: GearSetting, value: unknown): string | null {
	const {minimum, maximum, pattern, choices} = setting;
	if (choices && !choices.some(choice => isDeepStrictEqual(choice, value))) {
		return `must be one of ${choicesText(setting)}`;
	}
	if (typeof value === 'number' && minimum !== null && value < minimum) return `must be at least ${minimum}`;
	if (typeof value === 'number' && maximum !== null && value > maximum) return `must be at most ${maximum}`;
	if (typeof value === 'string' && pattern !== null && !fits(pattern, value)) return `must match ${pattern}`;
	return null;
}

function fits(pattern: string, text: string): boolean {
	try {
		return new RegExp(pattern).test(text);
	} catch {
		// A pattern of another dialect: the server has the last word.
		return true;
	}
}

/** Reads typed text as a value of that setting. */
export function readSetting(name: string, setting: GearSetting, text: string): Taken {
	const value = readAs(setting, text);
	if (value === undefined) {
		const wanted = setting.choices ? `one of ${choicesText(setting)}` : (typeWords[setting.type] ?? setting.type);
		return {problem: `${name} must be ${wanted}, not "${text}"`};
	}
	const beyond = beyondLimits(setting, value);
	return beyond === null ? {value} : {problem: `${name} ${beyond}, not "${text}"`};
}

/** A value as one types it. */
export function settingText(value: unknown): string {
	if (value === undefined || value === null) return '';
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** With the gear's own values for what isn't given, as the server fills them in. */
export function withDefaults({settings}: Pick<Gear, 'settings'>, given: Settings): Settings {
	const defaults = Object.entries(settings).flatMap(([name, setting]) =>
		setting.default === undefined ? [] : [[name, setting.default] as const],
	);
	return {...Object.fromEntries(defaults), ...given};
}

/** Whether two runs of a gear would be given the same. */
export function sameSettings(gear: Pick<Gear, 'settings'>, a: Settings, b: Settings): boolean {
	const [one, other] = [withDefaults(gear, a), withDefaults(gear, b)];
	const names = new Set([...Object.keys(one), ...Object.keys(other)]);
	return [...names].every(name => isDeepStrictEqual(one[name] ?? '', other[name] ?? ''));
}

export function sameInputs(a: readonly JobInput[], b: readonly JobInput[]): boolean {
	const key = ({input, type, id, name}: JobInput) => JSON.stringify([input, type, id, name]);
	return isDeepStrictEqual(a.map(key).sort(), b.map(key).sort());
}

/** Files that a gear can't do without and that aren't there. */
export function missingInputs({inputs}: Pick<Gear, 'inputs'>, given: readonly JobInput[]): string[] {
	const names = new Set(given.map(({input}) => input));
	return Object.entries(inputs)
		.filter(([name, {base, optional}]) => base === 'file' && !optional && !names.has(name))
		.map(([name]) => name);
}
