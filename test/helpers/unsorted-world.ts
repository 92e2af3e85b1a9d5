/** A study with the habit of V1 and V2, and second visits of it that landed in Unsorted. */
import type {WorldFile} from '../../source/sandbox/index.js';
import type {TestSandbox} from './with-sandbox.js';

const unsortedId = '5e0000000000000000000001';

const twoDigits = (number: number) => String(number).padStart(2, '0');

/** Id of the nth session in Unsorted, from 1. */
export function lostId(number: number): string {
	return `5f00000000000000000000${twoDigits(number)}`;
}

/** Label that the console's routing gave it. */
export function lostLabel(number: number): string {
	return `gr-smith_proj-STUDYA-S${twoDigits(number)}-V2_ses-1.2.${number}`;
}

function lostSession(number: number, accession: string) {
	const info = {header: {dicom: {AccessionNumber: accession, ReferringPhysicianName: 'smith'}}};
	return {
		_id: lostId(number),
		label: lostLabel(number),
		timestamp: '2026-03-08T10:00:00Z',
		acquisitions: [{label: 'T1w', files: [{name: 't1.dicom.zip', type: 'dicom', info}]}],
	};
}

function visits(...labels: string[]) {
	return labels.map((label, index) => ({label, timestamp: `2026-03-0${index + 1}T10:00:00Z`}));
}

/** `lost` sessions in Unsorted, each of a subject that the study knows. */
export function unsortedWorld(
	lost: number,
	accessionOf = (number: number) => `STUDYA-S${twoDigits(number)}-V2`,
): WorldFile {
	const numbers = Array.from({length: lost}, (_, index) => index + 1);
	return {
		users: [
			{_id: 'admin@lab.example', firstname: 'Lab', lastname: 'Admin', roles: ['site_admin'], key: 'secret'},
			{_id: 'pi@lab.example', firstname: 'Lab', lastname: 'Head', roles: ['site_admin'], key: 'secretOfPi'},
		],
		groups: [{_id: 'smith', label: 'Smith Lab'}],
		projects: [
			{
				group: 'smith',
				label: 'STUDYA',
				permissions: [{_id: 'admin@lab.example', roles: ['admin']}],
				subjects: [
					...numbers.map(number => ({label: `S${twoDigits(number)}`, sessions: visits('V1')})),
					...['S91', 'S92', 'S93'].map(label => ({label, sessions: visits('V1', 'V2')})),
				],
			},
			{
				_id: unsortedId,
				group: 'smith',
				label: 'Unsorted',
				subjects: numbers.map(number => ({
					label: `ex${1000 + number}`,
					sessions: [lostSession(number, accessionOf(number))],
				})),
			},
		],
	};
}

interface SessionBody {
	label: string;
	project: string;
	subject: {label: string};
	notes: {text: string}[];
}

/** Where the server says that a session is: `PROJECT/SUBJECT/SESSION`. */
export async function placeOf(server: TestSandbox, id: string): Promise<string> {
	const session = (await server.get(`/sessions/${id}`)) as SessionBody;
	const project = (await server.get(`/projects/${session.project}`)) as {label: string};
	return `${project.label}/${session.subject.label}/${session.label}`;
}

export async function notesOf(server: TestSandbox, id: string): Promise<string[]> {
	return ((await server.get(`/sessions/${id}`)) as SessionBody).notes.map(({text}) => text);
}

/** Labels of the subjects that Unsorted still has. */
export async function unsortedSubjects(server: TestSandbox): Promise<string[]> {
	return ((await server.get(`/projects/${unsortedId}/subjects`)) as {label: string}[]).map(({label}) => label).sort();
}
