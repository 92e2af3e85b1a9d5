import type {
	Correction,
	Evidence,
	ExpectedScan,
	Finding,
	KnownProject,
	Suggestion,
	UnsortedSession,
} from '../model/unsorted.js';
import {finding} from './accession.js';
import {sessionBlockers, targetBlockers} from './blockers.js';
import {type Candidate, Search} from './candidates.js';
import {habitOf} from './habits.js';
import {describedProjects, matchProjects} from './match-project.js';
import {Memory} from './memory.js';
import {privacyFindings} from './privacy.js';
import {expectedThen, fromSchedule, withSchedule} from './schedule.js';
import {patientReadings, type Told, whatWasTyped} from './source.js';
import {shown} from './text.js';
import {vocabularyOf} from './vocabulary.js';
import {confidenceOf, fromProtocol, ranked, unsure, type Weighed, withContext} from './weigh.js';

export interface JudgeOptions {
	now: Date;
	/** So long nothing may have changed before a session counts as arrived; 15 by default. */
	quietMinutes?: number | undefined;
	/** What was moved out of Unsorted before. */
	corrections?: readonly Correction[] | undefined;
	/** What labs have planned. */
	schedule?: readonly ExpectedScan[] | undefined;
}

const most = 5;
const day = 86_400_000;
/** Less likely than this (in nats), what was typed says nothing. */
const readable = 30;

/** What one session is judged by, beside its own evidence. */
interface Around {
	evidence: Evidence;
	known: readonly KnownProject[];
	memory: Memory;
	/** What was expected on the day of the scan. */
	expected: readonly ExpectedScan[];
}

function search(readings: Told['readings'], typed: string, {evidence, known, memory, expected}: Around): Candidate[] {
	const found = withContext(new Search(typed, known, memory).find(readings), evidence, known);
	return withSchedule(found, expected).filter(({cost}) => cost <= readable);
}

function weigh(told: Told, around: Around): Weighed[] {
	const {evidence, known, expected} = around;
	const typed = search(told.readings, told.accession ?? '', around);
	if (typed.length > 0) return ranked(typed, evidence);
	const unread = told.accession === null || told.readings.length === 0 ? [] : [unreadable(told.accession)];
	const patient = search(patientReadings(evidence, vocabularyOf(known).groups), '', around);
	const reason = 'The patient ID reads like an accession number.';
	const meant = patient.map(one => ({...one, proposed: true, findings: unread, reasons: [reason, ...one.reasons]}));
	if (meant.length > 0) return ranked(meant, evidence);
	const planned = ranked(fromSchedule(evidence, expected, known), evidence);
	const rest = planned.length > 0 ? planned.map(unsure) : fromProtocol(evidence, known);
	return rest.map(one => ({...one, findings: unread}));
}

function toSuggestion(candidate: Weighed, confidence: Suggestion['confidence']): Suggestion {
	const {project, subject, session, conflicts, reasons, probability} = candidate;
	return {
		group: project.group,
		project: project.label,
		subject,
		session,
		score: Math.round(Math.min(1, probability) * 1000) / 1000,
		confidence,
		newSubject: subject !== null && !habitOf(project).subjects.has(subject),
		conflicts,
		reasons: [...new Set(reasons)],
	};
}

function unreadable(accession: string): Finding {
	return finding('unreadable', `${shown(accession)} does not read as project/subject/session.`);
}

function problemsOf(told: Told, best: Weighed | undefined): Finding[] {
	const all = [...told.findings, ...(best?.findings ?? [])];
	if (!best && told.readings.length > 0) {
		const message = `${shown(told.accession ?? '')} names no project that you can see.`;
		all.push(finding('unknown-project', message));
	}
	const seen = new Set<string>();
	return all.filter(({code}) => !seen.has(code) && seen.add(code));
}

/**
 * Judges one Unsorted session by what is known of it and of the projects that there are. What
 * other Unsorted sessions say isn't looked at here: see `resolveClashes`.
 */
export function judge(evidence: Evidence, known: readonly KnownProject[], options: JudgeOptions): UnsortedSession {
	const {now, quietMinutes = 15} = options;
	const {groups, words} = vocabularyOf(known);
	const told = whatWasTyped(evidence, groups);
	const memory = new Memory(options.corrections ?? [], now);
	const expected = expectedThen(evidence, options.schedule ?? []);
	const places = weigh(told, {evidence, known: projectsToRead(evidence, known, options), memory, expected});
	const certainty = (place: Weighed, rank: number) =>
		rank === 0 ? confidenceOf(place, {whole: told.source === 'header' || told.source === 'typed', known}) : 'low';
	const arrived = Date.parse(evidence.created ?? evidence.timestamp ?? '');
	const [best] = places;
	return {
		id: evidence.id,
		group: evidence.group,
		subject: evidence.subject,
		session: evidence.session,
		timestamp: evidence.timestamp,
		ageDays: Number.isNaN(arrived) ? 0 : Math.max(0, Math.floor((now.getTime() - arrived) / day)),
		accession: told.accession,
		accessionSource: told.source,
		problems: problemsOf(told, best),
		suggestions: places.slice(0, most).map((place, rank) => toSuggestion(place, certainty(place, rank))),
		privacy: privacyFindings(evidence, words),
		blockers: [...sessionBlockers(evidence, now, quietMinutes), ...(best ? targetBlockers(best.project) : [])],
	};
}

/**
 * The projects whose subjects have to be known to judge this session: those that it may name,
 * the one whose protocol was run, and its lab's own where no project is named right. The
 * subjects of `known` may be empty here.
 */
export function projectsToRead(
	evidence: Evidence,
	known: readonly KnownProject[],
	{now, corrections = [], schedule = []}: JudgeOptions,
): KnownProject[] {
	const memory = new Memory(corrections, now);
	const planned = fromSchedule(evidence, expectedThen(evidence, schedule), known);
	const {groups} = vocabularyOf(known);
	const readings = [...whatWasTyped(evidence, groups).readings, ...patientReadings(evidence, groups)];
	const parts = new Set(readings.flatMap(reading => reading.parts.slice(0, 3)));
	const named = [...parts].flatMap(part => matchProjects(part, known).slice(0, 5));
	const begun = known.filter(({label}) =>
		[...parts].some(part => label.length > 1 && part.toLowerCase().startsWith(label.toLowerCase())),
	);
	const own = named.some(({cost}) => cost < 1) ? [] : known.filter(({group}) => group === evidence.group);
	const wanted = [
		...named.map(({project}) => project),
		...begun,
		...[...parts].flatMap(part => memory.matches(part, known).map(({project}) => project)),
		...planned.map(({project}) => project),
		...describedProjects(evidence.studyDescription, known),
	];
	return [...new Set([...wanted, ...own])];
}
