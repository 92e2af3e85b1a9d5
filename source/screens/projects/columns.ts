import type {Column, Piece} from '../../components/columns.js';
import {count} from '../../format/amounts.js';
import {widthOf} from '../../format/width.js';
import type {ProjectRow, SessionRow, SubjectRow} from '../../model/views.js';
import {naturally} from '../../state/reading.js';

function amount(value: number | null): Piece {
	return value === null ? {text: '?', token: 'dim'} : {text: value.toLocaleString('en')};
}

function waiting(value: number | null): Piece {
	return value === 0 ? {text: '0', token: 'dim'} : {...amount(value), token: value === null ? 'dim' : 'caution'};
}

/** Their names where all of them fit: they begin alike, so that half a name tells nothing. */
function missingPiece(files: readonly string[], width: number): Piece {
	if (files.length === 0) return {text: 'none', token: 'dim'};
	const names = `${files.length}: ${files.join(', ')}`;
	return {text: widthOf(names) <= width ? names : count(files.length, 'file'), token: 'caution'};
}

function day(date: string | null): string {
	return date?.slice(0, 10) ?? '';
}

/** Day and minute, as Flywheel keeps them. */
function minute(date: string | null): Piece {
	return {text: date?.slice(0, 16).replace('T', ' ') ?? 'not known', token: 'dim'};
}

type Head<Row> = Pick<Column<Row>, 'id' | 'title' | 'drop'>;

/** How many, where that is known: the most first. */
export function countColumn<Row>(head: Head<Row> & {width: number}, of: (row: Row) => number | null): Column<Row> {
	const {width, ...rest} = head;
	return {
		...{...rest, min: width, ideal: width, right: true, descending: true},
		cell: row => amount(of(row)),
		compare: (a, b) => (of(a) ?? -1) - (of(b) ?? -1),
	};
}

/** A day and a minute: the newest first. */
export function timeColumn<Row>(head: Head<Row>, of: (row: Row) => string | null): Column<Row> {
	return {
		...{...head, min: 16, ideal: 16, descending: true},
		cell: row => minute(of(row)),
		compare: (a, b) => (of(a) ?? '').localeCompare(of(b) ?? ''),
	};
}

export const projectColumns: Column<ProjectRow>[] = [
	{
		id: 'project',
		title: 'PROJECT',
		min: 20,
		ideal: 34,
		grow: 1,
		cell: row => ({text: `${row.group}/${row.label}`}),
		compare: (a, b) => `${a.group}/${a.label}`.localeCompare(`${b.group}/${b.label}`),
	},
	countColumn({id: 'sessions', title: 'SESSIONS', width: 8}, row => row.sessions),
	countColumn({id: 'subjects', title: 'SUBJECTS', width: 8, drop: 2}, row => row.subjects),
	{
		id: 'last',
		title: 'LAST SCAN',
		min: 10,
		ideal: 10,
		cell: row => ({text: day(row.lastScan), token: 'dim'}),
		descending: true,
		compare: (a, b) => (a.lastScan ?? '').localeCompare(b.lastScan ?? ''),
	},
	{
		id: 'failed',
		title: 'FAILED',
		min: 6,
		ideal: 6,
		right: true,
		cell: row => waiting(row.failedJobs),
		descending: true,
		compare: (a, b) => (a.failedJobs ?? -1) - (b.failedJobs ?? -1),
	},
	{
		id: 'missing',
		title: 'MISSING',
		min: 7,
		ideal: 40,
		grow: 2,
		drop: 1,
		cell: ({missingFiles}, {width}) => missingPiece(missingFiles, width),
		descending: true,
		compare: (a, b) => a.missingFiles.length - b.missingFiles.length,
	},
	{
		id: 'role',
		title: 'MY ROLE',
		min: 8,
		ideal: 12,
		drop: 3,
		cell: row => ({text: row.myRole ?? 'none', token: 'dim'}),
	},
];

export const sessionColumns: Column<SessionRow>[] = [
	{
		id: 'subject',
		title: 'SUBJECT',
		min: 12,
		ideal: 24,
		grow: 1,
		cell: row => ({text: row.subject}),
		compare: (a, b) => naturally(a.subject, b.subject),
	},
	{
		id: 'session',
		title: 'SESSION',
		min: 14,
		ideal: 30,
		grow: 2,
		cell: row => ({text: row.session}),
		compare: (a, b) => naturally(a.session, b.session),
	},
	timeColumn({id: 'date', title: 'SCANNED'}, row => row.timestamp),
	countColumn({id: 'files', title: 'FILES', width: 6}, row => row.files),
	countColumn({id: 'analyses', title: 'ANALYSES', width: 8, drop: 1}, row => row.analyses),
];

export const subjectColumns: Column<SubjectRow>[] = [
	{
		id: 'subject',
		title: 'SUBJECT',
		min: 20,
		ideal: 30,
		grow: 1,
		cell: row => ({text: row.subject}),
		compare: (a, b) => naturally(a.subject, b.subject),
	},
	{
		id: 'sessions',
		title: 'SESSIONS',
		min: 8,
		ideal: 8,
		right: true,
		cell: row => ({...amount(row.sessions.length), ...(row.sessions.length === 0 && {token: 'caution'})}),
		descending: true,
		compare: (a, b) => a.sessions.length - b.sessions.length,
	},
	{
		id: 'last',
		title: 'LAST SCAN',
		min: 10,
		ideal: 10,
		cell: row => ({text: day(row.lastScan) || 'none', token: 'dim'}),
		descending: true,
		compare: (a, b) => (a.lastScan ?? '').localeCompare(b.lastScan ?? ''),
	},
];
