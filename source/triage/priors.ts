/**
 * What a study would scan next, before anybody looks at what was typed: costs in nats, as in
 * `channel.ts`.
 */
import {type Habit, nextSession, type Shape} from './habits.js';

const cost = (probability: number) => -Math.log(probability);
/** How most studies label subjects and sessions: what a study that has none yet is likely to begin with. */
const usual =
	/^(?:sub-?)?[a-z]{0,4}[-_]?\d{2,6}$|^(?:ses(?:sion)?|s|v|t|y|visit|scan|week|day|run)?[-_]?\d{1,2}$|^(?:ses-)?(?:baseline|pre|post|test|retest|follow-?up|mri|[abc])$/iu;

/** A label unlike all others: the longer, the less likely to be just this one. */
function strange(label: string, known: number): number {
	if (known > 0) return 6 + 2 * label.length;
	return usual.test(label) ? 4 : 4 + label.length;
}

/** Share of numbers within those in use that are used. */
function density({amount, lowest, highest}: Shape): number {
	return Math.min(1, amount / (highest - lowest + 1));
}

/** Probability that the next new subject has this number: mostly one just past the highest, or a gap. */
function numberOdds(shape: Shape, value: number): number {
	const {highest, lowest, width} = shape;
	const dense = density(shape);
	const room = 10 ** (width ?? Math.max(2, String(highest).length));
	const filling = 0.04 + 0.9 * Math.max(0, 1 - 2 * dense);
	const anywhere = 0.01 / room;
	if (value > highest) {
		const step = Math.max(1.6, 1 / dense);
		const within = (reach: number) => (1 / reach) * (1 - 1 / reach) ** (value - highest - 1);
		// Those before it may be waiting in Unsorted themselves, a week of them.
		return anywhere + (1 - filling) * (0.7 * within(step) + 0.3 * within(6 * step));
	}
	const gaps = Math.max(1, highest - lowest + 1 - shape.amount);
	return anywhere + (value >= Math.min(1, lowest) ? (filling / gaps) * (value >= lowest ? 1 : 0.3) : 0);
}

/** How probable it is that a study scans somebody it has scanned before. */
function returning({scans, subjects}: Habit): number {
	return Math.min(0.95, Math.max(0.3, (scans - subjects.size + 1) / (scans + 2)));
}

/** Subjects still on their way through the study; those who are through rarely come back. */
const throughOdds = 0.04;

export function subjectCost(habit: Habit, label: string, shape: Shape | null): number {
	const again = returning(habit);
	const {size} = habit.subjects;
	if (habit.subjects.has(label)) {
		const weight = habit.open.has(label) ? 1 : throughOdds;
		return cost((again * weight) / (habit.open.size + throughOdds * (size - habit.open.size)));
	}
	if (!shape) return cost(1 - again) + strange(label, size);
	const share = (shape.amount + 0.2) / (size + 0.5);
	const value = Number(label.slice(shape.prefix.length));
	return cost(1 - again) + cost(share * numberOdds(shape, value));
}

export function sessionCost(habit: Habit, subject: string | null, label: string): number {
	const {size} = habit.sessions;
	const next = nextSession(habit, subject);
	if (label === next) return cost(0.9);
	const has = subject !== null && habit.sessionsOf(subject).includes(label);
	if (has) return cost(0.03);
	if (habit.sessionOrder.includes(label))
		return cost((next === null || subject === null ? 0.9 : 0.06) / habit.sessionOrder.length);
	if (habit.sessions.has(label)) return cost(0.02 / size);
	const counted = habit.sessionShapes.some(
		({prefix, highest}) => label.startsWith(prefix) && Number(label.slice(prefix.length)) === highest + 1,
	);
	return counted ? cost(next === null ? 0.3 : 0.02) : strange(label, size);
}
