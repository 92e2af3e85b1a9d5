import type {Acquisition, Session} from '../model/flywheel.js';
import type {Evidence, Series} from '../model/unsorted.js';

/** What routing and triage go by. */
const routingTags = [
	...['AccessionNumber', 'ReferringPhysicianName', 'StudyDescription', 'StudyDate', 'StudyTime', 'PatientID'],
	'OperatorsName',
];

/** What a header says of a person; none of it is allowed on the site. */
const personalTags = [
	...['PatientName', 'OtherPatientNames', 'PatientBirthDate', 'PatientBirthName', 'PatientMotherBirthName'],
	...['PatientAddress', 'PatientTelephoneNumbers', 'OtherPatientIDs'],
];

export const evidenceTags = [...routingTags, ...personalTags];

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

function headersOf({files}: Acquisition): Tags[] {
	return files
		.filter(file => file.type === 'dicom' || file.type === null)
		.map(file => file.info)
		.filter(info => info !== null);
}

function seriesOf(acquisitions: readonly Acquisition[]): Series[] {
	const series = acquisitions.flatMap(acquisition => {
		const [info] = headersOf(acquisition);
		if (!info) return [];
		const [at, patient, accession] = [studyDate(info), tag(info, 'PatientID'), tag(info, 'AccessionNumber')];
		return [{label: acquisition.label, at, patient, accession}];
	});
	return series.sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
}

function personalOf(headers: readonly Tags[]): NonNullable<Evidence['personal']> {
	return personalTags.flatMap(field => distinct(headers.map(info => tag(info, field))).map(value => ({field, value})));
}

/** What the series of a session tell about it; `acquisitions` with the evidence tags of their files. */
export function evidenceOf(
	session: Session,
	acquisitions: readonly Acquisition[],
	{activeJobs, ownChange, home}: {activeJobs: number; ownChange: string | undefined; home: Evidence['home']},
): Evidence {
	const headers = acquisitions.flatMap(headersOf);
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
		operator: session.operator ?? all('OperatorsName')[0] ?? null,
		headerAccession: accessions[0] ?? null,
		referringPhysician: all('ReferringPhysicianName')[0] ?? null,
		studyDescription: all('StudyDescription')[0] ?? null,
		studyDates: distinct(headers.map(studyDate)),
		patientIds: all('PatientID'),
		accessions,
		activeJobs,
		series: seriesOf(acquisitions),
		personal: personalOf(headers),
		...(home && {home}),
	};
}
