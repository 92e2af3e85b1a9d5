import type {FlywheelReader} from '../api/index.js';
import {FlydeckError} from '../model/errors.js';
import type {Confidence, UnsortedSession} from '../model/unsorted.js';
import type {MoveRequest} from '../operations/index.js';

const ranks: Record<Confidence, number> = {high: 3, medium: 2, low: 1};

function refused(code: string, message: string, next: string): FlydeckError {
	return new FlydeckError('conflict', {code, message, next});
}

export function blockedError(name: string, why: string): FlydeckError {
	return refused(
		'blocked',
		`${name} can't be moved now: ${why}`,
		'Look at it with `flydeck unsorted`, and try again later.',
	);
}

function warningsOf(session: UnsortedSession): string[] {
	const [best] = session.suggestions;
	if (!best) return [];
	const doubt = best.confidence === 'high' ? [] : [`The suggestion is ${best.confidence}, not high.`];
	return [...doubt, ...best.conflicts, ...session.privacy.map(({message}) => message)];
}

/**
 * The move to the first suggestion.
 *
 * @throws FlydeckError `conflict` where something blocks it, or the suggestion is missing, has
 *   a hole, or is less sure than what was accepted.
 */
export function requestFor(session: UnsortedSession, accept: Confidence): MoveRequest {
	const {id, blockers, suggestions} = session;
	const name = `${session.subject} / ${session.session} (${id})`;
	const say = 'Say where it goes with --to GROUP/PROJECT/SUBJECT/SESSION.';
	const [blocker] = blockers;
	if (blocker) throw blockedError(name, blocker.message);
	const [best] = suggestions;
	if (!best) throw refused('no-suggestion', `flydeck does not know where ${name} belongs.`, say);
	const {group, project, subject, session: label, confidence} = best;
	if (subject === null || label === null) {
		const hole = subject === null ? 'subject' : 'session label';
		throw refused(
			'incomplete-suggestion',
			`${name} seems to belong to ${group}/${project}, but its ${hole} is not known.`,
			say,
		);
	}
	if (ranks[confidence] < ranks[accept]) {
		throw refused(
			'not-sure',
			`The suggestion for ${name} is ${group}/${project}/${subject}/${label}, of ${confidence} confidence.`,
			`If it is right, add --accept ${confidence}. If not: ${say}`,
		);
	}
	const {accession: typed} = session;
	return {id, to: {group, project, subject, session: label}, typed, warnings: warningsOf(session)};
}

function placeOf({to}: MoveRequest): string {
	return [to.group, to.project, to.subject, to.session].join('/');
}

/** Those that share their target with another: one of the suggestions is wrong, and nobody can tell which. */
function twinsAmong(requests: MoveRequest[]): MoveRequest[] {
	return requests.filter(one => requests.some(other => other !== one && placeOf(other) === placeOf(one)));
}

/**
 * Moves of the sessions named.
 *
 * @throws FlydeckError `not-found` for an id that the server doesn't have, `conflict` for one
 *   that is not in Unsorted or can't go where its suggestion says.
 */
export async function chosenBySuggestion(
	reader: FlywheelReader,
	sessions: UnsortedSession[],
	ids: string[],
	accept: Confidence,
): Promise<MoveRequest[]> {
	const byId = new Map(sessions.map(session => [session.id, session]));
	const requests: MoveRequest[] = [];
	for (const id of new Set(ids)) {
		const session = byId.get(id);
		if (session) {
			requests.push(requestFor(session, accept));
			continue;
		}
		const {label, subject} = await reader.session(id);
		throw refused(
			'not-unsorted',
			`${subject.label} / ${label} (${id}) is not among the Unsorted that were asked for, so there is no suggestion for it.`,
			'Say where it goes with --to GROUP/PROJECT/SUBJECT/SESSION.',
		);
	}
	const [one, other] = twinsAmong(requests);
	if (one && other) {
		const message = `Several of these, ${one.id} and ${other.id} among them, have a suggestion that another has too.`;
		throw refused('same-place', message, 'Move them with --to, each to a place of its own.');
	}
	return requests;
}

/** Moves of all whose first suggestion is whole and sure enough; `left` counts the others. */
export function requestsByConfidence(
	sessions: UnsortedSession[],
	accept: Confidence,
): {requests: MoveRequest[]; left: number} {
	const waiting = sessions.filter(({setAside}) => !setAside);
	const possible = waiting.flatMap(session => {
		try {
			return [requestFor(session, accept)];
		} catch (error) {
			if (error instanceof FlydeckError) return [];
			throw error;
		}
	});
	const twins = new Set(twinsAmong(possible));
	const requests = possible.filter(request => !twins.has(request));
	return {requests, left: sessions.length - requests.length};
}
