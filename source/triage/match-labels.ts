import type {Finding} from '../model/unsorted.js';
import {finding} from './accession.js';
import {distance} from './distance.js';
import {type Habit, isNear, nextSession, type Shape, written} from './habits.js';
import {asDigits, fold, type LabelIndex, lookalike, shown} from './text.js';

/** What a typed subject or session may mean in one study. */
export interface LabelMatch {
	/** null where nothing tells it. */
	label: string | null;
	score: number;
	/** True where it was typed, and case alone may differ: nothing was guessed. */
	sure: boolean;
	findings: Finding[];
	reasons: string[];
}

type Noun = 'subject' | 'session';

function match(label: string | null, score: number, reason: string, findings: Finding[] = []): LabelMatch {
	return {label, score, sure: false, findings, reasons: [reason]};
}

/** One of the labels that there are, or such a one written otherwise. */
function amongKnown(typed: string, known: LabelIndex, noun: Noun): LabelMatch | null {
	if (known.labels.has(typed)) return {...match(typed, 1, `${capital(noun)} ${typed} is known there.`), sure: true};
	const only = (found: string[] | undefined) => (found?.length === 1 ? found[0] : undefined);
	const cased = only(known.byCase.get(typed.toLowerCase()));
	const not = (label: string) => `The ${noun} is written ${label}, not ${shown(typed)}.`;
	if (cased !== undefined) {
		const found = match(cased, 0.97, `${capital(noun)} ${cased} is known there.`, [finding('case', not(cased))]);
		return {...found, sure: true};
	}
	const parted = fold(typed) === '' ? undefined : only(known.byFold.get(fold(typed)));
	if (parted === undefined) return null;
	const reason = `${capital(noun)} ${parted} is known there.`;
	return match(parted, 0.9, reason, [finding('wrong-separator', not(parted))]);
}

function capital(noun: Noun): string {
	return noun === 'subject' ? 'Subject' : 'Session';
}

interface Fitted {
	label: string;
	value: number;
	findings: Finding[];
	/** Its letters and width are the study's; at most the case differs. */
	exact: boolean;
}

/** The typed text as a label of this make; null where it can't be one. */
function fitShape(typed: string, shape: Shape, noun: Noun): Fitted | null {
	const {prefix, width} = shape;
	const head = typed.slice(0, prefix.length);
	const tail = typed.slice(prefix.length);
	const findings: Finding[] = [];
	if (head !== prefix) {
		if (head.toLowerCase() !== prefix.toLowerCase()) return null;
		findings.push(finding('case', `The study writes its ${noun}s like ${written(shape, String(shape.highest))}.`));
	}
	const digits = asDigits(tail);
	// Letters alone are no number, unless the study's own letters stand in front of them.
	if (digits === null || digits.length > 12 || (prefix === '' && !/\d/.test(tail))) return null;
	const label = written(shape, digits);
	if (digits !== tail) {
		const message = `The ${noun} ${shown(typed)} has letters where ${label} has digits.`;
		findings.push(finding('letter-for-digit', message));
	} else if (width !== null && digits.length !== width) {
		findings.push(finding('lost-padding', `The study writes ${label}, not ${shown(typed)}.`));
	}
	return {label, value: Number(digits), findings, exact: findings.every(({code}) => code === 'case')};
}

function fitting(typed: string, shapes: Shape[], noun: Noun): {shape: Shape; fitted: Fitted} | null {
	const most = shapes[0]?.amount ?? 0;
	for (const shape of shapes) {
		// A label or two of another make is a slip of somebody else, not a habit.
		if (shape.amount * 5 < most) break;
		const fitted = fitShape(typed, shape, noun);
		if (fitted) return {shape, fitted};
	}
	return null;
}

/** One of the labels that there are, a slip away. */
function nearKnown(typed: string, known: LabelIndex, noun: Noun): LabelMatch | null {
	const text = fold(typed);
	if (text.length < 3) return null;
	const alike = known.byLookalike.get(lookalike(typed)) ?? [];
	const slips = [...known.byFold].flatMap(([folded, labels]) => (distance(text, folded, 1) === 1 ? labels : []));
	const [only, ...others] = new Set([...alike, ...slips]);
	if (only === undefined || others.length > 0) return null;
	const message = `There is no ${noun} ${shown(typed)}; ${only} is one slip of a finger away.`;
	return match(only, 0.6, message, [finding('slipped-keys', message)]);
}

/** What a typed subject means in a study of this habit. */
export function matchSubject(typed: string, habit: Habit): LabelMatch {
	const known = amongKnown(typed, habit.subjects, 'subject');
	if (known && known.score > 0.95) return known;
	const found = fitting(typed, habit.subjectShapes, 'subject');
	if (!found) {
		const free = match(
			typed,
			habit.subjects.labels.size === 0 ? 0.6 : 0.2,
			`No subject there is labelled like ${shown(typed)}.`,
		);
		return known ?? nearKnown(typed, habit.subjects, 'subject') ?? free;
	}
	const {label, value, findings, exact} = found.fitted;
	const exists = habit.subjects.labels.has(label);
	const near = isNear(found.shape, value);
	const reason = exists ? `Subject ${label} is known there.` : `${label} is a subject as the study labels them.`;
	const far = near ? [] : [`Its number is far from the ${found.shape.lowest} to ${found.shape.highest} in use.`];
	const score = (exists ? 0.95 : near ? 0.9 : 0.5) - (exact ? 0 : 0.05);
	return {label, score, sure: exact && near, findings, reasons: [reason, ...far]};
}

/** Only the beginning of a usual label: an accession number ends after 16 characters. */
function cutOff(typed: string, habit: Habit, subject: string | null): LabelMatch | null {
	const begun = habit.sessionOrder.filter(label => label.toLowerCase().startsWith(typed.toLowerCase()));
	if (begun.length === 0 || /\d$/.test(typed)) return null;
	const label = nextSession(habit, subject, typed);
	const message = `Only ${shown(typed)} is left of the session's label.`;
	const reason = label === null ? 'Every session beginning like that is there already.' : proposal(label, subject);
	return match(label, label === null ? 0.4 : 0.8, reason, [finding('cut-off', message)]);
}

function proposal(label: string, subject: string | null): string {
	const whose = subject === null ? 'a subject' : subject;
	return `Session ${label} is proposed: by the study's habit it is what ${whose} has next.`;
}

/** What a typed session means for a subject of a study; without one, what the habit proposes. */
export function matchSession(typed: string | null, habit: Habit, subject: string | null): LabelMatch {
	if (typed === null) {
		const label = subject === null ? null : nextSession(habit, subject);
		if (label === null) return match(null, 0.4, 'Nothing tells the session: there is no habit to follow.');
		return match(label, 0.7, proposal(label, subject));
	}
	const known = amongKnown(typed, habit.sessions, 'session');
	if (known && known.score > 0.95) return known;
	const found = fitting(typed, habit.sessionShapes, 'session');
	if (found) {
		const {label, value, findings, exact} = found.fitted;
		const next = habit.sessions.labels.has(label) || value <= found.shape.highest + 2;
		const reason = `${label} is a session as the study labels them.`;
		return {label, score: next ? 0.9 : 0.6, sure: exact && next, findings, reasons: [reason]};
	}
	const free = match(typed, 0.2, `No session there is labelled like ${shown(typed)}.`);
	return known ?? cutOff(typed, habit, subject) ?? nearKnown(typed, habit.sessions, 'session') ?? free;
}

/** True where a full accession number may have lost the end of this session's label: S1 of S12. */
export function mayBeCut(label: string, habit: Habit): boolean {
	return [...habit.sessions.labels].some(other => other !== label && other.startsWith(label));
}
