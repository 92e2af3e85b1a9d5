import {readFileSync} from 'node:fs';
import {FlydeckError} from '../model/errors.js';
import type {ExpectedScan} from '../model/unsorted.js';

const columns = ['date', 'project', 'subject', 'session'] as const;

function bad(file: string, line: number, message: string, next: string): FlydeckError {
	return new FlydeckError('usage', {code: 'bad-schedule', message: `${file}, line ${line}: ${message}`, next});
}

/** The fields of one line; quotes as spreadsheets write them. null where a quote stays open. */
function fieldsOf(line: string): string[] | null {
	const fields = [...`${line},`.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*,/gu)];
	const read = fields.reduce((sum, [whole]) => sum + whole.length, 0);
	if (read !== line.length + 1) return null;
	return fields.map(([, quoted, plain]) => (quoted?.replaceAll('""', '"') ?? plain ?? '').trim());
}

function isDay(text: string): boolean {
	const at = Date.parse(`${text}T00:00:00Z`);
	return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function orderOf(file: string, header: string): number[] {
	const names = fieldsOf(header.replace(/^\uFEFF/, ''))?.map(name => name.toLowerCase()) ?? [];
	const missing = columns.filter(name => !names.includes(name));
	if (missing.length === 0) return columns.map(name => names.indexOf(name));
	throw bad(file, 1, `there is no column ${missing.join(', ')}.`, `Begin the file with the line ${columns.join(',')}.`);
}

function rowOf(file: string, number: number, line: string, order: number[]): ExpectedScan {
	const fields = fieldsOf(line);
	if (!fields) throw bad(file, number, 'a quote is not closed.', 'Close it, or take it out.');
	const [date = '', project = '', subject = '', session = ''] = order.map(index => fields[index] ?? '');
	if (!isDay(date)) throw bad(file, number, `"${date}" is no date.`, 'Write dates as YYYY-MM-DD.');
	if (project === '' || subject === '') {
		throw bad(
			file,
			number,
			`the ${project === '' ? 'project' : 'subject'} is missing.`,
			'Fill it in, or delete the line.',
		);
	}
	const [label = '', group = null] = project.split('/').reverse();
	return {date, group, project: label, subject, session: session === '' ? null : session};
}

/**
 * Scans that a lab expects, from a CSV with the columns `date,project,subject,session`; a
 * project may have its group in front, and the session may be empty.
 *
 * @throws FlydeckError `usage` that names the line and what to do.
 */
export function loadSchedule(file: string): ExpectedScan[] {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (error) {
		throw new FlydeckError('usage', {
			code: 'no-schedule',
			message: `The schedule ${file} can't be read: ${error instanceof Error ? error.message : String(error)}`,
			next: 'Give --schedule, or `schedule` in the settings, a CSV file that is there.',
			cause: error,
		});
	}
	const [header = '', ...lines] = text.split(/\r?\n/);
	const order = orderOf(file, header);
	return lines.flatMap((line, index) => (line.trim() === '' ? [] : [rowOf(file, index + 2, line, order)]));
}
