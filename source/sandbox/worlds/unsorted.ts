/** The scans that fitted nowhere: one session for every way to mistype an accession number. */
import type {WorldAcquisition, WorldFileEntry, WorldJob, WorldSession, WorldSubject} from '../world-file.js';
import {after, type Calendar, dicomDate, dicomTime, iso, timezone} from './calendar.js';
import {idFor, Random} from './random.js';
import type {Diary} from './schedule.js';
import {minutesOf, studyUid} from './sessions.js';
import {type Typed, typedAtConsole} from './unsorted-cases.js';

/** What the scanner's protocols hold, by the folder's first word; MB of DICOM per series. */
const protocols: [folder: string, series: [label: string, megabytes: number][]][] = [
	[
		'encode',
		[
			['func-bold_task-pamenc', 412],
			['func-bold_task-pamret', 436],
		],
	],
	[
		'sleep',
		[
			['func-bold_task-rest_run-01', 388],
			['func-bold_task-motor', 190],
		],
	],
	[
		'nap',
		[
			['func-bold_task-bht', 301],
			['func-bold_task-rest', 296],
		],
	],
	[
		'thermo',
		[
			['func-bold_task-thermal_run-01', 355],
			['func-bold_task-thermal_run-02', 355],
		],
	],
	[
		'stopgo',
		[
			['func-bold_task-stopsignal', 341],
			['func-bold_task-taskswitch', 372],
		],
	],
	[
		'moodtrial',
		[
			['func-bold_task-rest', 296],
			['dwi-dwi_dir-ap', 148],
		],
	],
	['kids', [['func-bold_task-rest', 296]]],
	[
		'faces',
		[
			['func-bold_task-facerecognition_run-01', 402],
			['func-bold_task-facerecognition_run-02', 402],
		],
	],
	['risk', [['func-bold_task-bart', 398]]],
	[
		'',
		[
			['func-bold_task-rest', 296],
			['func-bold_task-grip', 240],
		],
	],
];

const always: [label: string, megabytes: number][] = [
	['anat-scout', 6],
	['anat-T1w_acq-mpr08', 34],
	['fmap-epi_dir-ap', 5],
	['fmap-epi_dir-pa', 5],
];

function seriesOf(one: Typed): [label: string, megabytes: number][] {
	const folder = one.study.toLowerCase();
	const special = protocols.find(([name]) => folder.includes(name))?.[1] ?? [];
	if (one.special === 'aborted') return always.slice(0, 2);
	return [...always, ...special];
}

interface Exam {
	one: Typed;
	uid: string;
	operator: string;
	/** The subject's label, and the exam's number that it usually is. */
	subject: string;
	exam: string;
	start: number;
	random: Random;
}

/** One scan's answers at the console, as they stand in the header of one series. */
interface Told {
	accession: string;
	patient: string;
	/** Start of the study, which differs between series if two days share a session. */
	study: number;
}

function told(exam: Exam, index: number, count: number): Told {
	const {one, start} = exam;
	const accession = one.typed ?? '';
	const patient = one.patient ?? exam.exam;
	const late = index >= count - 2;
	if (one.special === 'two-people' && late) {
		return {
			accession: accession.replace('07', '08'),
			patient: `ex${Number(patient.slice(2)) + 1}`,
			study: after(start, 55),
		};
	}
	if (one.special === 'two-days' && late) return {accession, patient, study: after(start, 1_440)};
	return {accession, patient, study: start};
}

function headerOf(exam: Exam, label: string, number: number, at: number, answers: Told): Record<string, unknown> {
	const {one} = exam;
	if (one.special === 'flat') {
		return {
			AccessionNumber: answers.accession,
			ReferringPhysicianName: one.ref ?? one.group,
			SeriesDescription: label,
			StudyDate: dicomDate(answers.study),
		};
	}
	return {
		header: {
			dicom: {
				AccessionNumber: answers.accession,
				ReferringPhysicianName: one.ref ?? one.group,
				PatientID: answers.patient,
				StudyDescription: one.study,
				StudyInstanceUID: exam.uid,
				StudyDate: dicomDate(answers.study),
				StudyTime: dicomTime(answers.study),
				SeriesDescription: label,
				SeriesNumber: number,
				SeriesTime: dicomTime(at),
				OperatorsName: exam.operator,
				StationName: 'PRISMA1',
				Manufacturer: 'SIEMENS',
				ManufacturerModelName: 'Prisma_fit',
				MagneticFieldStrength: 3,
				Modality: 'MR',
			},
		},
	};
}

function acquisitionsOf(exam: Exam, calendar: Calendar): WorldAcquisition[] {
	const {one, uid, random} = exam;
	const series = seriesOf(one);
	const list: WorldAcquisition[] = [];
	let at = exam.start;
	for (const [index, [label, megabytes]] of series.entries()) {
		const answers = told(exam, index, series.length);
		const start = at + (answers.study - exam.start);
		const arrived = after(start, minutesOf(label) + 2);
		// What is still being acquired hasn't arrived.
		if (arrived > calendar.now) break;
		const fresh = one.special === 'arriving' && arrived > calendar.ago(8);
		const file: WorldFileEntry = {
			name: `${uid}.${index + 1}.0.0.0.dicom.zip`,
			type: 'dicom',
			modality: 'MR',
			size: megabytes * 1_000_000 + random.int(0, 900_000),
			...(one.typed === null || fresh ? {} : {info: headerOf(exam, label, index + 1, start, answers)}),
		};
		list.push({
			_id: idFor(`acquisition/unsorted/${one.key}/${index}`),
			label,
			timestamp: iso(start),
			created: iso(arrived),
			modified: iso(arrived),
			files: [file],
		});
		at = after(at, minutesOf(label) + 1);
	}
	return list;
}

/** The label that the server gives on entering Unsorted: what was typed, without slashes, and the study's uid. */
function labelOf(one: Typed, uid: string): string {
	const parts = (one.typed ?? '').split('/');
	const plain = parts.length === 3 && parts.every(part => part.trim()) ? parts[0] : parts.join('');
	const label = `gr-${one.ref ?? one.group}_proj-${one.routed ?? plain}_ses-${uid}`;
	return one.special === 'long' ? `${label}${' repeat of the repeat;'.repeat(48)}` : label;
}

/** The gears that look at whatever arrives: done on old scans, at work on the one that is busy. */
function arrivalJobs(exam: Exam, list: WorldAcquisition[], calendar: Calendar): WorldJob[] {
	const {one} = exam;
	const [first] = list;
	const file = first?.files?.[0];
	if (!first?._id || typeof file !== 'object' || (one.special !== 'busy' && one.when > 6)) return [];
	const created = one.special === 'busy' ? calendar.ago(11) : Date.parse(String(first.created)) + 60_000;
	const busy = one.special === 'busy' || one.special === 'arriving';
	return ['file-metadata-importer', 'dcm2niix'].map((gear, index) => {
		const started = after(created, 1 + index);
		const running = busy && index === 1 && started < calendar.now;
		return {
			_id: idFor(`job/unsorted/${one.key}/${gear}`),
			gear,
			version: gear === 'dcm2niix' ? '2.1.3_1.0.20240202' : '1.5.2',
			state: running ? ('running' as const) : ('complete' as const),
			origin: {type: 'system', id: null},
			inputs: {[index ? 'dcm2niix_input' : 'input-file']: {type: 'acquisition', id: first._id, name: file.name}},
			created: iso(created),
			started: iso(started),
			...(running
				? one.special === 'busy'
					? {stuck: true}
					: {}
				: {ended: iso(Math.min(after(started, 1), calendar.now))}),
			...(running ? {} : {log: ['Inputs ready.', 'Gear container started', 'Job complete.']}),
		};
	});
}

function sessionOf(exam: Exam, calendar: Calendar): WorldSession {
	const {one} = exam;
	const acquisitions = acquisitionsOf(exam, calendar);
	const last = acquisitions.at(-1)?.created ?? iso(exam.start);
	const modified = one.special === 'arriving' ? iso(calendar.ago(2)) : last;
	return {
		_id: idFor(`session/unsorted/${one.key}`),
		label: labelOf(one, exam.uid),
		timestamp: iso(exam.start),
		timezone,
		uid: exam.uid,
		operator: exam.operator,
		created: iso(after(exam.start, 4)),
		modified,
		tags: [],
		notes: [],
		acquisitions,
		analyses: [],
		jobs: arrivalJobs(exam, acquisitions, calendar),
	};
}

/** When it was scanned, under which number. */
function bookingOf(one: Typed, index: number, diary: Diary, previous: Exam | undefined): {start: number; exam: string} {
	if (one.when < 0) return {start: diary.calendar.ago(-one.when), exam: `ex${18_880 + index}`};
	if (one.special === 'restarted' && previous) return {start: after(previous.start, 26), exam: previous.exam};
	return diary.book(one.when, index * 5);
}

function examOf(one: Typed, index: number, diary: Diary, previous: Exam | undefined): Exam {
	const random = new Random(`unsorted/${one.key}`);
	const {start, exam} = bookingOf(one, index, diary, previous);
	const operator = random.chance(0.6) ? 'tech1' : 'tech2';
	return {one, uid: studyUid(random), operator, subject: one.subject ?? exam, exam, start, random};
}

/** The subjects of each group's Unsorted. */
export function unsortedSubjects(diary: Diary): Map<string, WorldSubject[]> {
	const groups = new Map<string, WorldSubject[]>();
	let previous: Exam | undefined;
	for (const [index, one] of typedAtConsole.entries()) {
		const exam = examOf(one, index, diary, previous);
		previous = exam;
		const session = sessionOf(exam, diary.calendar);
		const subjects = groups.get(one.group) ?? [];
		groups.set(one.group, subjects);
		const known = subjects.find(subject => subject.label === exam.subject);
		if (known) known.sessions?.push(session);
		else {
			const {created = iso(exam.start)} = session;
			subjects.push({
				_id: idFor(`subject/unsorted/${one.key}`),
				label: exam.subject,
				created,
				modified: created,
				sessions: [session],
			});
		}
	}
	return groups;
}
