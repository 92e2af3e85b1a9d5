/** A small site to judge against: two labs, and studies whose names are easily mixed up. */
import type {Evidence, KnownProject} from '../../source/model/unsorted.js';

export const now = new Date('2026-03-10T12:00:00Z');

function project(group: string, label: string, subjects: KnownProject['subjects'], more: Partial<KnownProject> = {}) {
	return {id: `${group}-${label}`, group, label, locked: false, writable: true, subjects, ...more};
}

function people(prefix: string, width: number, amount: number, sessions: string[]): KnownProject['subjects'] {
	return Array.from({length: amount}, (_, index) => ({
		label: prefix + String(index + 1).padStart(width, '0'),
		// The last one has only come once so far.
		sessions: index === amount - 1 ? sessions.slice(0, 1) : sessions,
	}));
}

export const known: KnownProject[] = [
	project('painlab', 'HEAT', people('', 3, 20, ['S01', 'S02'])),
	project('painlab', 'HEAT2', people('2', 2, 12, ['S01', 'S02'])),
	project('painlab', 'COLD-1', people('C', 3, 10, ['T1'])),
	project('sleeplab', 'NAP', people('N', 3, 12, ['V1', 'V2'])),
	project('sleeplab', 'TRIAL', people('sub-', 3, 8, ['baseline', 'week06', 'week12'])),
	project('sleeplab', 'CLOSED', people('K', 3, 6, ['S1']), {locked: true}),
	project('sleeplab', 'GUEST', people('G', 3, 6, ['S1']), {writable: false}),
];

export function evidence(accession: string | null, more: Partial<Evidence> = {}): Evidence {
	return {
		id: 'a1',
		group: 'painlab',
		subject: 'ex17001',
		session: 'gr-painlab_proj-_ses-1.3.12.2.1107',
		timestamp: '2026-03-08T10:00:00Z',
		created: '2026-03-08T10:05:00Z',
		modified: '2026-03-08T10:50:00Z',
		uid: '1.3.12.2.1107',
		operator: null,
		headerAccession: accession,
		referringPhysician: null,
		studyDescription: null,
		studyDates: ['2026-03-08'],
		patientIds: ['ex17001'],
		accessions: accession === null ? [] : [accession],
		activeJobs: 0,
		...more,
	};
}
