import type {Finding} from '../model/unsorted.js';
import {finding} from './accession.js';
import {leastCost, marksOf, mostCost, type Slip, typedFor} from './channel.js';
import {type Habit, nextSession, type Shape, written} from './habits.js';
import {sessionCost, subjectCost} from './priors.js';
import {slipFindings} from './sentences.js';
import {asDigits, numbered, shown} from './text.js';

/** What a typed subject or session may mean in one study. */
export interface LabelMatch {
	/** null where nothing tells it. */
	label: string | null;
	/** In nats: of the slips, and of the label itself. */
	cost: number;
	/** True where the study's habit was asked, because too little was typed. */
	proposed: boolean;
	findings: Finding[];
	reasons: string[];
}

type Noun = 'subject' | 'session';

/** Enough for the right one to be among them. */
const most = 6;

interface Option {
	label: string;
	/** Of the label alone. */
	prior: number;
	reason: string;
	/** Of the label (see `marksOf`), once it was compared. */
	marks?: number;
}

/** Less likely by so much (in nats) than the best, a label is not meant. */
const worthNaming = 10;

/** The options that the typed text may stand for, the likeliest first; quickest with likely ones in front. */
function likely(typed: string, options: readonly Option[], noun: Noun): LabelMatch[] {
	const marks = marksOf(typed);
	const found: {option: Option; cost: number; slips: ReadonlySet<Slip>}[] = [];
	let best = Number.POSITIVE_INFINITY;
	for (const option of options) {
		const limit = Math.min(mostCost, best + worthNaming - option.prior);
		option.marks ??= marksOf(option.label);
		if (leastCost(marks, option.marks) > limit) continue;
		const {cost, slips} = typedFor(typed, option.label, limit);
		if (cost > limit) continue;
		found.push({option, cost: cost + option.prior, slips});
		best = Math.min(best, cost + option.prior);
	}
	return found
		.sort((a, b) => a.cost - b.cost)
		.slice(0, most)
		.map(({option: {label, reason}, cost, slips}) => ({
			label,
			cost,
			proposed: false,
			findings: slipFindings(noun, typed, label, slips),
			reasons: [reason],
		}));
}

/** The typed text as labels of the study's makes, digits read from what looks like them. */
function asShaped(typed: string, shapes: readonly Shape[]): {label: string; shape: Shape}[] {
	const number = /[\p{L}\p{N}]{1,12}$/u.exec(typed)?.[0] ?? '';
	return shapes.slice(0, 3).flatMap(shape => {
		const tails = [typed.slice(shape.prefix.length), number, numbered(typed)?.digits ?? ''];
		const read = tails.flatMap(tail => (/\d/.test(tail) || shape.prefix !== '' ? (asDigits(tail) ?? []) : []));
		return [...new Set(read)]
			.filter(digits => digits.length <= 12)
			.map(digits => ({label: written(shape, digits), shape}));
	});
}

function isOf({prefix, width, padded}: Shape, label: string): boolean {
	const parts = numbered(label);
	if (parts?.prefix !== prefix) return false;
	const short = !padded && width !== null && parts.digits.length < width && !parts.digits.startsWith('0');
	return width === null || width === parts.digits.length || short;
}

/** True for a subject that is known, or labelled as the study does. */
export function isLikeOthers(label: string, {subjects, subjectShapes}: Habit): boolean {
	return subjects.has(label) || subjectShapes.some(shape => isOf(shape, label));
}

function newSubjects(typed: string, habit: Habit): Option[] {
	const {subjectShapes: shapes, subjects} = habit;
	const ahead = (shape: Shape) => [1, 2, 3].map(step => ({label: written(shape, String(shape.highest + step)), shape}));
	const own = shapes.find(shape => isOf(shape, typed)) ?? null;
	const made = [...asShaped(typed, shapes), ...shapes.slice(0, 2).flatMap(ahead), {label: typed, shape: own}];
	return [...new Map(made.map(({label, shape}) => [label, shape]))]
		.filter(([label]) => !subjects.has(label))
		.map(([label, shape]) => ({label, prior: subjectCost(habit, label, shape), reason: newReason(label, shape)}));
}

function newReason(label: string, shape: Shape | null): string {
	if (!shape) return `No subject there is labelled like ${shown(label)}.`;
	const like = `${label} would be a new subject, labelled as the study does.`;
	const far = Number(label.slice(shape.prefix.length)) > shape.highest + 50;
	return far ? `${like} Its number is far from the ${shape.lowest} to ${shape.highest} in use.` : like;
}

const knownSubjects = new WeakMap<Habit, Option[]>();

function optionsOf(habit: Habit): Option[] {
	const options =
		knownSubjects.get(habit) ??
		[...habit.subjects].map(label => ({
			label,
			prior: subjectCost(habit, label, null),
			reason: `Subject ${label} is known there.`,
			marks: marksOf(label),
		}));
	knownSubjects.set(habit, options);
	return options;
}

/** What a typed subject means in a study of this habit. */
export function matchSubject(typed: string, habit: Habit): LabelMatch[] {
	return likely(typed, [...newSubjects(typed, habit), ...optionsOf(habit)], 'subject');
}

function proposal(label: string, subject: string | null): string {
	return `Session ${label} is proposed: by the study's habit it is what ${subject ?? 'a subject'} has next.`;
}

/** The beginning of a label, the rest lost where an accession number ends: what may be meant. */
function cutOff(typed: string, {habit, subject, full}: SessionContext): LabelMatch[] {
	const begins = (label: string) => label.length > typed.length && label.toLowerCase().startsWith(typed.toLowerCase());
	const findings = [finding('cut-off', `Only ${shown(typed)} is left of the session's label.`)];
	const options = habit.sessionOrder.filter(begins).map(label => ({
		label,
		cost: sessionCost(habit, subject, label) + (full ? 0.7 : 4),
		proposed: true,
		findings,
		reasons: [proposal(label, subject)],
	}));
	const open = options.filter(({label}) => subject === null || !habit.sessionsOf(subject).includes(label));
	if (open.length > 0 || options.length === 0) return open;
	return [
		{label: null, cost: 2, proposed: true, findings, reasons: ['Every session beginning like that is there already.']},
	];
}

function untyped(habit: Habit, subject: string | null): LabelMatch[] {
	const label = subject === null ? null : nextSession(habit, subject);
	const reason = label === null ? 'Nothing tells the session: there is no habit to follow.' : proposal(label, subject);
	return [{label, cost: label === null ? 3 : 0.1, proposed: true, findings: [], reasons: [reason]}];
}

interface SessionContext {
	habit: Habit;
	subject: string | null;
	/** True where it ends where the field ends: it may have lost its tail. */
	full: boolean;
}

/** What a typed session may be in this study, whoever was scanned. */
export interface SessionReading {
	typed: string;
	/** The reading of each label, with the cost of the slips alone. */
	labels: LabelMatch[];
}

export function readSession(typed: string, habit: Habit): SessionReading {
	const reasons = new Map([[typed, `No session there is labelled like ${shown(typed)}.`]]);
	for (const {label} of asShaped(typed, habit.sessionShapes))
		reasons.set(label, `${label} is a session as the study labels them.`);
	for (const label of habit.sessions) reasons.set(label, `Session ${label} is usual there.`);
	const options = [...reasons].map(([label, reason]) => ({label, prior: 0, reason}));
	return {typed, labels: likely(typed, options, 'session')};
}

/** What the session means for a subject of a study; without one, what the habit proposes. */
export function matchSession(read: SessionReading | null, context: SessionContext): LabelMatch[] {
	const {habit, subject} = context;
	if (read === null) return untyped(habit, subject);
	const labels = read.labels.map(one => ({...one, cost: one.cost + sessionCost(habit, subject, one.label ?? '')}));
	return [...labels, ...cutOff(read.typed, context)].sort((a, b) => a.cost - b.cost);
}
