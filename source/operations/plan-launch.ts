/** Plans of new runs: what is changed of a draft, whether it may go, and whether it was done before. */
import type {FlywheelReader} from '../api/flywheel.js';
import {FlydeckError, toFlydeckError} from '../model/errors.js';
import type {Analysis, ContainerKind, Job, JobInput} from '../model/flywheel.js';
import {askForMore, type Need} from '../model/gear-needs.js';
import {
	missingInputs,
	readSetting,
	type Settings,
	sameInputs,
	sameSettings,
	settingText,
} from '../model/gear-settings.js';
import type {PlanItem} from '../model/plan.js';
import type {SlurmUse} from '../model/slurm.js';
import {findInput} from './find-input.js';
import {inputsGone, type Launch} from './launch.js';
import {type AfterJob, draftAfterJob, draftOnSession, type LaunchDraft, type OnSession} from './launch-draft.js';
import {type LaunchGround, readLaunchGround} from './launch-ground.js';

/** What is to be different from the run that it is made after. */
export interface LaunchEdits {
	/** Settings as typed, by name; read as the gear's manifest says. */
	set?: Readonly<Record<string, string>> | undefined;
	/** More of it, by whatever settings the gear has for that. */
	more?: readonly Need[] | undefined;
	/** What Slurm measured of the run before, to tell how much more by. */
	measured?: SlurmUse | null | undefined;
	/** Names of files, by the gear's name for the input; an empty one takes the input away. */
	inputs?: Readonly<Record<string, string>> | undefined;
	label?: string | undefined;
	/** Instead of those before. */
	tags?: readonly string[] | undefined;
}

export type LaunchRequest = LaunchEdits & (AfterJob | OnSession);

function usage(code: string, message: string, next: string): FlydeckError {
	return new FlydeckError('usage', {code, message, next});
}

interface ChangedSettings {
	config: Settings;
	/** Why what is asked for by need is so much, a sentence each. */
	reasons: string[];
}

function settingsOf({gear, settings}: LaunchDraft, {set = {}, more = [], measured}: LaunchEdits): ChangedSettings {
	const changed: Record<string, unknown> = {};
	const reasons: string[] = [];
	for (const need of more) {
		const suggestions = askForMore(gear, settings, need, measured);
		if (suggestions.length === 0) {
			throw usage('no-such-setting', `${gear.name} has no setting for ${need}.`, 'Leave --more out for it.');
		}
		for (const {setting, value, reason} of suggestions) {
			changed[setting] = value;
			reasons.push(`${setting} ${settingText(value)}: ${reason}.`);
		}
	}
	for (const [name, text] of Object.entries(set)) {
		const setting = gear.settings[name];
		const known = Object.keys(gear.settings).join(', ') || 'none';
		if (!setting) throw usage('no-such-setting', `${gear.name} has no setting ${name}.`, `It has: ${known}.`);
		const taken = readSetting(name, setting, text);
		if ('problem' in taken) {
			throw usage('bad-setting', `${taken.problem}.`, setting.description || 'See the gear’s documentation.');
		}
		changed[name] = taken.value;
	}
	return {config: {...settings, ...changed}, reasons};
}

async function inputsOf(reader: FlywheelReader, draft: LaunchDraft, edits: LaunchEdits): Promise<JobInput[]> {
	const {gear, session} = draft;
	const inputs = new Map(draft.inputs.map(input => [input.input, input]));
	for (const [input, wanted] of Object.entries(edits.inputs ?? {})) {
		const known = Object.keys(gear.inputs).join(', ') || 'none';
		if (!(input in gear.inputs))
			throw usage('no-such-input', `${gear.name} has no input ${input}.`, `It has: ${known}.`);
		if (wanted === '') inputs.delete(input);
		else if (session) inputs.set(input, await findInput(reader, session, {input, wanted}));
		else throw usage('no-session', 'It runs on no session, so its inputs can’t be looked for.', 'Leave --input out.');
	}
	return [...inputs.values()];
}

/** @throws FlydeckError where it can't run: an input is missing, or not where it was. */
async function checkInputs(
	reader: FlywheelReader,
	{gear, title, notes}: LaunchDraft,
	inputs: JobInput[],
): Promise<void> {
	const missing = missingInputs(gear, inputs);
	const gone = await inputsGone(reader, inputs);
	if (missing.length === 0 && gone === null) return;
	throw new FlydeckError('conflict', {
		code: 'missing-input',
		message: `${title}: ${gone ?? `it can't run without ${missing.join(' and ')}.`}`,
		next: [...notes, 'Name a file with --input NAME=FILE.'].join(' '),
	});
}

function stamp(now: Date): string {
	const two = (value: number) => String(value).padStart(2, '0');
	const day = [two(now.getMonth() + 1), two(now.getDate()), now.getFullYear()].join('/');
	return `${day} ${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':')}`;
}

/** A label that somebody chose is kept, since workflows look for it; one made of gear and time is made anew. */
function labelOf({gear, oldLabel}: LaunchDraft, {label}: LaunchEdits, now: Date): string {
	if (label !== undefined && label.trim() !== '') return label;
	const chosen = oldLabel !== null && oldLabel !== '' && !/^\S+ \d+\/\d+\/\d+/.test(oldLabel);
	return chosen ? oldLabel : `${gear.name} ${stamp(now)}`;
}

interface Neighbours {
	/** Runs of the gear on the same session or project. */
	jobs: Job[];
	known: string[];
	/** On the session; null where it runs on none. */
	analyses: Analysis[] | null;
}

async function neighbours(reader: FlywheelReader, {gear, target}: LaunchDraft, label: string): Promise<Neighbours> {
	const {parent, among} = target;
	const [jobs, analyses] = await Promise.all([
		reader.jobs({...among, gear: gear.name}),
		parent ? reader.analyses(parent.kind as Exclude<ContainerKind, 'analyses'>, parent.id, {jobs: true}) : null,
	]);
	const known = analyses ? analyses.filter(analysis => analysis.label === label) : jobs;
	return {jobs, known: known.map(({id}) => id), analyses: parent?.kind === 'sessions' ? analyses : null};
}

const counts = new Set(['complete', 'running', 'pending']);

/** Why it may be one run too many: the same is there already, or another that went well. */
function duplicates(draft: LaunchDraft, launch: Launch, jobs: readonly Job[]): Pick<PlanItem, 'beware' | 'warnings'> {
	const {gear, model} = draft;
	const others = jobs.filter(({state}) => counts.has(state));
	const twin = others.find(job => {
		const same = job.gearId === gear.id && sameSettings(gear, job.config, launch.config);
		return same && sameInputs(job.inputs, launch.inputs);
	});
	if (twin) {
		const how = twin.state === 'complete' ? 'complete' : `${twin.state} now`;
		const beware = `The same gear, version, settings and inputs are ${how} here already, as job ${twin.id}.`;
		return {beware, warnings: []};
	}
	const newer = others.find(({id, created}) => id !== model?.id && (created ?? '') > (model?.created ?? ''));
	const words =
		newer && `${newer.gear} ${newer.version} is ${newer.state} here with other settings, as job ${newer.id}.`;
	return {warnings: words ? [words] : []};
}

function changedSettings({gear, settings}: LaunchDraft, after: Settings): [string, unknown, unknown][] {
	return Object.entries(after)
		.filter(([name, value]) => !sameSettings(gear, {[name]: settings[name]}, {[name]: value}))
		.map(([name, value]) => [name, settings[name] ?? gear.settings[name]?.default, value]);
}

function effectsOf(draft: LaunchDraft, launch: Launch): string[] {
	const {model, gear} = draft;
	const made = launch.analysis ? 'Makes a new analysis with a job of its own' : 'Starts a new job';
	const stays =
		model && model.id === draft.id
			? `; ${launch.analysis ? 'the analysis' : 'the job'} before it stays as it is.`
			: '.';
	const from =
		model && model.id !== draft.id
			? [`Settings are those of the last run in this study (job ${model.id}, ${model.state}), but for what is shown.`]
			: model
				? ['Settings are those of that job, but for what is shown.']
				: ['It never ran in this study: settings are the gear’s defaults, but for what is shown.'];
	const files = launch.inputs.map(({input, name}) => `${input} = ${name}`).join(', ');
	return [
		made + stays,
		...from,
		...(files === '' ? [] : [`Inputs: ${files}.`]),
		`Tags: ${launch.tags.join(', ') || 'none'}${launch.tags.includes('hpc') ? ', so it runs on the cluster' : ''}.`,
		...draft.notes,
		...(gear.version === model?.version || !model ? [] : [`Another version than before, ${model.version}.`]),
		'It can’t be taken back, but the new job can be cancelled while it waits or runs.',
	];
}

interface Planning {
	ground: LaunchGround;
	now: Date;
}

async function launchItem(reader: FlywheelReader, request: LaunchRequest, {ground, now}: Planning): Promise<PlanItem> {
	const draft = await draftLaunch(reader, request);
	const {gear, model, target, oldLabel} = draft;
	const {config, reasons} = settingsOf(draft, request);
	const inputs = await inputsOf(reader, draft, request);
	await checkInputs(reader, draft, inputs);
	const label = labelOf(draft, request, now);
	const {jobs, known, analyses} = await neighbours(reader, draft, label);
	const priority = model?.id === draft.id && model.priority !== 'medium' ? (model.priority ?? undefined) : undefined;
	const launch: Launch = {
		...{gear: gear.name, gearId: gear.id, inputs, config, tags: [...(request.tags ?? draft.tags)], priority, known},
		analysis: target.parent && {parent: target.parent, label},
		destination: target.destination,
		among: target.among,
	};
	const {beware, warnings} = duplicates(draft, launch, jobs);
	const changed = changedSettings(draft, config);
	const was =
		model?.id === draft.id ? {run: [oldLabel, model.id, model.state].filter(Boolean).join(', ')} : {run: null};
	return {
		id: draft.id,
		title: draft.title,
		before: {...was, ...Object.fromEntries(changed.map(([name, old]) => [name, settingText(old)]))},
		after: {
			run: launch.analysis ? `new analysis ${label}` : 'new job',
			...Object.fromEntries(changed.map(([name, , value]) => [name, settingText(value)])),
		},
		effects: [...reasons, ...effectsOf(draft, launch)],
		...(beware && {beware}),
		warnings: [...warnings, ...(await ground.warnings(draft, analyses))],
		detail: {...launch},
	};
}

/** What a launch would be, for a form to begin with. */
export async function draftLaunch(reader: FlywheelReader, request: AfterJob | OnSession): Promise<LaunchDraft> {
	return 'job' in request ? draftAfterJob(reader, request) : draftOnSession(reader, request);
}

/** Two of one plan that would be the same run: the second is told so. */
function tellTwins(items: PlanItem[]): PlanItem[] {
	const seen = new Map<string, number>();
	return items.map((item, index) => {
		const {gearId, inputs, config, among} = item.detail as unknown as Launch;
		const key = JSON.stringify([gearId, inputs, Object.entries(config).sort(), among]);
		const first = seen.get(key);
		if (first === undefined) seen.set(key, index);
		return first === undefined ? item : {...item, beware: `It is the same run as number ${first + 1} of this plan.`};
	});
}

export interface PlannedLaunches {
	items: PlanItem[];
	/** What can't be launched, among others that can: a sentence each. */
	notes: string[];
}

/** @throws FlydeckError where one alone is wanted and can't be launched, or none of several can. */
export async function planLaunchItems(
	reader: FlywheelReader,
	requests: readonly LaunchRequest[],
	now: Date,
): Promise<PlannedLaunches> {
	const ground = await readLaunchGround(reader);
	const settled = await Promise.allSettled(requests.map(async request => launchItem(reader, request, {ground, now})));
	const items = settled.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
	const errors = settled.flatMap(one => (one.status === 'rejected' ? [toFlydeckError(one.reason)] : []));
	const [first] = errors;
	const told = errors.every(({kind}) => kind === 'conflict' || kind === 'not-found' || kind === 'usage');
	if (first && (items.length === 0 || !told)) throw first;
	const unique = [...new Map(items.map(item => [item.id, item])).values()];
	return {items: tellTwins(unique), notes: errors.map(({message}) => `Left out: ${message}`)};
}
