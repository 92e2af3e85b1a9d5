/**
 * Hides what may tell who was scanned, for sharing a screen or a list. It hides more than
 * `privacy.ts` asks about: a mask too much costs a look, one too few costs somebody's privacy.
 */
import type {UnsortedSession} from '../model/unsorted.js';
import {readRoutedLabel} from './routed-label.js';

const alone = '(?<![\\p{L}\\p{N}.-])';
const ends = '(?![\\p{L}\\p{N}.-])';
const patterns = [
	/[^\s/@"'“”()<>,;]+@[^\s/@"'“”()<>,;]+/gu,
	/[\p{L}'-]{2,}\^[\p{L}^'-]*/gu,
	new RegExp(`${alone}\\d{3}-\\d{2}-\\d{4}${ends}`, 'gu'),
	new RegExp(`${alone}(?:\\+?1[ .-])?\\(?\\d{3}\\)?[ .-]\\d{3}[ .-]\\d{4}${ends}`, 'gu'),
];
/** Tags of a header that name or place a person; what follows on the line is theirs. */
const personal =
	/((?:Other)?Patients?(?:MotherBirth)?(?:Names?|BirthDate|BirthTime|Address|Telephone\w*)|ResponsiblePerson)(["']?\s*[:=]?\s*)(.+)$/u;
const dates = new RegExp(
	`${alone}(?:((?:19|20)\\d{2})([-/.]?)\\d{2}\\2\\d{2}|\\d{1,2}([-/.])\\d{1,2}\\3((?:19|20)\\d{2}))${ends}`,
	'gu',
);
/** Scans of a study that still runs are younger than this (years); a birthday hardly ever is. */
const recent = 3;

/** Of the same length, so that nothing on the screen moves. */
function stars(text: string): string {
	return text.replace(/[^\s]/g, '*');
}

/** `flagged`: texts that were found to tell somebody, wherever they are quoted. */
export function mask(text: string, flagged: readonly string[], year: number): string {
	const known = flagged.reduce((masked, value) => masked.replaceAll(value, stars(value)), text);
	const plain = patterns.reduce((masked, pattern) => masked.replace(pattern, stars), known);
	return plain
		.replace(personal, (_, tag: string, gap: string, value: string) => tag + gap + stars(value))
		.replace(dates, (date, first: string | undefined, _a, _b, last: string | undefined) =>
			Number(first ?? last) <= year - recent ? stars(date) : date,
		);
}

/** The part of a value that reads like a name, between slashes; and as suggestions spell it. */
function nameParts(value: string): string[] {
	const parts = value.split('/').filter(part => /\p{L}[\s,^]+\p{L}/u.test(part));
	return parts.flatMap(part => [part.trim(), ...[' ', '_', '-', ''].map(gap => part.trim().replace(/[\s,^]+/gu, gap))]);
}

/** What of a session was found to tell somebody: whole values, and names within them. */
export function flaggedValues({privacy, accession, session, subject}: UnsortedSession): string[] {
	const values: Record<string, string | null | undefined> = {
		'accession number': accession,
		'session label': session,
		'subject label': subject,
	};
	const whole = privacy.flatMap(({where}) => values[where] ?? []);
	const typed = privacy.some(({where}) => where === 'session label') ? (readRoutedLabel(session)?.project ?? '') : '';
	const all = [...whole, typed].filter(value => value.trim().length > 1);
	// The longest first: a part would break up the whole.
	return [...new Set([...all, ...all.flatMap(nameParts)])].sort((a, b) => b.length - a.length);
}

/** Ids stay, and so do the people who work here. */
const kept = /^(?:_?id|.*Ids?|user|who|by)$/;

/** Everything in a value that is text, masked; a session's own flagged values wherever it quotes them. */
export function maskDeep(value: unknown, year: number, flagged: readonly string[] = []): unknown {
	if (typeof value === 'string') return mask(value, flagged, year);
	if (Array.isArray(value)) return value.map(part => maskDeep(part, year, flagged));
	if (value === null || typeof value !== 'object') return value;
	const own = 'privacy' in value && 'accession' in value ? flaggedValues(value as UnsortedSession) : [];
	const all = [...flagged, ...own];
	const entries = Object.entries(value);
	return Object.fromEntries(entries.map(([key, part]) => [key, kept.test(key) ? part : maskDeep(part, year, all)]));
}
