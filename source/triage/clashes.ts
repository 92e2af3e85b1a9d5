import type {Suggestion, UnsortedSession} from '../model/unsorted.js';

/** One place, whatever the case: two labels that differ in nothing else are a slip of one hand. */
function placeOf({group, project, subject, session}: Suggestion): string | null {
	if (subject === null || session === null) return null;
	return JSON.stringify([group, project, subject, session].map(label => label.toLowerCase()));
}

/**
 * Finds suggestions of different sessions that name the same subject and session: each says
 * so, and none of them stays `high`. Sessions without such a clash are returned as they are.
 */
export function resolveClashes(sessions: readonly UnsortedSession[]): UnsortedSession[] {
	const claims = new Map<string, Set<string>>();
	for (const {id, suggestions} of sessions) {
		for (const suggestion of suggestions) {
			const place = placeOf(suggestion);
			if (place !== null) claims.set(place, (claims.get(place) ?? new Set()).add(id));
		}
	}
	const rivals = (suggestion: Suggestion) => claims.get(placeOf(suggestion) ?? '')?.size ?? 0;
	return sessions.map(session => {
		if (!session.suggestions.some(suggestion => rivals(suggestion) > 1)) return session;
		return {
			...session,
			suggestions: session.suggestions.map(one => (rivals(one) > 1 ? clashing(one, session, claims) : one)),
		};
	});
}

function clashing(suggestion: Suggestion, {id}: UnsortedSession, claims: ReadonlyMap<string, Set<string>>): Suggestion {
	const others = [...(claims.get(placeOf(suggestion) ?? '') ?? [])].filter(other => other !== id);
	const named = others.slice(0, 3).join(', ') + (others.length > 3 ? ` and ${others.length - 3} more` : '');
	const message = `Another Unsorted session may be the same subject and session: ${named}.`;
	const confidence = suggestion.confidence === 'high' ? 'medium' : suggestion.confidence;
	return {...suggestion, confidence, conflicts: [...suggestion.conflicts, message]};
}
