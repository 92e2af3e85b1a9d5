/** Sessions of the studies: acquisitions and files as the scanner and the converters leave them. */
import type {WorldAcquisition, WorldFileEntry, WorldSession, WorldSubject} from '../world-file.js';
import {after, dicomDate, dicomTime, iso, timezone} from './calendar.js';
import {idFor, Random} from './random.js';
import type {Scan} from './schedule.js';
import type {Study} from './studies.js';

/** Scans newer than this hold their DICOM headers and BIDS metadata, as on a site that curates what is new. */
const described = 120;

export interface BuiltSession {
	scan: Scan;
	session: WorldSession & {_id: string};
	/** When the last of it had arrived. */
	uploaded: number;
}

export interface BuiltSubject {
	subject: WorldSubject;
	sessions: BuiltSession[];
}

/** A study instance uid as Siemens scanners make them. */
export function studyUid(random: Random): string {
	return `1.3.12.2.1107.5.2.43.67087.300000${random.int(22_000_000, 26_999_999)}${random.int(1e9, 9e9)}`;
}

/** `func-task-rest_bold` as ReproIn has it: `func-bold_task-rest`. */
export function reproinName(published: string): string {
	const cut = published.indexOf('-');
	const parts = published.slice(cut + 1).split('_');
	const suffix = parts.pop() ?? '';
	const [folder, entities] = [published.slice(0, cut), parts.join('_')];
	return entities ? `${folder}-${suffix}_${entities}` : `${folder}-${suffix}`;
}

const types: [ending: string, type: string][] = [
	['.nii.gz', 'nifti'],
	['.json', 'source code'],
	['.tsv', 'tabular data'],
	['.tsv.gz', 'archive'],
	['.bval', 'bval'],
	['.bvec', 'bvec'],
	['.fif', 'MEG data'],
];

function typeOf(name: string): string {
	return types.find(([ending]) => name.endsWith(ending))?.[1] ?? 'unknown';
}

/** What a label becomes in a file's name: letters and digits alone, without BIDS's own prefix. */
function bidsLabel(label: string, prefix: 'sub' | 'ses'): string {
	return `${prefix}-${label.replace(new RegExp(`^${prefix}-`), '').replace(/[^A-Za-z0-9]/g, '')}`;
}

function bidsInfo(folder: string, name: string, subject: string, session: string): Record<string, unknown> {
	const task = /task-([A-Za-z0-9]+)/.exec(name)?.[1];
	return {
		BIDS: {
			Filename: name,
			Folder: folder,
			Path: `${subject}/${session}/${folder}`,
			...(task ? {Task: task} : {}),
			ignore: false,
			valid: true,
			error_message: '',
			template: `${folder}_file`,
		},
	};
}

interface Context {
	study: Study;
	scan: Scan;
	uid: string;
	operator: string;
	random: Random;
}

/** The header that the metadata importer writes onto a DICOM file. */
function header(context: Context, series: string, number: number, at: number): Record<string, unknown> {
	const {study, scan} = context;
	return {
		header: {
			dicom: {
				AccessionNumber: `${study.label}/${scan.subject}/${scan.session}`,
				ReferringPhysicianName: study.group,
				PatientID: scan.exam,
				StudyDescription: `INC^${study.label}`,
				StudyInstanceUID: context.uid,
				StudyDate: dicomDate(scan.start),
				StudyTime: dicomTime(scan.start),
				SeriesDescription: series,
				SeriesNumber: number,
				SeriesTime: dicomTime(at),
				OperatorsName: context.operator,
				Manufacturer: 'SIEMENS',
				ManufacturerModelName: 'Prisma_fit',
				MagneticFieldStrength: 3,
				Modality: 'MR',
			},
		},
	};
}

function acquisitionFiles(context: Context, index: number, label: string, at: number): WorldFileEntry[] {
	const {study, scan} = context;
	const source = scan.source.acquisitions[index];
	const [subject, session] = [bidsLabel(scan.subject, 'sub'), bidsLabel(scan.session, 'ses')];
	const prefix = scan.session ? `${subject}_${session}` : subject;
	const recent = scan.daysAgo <= described;
	const folder = source?.label.split('-')[0] ?? '';
	const files: WorldFileEntry[] = (source?.files ?? []).map(({rest, size}) => {
		const name = `${prefix}${rest}`;
		const curated = recent && rest.endsWith('.nii.gz');
		return {name, type: typeOf(name), size, ...(curated ? {info: bidsInfo(folder, name, subject, session)} : {})};
	});
	const image = files.find(file => file.name.endsWith('.nii.gz'));
	if (study.style === 'reproin' && image) {
		files.unshift({
			name: `${context.uid}.${index + 1}.0.0.0.dicom.zip`,
			type: 'dicom',
			modality: 'MR',
			size: Math.round((image.size ?? 0) * 1.37),
			...(recent && index < 2 ? {info: header(context, label, index + 2, at)} : {}),
		});
	}
	return files;
}

/** Minutes that a series takes, by what it is. */
export function minutesOf(label: string): number {
	if (label.startsWith('anat') || label.startsWith('meg-task')) return 6;
	if (label.startsWith('dwi')) return 9;
	if (label.startsWith('func')) return 5;
	return 1;
}

function acquisitions(context: Context): {list: WorldAcquisition[]; end: number} {
	const list: WorldAcquisition[] = [];
	let at = context.scan.start;
	for (const [index, source] of context.scan.source.acquisitions.entries()) {
		const label = context.study.style === 'reproin' ? reproinName(source.label) : source.label;
		const arrived = iso(after(at, minutesOf(label) + 2));
		list.push({
			_id: idFor(
				`acquisition/${context.study.group}/${context.study.label}/${context.scan.subject}/${context.scan.session}/${index}`,
			),
			label,
			timestamp: iso(at),
			created: arrived,
			modified: arrived,
			files: acquisitionFiles(context, index, label, at),
		});
		at = after(at, minutesOf(label));
	}
	return {list, end: at};
}

const remarks = [
	'Participant moved during the rest run; repeated at the end.',
	'Fieldmap acquired after the break, check IntendedFor.',
	'Projector failed in run 1, events file is short.',
	'Stopped early at the participant’s wish. Keep what is there.',
	'Glasses prescription differs from visit 1.',
	'Coil changed to 32 channels.',
];

/** One session with everything that belongs to its scan; jobs and analyses come later. */
export function buildSession(study: Study, scan: Scan, random: Random): BuiltSession {
	const operator = random.chance(0.6) ? 'tech1' : 'tech2';
	const context: Context = {study, scan, uid: studyUid(random), operator, random};
	const {list, end} = acquisitions(context);
	const uploaded = after(end, random.int(4, 18));
	const recent = scan.daysAgo <= described;
	const note = random.chance(0.05)
		? [{text: random.pick(remarks), user: `${operator}@lab.example`, created: iso(after(end, 1))}]
		: [];
	const session = {
		_id: idFor(`session/${study.group}/${study.label}/${scan.subject}/${scan.session}`),
		label: scan.session,
		timestamp: iso(scan.start),
		timezone,
		uid: context.uid,
		operator,
		created: iso(after(scan.start, 9)),
		modified: iso(uploaded),
		tags: random.chance(0.04) ? [random.pick(['repeat', 'qa-pass', 'incidental-review'])] : [],
		notes: note,
		info: recent
			? {
					BIDS: {Label: bidsLabel(scan.session, 'ses'), Subject: bidsLabel(scan.subject, 'sub'), ignore: false},
					COMPLETENESS: {'Run Downstream Analyses': !random.chance(0.08)},
				}
			: {},
		acquisitions: list,
		analyses: [],
		jobs: [],
	};
	return {scan, session, uploaded};
}

/** All subjects of a study, in the order of their first scan. */
export function buildSubjects(study: Study, scans: Scan[]): BuiltSubject[] {
	const random = new Random(`sessions/${study.group}/${study.label}`);
	const subjects = new Map<string, BuiltSubject>();
	for (const scan of scans) {
		const built = buildSession(study, scan, random);
		let entry = subjects.get(scan.subject);
		if (!entry) {
			const created = built.session.created;
			entry = {
				subject: {
					_id: idFor(`subject/${study.group}/${study.label}/${scan.subject}`),
					label: scan.subject,
					...(typeof created === 'string' ? {created, modified: created} : {}),
					sessions: [],
				},
				sessions: [],
			};
			subjects.set(scan.subject, entry);
		}
		entry.sessions.push(built);
		entry.subject.sessions?.push(built.session);
	}
	return [...subjects.values()];
}
