import type {Gear, GearInput, GearSetting, JobInput} from '../model/flywheel.js';
import type {FlywheelReader, ReadOptions} from './flywheel.js';
import type {Transport} from './http.js';
import {check, list} from './lists.js';
import {part} from './paths.js';
import {type RawGear, rawGear} from './schemas.js';

type Loose = Record<string, unknown>;

function isObject(value: unknown): value is Loose {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Manifests are written by whoever made the gear: only what is as it should be is taken from them. */
function toSetting(raw: Loose): GearSetting {
	return {
		type: textOf(raw.type) || 'string',
		default: raw.default,
		description: textOf(raw.description),
		choices: Array.isArray(raw.enum) && raw.enum.length > 0 ? raw.enum : null,
		minimum: numberOf(raw.minimum),
		maximum: numberOf(raw.maximum),
		pattern: textOf(raw.pattern) || null,
	};
}

function toGearInput(raw: Loose): GearInput {
	return {base: textOf(raw.base), optional: raw.optional === true, description: textOf(raw.description)};
}

function entriesOf<T>(raw: Loose | null | undefined, convert: (value: Loose) => T): Record<string, T> {
	const entries = Object.entries(raw ?? {}).flatMap(([name, value]) =>
		isObject(value) ? [[name, convert(value)] as const] : [],
	);
	return Object.fromEntries(entries);
}

function toGear(raw: RawGear): Gear {
	const {gear} = raw;
	const flywheel = gear?.custom?.flywheel;
	return {
		id: raw._id ?? raw.id ?? '',
		name: gear?.name ?? '',
		version: gear?.version ?? '',
		category: raw.category ?? '',
		disabled: isObject(flywheel) && flywheel.invalid === true,
		settings: entriesOf(gear?.config, toSetting),
		inputs: entriesOf(gear?.inputs, toGearInput),
	};
}

/** A list names each input inside it; a single read is keyed by name, the detail route with the file one level down. */
export function toInputs(raw: unknown): JobInput[] {
	const entries = Array.isArray(raw)
		? raw.map(value => [isObject(value) ? textOf(value.input) : '', value] as const)
		: Object.entries(isObject(raw) ? raw : {});
	return entries.flatMap(([input, value]) => {
		const file = isObject(value) && isObject(value.ref) ? value.ref : value;
		if (!isObject(file)) return [];
		const [type, id, name] = [textOf(file.type), textOf(file.id), textOf(file.name)];
		return input && type && id && name ? [{input, type, id, name}] : [];
	});
}

export function createGearReads(transport: Transport): Pick<FlywheelReader, 'gear' | 'gears'> {
	return {
		gear: async (id, {signal}: ReadOptions = {}) =>
			toGear(check(rawGear, await transport.get(`gears/${part(id)}`, signal && {signal}), 'gear')),
		async gears({signal} = {}) {
			// This list ignores cursors.
			const query = {all_versions: true, sort: 'created:desc'};
			const options = {path: 'gears', what: 'gears', schema: rawGear, walk: 'page', query} as const;
			const found = await list(transport, {...options, ...(signal && {signal})});
			return found.map(toGear).filter(gear => !gear.disabled);
		},
	};
}
