import type {KnownProject} from '../model/unsorted.js';
import {numbered} from './text.js';

/** Labels of one make: the same text, then a number. */
export interface Shape {
	prefix: string;
	/** Digits, zeros in front included; null where they vary. */
	width: number | null;
	/** True where one of them has a zero in front: then fewer digits are a slip. */
	padded: boolean;
	amount: number;
	lowest: number;
	highest: number;
}

export interface Habit {
	subjects: ReadonlySet<string>;
	/** The makes of the subjects' labels, the commonest first. */
	subjectShapes: Shape[];
	/** Session labels as the study uses them, in the order in which subjects come to have them. */
	sessionOrder: string[];
	sessionShapes: Shape[];
	/** Every session label that there is. */
	sessions: ReadonlySet<string>;
	/** Subjects with a usual session still to come. */
	open: ReadonlySet<string>;
	/** Sessions of all subjects together. */
	scans: number;
	sessionsOf(subject: string): readonly string[];
}

function shapesOf(labels: Iterable<string>): Shape[] {
	const shapes = new Map<string, Shape>();
	for (const label of labels) {
		const parts = numbered(label);
		if (!parts) continue;
		const value = Number(parts.digits);
		const shape = shapes.get(parts.prefix);
		if (!shape) {
			const width = parts.digits.length;
			shapes.set(parts.prefix, {
				prefix: parts.prefix,
				width,
				padded: parts.digits.startsWith('0'),
				amount: 1,
				lowest: value,
				highest: value,
			});
			continue;
		}
		shape.amount += 1;
		shape.padded ||= parts.digits.startsWith('0');
		if (shape.width !== parts.digits.length) shape.width = null;
		shape.lowest = Math.min(shape.lowest, value);
		shape.highest = Math.max(shape.highest, value);
	}
	return [...shapes.values()].sort((a, b) => b.amount - a.amount);
}

/** Labels that several subjects share, by where in a subject's life they come. */
function orderOf(subjects: KnownProject['subjects']): string[] {
	const places = new Map<string, number[]>();
	for (const {sessions} of subjects) {
		for (const [index, label] of sessions.entries()) places.set(label, [...(places.get(label) ?? []), index]);
	}
	// What a tenth of the subjects have is habit; in a study just begun, whatever is there.
	const least = Math.max(1, Math.min(2, subjects.length / 3), subjects.length / 10);
	const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
	const usual = [...places].filter(([, indices]) => indices.length >= least);
	const makes = new Set(usual.flatMap(([label]) => numbered(label)?.prefix ?? []));
	// A wave that has just begun is rare yet, but counted on like those before it.
	const begun = [...places].filter(
		([label, indices]) =>
			indices.length < least && indices.length >= Math.min(2, least) && makes.has(numbered(label)?.prefix ?? '/'),
	);
	return [...usual, ...begun]
		.map(([label, indices]) => ({label, at: mean(indices), amount: indices.length}))
		.sort((a, b) => a.at - b.at || b.amount - a.amount || a.label.localeCompare(b.label))
		.map(({label}) => label);
}

function learn({subjects}: KnownProject): Habit {
	const sessions = new Map(subjects.map(subject => [subject.label, subject.sessions]));
	const sessionLabels = new Set(subjects.flatMap(subject => subject.sessions));
	const habit: Habit = {
		subjects: new Set(sessions.keys()),
		subjectShapes: shapesOf(sessions.keys()),
		sessionOrder: orderOf(subjects),
		sessionShapes: shapesOf(sessionLabels),
		sessions: sessionLabels,
		open: new Set(),
		scans: subjects.reduce((sum, subject) => sum + subject.sessions.length, 0),
		sessionsOf: subject => sessions.get(subject) ?? [],
	};
	const open = [...sessions.keys()].filter(subject => nextSession(habit, subject) !== null);
	return {...habit, open: new Set(open)};
}

const learned = new WeakMap<KnownProject, Habit>();

/** How a study labels its subjects and sessions. Learned once for each `KnownProject` object. */
export function habitOf(project: KnownProject): Habit {
	const known = learned.get(project) ?? learn(project);
	learned.set(project, known);
	return known;
}

/** A number as this make of label writes it. */
export function written(shape: Shape, number: string): string {
	const bare = String(Number(number));
	return shape.prefix + (shape.width === null ? bare : bare.padStart(shape.width, '0'));
}

/**
 * The session a subject has next, by the study's habit: the first usual label after those it
 * has. null where it has them all, or where there is no habit.
 */
export function nextSession(habit: Habit, subject: string | null, start = ''): string | null {
	const has = new Set(subject === null ? [] : habit.sessionsOf(subject));
	const wanted = habit.sessionOrder.filter(label => label.toLowerCase().startsWith(start.toLowerCase()));
	const last = Math.max(-1, ...habit.sessionOrder.flatMap((label, index) => (has.has(label) ? [index] : [])));
	const open = wanted.filter(label => !has.has(label));
	return open.find(label => habit.sessionOrder.indexOf(label) > last) ?? open[0] ?? null;
}
