import {bytes} from '../../format/amounts.js';
import {type Fact, factLines, metadataLines} from '../../format/metadata.js';
import type {PageLine} from '../../format/page.js';
import {instant} from '../../format/time.js';
import type {Container, FileEntry} from '../../model/flywheel.js';

/** To the second, as Flywheel keeps it. */
function moment(date: string | null): string | null {
	const at = instant(date);
	return at === null ? date : `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Only what there is: a fact without a value says nothing. */
function known(facts: [string, string | number | null][]): Fact[] {
	return facts.flatMap(([label, value]) => (value === null || value === '' ? [] : [{label, value: String(value)}]));
}

function fileFacts(file: FileEntry): Fact[] {
	const {origin, classification} = file;
	return known([
		['name', file.name],
		['type', file.type],
		['size', `${bytes(file.size)} (${file.size.toLocaleString('en')} bytes)`],
		['modality', file.modality],
		...Object.entries(classification).map(([key, values]): [string, string] => [key, values.join(', ')]),
		['tags', file.tags.join(', ')],
		['put there by', [origin.type, origin.id].filter(Boolean).join(' ')],
		['created', moment(file.created)],
		['modified', moment(file.modified)],
		['version', file.version],
		['media type', file.mimetype],
		['hash', file.hash],
		['id', file.fileId],
	]);
}

/** A file: what it is, and what was found in its header. */
export function fileLines(file: FileEntry): PageLine[] {
	const {info} = file;
	const empty = !info || Object.keys(info).length === 0;
	const metadata = empty ? [{text: ''}, {text: 'It has no metadata.'}] : metadataLines(info);
	return [...factLines(fileFacts(file)), ...metadata];
}

/** A container: what it is, what was noted about it, and its metadata. */
export function containerLines(container: Container): PageLine[] {
	const {notes, info, files} = container;
	const facts = known([
		['label', container.label],
		['scanned', moment(container.timestamp)],
		['operator', container.operator],
		['tags', container.tags.join(', ')],
		['files', files.length],
		['created', moment(container.created)],
		['modified', moment(container.modified)],
		['study uid', container.uid],
		['id', container.id],
		...notes.map(({text, user}): [string, string] => ['note', user === '' ? text : `${text} (${user})`]),
	]);
	const empty = Object.keys(info).length === 0;
	return [...factLines(facts), ...(empty ? [{text: ''}, {text: 'It has no metadata.'}] : metadataLines(info))];
}
