/** Why a gear of the nightly workflow did not run on a session: every reason, the first to mend first. */
import type {GearRun, RunSession} from './coverage.js';
import {literally, safePattern} from './pattern.js';
import type {Prerequisite, Stage, StageInput, Workflow} from './workflow.js';

export type ReasonCode =
	| 'not-in-template'
	| 'prerequisite'
	| 'completeness'
	| 'failure-cap'
	| 'input-absent'
	| 'input-doubled'
	| 'input-unclear'
	| 'look-back'
	| 'due';

export interface Reason {
	code: ReasonCode;
	message: string;
}

/** Where the files of a stage's inputs may be, by name. */
export interface StageFiles {
	project: readonly string[];
	subject: readonly string[];
	/** The session's own and those of its acquisitions. */
	session: readonly string[];
	/** The session's metadata, where the completeness curator leaves its judgement; null where it was not read. */
	info: Readonly<Record<string, unknown>> | null;
}

export interface WhyOptions {
	now: Date;
	/** Sessions that came to Flywheel longer ago are not looked at (days). */
	lookBack?: number;
	files?: StageFiles | null;
}

const usualLookBack = 7;
const day = 24 * 3_600_000;

/** What ran on a session, as far as it matters here. */
interface Ran {
	runs: ReadonlyMap<string, readonly Pick<GearRun, 'version' | 'state' | 'label' | 'outputs'>[]>;
}

function runsOf({runs}: Ran, gear: string, label: string | null) {
	const all = runs.get(gear) ?? [];
	return label === null ? all : all.filter(run => run.label === label);
}

function prerequisiteReason(session: Ran, {gear, version, label, all}: Prerequisite): Reason[] {
	const runs = runsOf(session, gear, label).filter(run => version === null || run.version === version);
	const complete = runs.filter(({state}) => state === 'complete').length;
	if (all ? runs.length > 0 && complete === runs.length : complete > 0) return [];
	const name = [gear, version].filter(Boolean).join('/') + (label === null ? '' : ` labelled ${label}`);
	const newest = runs.findLast(({state}) => state !== 'complete');
	const state = newest ? `it is ${newest.state}` : 'it never ran here';
	return [{code: 'prerequisite', message: `${name} must be complete first, and ${state}.`}];
}

/**
 * What the workflow wants complete on a session before the gear, and is not: a sentence each.
 * Where it runs the gear at several stages, the one that lacks least counts.
 */
export function unmetPrerequisites({stages}: Workflow, session: Ran, gear: string): string[] {
	const lacking = stages
		.filter(stage => stage.gear === gear)
		.map(({prerequisites}) => prerequisites.flatMap(one => prerequisiteReason(session, one)))
		.sort((a, b) => a.length - b.length);
	return (lacking[0] ?? []).map(({message}) => message);
}

/** A boolean of this name anywhere in the metadata, not too deep. */
function flagIn(value: unknown, name: string, depth = 0): boolean | null {
	if (value === null || typeof value !== 'object' || depth > 4) return null;
	const own = (value as Record<string, unknown>)[name];
	if (typeof own === 'boolean') return own;
	if (typeof own === 'string' && /^(true|false)$/i.test(own)) return own.toLowerCase() === 'true';
	for (const inner of Object.values(value)) {
		const found = flagIn(inner, name, depth + 1);
		if (found !== null) return found;
	}
	return null;
}

function completenessReasons({completenessTags}: Stage, {info}: StageFiles): Reason[] {
	if (info === null) return [];
	return completenessTags.flatMap((tag): Reason[] => {
		const flag = flagIn(info, tag);
		if (flag === true) return [];
		const state = flag === false ? 'false' : 'not there';
		return [{code: 'completeness', message: `“${tag}” must be true in the session's metadata, and it is ${state}.`}];
	});
}

function failureReason(session: RunSession, {gear, label, failures}: Stage): Reason[] {
	const failed = runsOf(session, gear, label).filter(({state}) => state === 'failed').length;
	if (failed === 0 || failed < failures) return [];
	return [{code: 'failure-cap', message: `It failed ${failed} times here, and is left alone after ${failures}.`}];
}

/** Names of the files among which an input is looked for; null where that place can't be told. */
function namesFor(session: RunSession, input: StageInput, files: StageFiles): readonly string[] | null {
	if (input.analysis || input.container === 'analysis') {
		const {gear = null, label = null} = input.analysis ?? {};
		const all = gear === null ? [...session.runs.values()].flat() : (session.runs.get(gear) ?? []);
		const meant = all.filter(run => run.state === 'complete' && (label === null || run.label === label));
		// Of several analyses the newest is the one whose files are taken.
		return meant.at(-1)?.outputs ?? [];
	}
	const {project, subject, session: own} = files;
	const places = new Map([...Object.entries({project, subject, session: own, acquisition: own}), ['', own] as const]);
	return places.get(input.container) ?? null;
}

function placeWords({container, analysis}: StageInput): string {
	if (analysis) return `the results of ${[analysis.gear, analysis.label].filter(Boolean).join(' ')}`;
	return container === '' ? 'the session' : `the ${container}`;
}

function inputReason(session: RunSession, input: StageInput, files: StageFiles): Reason[] {
	const unclear = (why: string): Reason[] => [
		{code: 'input-unclear', message: `Whether its input ${input.name} is there can't be told: ${why}.`},
	];
	const names = namesFor(session, input, files);
	if (!names) return unclear(`the template looks in “${input.container}”`);
	const fill = (text: string, as: (label: string) => string) =>
		text.replaceAll('{SUBJECT}', () => as(session.subject)).replaceAll('{SESSION}', () => as(session.session));
	const wanted = input.regex === null ? fill(input.value ?? '', label => label) : fill(input.regex, literally);
	if (wanted === '') return unclear('the template names no file');
	const pattern = input.regex === null ? {test: (name: string) => name === wanted} : safePattern(wanted);
	if ('problem' in pattern) return unclear(`of its pattern, ${pattern.problem}`);
	const found = names.filter(name => pattern.test(name));
	if (found.length === 1 || (found.length === 0 && input.optional)) return [];
	const place = placeWords(input);
	if (found.length === 0) {
		return [
			{code: 'input-absent', message: `Its input ${input.name} is absent: nothing in ${place} matches ${wanted}.`},
		];
	}
	const some = found.slice(0, 3).join(', ');
	const message = `Its input ${input.name} is doubled: ${found.length} files in ${place} match ${wanted} (${some}).`;
	return [{code: 'input-doubled', message}];
}

function lookBackReason({created}: RunSession, {now, lookBack = usualLookBack}: WhyOptions): Reason[] {
	const days = created === null ? Number.NaN : (now.getTime() - Date.parse(created)) / day;
	if (Number.isNaN(days) || days <= lookBack) return [];
	const message = `The session came ${Math.floor(days)} days ago, and the workflow looks ${lookBack} days back.`;
	return [{code: 'look-back', message}];
}

function whyOfStage(session: RunSession, stage: Stage, options: WhyOptions): Reason[] {
	const {files = null} = options;
	return [
		...stage.prerequisites.flatMap(one => prerequisiteReason(session, one)),
		...failureReason(session, stage),
		...(files ? completenessReasons(stage, files) : []),
		...(files ? stage.inputs.flatMap(input => inputReason(session, input, files)) : []),
		...lookBackReason(session, options),
	];
}

/** Whether a stage has nothing more to do on a session. */
function isSettled(session: RunSession, {gear, label}: Pick<Stage, 'gear' | 'label'>): boolean {
	return runsOf(session, gear, label).some(({state}) => ['complete', 'running', 'pending'].includes(state));
}

/**
 * Every reason why the workflow does not run a gear on a session now. Without `files`, inputs
 * and completeness are left open. Empty where it is complete or under way.
 */
export function whyNot(workflow: Workflow, session: RunSession, gear: string, options: WhyOptions): Reason[] {
	const stages = workflow.stages.filter(stage => stage.gear === gear);
	if (stages.length === 0) {
		if (isSettled(session, {gear, label: null})) return [];
		return [{code: 'not-in-template', message: 'No stage of the template names it.'}];
	}
	return stages.flatMap(stage => {
		if (isSettled(session, stage)) return [];
		const reasons = whyOfStage(session, stage, options);
		if (reasons.length > 0) return reasons;
		const open = options.files ? '' : ' as far as can be told without its files';
		return [
			{code: 'due' as const, message: `Nothing speaks against it${open}: the next nightly run should launch it.`},
		];
	});
}
