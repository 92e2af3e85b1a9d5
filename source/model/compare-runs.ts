/** Two runs of a gear side by side: what was different. */
import type {Gear, Job} from './flywheel.js';
import {settingText, withDefaults} from './gear-settings.js';

export interface Difference {
	kind: 'version' | 'setting' | 'input' | 'tags';
	name: string;
	/** As text; empty where the run had none. */
	one: string;
	other: string;
}

function inputText({inputs}: Job, name: string): string {
	return inputs
		.filter(({input}) => input === name)
		.map(input => input.name)
		.sort()
		.join(', ');
}

function differing(
	kind: Difference['kind'],
	names: Iterable<string>,
	text: (name: string) => [one: string, other: string],
): Difference[] {
	return [...new Set(names)].sort().flatMap(name => {
		const [one, other] = text(name);
		return one === other ? [] : [{kind, name, one, other}];
	});
}

/** Version first, then settings with the gear's own values filled in, inputs by their file names, tags. */
export function differences(gear: Pick<Gear, 'settings'>, one: Job, other: Job): Difference[] {
	const [a, b] = [withDefaults(gear, one.config), withDefaults(gear, other.config)];
	const inputs = [...one.inputs, ...other.inputs].map(({input}) => input);
	return [
		...differing('version', ['version'], () => [one.version, other.version]),
		...differing('setting', [...Object.keys(a), ...Object.keys(b)], name => [
			settingText(a[name]),
			settingText(b[name]),
		]),
		...differing('input', inputs, name => [inputText(one, name), inputText(other, name)]),
		...differing('tags', ['tags'], () => [one.tags.toSorted().join(' '), other.tags.toSorted().join(' ')]),
	];
}
