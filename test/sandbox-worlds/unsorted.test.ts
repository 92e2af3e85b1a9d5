import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {lab} from '../../source/sandbox/worlds/lab.js';
import {sessionsOf} from './helpers.js';

interface Truth {
	id: string;
	slip: string;
	group: string | null;
	project: string | null;
	subject: string | null;
	session: string | null;
}

const truths = JSON.parse(readFileSync(new URL('../fixtures/unsorted-truth.json', import.meta.url), 'utf8')) as Truth[];
const now = new Date('2026-03-18T21:40:00Z');
const world = lab(now);
const sessions = sessionsOf(world);
const unsorted = sessions.filter(({project}) => project === 'Unsorted');

function dicomOf(session: (typeof sessions)[number]['session']): Record<string, unknown>[] {
	return (session.acquisitions ?? []).flatMap(acquisition =>
		(acquisition.files ?? []).flatMap(file => {
			if (typeof file !== 'object') return [];
			const header = file.info?.header as {dicom?: Record<string, unknown>} | undefined;
			return header?.dicom ? [header.dicom] : [];
		}),
	);
}

describe('Unsorted', () => {
	it('holds exactly the scans whose right place is known', () => {
		expect(unsorted.map(({session}) => session._id).sort()).toEqual(truths.map(truth => truth.id).sort());
		expect(unsorted.length).toBeGreaterThanOrEqual(45);
	});

	it('shows every way to slip', () => {
		const slips = new Set(truths.map(truth => truth.slip));
		for (const slip of [
			...['missing session', 'missing subject', 'unknown project', 'wrong lab', 'spaces around slashes', 'case'],
			...['backslash', 'dash', 'underscore', 'dot', 'comma', 'space'].map(sign => `${sign} for slash`),
			...['doubled slash', 'extra part', 'group in front', 'fw:// in front', 'order swapped', 'cut off at 16'],
			...['letter for digit', 'lost zero padding', 'slipped key', 'transposed letters', 'trailing rubbish'],
			...['session exists already', 'no header', 'nothing typed', 'hashed accession', 'name of a person'],
			...['still arriving', 'job running', 'two people in one session', 'two days in one session'],
			...['terminal escapes', 'emoji and marks', 'very long label', 'locked project', 'old flat header'],
			...['unknown group', 'scan in two sessions'],
		]) {
			expect(slips).toContain(slip);
		}
	});

	it('has a right place that exists for each scan that has one', () => {
		const projects = new Set((world.projects ?? []).map(project => `${project.group}/${project.label}`));
		for (const truth of truths.filter(one => one.project)) {
			expect(projects).toContain(`${truth.group}/${truth.project}`);
			expect(truth.project).not.toBe('Unsorted');
		}
	});

	it('never has a scan whose right place is taken already', () => {
		const taken = new Set(
			sessions.map(({group, project, subject, session}) => `${group}/${project}/${subject}/${session.label}`),
		);
		const wanted = truths.filter(truth => truth.session && truth.subject);
		expect(
			wanted.filter(truth => taken.has(`${truth.group}/${truth.project}/${truth.subject}/${truth.session}`)),
		).toEqual([]);
		// Two of them want the same place: a scan that was broken off and begun again.
		const places = wanted.map(truth => `${truth.project}/${truth.subject}/${truth.session}`);
		expect(places.length - new Set(places).size).toBe(1);
	});

	it('is recent: most of the last week, none older than two months', () => {
		const ages = unsorted.map(({session}) => (now.getTime() - Date.parse(String(session.created))) / 86_400_000);
		expect(ages.filter(age => age < 7).length).toBeGreaterThan(ages.length * 0.7);
		expect(Math.max(...ages)).toBeLessThan(60);
		expect(ages.filter(age => age > 6.9 && age < 7.9)).toEqual([]);
	});

	it('carries the routing in labels, and headers as the importer writes them', () => {
		for (const {session} of unsorted) expect(session.label).toMatch(/^gr-.*_proj-.*_ses-\d/s);
		const [first] = dicomOf(unsorted[0]?.session ?? {label: ''});
		expect(Object.keys(first ?? {})).toEqual(
			expect.arrayContaining(['AccessionNumber', 'ReferringPhysicianName', 'PatientID', 'StudyDate', 'OperatorsName']),
		);
		const mixed = unsorted.filter(({session}) => new Set(dicomOf(session).map(header => header.PatientID)).size > 1);
		expect(mixed).toHaveLength(1);
		const spread = unsorted.filter(({session}) => new Set(dicomOf(session).map(header => header.StudyDate)).size > 1);
		expect(spread.map(({session}) => session._id)).toContain(
			truths.find(truth => truth.slip === 'two days in one session')?.id,
		);
	});
});
