import type {Column, Piece} from '../../components/columns.js';
import type {Confidence, Suggestion, UnsortedSession} from '../../model/unsorted.js';
import type {Theme, Token} from '../../theme/theme.js';
import {asideText} from './state.js';

const sureness: Record<Confidence, {rank: number; token: Token}> = {
	high: {rank: 3, token: 'good'},
	medium: {rank: 2, token: 'caution'},
	low: {rank: 1, token: 'dim'},
};

/** `GROUP/PROJECT/SUBJECT/SESSION`, with a question mark for what can't be known. */
export function targetPath(suggestion: Suggestion): string {
	const {group, project, subject, session} = suggestion;
	return [group, project, subject ?? '?', session ?? '?'].join('/');
}

/** The same without the lab where that is the one that the session lies in: its column says it. */
function shortTarget(session: UnsortedSession, suggestion: Suggestion): string {
	const path = targetPath(suggestion);
	return suggestion.group === session.group ? path.slice(suggestion.group.length + 1) : path;
}

/** The confidence in a mark and a word; colour only repeats them. */
export function confidencePiece(confidence: Confidence | null, theme: Theme): Piece {
	if (confidence === null) return {text: 'none', token: 'dim'};
	const {full, half, empty} = theme.symbols;
	const mark = {high: full, medium: half, low: empty}[confidence];
	return {text: `${mark} ${confidence}`, token: sureness[confidence].token};
}

/** What the technician typed, as far as anything of it is left. */
export function typedText(session: UnsortedSession): string {
	return session.accession ?? session.session;
}

export function problemText(session: UnsortedSession): string {
	if (session.setAside) return asideText(session.setAside);
	const [first, ...others] = session.problems;
	if (!first) return session.blockers[0]?.message ?? 'nothing found wrong';
	return others.length > 0 ? `${first.message} (+${others.length})` : first.message;
}

/** Codes whose own words are too long for a narrow column. */
const shortWords: Record<string, string> = {
	'wrong-separator': 'separator',
	'unknown-project': 'project?',
	'trailing-rubbish': 'trailing',
	'slipped-keys': 'slip',
	'not-read-yet': 'reading',
};

/** The same in a word or two, for narrow screens: the problem's code, read aloud. */
function problemWords(session: UnsortedSession, width: number): string {
	if (session.setAside) return 'set aside';
	const [first, ...others] = [...session.problems, ...session.blockers];
	if (!first) return 'nothing';
	const whole = first.code.replaceAll('-', ' ');
	const words = width < 20 ? (shortWords[first.code] ?? whole) : whole;
	return others.length > 0 ? `${words} +${others.length}` : words;
}

/** As other ages are told; three digits are enough of days. */
function waited(days: number): string {
	return days < 1000 ? `${days} d` : `${Math.floor(days / 365)} y`;
}

function rankOf(session: UnsortedSession): number {
	const best = session.suggestions[0];
	return best ? sureness[best.confidence].rank + best.score / 10 : 0;
}

export const columns: Column<UnsortedSession>[] = [
	{
		id: 'age',
		title: 'AGE',
		min: 5,
		ideal: 5,
		right: true,
		cell: session => ({text: waited(session.ageDays), token: session.ageDays > 30 ? 'caution' : 'text'}),
		compare: (a, b) => a.ageDays - b.ageDays,
	},
	{
		id: 'lab',
		title: 'LAB',
		min: 11,
		ideal: 12,
		// The first to go: a project's name says as much to those who know the labs.
		drop: 3,
		cell: session => ({text: session.group}),
		compare: (a, b) => a.group.localeCompare(b.group),
	},
	{
		id: 'typed',
		title: 'TYPED',
		name: true,
		min: 17,
		ideal: 28,
		least: 12,
		cell: session => ({
			text: typedText(session),
			token: session.accession === null || session.setAside ? 'dim' : 'text',
		}),
		compare: (a, b) => typedText(a).localeCompare(typedText(b)),
	},
	{
		id: 'problem',
		title: 'PROBLEM',
		min: 13,
		ideal: 72,
		drop: 2,
		cell: (session, {width}) => ({
			text: width < 32 ? problemWords(session, width) : problemText(session),
			token: 'dim',
		}),
		compare: (a, b) => problemText(a).localeCompare(problemText(b)),
	},
	{
		id: 'target',
		title: 'BELONGS TO',
		min: 23,
		ideal: 40,
		least: 18,
		cell: (session, {theme}) => {
			const best = session.suggestions[0];
			if (!best) return {text: `${theme.symbols.arrow} no suggestion`, token: 'dim'};
			return {text: `${theme.symbols.arrow} ${shortTarget(session, best)}`, token: 'place'};
		},
		compare: (a, b) => targetOf(a).localeCompare(targetOf(b)),
	},
	{
		id: 'sure',
		title: 'SURE',
		min: 8,
		ideal: 8,
		cell: (session, {theme}) => {
			if (session.setAside) return {text: `${theme.symbols.pending} ${session.setAside.until.slice(5)}`, token: 'dim'};
			if (session.blockers.length > 0) return {text: `${theme.symbols.warning} held`, token: 'bad'};
			return confidencePiece(session.suggestions[0]?.confidence ?? null, theme);
		},
		descending: true,
		compare: (a, b) => rankOf(a) - rankOf(b),
	},
];

function targetOf(session: UnsortedSession): string {
	const best = session.suggestions[0];
	return best ? targetPath(best) : '~';
}
