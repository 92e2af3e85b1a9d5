import type {Finding, KnownProject} from '../model/unsorted.js';
import {finding, type Reading} from './accession.js';
import {type Habit, habitOf, nextSession} from './habits.js';
import {type LabelMatch, matchSession, matchSubject} from './match-labels.js';
import {matchProjects, type ProjectMatch} from './match-project.js';
import {fold, shown} from './text.js';

/** One place that what was typed may mean. */
export interface Candidate {
	project: KnownProject;
	subject: string | null;
	session: string | null;
	score: number;
	/** True where project, subject and session were typed, and nothing but the writing was put right. */
	sure: boolean;
	findings: Finding[];
	reasons: string[];
}

/** What each part is taken for; -1: it wasn't typed. */
interface Arrangement {
	project: number;
	subject: number;
	session: number;
	weight: number;
	findings: Finding[];
}

const swapped = finding('order-swapped', 'Its parts are in the wrong order.');
const noSession = finding('missing-session', 'The session was not typed.');
const noSubject = finding('missing-subject', 'The subject was not typed.');

function arrange(project: number, subject: number, session: number, weight: number, findings: Finding[]): Arrangement {
	return {project, subject, session, weight, findings};
}

function arrangements(amount: number): Arrangement[] {
	if (amount === 1) return [arrange(0, -1, -1, 0.8, [noSubject, noSession])];
	if (amount === 2) {
		return [
			arrange(0, 1, -1, 0.9, [noSession]),
			arrange(0, -1, 1, 0.8, [noSubject]),
			arrange(1, 0, -1, 0.7, [swapped, noSession]),
		];
	}
	const extra = amount > 3 ? [finding('extra-parts', `It has ${amount} parts instead of three.`)] : [];
	const turned = [swapped, ...extra];
	return [
		arrange(0, 1, 2, amount > 3 ? 0.9 : 1, extra),
		arrange(1, 0, 2, 0.85, turned),
		arrange(2, 1, 0, 0.85, turned),
		arrange(0, 2, 1, 0.8, turned),
		arrange(2, 0, 1, 0.75, turned),
		arrange(1, 2, 0, 0.75, turned),
	];
}

const nothing: LabelMatch = {
	label: null,
	score: 0.35,
	sure: false,
	findings: [],
	reasons: ['The subject was not typed, so it is not known.'],
};

function skipped(expected: string): string {
	return `By the study's habit, session ${expected} would be next.`;
}

function isKnownSession(typed: string, {sessions, subjects}: Habit): boolean {
	return sessions.byCase.has(typed.toLowerCase()) && !subjects.byCase.has(typed.toLowerCase());
}

function place(reading: Reading, how: Arrangement, match: ProjectMatch): Candidate {
	const habit = habitOf(match.project);
	const typedSubject = reading.parts[how.subject];
	const subject = typedSubject === undefined ? nothing : matchSubject(typedSubject, habit);
	const session = matchSession(reading.parts[how.session] ?? null, habit, subject.label);
	// With the subject left out, what stands in its place is a session that everybody knows.
	const isSession = how.session < 0 && typedSubject !== undefined && isKnownSession(typedSubject, habit);
	const expected = nextSession(habit, subject.label);
	const skips = typedSubject !== undefined && expected !== null && session.label !== null && session.label !== expected;
	const whole = match.score * 0.45 + subject.score * 0.33 + session.score * 0.22;
	return {
		project: match.project,
		subject: subject.label,
		session: session.label,
		score: whole * how.weight * reading.weight * (isSession ? 0.7 : 1),
		sure: match.mere && subject.sure && session.sure && !skips && how.weight === 1 && reading.weight === 1,
		findings: [...reading.findings, ...how.findings, ...match.findings, ...subject.findings, ...session.findings],
		reasons: [match.reason, ...subject.reasons, ...session.reasons, ...(skips ? [skipped(expected)] : [])],
	};
}

/** No project was typed that there is; the subject alone may tell the study. */
function bySubject(reading: Reading, projects: readonly KnownProject[]): Candidate[] {
	return projects.flatMap(project => {
		const habit = habitOf(project);
		const [first = '', ...others] = reading.parts;
		const message = `There is no project ${shown(first)}.`;
		const unknown: ProjectMatch = {
			project,
			score: project.group.toLowerCase().startsWith(fold(first)) && fold(first) !== '' ? 0.5 : 0.35,
			mere: false,
			findings: [finding('unknown-project', message)],
			reason: `${project.label} labels its subjects like that.`,
		};
		const ways = others.length > 0 ? arrangements(reading.parts.length).filter(how => how.project === 0) : [];
		const withProject = ways.filter(how => how.subject > 0).map(how => place(reading, how, unknown));
		// The project left out: subject and session are all there is.
		const left: Arrangement = arrange(-1, 0, others.length > 0 ? 1 : -1, 0.7, others.length > 0 ? [] : [noSession]);
		const missing = {...unknown, findings: [finding('missing-project', 'The project was not typed.')]};
		const without = reading.parts.length < 3 ? [place(reading, left, missing)] : [];
		return [...withProject, ...without].filter(
			({subject}) => subject !== null && matchSubject(subject, habit).score >= 0.85,
		);
	});
}

/** Typed without any separator: the project in front, and the rest cut where the study's labels end. */
function glued(text: string, weight: number, projects: readonly KnownProject[]): Candidate[] {
	const joined = finding('wrong-separator', 'Project, subject and session were typed without anything between them.');
	return projects.flatMap(project => {
		const {label} = project;
		if (label.length < 2 || text.length <= label.length + 1) return [];
		if (!text.toLowerCase().startsWith(label.toLowerCase())) return [];
		const match: ProjectMatch = {
			project,
			score: 0.9,
			mere: false,
			findings: [joined],
			reason: `It begins with ${label}.`,
		};
		const rest = text.slice(label.length);
		const ways: Candidate[] = [];
		for (let cut = 1; cut < Math.min(rest.length, 40); cut++) {
			const parts = [label, rest.slice(0, cut), rest.slice(cut)];
			ways.push(place({parts, findings: [], weight: weight * 0.9}, arrange(0, 1, 2, 0.95, []), match));
		}
		const alone = {parts: [label, rest], findings: [], weight: weight * 0.85};
		return [...ways, place(alone, arrange(0, 1, -1, 0.9, [noSession]), match)];
	});
}

/** Every place that the readings may mean, unsorted; the same place may come several times. */
export function findCandidates(
	readings: readonly Reading[],
	projects: readonly KnownProject[],
	group: string,
): Candidate[] {
	const candidates: Candidate[] = [];
	for (const reading of readings) {
		const matches = reading.parts.slice(0, 3).map(part => matchProjects(part, projects));
		for (const how of arrangements(reading.parts.length)) {
			// What stands in the wrong place must at least be written right.
			const least = how.findings.includes(swapped) ? 0.9 : 0.5;
			const meant = (matches[how.project] ?? []).filter(({score}) => score >= least).slice(0, 5);
			candidates.push(...meant.map(match => place(reading, how, match)));
		}
		const [only, ...others] = reading.parts;
		if (only !== undefined && others.length === 0) candidates.push(...glued(only, 1, projects));
	}
	if (candidates.some(({score}) => score > 0.75)) return candidates;
	const own = projects.filter(project => project.group === group);
	return [...candidates, ...readings.flatMap(reading => bySubject(reading, own))];
}
