/**
 * The template of INC's nightly workflow: a JSON file of the project that lists, in order,
 * which gears to run on each new session, and on what conditions. People write it by hand, so
 * it is read tolerantly, and what was tolerated is told.
 */
export interface StageInput {
	name: string;
	/** Exactly one file must match. */
	regex: string | null;
	/** The file's exact name. */
	value: string | null;
	/** `project`, `subject`, `session`, `analysis`; empty where the template doesn't say. */
	container: string;
	/** Gear and label of an earlier analysis whose outputs are meant. */
	analysis: {gear: string | null; label: string | null} | null;
	optional: boolean;
}

export interface Prerequisite {
	gear: string;
	/** null: any. */
	version: string | null;
	label: string | null;
	/** All analyses must be complete, not just one. */
	all: boolean;
}

export interface Stage {
	gear: string;
	/** null: the newest that is installed. */
	version: string | null;
	label: string | null;
	tags: string[];
	inputs: StageInput[];
	prerequisites: Prerequisite[];
	/** So many failed runs, and it is left alone. */
	failures: number;
	completenessTags: string[];
}

export interface Workflow {
	stages: Stage[];
	/** What is not as it should be, a sentence each. */
	notes: string[];
}

/** null: JSON, but no workflow. */
export type WorkflowReading = Workflow | {problem: string} | null;

type Dict = Record<string, unknown>;

export const largestTemplate = 256 * 1024;

function isDict(value: unknown): value is Dict {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

// What has no end goes on to the end: else each beginning would be looked through again.
const token = /"(?:[^"\\]|\\[\s\S])*(?:"|$)|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|,(?=\s*[}\]])/g;

/** JSON as people write it, made strict: without comments, without commas after the last entry. */
function strict(text: string): {json: string; tolerated: string[]} {
	const tolerated = new Set<string>();
	const drop = (found: string): string => {
		if (found.startsWith('"')) return found;
		tolerated.add(found === ',' ? 'commas after the last entry' : 'comments');
		// What is left keeps its place, for the error that names it.
		return found.replace(/[^\n]/g, ' ');
	};
	// Twice: a comment may stand between a comma and the bracket.
	const json = text
		.replace(/^\uFEFF/, '')
		.replace(token, drop)
		.replace(token, drop);
	return {json, tolerated: [...tolerated]};
}

function placeOf(json: string, error: unknown): string {
	const message = error instanceof Error ? error.message : '';
	const at = Number(/position (\d+)/.exec(message)?.[1] ?? Number.NaN);
	if (Number.isNaN(at)) return '';
	const before = json.slice(0, at).split('\n');
	return ` (line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1})`;
}

/** Reads values one by one; whatever has the wrong type is noted and left out. */
class Reader {
	readonly notes: string[] = [];

	constructor(
		readonly stage: string,
		readonly dict: Dict,
	) {}

	#take<T>(key: string, is: (value: unknown) => value is T, wanted: string, fallback: T): T {
		const value = this.dict[key];
		if (value === undefined || value === null) return fallback;
		if (is(value)) return value;
		this.notes.push(`${this.stage}: ${key} is not ${wanted}; it is passed over.`);
		return fallback;
	}

	text(key: string): string | null {
		return this.#take<string | null>(key, value => typeof value === 'string', 'a text', null) || null;
	}

	amount(key: string, fallback: number): number {
		const is = (value: unknown): value is number => typeof value === 'number' && value >= 0;
		return this.#take(key, is, 'a number', fallback);
	}

	texts(key: string): string[] {
		const is = (value: unknown): value is string[] =>
			Array.isArray(value) && value.every(one => typeof one === 'string');
		return this.#take(key, is, 'a list of texts', []);
	}

	dicts(key: string): Dict[] {
		const is = (value: unknown): value is Dict[] => Array.isArray(value) && value.every(isDict);
		return this.#take(key, is, 'a list of objects', []);
	}

	object(key: string): Dict {
		return this.#take(key, isDict, 'an object', {});
	}
}

/** Comments are keys of their own in templates. */
const isComment = (key: string) => key.startsWith('__');

function inputOf(stage: string, name: string, dict: Dict): {input: StageInput; notes: string[]} {
	const reader = new Reader(`${stage}, input ${name}`, dict);
	const gear = reader.text('find-analysis');
	const label = reader.text('find-analysis-label');
	const input: StageInput = {
		...{name, regex: reader.text('regex'), value: reader.text('value')},
		container: (reader.text('parent-container') ?? '').toLowerCase(),
		analysis: gear !== null || label !== null ? {gear, label} : null,
		optional: dict.optional === true || String(dict.optional).toLowerCase() === 'true',
	};
	if (input.regex === null && input.value === null) reader.notes.push(`${reader.stage}: names no file.`);
	return {input, notes: reader.notes};
}

function prerequisiteOf(stage: string, dict: Dict): {prerequisite: Prerequisite | null; notes: string[]} {
	const reader = new Reader(`${stage}, a prerequisite`, dict);
	const [gear = '', version] = (reader.text('prereq-gear') ?? '').split('/');
	if (gear === '') return {prerequisite: null, notes: [`${reader.stage}: names no gear; it is passed over.`]};
	const all = reader.text('prereq-complete-analysis') === 'all';
	const label = reader.text('prereq-analysis-label');
	return {prerequisite: {gear, version: version || null, label, all}, notes: reader.notes};
}

function stageOf(value: unknown, index: number): {stage: Stage | null; notes: string[]} {
	const where = `stage ${index + 1}`;
	const gear = isDict(value) ? value['gear-name'] : undefined;
	if (!isDict(value) || typeof gear !== 'string' || gear === '') {
		return {stage: null, notes: [`${where} names no gear; it is passed over.`]};
	}
	const reader = new Reader(`${where} (${gear})`, value);
	const inputs = Object.entries(reader.object('inputs'))
		.filter((entry): entry is [string, Dict] => !isComment(entry[0]) && isDict(entry[1]))
		.map(([name, dict]) => inputOf(reader.stage, name, dict));
	const prerequisites = reader.dicts('prerequisites').map(dict => prerequisiteOf(reader.stage, dict));
	const stage = {
		...{gear, version: reader.text('gear-version'), label: reader.text('custom-label'), tags: reader.texts('tags')},
		inputs: inputs.map(({input}) => input),
		prerequisites: prerequisites.flatMap(({prerequisite}) => prerequisite ?? []),
		failures: reader.amount('count-failures', 1),
		completenessTags: reader.texts('completeness-tags'),
	};
	return {stage, notes: [...reader.notes, ...[...inputs, ...prerequisites].flatMap(({notes}) => notes)]};
}

/** A workflow is known by its shape: a list `analysis` in which something names a gear. */
function isWorkflow(value: unknown): value is {analysis: unknown[]} {
	if (!isDict(value) || !Array.isArray(value.analysis)) return false;
	return value.analysis.some(stage => isDict(stage) && typeof stage['gear-name'] === 'string');
}

export function readWorkflow(text: string): WorkflowReading {
	if (text.length > largestTemplate) return {problem: 'it is too large for a template'};
	const {json, tolerated} = strict(text);
	let value: unknown;
	try {
		value = JSON.parse(json);
	} catch (error) {
		return {problem: `it is not JSON${placeOf(json, error)}`};
	}
	if (!isWorkflow(value)) return null;
	const read = value.analysis.map(stageOf);
	return {
		stages: read.flatMap(({stage}) => stage ?? []),
		notes: [
			...(tolerated.length > 0 ? [`It is not strict JSON: ${tolerated.join(' and ')} were passed over.`] : []),
			...read.flatMap(({notes}) => notes),
		],
	};
}
