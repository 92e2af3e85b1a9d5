import type {Column, Piece} from '../../components/columns.js';
import type {ProjectRow, SessionRow, SubjectRow} from '../../model/views.js';

export function count(value: number | null): Piece {
	return value === null ? {text: '?', token: 'dim'} : {text: value.toLocaleString('en')};
}

function waiting(value: number | null): Piece {
	return value === 0 ? {text: '0', token: 'dim'} : {...count(value), token: value === null ? 'dim' : 'caution'};
}

function day(date: string | null): string {
	return date?.slice(0, 10) ?? '';
}

/** Day and minute, as Flywheel keeps them. */
export function minute(date: string | null): Piece {
	return {text: date?.slice(0, 16).replace('T', ' ') ?? 'not known', token: 'dim'};
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
	{
		id: 'sessions',
		title: 'SESSIONS',
		min: 8,
		ideal: 8,
		right: true,
		cell: row => count(row.sessions),
		descending: true,
		compare: (a, b) => (b.sessions ?? -1) - (a.sessions ?? -1),
	},
	{
		id: 'subjects',
		title: 'SUBJECTS',
		min: 8,
		ideal: 8,
		right: true,
		drop: 2,
		cell: row => count(row.subjects),
		descending: true,
		compare: (a, b) => (b.subjects ?? -1) - (a.subjects ?? -1),
	},
	{
		id: 'last',
		title: 'LAST SCAN',
		min: 10,
		ideal: 10,
		cell: row => ({text: day(row.lastScan), token: 'dim'}),
		descending: true,
		compare: (a, b) => (b.lastScan ?? '').localeCompare(a.lastScan ?? ''),
	},
	{
		id: 'failed',
		title: 'FAILED',
		min: 6,
		ideal: 6,
		right: true,
		cell: row => waiting(row.failedJobs),
		descending: true,
		compare: (a, b) => (b.failedJobs ?? -1) - (a.failedJobs ?? -1),
	},
	{
		id: 'missing',
		title: 'MISSING',
		min: 7,
		ideal: 40,
		grow: 2,
		drop: 1,
		cell: ({missingFiles}) =>
			missingFiles.length === 0
				? {text: 'none', token: 'dim'}
				: {text: `${missingFiles.length}: ${missingFiles.join(', ')}`, token: 'caution'},
		descending: true,
		compare: (a, b) => b.missingFiles.length - a.missingFiles.length,
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
		compare: (a, b) => a.subject.localeCompare(b.subject, 'en', {numeric: true}),
	},
	{
		id: 'session',
		title: 'SESSION',
		min: 14,
		ideal: 30,
		grow: 2,
		cell: row => ({text: row.session}),
		compare: (a, b) => a.session.localeCompare(b.session, 'en', {numeric: true}),
	},
	{
		id: 'date',
		title: 'SCANNED',
		min: 16,
		ideal: 16,
		cell: row => minute(row.timestamp),
		descending: true,
		compare: (a, b) => (b.timestamp ?? '').localeCompare(a.timestamp ?? ''),
	},
	{
		id: 'files',
		title: 'FILES',
		min: 5,
		ideal: 6,
		right: true,
		cell: row => count(row.files),
		descending: true,
		compare: (a, b) => (b.files ?? -1) - (a.files ?? -1),
	},
	{
		id: 'analyses',
		title: 'ANALYSES',
		min: 8,
		ideal: 8,
		right: true,
		drop: 1,
		cell: row => count(row.analyses),
		descending: true,
		compare: (a, b) => (b.analyses ?? -1) - (a.analyses ?? -1),
	},
];

export const subjectColumns: Column<SubjectRow>[] = [
	{
		id: 'subject',
		title: 'SUBJECT',
		min: 20,
		ideal: 30,
		grow: 1,
		cell: row => ({text: row.subject}),
		compare: (a, b) => a.subject.localeCompare(b.subject, 'en', {numeric: true}),
	},
	{
		id: 'sessions',
		title: 'SESSIONS',
		min: 8,
		ideal: 8,
		right: true,
		cell: row => ({...count(row.sessions.length), ...(row.sessions.length === 0 && {token: 'caution'})}),
		descending: true,
		compare: (a, b) => b.sessions.length - a.sessions.length,
	},
	{
		id: 'last',
		title: 'LAST SCAN',
		min: 10,
		ideal: 10,
		cell: row => ({text: day(row.lastScan) || 'none', token: 'dim'}),
		descending: true,
		compare: (a, b) => (b.lastScan ?? '').localeCompare(a.lastScan ?? ''),
	},
];
