import type {Evidence, PrivacyFinding} from '../model/unsorted.js';
import {readRoutedLabel} from './routed-label.js';

const longest = 2000;
const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+\.\p{L}{2,}/u;
const socialSecurity = /(?<![\d.-])\d{3}-\d{2}-\d{4}(?![\d.-])/u;
const phone = /(?<![\d.-])(?:\+?1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\d.-])/u;
const dates = /(?<![\d.])(?:(\d{4})([-/.]?)(\d{2})\2(\d{2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}))(?![\d.])/gu;
const personName = /\p{L}{2,}\^\p{L}+/u;

/** Somebody's birthday: a day long enough before the scan that no scan can be meant. */
function holdsBirthDate(text: string, scanned: number): boolean {
	return [...text.matchAll(dates)].some(([, y1, , a1, b1, a2, , b2, y2]) => {
		const year = Number(y1 ?? y2);
		const [a, b] = [Number(a1 ?? a2), Number(b1 ?? b2)];
		const isDay = (month: number, day: number) => month >= 1 && month <= 12 && day >= 1 && day <= 31;
		return year >= 1910 && year <= scanned - 3 && (isDay(a, b) || isDay(b, a));
	});
}

/** Words that are neither study nor lab, and nothing that counts: how people are called. */
function holdsWords(text: string, vocabulary: ReadonlySet<string>): boolean {
	const words = text.match(/\p{L}+|[^\p{L}]+/gu) ?? [];
	const names = words.filter(word => /^\p{L}{2,}$/u.test(word));
	const parted = /^[\p{L}\s,.'-]+(?:\s[\d\s./-]+)?$/u.test(text.trim());
	return parted && names.length >= 2 && names.length <= 4 && names.every(word => !vocabulary.has(word.toLowerCase()));
}

const checks: [code: string, message: string, test: (text: string, scanned: number) => boolean][] = [
	['email', 'It holds an e-mail address.', text => email.test(text)],
	['ssn', 'It holds a number like a social security number.', text => socialSecurity.test(text)],
	['phone', 'It holds a number like a telephone number.', text => phone.test(text)],
	['birth-date', 'It holds a date that may be a date of birth.', holdsBirthDate],
	['person-name', 'It may hold the name of a person.', text => personName.test(text)],
];

/**
 * What may tell who was scanned, in all that was typed. It asks to look, never says what is so.
 * `vocabulary`: words of the labs and studies in lower case, which are nobody's name.
 */
export function privacyFindings(evidence: Evidence, vocabulary: ReadonlySet<string>): PrivacyFinding[] {
	const scanned = Number.parseInt((evidence.timestamp ?? evidence.created ?? '').slice(0, 4), 10) || 2100;
	const routed = readRoutedLabel(evidence.session);
	const places: [where: string, text: string | null | undefined][] = [
		['accession number', evidence.headerAccession],
		// Of the label that Flywheel makes, only what was typed: the rest is the study's number.
		['session label', routed ? routed.project : evidence.session],
		['subject label', evidence.subject],
		...(evidence.patientIds ?? []).map((id): [string, string] => ['patient ID', id]),
	];
	const words = places.flatMap(([where, whole]) => findingsIn(where, whole ?? '', {scanned, vocabulary}));
	return [...words, ...leftFields(evidence, {scanned, vocabulary})];
}

interface Reader {
	/** The year of the scan. */
	scanned: number;
	vocabulary: ReadonlySet<string>;
}

function findingsIn(where: string, whole: string, {scanned, vocabulary}: Reader): PrivacyFinding[] {
	const text = whole.slice(0, longest);
	const found = checks.filter(([, , test]) => test(text, scanned)).map(([code, message]) => ({code, where, message}));
	const named = found.some(({code}) => code === 'person-name') || !holdsWords(text, vocabulary);
	return named ? found : [...found, {code: 'person-name', where, message: 'It may hold the name of a person.'}];
}

/** Header fields that should have been removed. Of a name, the exam's number is what remains where all is well. */
function leftFields({personal = []}: Evidence, reader: Reader): PrivacyFinding[] {
	const empty = /^[\s^0]*$|^(?:anon|removed|none|n\/?a)/iu;
	return personal.flatMap(({field, value}) => {
		if (empty.test(value)) return [];
		const where = `header field ${field}`;
		if (/Names?$/.test(field)) return findingsIn(where, value, reader);
		return [{code: 'header-field', where, message: `The header still holds ${field}, which should have been removed.`}];
	});
}
