import type {Finding, KnownProject} from '../model/unsorted.js';
import {apart, finding, longestAccession, type Reading} from './accession.js';
import {mostCost} from './channel.js';
import {type Habit, habitOf} from './habits.js';
import {
	isLikeOthers,
	type LabelMatch,
	matchSession,
	matchSubject,
	readSession,
	type SessionReading,
} from './match-labels.js';
import {anyProject, matchProjects, type ProjectMatch} from './match-project.js';
import type {Memory} from './memory.js';
import {fold, shown} from './text.js';

/** One place that what was typed may mean, and how. */
export interface Candidate {
	project: KnownProject;
	subject: string | null;
	session: string | null;
	/** Negative logarithm of how likely this was meant and came out as it did. */
	cost: number;
	/** True where the study's habit filled in what wasn't typed. */
	proposed: boolean;
	/** True where other evidence speaks against it. */
	doubted?: boolean;
	findings: Finding[];
	reasons: string[];
}

/** What each part is taken for; -1: it wasn't typed. */
interface Arrangement {
	project: number;
	subject: number;
	session: number;
	cost: number;
	findings: Finding[];
}

const swapped = finding('order-swapped', 'Its parts are in the wrong order.');
const noSession = finding('missing-session', 'The session was not typed.');
const noSubject = finding('missing-subject', 'The subject was not typed.');
const noProject = finding('missing-project', 'The project was not typed.');

function arrange(order: [number, number, number], cost: number, findings: Finding[]): Arrangement {
	const [project, subject, session] = order;
	return {project, subject, session, cost, findings};
}

const ofOne = [arrange([0, -1, -1], 5, [noSubject, noSession]), arrange([-1, 0, -1], 7, [noProject, noSession])];
const ofTwo = [
	arrange([0, 1, -1], 2, [noSession]),
	arrange([0, -1, 1], 3, [noSubject]),
	arrange([-1, 0, 1], 3.5, [noProject]),
	arrange([1, 0, -1], 5, [swapped, noSession]),
];
const ofThree = [
	arrange([0, 1, 2], 0, []),
	arrange([1, 0, 2], 3, [swapped]),
	arrange([0, 2, 1], 3.3, [swapped]),
	arrange([2, 1, 0], 3.5, [swapped]),
	arrange([2, 0, 1], 4, [swapped]),
	arrange([1, 2, 0], 4.5, [swapped]),
];

function arrangements(amount: number): Arrangement[] {
	if (amount === 1) return ofOne;
	if (amount === 2) return ofTwo;
	if (amount === 3) return ofThree;
	const extra = [finding('extra-parts', `It has ${amount} parts instead of three.`)];
	const others = [
		arrange([0, 1, 2], 2, extra),
		arrange([1, 2, 3], 3.5, extra),
		arrange([0, 2, 3], 4, extra),
		arrange([0, 1, 3], 4, extra),
	];
	return [...others, ...ofThree.slice(1).map(one => ({...one, cost: one.cost + 3, findings: [swapped, ...extra]}))];
}

const untyped: LabelMatch = {
	label: null,
	cost: 0,
	proposed: true,
	findings: [],
	reasons: ['The subject was not typed, so it is not known.'],
};

/** The subject is the last that is left of a text cut off, and more than one begins like that. */
function cutSubject(typed: string, habit: Habit): LabelMatch[] {
	const begins = [...habit.subjects].some(
		label => label.length > typed.length && label.toLowerCase().startsWith(typed.toLowerCase()),
	);
	if (!begins || habit.subjects.has(typed)) return [];
	const message = `Only ${shown(typed)} is left of the subject's label.`;
	return [{label: null, cost: 2, proposed: true, findings: [finding('cut-off', message)], reasons: [message]}];
}

/** So near (in nats) must a project be where nothing parts it from what follows. */
const joinedCost = 7.5;
/** Read as well as this (in nats), nothing is gained by looking for separators left out. */
const wellRead = 12;

/** Less likely by so much (in nats) than the best, a place is not worth another look. */
const worthFollowing = 14;

/** All that one accession number is searched for; what its parts may mean is worked out once. */
export class Search {
	readonly #projects = new Map<string, ProjectMatch[]>();
	readonly #subjects = new Map<string, LabelMatch[]>();
	readonly #sessions = new Map<string, SessionReading>();
	/** Cost of the likeliest place so far. */
	#best = Number.POSITIVE_INFINITY;
	/** Ends where the field ends: what comes last may have lost its tail. */
	readonly #full: boolean;

	constructor(
		typed: string,
		readonly projects: readonly KnownProject[],
		readonly memory: Memory,
	) {
		this.#full = typed.length === longestAccession;
	}

	/** Every place that the readings may mean, unsorted; the same place may come several times. */
	find(readings: readonly Reading[]): Candidate[] {
		const natural = [...readings].sort((a, b) => a.cost - b.cost);
		const found = natural.flatMap(reading => this.#read(reading));
		if (found.some(({cost, subject}) => cost <= wellRead && subject !== null)) return found;
		return [...found, ...readings.flatMap(reading => this.#glued(reading))];
	}

	#read(reading: Reading): Candidate[] {
		return arrangements(reading.parts.length).flatMap(how => {
			const typed = reading.parts[how.project];
			const meant = typed === undefined ? [] : this.#meant(typed).filter(({cost}) => cost + how.cost <= mostCost);
			const found = meant.flatMap(match => this.#place(reading, how, match));
			if (meant.length > 0 || how.cost > 3.5 || how.subject < 0 || reading.parts.length === 1) return found;
			const any = this.projects.map(project => anyProject(typed ?? null, project));
			return any
				.flatMap(match => this.#place(reading, how, match))
				.filter(({project, subject}) => subject !== null && isLikeOthers(subject, habitOf(project)))
				.map(one => ({...one, proposed: true}));
		});
	}

	/** Typed without a separator between some of the parts. */
	#glued(reading: Reading): Candidate[] {
		const {parts} = reading;
		if (parts.length > 2) return [];
		const once = parts.flatMap((_, index) => apart(reading, index));
		const likely = once.filter(({parts: [first = '']}) => this.#meant(first).some(({cost}) => cost <= joinedCost));
		const twice =
			parts.length === 1 ? likely.flatMap(one => apart(one, 1).map(two => ({...two, cost: two.cost - 2}))) : [];
		return [...(parts.length === 1 ? [] : likely), ...twice].flatMap(one => this.#inOrder(one));
	}

	#inOrder(reading: Reading): Candidate[] {
		const [first = ''] = reading.parts;
		const natural = arrange([0, 1, 2], 0, []);
		return this.#meant(first)
			.filter(({cost}) => cost <= joinedCost)
			.flatMap(match => this.#place(reading, natural, match));
	}

	#meant(typed: string): ProjectMatch[] {
		const known = this.#projects.get(typed) ?? this.#match(typed);
		this.#projects.set(typed, known);
		return known;
	}

	/** Projects named like that, and those that the same name was put right to before. */
	#match(typed: string): ProjectMatch[] {
		const before = this.memory.matches(typed, this.projects);
		const named = matchProjects(typed, this.projects).slice(0, 5);
		const again = before.map(match => {
			const same = named.find(({project}) => project === match.project);
			return same
				? {...match, cost: Math.min(match.cost, same.cost), findings: [...same.findings, ...match.findings]}
				: match;
		});
		return [...again, ...named.filter(({project}) => !before.some(match => match.project === project))];
	}

	#subjectsFor(typed: string, project: KnownProject): LabelMatch[] {
		const key = JSON.stringify([project.id, typed]);
		const known = this.#subjects.get(key) ?? matchSubject(typed, habitOf(project));
		this.#subjects.set(key, known);
		return known;
	}

	#sessionFor(typed: string, project: KnownProject): SessionReading {
		const key = JSON.stringify([project.id, typed]);
		const known = this.#sessions.get(key) ?? readSession(typed, habitOf(project));
		this.#sessions.set(key, known);
		return known;
	}

	#place(reading: Reading, how: Arrangement, match: ProjectMatch): Candidate[] {
		const {project} = match;
		const so = reading.cost + how.cost + match.cost;
		if (so > this.#best + worthFollowing) return [];
		const habit = habitOf(project);
		const [typedSubject, typedSession] = [reading.parts[how.subject], reading.parts[how.session]];
		const last = reading.parts.length - 1;
		const cut = this.#full && how.subject === last && typedSubject !== undefined ? cutSubject(typedSubject, habit) : [];
		const subjects = typedSubject === undefined ? [untyped] : [...cut, ...this.#subjectsFor(typedSubject, project)];
		const full = how.session === last && this.#full;
		const read = typedSession === undefined ? null : this.#sessionFor(typedSession, project);
		return subjects.flatMap(subject =>
			matchSession(read, {habit, subject: subject.label, full})
				.filter(session => so + subject.cost + session.cost <= this.#best + worthFollowing)
				.map(session => this.#candidate({reading, how, match, subject, session})),
		);
	}

	#candidate({reading, how, match, subject, session}: Whole): Candidate {
		const parts = [reading, how, match, subject, session];
		const cost = parts.reduce((sum, part) => sum + part.cost, 0);
		if (subject.label !== null) this.#best = Math.min(this.#best, cost);
		return {
			project: match.project,
			subject: subject.label,
			session: session.label,
			cost,
			proposed: subject.proposed || session.proposed,
			...(match.doubted && {doubted: true}),
			findings: parts.flatMap(part => part.findings),
			reasons: [match.reason, ...subject.reasons, ...session.reasons],
		};
	}
}

/** All that makes a place: each with its share of the cost. */
interface Whole {
	reading: Reading;
	how: Arrangement;
	match: ProjectMatch;
	subject: LabelMatch;
	session: LabelMatch;
}

/** True where both name a project alike. */
export function namesake(a: KnownProject, b: KnownProject): boolean {
	return fold(a.label) === fold(b.label);
}
