import {quoted} from '../../format/safe-text.js';
import {FlydeckError} from '../../model/errors.js';
import type {Suggestion, UnsortedSession} from '../../model/unsorted.js';
import {loadUnsorted} from '../../state/unsorted.js';
import type {Context} from '../context.js';
import {dateText, filterFrom, type ListFormat, printList} from '../list.js';
import {readingOf} from '../reading.js';
import {usageError} from '../usage.js';

function placeText({group, project, subject, session}: Suggestion): string {
	return [group, project, subject ?? '?', session ?? '?'].join('/');
}

/** The first suggestion stands for all in a table; JSON has the others. */
function ofFirst(pick: (suggestion: Suggestion) => unknown): (row: UnsortedSession) => unknown {
	return row => (row.suggestions[0] ? pick(row.suggestions[0]) : null);
}

function asideText({setAside}: UnsortedSession): string[] {
	return setAside ? [`Set aside until ${setAside.until}. ${setAside.text}`] : [];
}

function reasonsOf({blockers, problems}: UnsortedSession): string[] {
	return [...blockers, ...problems].map(({message}) => message);
}

const format: ListFormat<UnsortedSession> = {
	noun: ['session', 'sessions'],
	columns: [
		{title: 'ID', whole: true, value: row => row.id},
		{title: 'GROUP', value: row => row.group},
		{title: 'SUBJECT', value: row => row.subject},
		{title: 'SESSION', value: row => row.session},
		{title: 'SCANNED', whole: true, value: row => dateText(row.timestamp)},
		{
			title: 'CONFIDENCE',
			whole: true,
			value: row => (row.blockers[0] ? 'blocked' : (row.suggestions[0]?.confidence ?? '')),
		},
		{title: 'SUGGESTION', value: row => (row.suggestions[0] ? placeText(row.suggestions[0]) : '')},
		{title: 'WHY HERE', value: row => [...asideText(row), ...reasonsOf(row)].join(' ')},
	],
	csv: [
		...['id', 'group', 'subject', 'session', 'timestamp', 'ageDays', 'accession', 'accessionSource', 'problems'],
		{name: 'suggestion.group', value: ofFirst(({group}) => group)},
		{name: 'suggestion.project', value: ofFirst(({project}) => project)},
		{name: 'suggestion.subject', value: ofFirst(({subject}) => subject)},
		{name: 'suggestion.session', value: ofFirst(({session}) => session)},
		{name: 'suggestion.score', value: ofFirst(({score}) => score)},
		{name: 'suggestion.confidence', value: ofFirst(({confidence}) => confidence)},
		{name: 'suggestion.newSubject', value: ofFirst(({newSubject}) => newSubject)},
		{name: 'suggestion.conflicts', value: ofFirst(({conflicts}) => conflicts)},
		{name: 'suggestion.reasons', value: ofFirst(({reasons}) => reasons)},
		{name: 'suggestions', value: (row: UnsortedSession) => row.suggestions.length},
		...['privacy', 'blockers', 'setAside.until', 'setAside.text', 'setAside.by'],
		{name: 'notes', value: (row: UnsortedSession) => row.notes?.map(({text}) => text)},
	],
};

function notUnsorted(id: string): FlydeckError {
	return new FlydeckError('not-found', {
		code: 'not-unsorted',
		message: `There is no session ${quoted(id)} in Unsorted.`,
		next: '`flydeck unsorted` lists their ids.',
	});
}

/** `ID=TEXT`, as often as given. */
function typedBy(pairs: readonly string[]): Map<string, string> {
	return new Map(
		pairs.map(pair => {
			const at = pair.indexOf('=');
			if (at > 0 && pair.slice(at + 1).trim() !== '') return [pair.slice(0, at), pair.slice(at + 1)];
			throw usageError(`--typed takes ID=TEXT, not ${quoted(pair)}.`, undefined, 'bad-typed');
		}),
	);
}

export async function unsorted(context: Context, {typed: pairs = []}: {typed?: string[]} = {}): Promise<number> {
	const typed = typedBy(pairs);
	const test = filterFrom(context.options.filter);
	const {client} = await context.connect();
	const view = await loadUnsorted(client, {...(await readingOf(context)), typed});
	const missing = [...typed.keys()].find(id => !view.sessions.some(session => session.id === id));
	if (missing !== undefined) throw notUnsorted(missing);
	const rows = view.sessions.filter(test);
	printList(context.out, format, {rows, total: view.total, json: {sessions: rows, total: view.total}});
	return 0;
}
