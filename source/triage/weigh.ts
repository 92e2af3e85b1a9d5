import type {Evidence, KnownProject, Suggestion} from '../model/unsorted.js';
import {finding} from './accession.js';
import {distinct, scanDays, splitReasons} from './blockers.js';
import {type Candidate, namesake} from './candidates.js';
import {habitOf, nextSession} from './habits.js';
import {describedProjects} from './match-project.js';
import {fold, shown} from './text.js';

/** A place with all that speaks for it. */
export interface Weighed extends Candidate {
	conflicts: string[];
	/** That this is the place, 0 to 1. */
	probability: number;
	/** False where something forbids to call it `high`, however likely it is. */
	trusted: boolean;
}

/** In nats, what each piece of evidence speaks against a project that it doesn't fit. */
const against = {otherLab: 4.5, otherProtocol: 2.5, otherOperator: 1.2, asleep: 1.5};

const recent = 90 * 86_400_000;

/** Who scans what, lately: a study asleep for months is rarely meant, nor one that the operator never scans. */
function habitCost({scans = []}: KnownProject, {operator, timestamp, created}: Evidence): number {
	if (scans.length === 0) return 0;
	const at = Date.parse(timestamp ?? created ?? '');
	const awake = Number.isNaN(at) || scans.some(scan => at - Date.parse(scan.at ?? '') < recent);
	const known =
		operator === null || scans.some(scan => scan.operator === operator) || scans.every(scan => scan.operator === null);
	return (awake ? 0 : against.asleep) + (known ? 0 : against.otherOperator);
}

function toLab(candidate: Candidate, evidence: Evidence): Candidate {
	const {project} = candidate;
	if (project.group === evidence.group) return candidate;
	const message = `It was sent to ${evidence.group}, but ${project.label} is a project of ${project.group}.`;
	return {
		...candidate,
		cost: candidate.cost + against.otherLab,
		findings: [...candidate.findings, finding('wrong-lab', message)],
	};
}

/** What the person scanned is called at the console, where that is no number of the exam's own. */
function toPatient(candidate: Candidate, {patientIds = [], subject}: Evidence): Candidate {
	const names = [...distinct(patientIds), subject].map(fold);
	if (candidate.subject === null || !names.includes(fold(candidate.subject))) return candidate;
	const reason = `The patient ID says ${candidate.subject} too.`;
	return {...candidate, cost: candidate.cost - 3, reasons: [...candidate.reasons, reason]};
}

/** The protocol that was run speaks for the project whose name it bears. */
function toProtocol(candidate: Candidate, evidence: Evidence, described: readonly KnownProject[]): Candidate {
	if (described.length === 0) return candidate;
	const protocol = `the protocol ${shown(evidence.studyDescription ?? '')}`;
	if (described.includes(candidate.project)) {
		const reason = `It was scanned with ${protocol}, which bears the project's name.`;
		return {...candidate, reasons: [...candidate.reasons, reason]};
	}
	// Likely or not: where two people's words differ, a third should look.
	const reason = `Against it: ${protocol} is of ${described[0]?.label}.`;
	return {
		...candidate,
		doubted: true,
		cost: candidate.cost + against.otherProtocol,
		reasons: [...candidate.reasons, reason],
	};
}

export function withContext(
	candidates: readonly Candidate[],
	evidence: Evidence,
	known: readonly KnownProject[],
): Candidate[] {
	const described = describedProjects(evidence.studyDescription, known);
	return candidates.map(candidate => {
		const weighed = toProtocol(toPatient(toLab(candidate, evidence), evidence), evidence, described);
		return {...weighed, cost: weighed.cost + habitCost(candidate.project, evidence)};
	});
}

/** Of a session that mixes people or days, one label can't be right for all of it. */
function withoutMixed(candidate: Candidate, evidence: Evidence): Candidate {
	if (splitReasons(evidence).length === 0) return candidate;
	const mixed: Candidate = {...candidate, proposed: true};
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

function keyOf({project, subject, session}: Candidate): string {
	return JSON.stringify([project.id, subject, session]);
}

/** As unlikely as this (in nats), it is as likely that none of the places is meant. */
const elsewhere = 33;

/** Each place once, with its share of all that is likely; the likeliest first. */
function places(candidates: readonly Candidate[]): Weighed[] {
	const ways = new Map<string, Candidate[]>();
	const sorted = [...candidates].sort((a, b) => a.cost - b.cost);
	for (const candidate of sorted) {
		const key = keyOf(candidate);
		const known = ways.get(key);
		if (known) known.push(candidate);
		else ways.set(key, [candidate]);
	}
	const likelihood = (all: Candidate[]) => all.reduce((sum, {cost}) => sum + Math.exp(-cost), 0);
	const whole = sorted.reduce((sum, {cost}) => sum + Math.exp(-cost), Math.exp(-elsewhere));
	return [...ways.values()]
		.flatMap(all =>
			all[0]
				? [
						{
							...all[0],
							conflicts: [],
							trusted: !all[0].proposed && !all[0].doubted,
							probability: likelihood(all) / whole,
						},
					]
				: [],
		)
		.sort((a, b) => b.probability - a.probability);
}

/** Where the session named is there already: the one that the subject has next goes first. */
function withTwins(candidate: Weighed): Weighed[] {
	const {project, subject, session} = candidate;
	const habit = habitOf(project);
	if (subject === null || session === null || !habit.sessionsOf(subject).includes(session)) return [candidate];
	const message = `${subject} has a session ${session} already.`;
	const findings = [...candidate.findings, finding('session-exists', message)];
	const twin: Weighed = {...candidate, trusted: false, findings, conflicts: [...candidate.conflicts, message]};
	const next = nextSession(habit, subject);
	if (next === null) return [twin];
	const reason = `Session ${next} is proposed instead: by the study's habit it is what ${subject} has next.`;
	const instead = {
		...twin,
		session: next,
		reasons: [...candidate.reasons, reason],
	};
	return [instead, {...twin, probability: candidate.probability * 0.5}];
}

/** Nothing was found wrong: routing would have taken it, so there is a slip that no rule sees. */
function doubtful(candidate: Weighed): Weighed {
	if (candidate.findings.length > 0) return candidate;
	const reason = 'Nothing in what was typed explains why it is in Unsorted: look twice.';
	return {...candidate, trusted: false, reasons: [...candidate.reasons, reason]};
}

/** An alternative so much less likely than the best is no help to anybody. */
const worthSaying = 0.01;

/** The places that the session may belong to, the likeliest first. */
export function ranked(candidates: readonly Candidate[], evidence: Evidence): Weighed[] {
	const found = places(candidates.map(candidate => withoutMixed(candidate, evidence))).slice(0, 12);
	const seen = new Set<string>();
	const least = (found[0]?.probability ?? 0) * worthSaying;
	return found
		.filter(({probability}) => probability >= least)
		.flatMap(withTwins)
		.map(candidate => (evidence.typedAccession === undefined ? doubtful(candidate) : candidate))
		.sort((a, b) => b.probability - a.probability)
		.filter(candidate => !seen.has(keyOf(candidate)) && seen.add(keyOf(candidate)));
}

/** It says who was expected, not who came. */
export function unsure(candidate: Weighed): Weighed {
	return {...candidate, trusted: false, probability: candidate.probability * 0.5};
}

/** Nothing typed helps: the protocol alone tells the project. */
export function fromProtocol(evidence: Evidence, known: readonly KnownProject[]): Weighed[] {
	const described = describedProjects(evidence.studyDescription, known);
	const own = described.filter(({group}) => group === evidence.group);
	return (own.length > 0 ? own : described).map(project => ({
		project,
		subject: null,
		session: null,
		cost: elsewhere,
		proposed: true,
		trusted: false,
		probability: 0.3,
		findings: [],
		conflicts: [],
		reasons: [
			`It was scanned with the protocol ${shown(evidence.studyDescription ?? '')}, which bears the project's name.`,
			'Neither subject nor session can be told.',
		],
	}));
}

/** `high` is a promise: so likely must a place be, all of it told by what was typed. */
const sure = 0.98;
const fair = 0.6;

export function confidenceOf(
	candidate: Weighed,
	{whole: asTyped, known}: {whole: boolean; known: readonly KnownProject[]},
): Suggestion['confidence'] {
	const {project, subject, session, probability, trusted, conflicts} = candidate;
	const whole = subject !== null && session !== null;
	const named = known.filter(other => namesake(other, project)).length === 1;
	if (trusted && whole && asTyped && named && conflicts.length === 0 && probability >= sure) return 'high';
	return probability >= fair && subject !== null ? 'medium' : 'low';
}
