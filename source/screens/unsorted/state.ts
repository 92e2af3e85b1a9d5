import type {Place} from '../../model/flywheel.js';
import {parseDay, type Remark, remarkUntil, type SetAside} from '../../model/notes.js';
import type {Suggestion, UnsortedSession} from '../../model/unsorted.js';

/** One session and where it would go. */
export interface Move {
	id: string;
	to: Place;
	typed: string | null;
	warnings: string[];
}

/** Why a session can't be moved to its first suggestion; null where it can. */
export function whyNotMovable(session: UnsortedSession): string | null {
	const [blocker] = session.blockers;
	if (blocker) return blocker.message;
	const [best] = session.suggestions;
	if (!best) return 'there is no suggestion; e lets you type where it goes';
	if (best.subject === null) return 'the suggestion lacks the subject; e lets you fill it in';
	if (best.session === null) return 'the suggestion lacks the session label; e lets you fill it in';
	return null;
}

/** The move to the first suggestion; null where that isn't whole. */
export function moveToSuggestion(session: UnsortedSession): Move | null {
	const [best] = session.suggestions;
	if (!best || whyNotMovable(session) !== null) return null;
	const {group, project, subject, session: label} = best;
	if (subject === null || label === null) return null;
	const to = {group, project, subject, session: label};
	const aside = session.setAside ? [asideText(session.setAside)] : [];
	return {id: session.id, to, typed: session.accession, warnings: [...aside, ...warningsOf(best)]};
}

/** Who set it aside until when, and why. */
export function asideText({until, by, text}: SetAside): string {
	return `Set aside until ${until} by ${by}${text === '' ? '' : `: ${text}`}.`.replace(/([.!?])\.$/, '$1');
}

/** What is to be noted, as typed: a day first sets aside. null where it says nothing. */
export function parseRemark(typed: string, now: Date): Remark | null {
	const [word = '', ...rest] = typed.trim().split(/\s+/u);
	const day = parseDay(word, now);
	if (day !== null) return remarkUntil(day, rest.join(' '), now);
	return word === '' ? null : {text: typed.trim()};
}

/** What makes a suggestion less than sure, for the plan. */
export function warningsOf(suggestion: Suggestion): string[] {
	if (suggestion.confidence === 'high') return suggestion.conflicts;
	return [
		`The suggestion is ${suggestion.confidence}, not high: look at it before you agree.`,
		...suggestion.conflicts,
	];
}

/** Sessions that may be moved without a second look. */
export function highOnes(sessions: readonly UnsortedSession[]): string[] {
	return sessions
		.filter(session => session.suggestions[0]?.confidence === 'high' && whyNotMovable(session) === null)
		.filter(({setAside}) => !setAside)
		.map(session => session.id);
}

/** What the edit field begins with: the suggestion as far as it is known. */
export function prefill(session: UnsortedSession): string {
	const [best] = session.suggestions;
	if (!best) return `${session.group}/`;
	return [best.group, best.project, best.subject ?? '', best.session ?? ''].join('/');
}

/**
 * A target as typed, or what is wrong with it. Three parts are an accession number: a project
 * of the session's own lab, unless the first of them is a lab.
 */
export function parseTarget(text: string, lab?: {own: string; all: readonly string[]}): Place | string {
	const typed = text.split('/');
	const isLab = (part = '') => part.trim() === lab?.own || lab?.all.includes(part.trim()) === true;
	const parts = lab && typed.length === 3 && !isLab(typed[0]) ? [lab.own, ...typed] : typed;
	const [group = '', project = '', subject = '', session = ''] = parts.map(part => part.trim());
	if (parts.length !== 4) return `It takes four parts, GROUP/PROJECT/SUBJECT/SESSION; these are ${parts.length}.`;
	const names = ['group', 'project', 'subject', 'session'];
	const missing = names.filter((_, index) => (parts[index] ?? '').trim() === '');
	if (missing.length > 0) return `Still missing: the ${missing.join(' and the ')}.`;
	return {group, project, subject, session};
}
