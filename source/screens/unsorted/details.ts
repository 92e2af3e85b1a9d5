import {labelled, paragraph} from '../../components/paragraph.js';
import {readableNote} from '../../model/notes.js';
import type {Suggestion, UnsortedSession} from '../../model/unsorted.js';
import type {Theme} from '../../theme/theme.js';
import {confidencePiece, targetPath} from './columns.js';
import {asideText} from './state.js';

const sources = {
	header: 'from the DICOM header',
	label: 'read back from the label that Flywheel gave the session',
	typed: 'typed in by hand',
};

/** Everything known of one Unsorted session, as lines: what came, what is wrong, where it should go and why. */
export function detailLines(session: UnsortedSession, theme: Theme, width: number): string[] {
	return [
		...arrivalLines(session, theme, width),
		'',
		...asideLines(session, theme, width),
		...heldLines(session, theme, width),
		...section(theme, 'What is wrong', findings(session, theme, width)),
		...section(theme, 'Where it belongs', suggestionLines(session, theme, width)),
		...privacyLines(session, theme, width),
		...noteLines(session, theme, width),
	];
}

function arrivalLines(session: UnsortedSession, theme: Theme, width: number): string[] {
	const {accession, accessionSource} = session;
	const from = accessionSource ? ` (${sources[accessionSource]})` : '';
	const waiting = session.ageDays === 1 ? '1 day' : `${session.ageDays} days`;
	const fields = [
		{label: 'accession', value: accession === null ? 'not readable' : `${accession}${from}`},
		{label: 'session', value: session.session},
		{label: 'subject', value: session.subject},
		{label: 'lab', value: session.group},
		{
			label: 'scanned',
			value: `${session.timestamp?.slice(0, 16).replace('T', ' ') ?? 'not known'}, waiting ${waiting}`,
		},
		{label: 'id', value: session.id},
	];
	return fields.flatMap(field => labelled(theme, field, width, 10));
}

function asideLines({setAside}: UnsortedSession, theme: Theme, width: number): string[] {
	if (!setAside) return [];
	const words = `${asideText(setAside)} w today brings it back.`;
	return [...paragraph(theme, words, width, {bullet: theme.symbols.pending, token: 'caution'}), ''];
}

function noteLines({notes = []}: UnsortedSession, theme: Theme, width: number): string[] {
	if (notes.length === 0) return [];
	const lines = notes.flatMap(({text, user, created}) => {
		const when = created === null ? '' : `, ${created.slice(0, 10)}`;
		return paragraph(theme, `${readableNote(text)} (${user}${when})`, width, {bullet: theme.symbols.dot});
	});
	return section(theme, 'Notes', lines);
}

function heldLines({blockers}: UnsortedSession, theme: Theme, width: number): string[] {
	if (blockers.length === 0) return [];
	const lines = blockers.flatMap(({message}) =>
		paragraph(theme, message, width, {bullet: theme.symbols.warning, token: 'bad'}),
	);
	return section(theme, "Can't be moved now", lines);
}

function findings({problems}: UnsortedSession, theme: Theme, width: number): string[] {
	if (problems.length === 0) return paragraph(theme, 'Nothing was found wrong with what was typed.', width);
	return problems.flatMap(({message}) => paragraph(theme, message, width, {bullet: theme.symbols.dot}));
}

function suggestionLines({suggestions}: UnsortedSession, theme: Theme, width: number): string[] {
	if (suggestions.length === 0)
		return paragraph(theme, 'There is no suggestion. e lets you type the accession number, or where it goes.', width);
	return suggestions.flatMap((suggestion, index) => oneSuggestion(suggestion, index, theme, width));
}

function oneSuggestion(suggestion: Suggestion, index: number, theme: Theme, width: number): string[] {
	const {text, token = 'text'} = confidencePiece(suggestion.confidence, theme);
	const made = suggestion.newSubject ? ' (a new subject)' : '';
	const {dot, warning} = theme.symbols;
	return [
		...paragraph(theme, `${targetPath(suggestion)}${made}`, width, {
			bullet: index === 0 ? 'm' : `${index + 1}`,
			token: index === 0 ? 'place' : 'text',
		}),
		`     ${theme.paint(token, text)}`,
		...suggestion.reasons.flatMap(reason => paragraph(theme, reason, width, {indent: 5, bullet: dot})),
		...suggestion.conflicts.flatMap(conflict =>
			paragraph(theme, conflict, width, {indent: 5, bullet: warning, token: 'caution'}),
		),
	];
}

function privacyLines({privacy}: UnsortedSession, theme: Theme, width: number): string[] {
	if (privacy.length === 0) return [];
	const lines = privacy.flatMap(({where, message}) =>
		paragraph(theme, `${where}: ${message}`, width, {bullet: theme.symbols.warning, token: 'caution'}),
	);
	return section(theme, 'Privacy', lines);
}

function section(theme: Theme, title: string, lines: string[]): string[] {
	return [` ${theme.paint('heading', title)}`, ...lines, ''];
}
