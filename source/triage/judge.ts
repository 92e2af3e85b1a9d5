import type {Evidence, Finding, KnownProject, Suggestion, UnsortedSession} from '../model/unsorted.js';
import {finding} from './accession.js';
import {sessionBlockers, targetBlockers} from './blockers.js';
import {findCandidates} from './candidates.js';
import {habitOf} from './habits.js';
import {describedProjects, matchProjects} from './match-project.js';
import {privacyFindings} from './privacy.js';
import {patientReadings, type Told, whatWasTyped} from './source.js';
import {shown} from './text.js';
import {vocabularyOf} from './vocabulary.js';
import {
	confidenceOf,
	fromProtocol,
	ranked,
	type Weighed,
	withContext,
	withoutMixed,
	withoutNamesakes,
	withTwins,
} from './weigh.js';

export interface JudgeOptions {
	now: Date;
	/** So long nothing may have changed before a session counts as arrived; 15 by default. */
	quietMinutes?: number | undefined;
}

const most = 5;
const day = 86_400_000;

function weigh(evidence: Evidence, told: Told, known: readonly KnownProject[]): Weighed[] {
	const {groups} = vocabularyOf(known);
	const contextual = (readings: Told['readings']) =>
		findCandidates(readings, known, evidence.group).map(candidate => withContext(candidate, evidence, known));
	let found = contextual(told.readings);
	const unread = told.accession === null || told.readings.length === 0 ? [] : [unreadable(told.accession)];
	if (!found.some(({score}) => score >= 0.5)) {
		const reason = 'The patient ID reads like an accession number.';
		const patient = contextual(patientReadings(evidence, groups)).filter(({score}) => score >= 0.5);
		found = patient.map(one => ({...one, sure: false, findings: unread, reasons: [reason, ...one.reasons]}));
	}
	const places = ranked(
		withoutNamesakes(found, evidence.group)
			.flatMap(withTwins)
			.map(one => withoutMixed(one, evidence)),
	);
	const best = places[0]?.score ?? 0;
	const likely = places.filter(({score}) => score >= Math.max(0.45, best - 0.3));
	return likely.length > 0 ? likely : fromProtocol(evidence, known).map(one => ({...one, findings: unread}));
}

function toSuggestion(
	candidate: Weighed,
	place: {rank: number; others: Weighed[]; known: readonly KnownProject[]; header: string | null},
): Suggestion {
	const {project, subject, session, conflicts, reasons} = candidate;
	const {known, header, others} = place;
	const runnerUp = Math.max(0, ...others.filter(other => other !== candidate).map(other => other.score));
	return {
		group: project.group,
		project: project.label,
		subject,
		session,
		score: Math.round(Math.max(0, Math.min(1, candidate.score)) * 1000) / 1000,
		confidence: place.rank === 0 ? confidenceOf(candidate, {header, known, runnerUp}) : 'low',
		newSubject: subject !== null && !habitOf(project).subjects.labels.has(subject),
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
	const places = weigh(evidence, told, known);
	const header = told.source === 'header' ? told.accession : null;
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
		suggestions: places.slice(0, most).map((one, rank) => toSuggestion(one, {rank, others: places, known, header})),
		privacy: privacyFindings(evidence, words),
		blockers: [...sessionBlockers(evidence, now, quietMinutes), ...(best ? targetBlockers(best.project) : [])],
	};
}

/**
 * The projects whose subjects have to be known to judge this session: those that it may name,
 * the one whose protocol was run, and its lab's own where no project is named right. The
 * subjects of `known` may be empty here.
 */
export function projectsToRead(evidence: Evidence, known: readonly KnownProject[]): KnownProject[] {
	const {groups} = vocabularyOf(known);
	const readings = [...whatWasTyped(evidence, groups).readings, ...patientReadings(evidence, groups)];
	const parts = new Set(readings.flatMap(reading => reading.parts.slice(0, 3)));
	const named = [...parts].flatMap(part => matchProjects(part, known).slice(0, 5));
	const begun = known.filter(({label}) =>
		[...parts].some(part => label.length > 1 && part.toLowerCase().startsWith(label.toLowerCase())),
	);
	const own = named.some(({mere}) => mere) ? [] : known.filter(({group}) => group === evidence.group);
	const wanted = [
		...named.map(({project}) => project),
		...begun,
		...describedProjects(evidence.studyDescription, known),
	];
	return [...new Set([...wanted, ...own])];
}
