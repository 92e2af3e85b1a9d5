import type {Acquisition, Session} from '../model/flywheel.js';
import type {Evidence} from '../model/unsorted.js';

/** What routing and triage go by; the client hands out nothing else of a header. */
export const routingTags = [
	...['AccessionNumber', 'ReferringPhysicianName', 'StudyDescription', 'StudyDate', 'StudyTime', 'PatientID'],
];

type Tags = Record<string, unknown>;

function tag(info: Tags, name: string): string | null {
	const value = info[name];
	return typeof value === 'string' ? value : null;
}

/** `YYYYMMDD`, with `HHMMSS` beside it, as an ISO date; null where it is none. */
function studyDate(info: Tags): string | null {
	const date = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(tag(info, 'StudyDate') ?? '');
	if (!date) return null;
	const [, year, month, day] = date;
	const time = /^(\d{2}):?(\d{2}):?(\d{2})/.exec(tag(info, 'StudyTime') ?? '');
	const iso = `${year}-${month}-${day}${time ? `T${time[1]}:${time[2]}:${time[3]}` : ''}`;
	return Number.isNaN(Date.parse(iso)) ? null : iso;
}

function distinct(values: (string | null)[]): string[] {
	return [...new Set(values.filter(value => value !== null))];
}

/** Newest of the dates that there are. */
function latest(dates: (string | null)[]): string | null {
	return dates.reduce((found, date) => (Date.parse(date ?? '') > (Date.parse(found ?? '') || 0) ? date : found), null);
}

/**
 * When anything last came to the session. A file that arrives changes its series, and not
 * always the session around it; and where the session's last change was flydeck's own move,
 * only what was made since tells.
 */
function lastArrival(
	session: Session,
	acquisitions: readonly Acquisition[],
	ownChange: string | undefined,
): string | null {
	const parts = [session, ...acquisitions, ...acquisitions.flatMap(({files}) => files)];
	const moved = ownChange !== undefined && session.modified === ownChange;
	return latest(parts.map(part => (moved ? part.created : (part.modified ?? part.created))));
}

/** What the series of a session tell about it; `acquisitions` with the routing tags of their files. */
export function evidenceOf(
	session: Session,
	acquisitions: readonly Acquisition[],
	{activeJobs, ownChange}: {activeJobs: number; ownChange: string | undefined},
): Evidence {
	const headers = acquisitions
		.flatMap(({files}) => files)
		.filter(file => file.type === 'dicom' || file.type === null)
		.map(file => file.info)
		.filter(info => info !== null);
	const all = (name: string) => distinct(headers.map(info => tag(info, name)));
	const accessions = all('AccessionNumber');
	return {
		id: session.id,
		group: session.group,
		subject: session.subject.label,
		session: session.label,
		timestamp: session.timestamp,
		created: session.created,
		modified: lastArrival(session, acquisitions, ownChange),
		uid: session.uid,
		operator: session.operator,
		headerAccession: accessions[0] ?? null,
		referringPhysician: all('ReferringPhysicianName')[0] ?? null,
		studyDescription: all('StudyDescription')[0] ?? null,
		studyDates: distinct(headers.map(studyDate)),
		patientIds: all('PatientID'),
		accessions,
		activeJobs,
	};
}
