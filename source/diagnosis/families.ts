import type {Diagnosis} from '../model/diagnosis.js';
import {readLine} from './log-line.js';

export interface Failure {
	id: string;
	gear: string;
	diagnosis: Diagnosis;
}

/** Failures with one cause, of one gear, whose lines differ in names and numbers alone. */
export interface Family extends Pick<Failure, 'gear'> {
	cause: Diagnosis['cause'];
	/** The decisive line without what differs; null where none decides. */
	line: string | null;
	/** Of its first failure; the others' agree but for what was left out of the line. */
	diagnosis: Diagnosis;
	/** Of the jobs, in the order given. */
	ids: string[];
}

const longest = 200;

/** What a line says of any job: paths, ids, dates and numbers taken out. */
export function normalisedLine(line: string): string {
	return readLine(line)
		.text.replace(/\b0x[\da-f]+\b/gi, '#')
		.replace(/(?:\/[\w.+@:=~-]+){2,}\/?/g, '/…')
		.replace(/\b(sub|ses|run|acq|task|dir)-[A-Za-z0-9]+/g, '$1-#')
		.replace(/\b[\da-f]{12,}\b/gi, '#')
		.replace(/\d+(?:[.:,/-]\d+)*/g, '#')
		.replace(/\b(on|host|node) \w*#\w*/gi, '$1 #')
		.slice(0, longest);
}

/** Groups failures, the largest family first; of equals, the one whose failure comes first. */
export function familiesOf(failures: readonly Failure[]): Family[] {
	const families = new Map<string, Family>();
	for (const {id, gear, diagnosis} of failures) {
		const line = diagnosis.line === null ? null : normalisedLine(diagnosis.line);
		const key = JSON.stringify([diagnosis.cause, gear, line]);
		const family = families.get(key) ?? {cause: diagnosis.cause, gear, line, diagnosis, ids: []};
		family.ids.push(id);
		families.set(key, family);
	}
	return [...families.values()].sort((a, b) => b.ids.length - a.ids.length);
}
