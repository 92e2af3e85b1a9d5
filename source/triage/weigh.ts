import type {Evidence, KnownProject, Suggestion} from '../model/unsorted.js';
import {finding, longestAccession} from './accession.js';
import {distinct, scanDays, splitReasons} from './blockers.js';
import type {Candidate} from './candidates.js';
import {habitOf, nextSession} from './habits.js';
import {mayBeCut} from './match-labels.js';
import {describedProjects} from './match-project.js';
import {fold, shown} from './text.js';

/** A candidate with what else is known of the session and of its target. */
export interface Weighed extends Candidate {
	conflicts: string[];
}

function keyOf({project, subject, session}: Candidate): string {
	return JSON.stringify([project.id, subject, session]);
}

/** The best of each place, the best place first. */
export function ranked(candidates: readonly Weighed[]): Weighed[] {
	const best = new Map<string, Weighed>();
	for (const candidate of [...candidates].sort((a, b) => b.score - a.score)) {
		const key = keyOf(candidate);
		if (!best.has(key)) best.set(key, candidate);
	}
	return [...best.values()];
}

/** The lab it was sent to, and the protocol that was run: both speak for some projects. */
export function withContext(candidate: Candidate, evidence: Evidence, known: readonly KnownProject[]): Weighed {
	const {project} = candidate;
	const weighed: Weighed = {...candidate, conflicts: []};
	if (project.group !== evidence.group) {
		const message = `It was sent to ${evidence.group}, but ${project.label} is a project of ${project.group}.`;
		weighed.findings = [...weighed.findings, finding('wrong-lab', message)];
		weighed.score *= 0.93;
		weighed.sure = false;
	}
	if (weighed.sure && weighed.findings.length === 0) {
		// Routing would have taken it: a slip that no rule sees, or a project that came later.
		weighed.sure = false;
		weighed.reasons = [...weighed.reasons, 'Nothing in what was typed explains why it is in Unsorted: look twice.'];
	}
	const described = describedProjects(evidence.studyDescription, known);
	if (described.length === 0) return weighed;
	const protocol = `the protocol ${shown(evidence.studyDescription ?? '')}`;
	if (described.includes(project)) {
		weighed.score += 0.05;
		weighed.reasons = [...weighed.reasons, `It was scanned with ${protocol}, which bears the project's name.`];
	} else {
		weighed.score -= 0.12;
		weighed.sure = false;
		weighed.reasons = [...weighed.reasons, `Against it: ${protocol} is of ${described[0]?.label}.`];
	}
	return weighed;
}

/** The lab it was sent to has a project of that name: those of other labs aren't meant. */
export function withoutNamesakes(candidates: readonly Weighed[], group: string): Weighed[] {
	const own = new Set(
		candidates.filter(({project}) => project.group === group).map(({project}) => fold(project.label)),
	);
	return candidates.filter(({project}) => project.group === group || !own.has(fold(project.label)));
}

/** Nothing typed helps: the protocol alone tells the project. */
export function fromProtocol(evidence: Evidence, known: readonly KnownProject[]): Weighed[] {
	const described = describedProjects(evidence.studyDescription, known);
	const own = described.filter(({group}) => group === evidence.group);
	return (own.length > 0 ? own : described).map(project => ({
		project,
		subject: null,
		session: null,
		score: 0.3,
		sure: false,
		findings: [],
		conflicts: [],
		reasons: [
			`It was scanned with the protocol ${shown(evidence.studyDescription ?? '')}, which bears the project's name.`,
			'Neither subject nor session can be told.',
		],
	}));
}

/** Where the session named is there already: the one that the subject has next goes first. */
export function withTwins(candidate: Weighed): Weighed[] {
	const {project, subject, session} = candidate;
	const habit = habitOf(project);
	if (subject === null || session === null || !habit.sessionsOf(subject).includes(session)) return [candidate];
	const message = `${subject} has a session ${session} already.`;
	const exists = finding('session-exists', message);
	const findings = [...candidate.findings, exists];
	const conflicts = [...candidate.conflicts, message];
	const twin: Weighed = {...candidate, sure: false, score: candidate.score * 0.9, findings, conflicts};
	const next = nextSession(habit, subject);
	if (next === null) return [twin];
	const reason = `Session ${next} is proposed instead: by the study's habit it is what ${subject} has next.`;
	const instead = {...twin, session: next, score: candidate.score * 0.95, reasons: [...candidate.reasons, reason]};
	return [instead, twin];
}

/** Of a session that mixes people or days, one label can't be right for all of it. */
export function withoutMixed(candidate: Weighed, evidence: Evidence): Weighed {
	if (splitReasons(evidence).length === 0) return candidate;
	const mixed: Weighed = {...candidate, sure: false, score: candidate.score * 0.9};
	if (distinct(evidence.patientIds).length > 1) {
		mixed.subject = null;
		mixed.reasons = [...mixed.reasons, 'It holds scans of two people: the subject is not known for all of it.'];
	}
	if (scanDays(evidence).length > 1) {
		mixed.session = null;
		mixed.reasons = [...mixed.reasons, 'It holds scans of several days: the session is not known for all of it.'];
	}
	return mixed;
}

export interface Sureness {
	/** What was read; null where the header didn't say it. */
	header: string | null;
	known: readonly KnownProject[];
	/** The best score of another place. */
	runnerUp: number;
}

/** `high` is a promise: everything was typed, and nothing else can be meant. */
export function confidenceOf(candidate: Weighed, {header, known, runnerUp}: Sureness): Suggestion['confidence'] {
	const {project, subject, session, score, sure, conflicts} = candidate;
	const clear = score - runnerUp >= 0.08;
	const namesakes = known.filter(({label}) => fold(label) === fold(project.label)).length;
	const ended = header !== null && !(header.length >= longestAccession && mayBeCut(session ?? '', habitOf(project)));
	if (sure && clear && ended && namesakes === 1 && conflicts.length === 0 && subject !== null && session !== null) {
		return 'high';
	}
	return score >= 0.68 && subject !== null && runnerUp < score - 0.02 ? 'medium' : 'low';
}
