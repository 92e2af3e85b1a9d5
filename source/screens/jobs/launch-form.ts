/** The form of a launch, as data: its rows, what is being typed, and what is different in the end. Pure. */
import {type TextField, textField, typeInto} from '../../hooks/text-field.js';
import type {GearSetting} from '../../model/flywheel.js';
import {askForMore, type Need} from '../../model/gear-needs.js';
import {choicesText, readSetting, settingText, withDefaults} from '../../model/gear-settings.js';
import type {SlurmUse} from '../../model/slurm.js';
import type {LaunchDraft, LaunchEdits} from '../../operations/index.js';

export interface FormRow {
	kind: 'setting' | 'input' | 'cluster' | 'label';
	name: string;
	text: string;
	/** As it was before. */
	was: string;
	/** The only values; null where any text may be typed. */
	choices: readonly string[] | null;
	help: string;
	setting: GearSetting | null;
}

export interface LaunchForm {
	rows: readonly FormRow[];
	cursor: number;
	/** What is being typed into the row at the cursor. */
	field: TextField | null;
	problem: string | null;
}

export type FormAction =
	| {type: 'move'; by: number}
	| {type: 'edit'}
	| {type: 'turn'; by: 1 | -1}
	| {type: 'key'; key: {name: string; text: string}}
	| {type: 'take'}
	| {type: 'leave'}
	| {type: 'restore'};

const clusterTag = 'hpc';

function choicesOf(setting: GearSetting): string[] | null {
	if (setting.choices) return setting.choices.map(settingText);
	return setting.type === 'boolean' ? ['true', 'false'] : null;
}

function helpOf(setting: GearSetting): string {
	const {type, minimum, maximum, description} = setting;
	const limits = [minimum === null ? '' : `at least ${minimum}`, maximum === null ? '' : `at most ${maximum}`];
	const kind = setting.choices ? `one of ${choicesText(setting)}` : type;
	const rule = setting.default === undefined ? '' : `the gear's own: ${settingText(setting.default) || '(empty)'}`;
	const facts = [kind, ...limits, rule].filter(part => part !== '').join(', ');
	return [description, `(${facts})`].filter(part => part !== '').join(' ');
}

/** What the run before lacked, and what Slurm measured of it. */
export interface Lack {
	needs: readonly Need[];
	measured: SlurmUse | null;
}

function settingRows({gear, settings}: LaunchDraft, {needs, measured}: Lack): FormRow[] {
	const values = withDefaults(gear, settings);
	const wanted = new Map(
		needs.flatMap(need => askForMore(gear, settings, need, measured)).map(one => [one.setting, one] as const),
	);
	const rows = Object.entries(gear.settings).map(([name, setting]): FormRow => {
		const was = settingText(values[name]);
		const suggestion = wanted.get(name);
		const help = helpOf(setting);
		return {
			...{kind: 'setting' as const, name, was, setting, choices: choicesOf(setting)},
			text: suggestion ? settingText(suggestion.value) : was,
			help: suggestion ? `Suggested: ${suggestion.reason}. ${help}` : help,
		};
	});
	// What is suggested is what one came for.
	return rows.sort((a, b) => Number(wanted.has(b.name)) - Number(wanted.has(a.name)));
}

export function launchForm(draft: LaunchDraft, lack: Lack): LaunchForm {
	const plain = {choices: null, setting: null};
	const inputs = Object.entries(draft.gear.inputs)
		.filter(([, {base}]) => base === 'file')
		.map(([name, {description, optional}]): FormRow => {
			const was = draft.inputs.find(({input}) => input === name)?.name ?? '';
			const help = `${description} Name of a file of the session, its subject or project${optional ? '; may be empty' : ''}.`;
			return {...plain, kind: 'input', name, text: was, was, help};
		});
	const onCluster = draft.tags.includes(clusterTag) ? 'yes' : 'no';
	const cluster: FormRow = {
		...{kind: 'cluster', name: `tag ${clusterTag}`, text: onCluster, was: onCluster, setting: null},
		choices: ['yes', 'no'],
		help: 'Jobs with this tag run on the cluster.',
	};
	const label: FormRow = {
		...{...plain, kind: 'label', name: 'label', text: '', was: ''},
		help: 'What the new analysis is called. Empty: as before where somebody chose it, else gear and time.',
	};
	const rows = [...settingRows(draft, lack), cluster, ...inputs, ...(draft.target.parent ? [label] : [])];
	return {rows, cursor: 0, field: null, problem: null};
}

export function rowAt({rows, cursor}: LaunchForm): FormRow | null {
	return rows[cursor] ?? null;
}

/** What is wrong with a text for that row; null where nothing is. */
export function problemOf({name, setting}: FormRow, text: string): string | null {
	if (!setting) return null;
	const taken = readSetting(name, setting, text);
	return 'problem' in taken ? `${taken.problem}.` : null;
}

function withText(form: LaunchForm, text: string): LaunchForm {
	const rows = form.rows.map((row, index) => (index === form.cursor ? {...row, text} : row));
	return {...form, rows, field: null, problem: null};
}

function turned(form: LaunchForm, by: 1 | -1): LaunchForm {
	const row = rowAt(form);
	const choices = row?.choices ?? [];
	if (!row || choices.length === 0) return form;
	const at = choices.indexOf(row.text) + by;
	return withText(form, choices[(at + choices.length) % choices.length] ?? row.text);
}

function taken(form: LaunchForm): LaunchForm {
	const row = rowAt(form);
	if (!row || !form.field) return form;
	const problem = problemOf(row, form.field.text);
	return problem === null ? withText(form, form.field.text) : {...form, problem};
}

export function formReducer(form: LaunchForm, action: FormAction): LaunchForm {
	const row = rowAt(form);
	switch (action.type) {
		case 'move': {
			const cursor = Math.max(0, Math.min(form.rows.length - 1, form.cursor + action.by));
			return {...form, cursor, problem: null};
		}
		case 'edit':
			if (row?.choices) return turned(form, 1);
			return row ? {...form, field: textField(row.text), problem: null} : form;
		case 'turn':
			return turned(form, action.by);
		case 'key':
			return form.field ? {...form, field: typeInto(form.field, action.key), problem: null} : form;
		case 'take':
			return taken(form);
		case 'leave':
			return {...form, field: null, problem: null};
		case 'restore':
			return row ? withText(form, row.was) : form;
	}
}

/** What is different from before, as a request has it. */
export function editsOf({rows}: LaunchForm, draft: Pick<LaunchDraft, 'tags'>): LaunchEdits {
	const changed = rows.filter(({text, was}) => text !== was);
	const pairs = (kind: FormRow['kind']) =>
		Object.fromEntries(changed.filter(row => row.kind === kind).map(({name, text}) => [name, text]));
	const cluster = changed.find(({kind}) => kind === 'cluster');
	const others = draft.tags.filter(tag => tag !== clusterTag);
	return {
		set: pairs('setting'),
		inputs: pairs('input'),
		label: changed.find(({kind}) => kind === 'label')?.text,
		tags: cluster && [...others, ...(cluster.text === 'yes' ? [clusterTag] : [])],
	};
}
