import {describe, expect, it} from 'vitest';
import type {Evidence, KnownProject, UnsortedSession} from '../../source/model/unsorted.js';
import {resolveClashes} from '../../source/triage/clashes.js';
import {judge, projectsToRead} from '../../source/triage/judge.js';
import {readRoutedLabel} from '../../source/triage/routed-label.js';
import {evidence, known, now} from './labs.js';

function judged(accession: string | null, more: Partial<Evidence> = {}): UnsortedSession {
	return judge(evidence(accession, more), known, {now});
}

/** The first suggestion as a path, with its confidence. */
function first({suggestions: [best]}: UnsortedSession): string {
	return best ? `${best.project}/${best.subject}/${best.session} ${best.confidence}` : 'none';
}

function codes({problems}: UnsortedSession): string[] {
	return problems.map(({code}) => code);
}

describe('slips in the writing alone are put right with high confidence', () => {
	it.each([
		['HEAT\\021\\S01', 'HEAT/021/S01', 'wrong-separator'],
		['HEAT-021-S01', 'HEAT/021/S01', 'wrong-separator'],
		['HEAT2_213_S01', 'HEAT2/213/S01', 'wrong-separator'],
		['COLD-1-C011-T1', 'COLD-1/C011/T1', 'wrong-separator'],
		['HEAT 020 S02', 'HEAT/020/S02', 'wrong-separator'],
		[' HEAT / 021 /S01', 'HEAT/021/S01', 'spaces'],
		['heat/021/s01', 'HEAT/021/S01', 'case'],
		['HEAT//021/S01', 'HEAT/021/S01', 'doubled-separator'],
		['painlab/HEAT/021/S01', 'HEAT/021/S01', 'prefix'],
		['fw://painlab/HEAT/021/S01', 'HEAT/021/S01', 'prefix'],
		['HEAT%2F021%2fS01', 'HEAT/021/S01', 'wrong-separator'],
		['HEAT–021–S01', 'HEAT/021/S01', 'wrong-separator'],
		['HEAT／021／S01', 'HEAT/021/S01', 'wrong-separator'],
		['HEAT\t021\tS01', 'HEAT/021/S01', 'wrong-separator'],
		['HEAT/021/S01..', 'HEAT/021/S01', 'trailing-rubbish'],
	])('%j', (typed, place, code) => {
		const session = judged(typed);
		expect(first(session)).toBe(`${place} high`);
		expect(codes(session)).toContain(code);
		expect(session.accessionSource).toBe('header');
	});
});

describe('slips of the hand that can mean one place alone are put right with high confidence', () => {
	it.each([
		['HEAT/021/S01/2', 'extra-parts'],
		['021/HEAT/S01', 'order-swapped'],
		['S01/021/HEAT', 'order-swapped'],
		['HEAT_21_S01', 'lost-padding'],
		['HEAT/O21/S01', 'letter-for-digit'],
		['HEAR/021/S01', 'slipped-keys'],
		['HAET/021/S01', 'slipped-keys'],
		['HEAT/021/S1', 'lost-padding'],
		['HEAT 021 S01;`', 'trailing-rubbish'],
		['HEAT021S01', 'wrong-separator'],
	])('%j', (typed, code) => {
		const session = judged(typed);
		expect(first(session)).toBe('HEAT/021/S01 high');
		expect(codes(session)).toContain(code);
	});

	it('a project of another lab', () => {
		const session = judged('NAP-N013-V1');
		expect(first(session)).toBe('NAP/N013/V1 high');
		expect(session.suggestions[0]?.group).toBe('sleeplab');
		expect(codes(session)).toEqual(['wrong-separator', 'wrong-lab']);
	});
});

describe('what is guessed is never high', () => {
	it.each([
		['HEAT/021', 'HEAT/021/S01', 'missing-session'],
		['HEAT/020', 'HEAT/020/S02', 'missing-session'],
		['HEAT/S01', 'HEAT/null/S01', 'missing-subject'],
	])('%j', (typed, place, code) => {
		const session = judged(typed);
		const confidence = session.suggestions[0]?.confidence;
		expect(first(session)).toBe(`${place} ${confidence}`);
		expect(confidence).not.toBe('high');
		expect(codes(session)).toContain(code);
	});

	it('a session cut off after 16 characters is proposed by the habit', () => {
		const session = judged('TRIAL/sub-007/we', {group: 'sleeplab'});
		expect(codes(session)).toContain('cut-off');
		expect(session.suggestions[0]).toMatchObject({subject: 'sub-007', session: null});
		const open = judged('TRIAL/sub-008/w', {group: 'sleeplab'});
		expect(first(open)).toBe('TRIAL/sub-008/week06 medium');
		expect(open.suggestions[0]?.reasons.join(' ')).toContain('habit');
	});

	it('a name with something added, where one key less makes the name of another project', () => {
		const twins: KnownProject[] = ['STUDYA', 'STUDYB'].map(label => ({
			...{id: label, group: 'painlab', label, locked: false, writable: true},
			subjects: ['S01', 'S02', 'S03'].map(subject => ({label: subject, sessions: ['V1']})),
		}));
		const one = (all: KnownProject[]) => judge(evidence('STUDYAB/S04/V1'), all, {now}).suggestions[0];
		expect(one(twins.slice(0, 1))).toMatchObject({project: 'STUDYA', confidence: 'high'});
		expect(one(twins)).toMatchObject({project: 'STUDYA', confidence: 'medium'});
	});

	it('against the protocol that was run', () => {
		expect(first(judged('HEAT-021-S01', {studyDescription: 'INC^Heat2_placebo'}))).not.toContain('high');
		expect(first(judged('HEAT-021-S01', {studyDescription: 'INC^HEAT'}))).toContain('high');
	});

	it('a subject number far from those in use, or a visit before its time', () => {
		expect(first(judged('HEAT-310-S01'))).not.toContain('high');
		expect(first(judged('HEAT-021-S02'))).toMatch(/^HEAT\/021\/S02 (medium|low)$/);
	});

	it('what reads well, and is in Unsorted all the same', () => {
		const session = judged('HEAT/021/S01');
		expect(first(session)).toBe('HEAT/021/S01 medium');
		expect(session.problems).toEqual([]);
		expect(session.suggestions[0]?.reasons.join(' ')).toContain('look twice');
	});

	it('what the label alone has kept', () => {
		const session = judged(null, {session: 'gr-painlab_proj-HEAT-021-S01_ses-1.3.12'});
		expect(first(session)).toBe('HEAT/021/S01 medium');
		expect(session).toMatchObject({accession: 'HEAT-021-S01', accessionSource: 'label'});
		expect(codes(session)).toContain('unreadable');
	});
});

describe('what can not be known', () => {
	it('gives no suggestion where nothing was typed and nothing else tells', () => {
		const session = judged(null);
		expect(session).toMatchObject({accession: null, accessionSource: null, suggestions: []});
		expect(codes(session)).toEqual(['unreadable']);
	});

	it('names the project by the protocol, and leaves the rest open', () => {
		const session = judged('', {studyDescription: 'INC^Heat2_placebo'});
		expect(session.suggestions).toMatchObject([{project: 'HEAT2', subject: null, session: null, confidence: 'low'}]);
	});

	it('reads nothing from a digest', () => {
		const session = judged('e41c7a90b52d8f6613fa0c94d7be2581a6f03d7792cc4e18b05f6a2d91837e4c');
		expect(codes(session)).toEqual(['hashed']);
		expect(session.accession).toBeNull();
	});

	it('proposes no session where a subject has had all that are usual', () => {
		expect(judged('HEAT/007').suggestions[0]).toMatchObject({subject: '007', session: null});
	});
});

describe('conflicts', () => {
	it('says that a session exists, and puts the next one first', () => {
		const session = judged('HEAT 020 S01');
		expect(first(session)).toBe('HEAT/020/S02 medium');
		expect(codes(session)).toContain('session-exists');
		expect(session.suggestions.slice(0, 2).map(({conflicts}) => conflicts.length)).toEqual([1, 1]);
		const full = judged('HEAT 007 S01').suggestions[0];
		expect(full).toMatchObject({subject: '007', session: 'S01', newSubject: false});
		expect(full?.confidence).not.toBe('high');
		expect(full?.conflicts).toHaveLength(1);
	});

	it('says so on both sides where two scans would become one session', () => {
		const one = judged('HEAT-021-S01');
		const two = judged('HEAT_021_S01', {id: 'a2'});
		const other = judged('HEAT-020-S02', {id: 'a3'});
		expect(one.suggestions[0]?.confidence).toBe('high');
		const [first_, second, third] = resolveClashes([one, two, other]);
		expect(first_?.suggestions[0]).toMatchObject({confidence: 'medium'});
		expect(first_?.suggestions[0]?.conflicts.join()).toContain('a2');
		expect(second?.suggestions[0]).toMatchObject({confidence: 'medium'});
		expect(second?.suggestions[0]?.conflicts.join()).toContain('a1');
		expect(third).toBe(other);
		expect(one.suggestions[0]?.conflicts).toEqual([]);
	});
});

describe('blockers', () => {
	const blockers = (more: Partial<Evidence>, accession = 'HEAT/021/S01') =>
		judged(accession, more).blockers.map(({code}) => code);

	it('waits until nothing has changed for a while', () => {
		expect(blockers({modified: '2026-03-10T11:50:00Z'})).toEqual(['still-arriving']);
		const short = judge(evidence('HEAT/021/S01', {modified: '2026-03-10T11:50:00Z'}), known, {now, quietMinutes: 5});
		expect(short.blockers).toEqual([]);
	});

	it('waits for jobs, and for a session of two days or two people to be split', () => {
		expect(blockers({activeJobs: 1})).toEqual(['job-running']);
		expect(blockers({studyDates: ['2026-03-07', '2026-03-08T10:00:00']})).toEqual(['split-needed']);
		expect(blockers({patientIds: ['ex1', 'ex2']})).toEqual(['split-needed']);
		expect(first(judged('HEAT-021-S01', {patientIds: ['ex1', 'ex2']}))).toMatch(/^HEAT\/null\/S01 (medium|low)$/);
	});

	it('says whose the series of a mixed session are', () => {
		const series = [
			{label: 'T1w', at: '2026-03-08T10:00:00', patient: 'ex1', accession: 'HEAT-021-S01'},
			{label: 'rest', at: '2026-03-08T10:00:00', patient: 'ex1', accession: 'HEAT-021-S01'},
			{label: 'T1w-2', at: '2026-03-08T10:55:00', patient: 'ex2', accession: 'HEAT-022-S01'},
		];
		const [split] = judged('HEAT-021-S01', {patientIds: ['ex1', 'ex2'], series}).blockers;
		expect(split?.message).toContain('ex1, "HEAT-021-S01", 2026-03-08 10:00: T1w, rest.');
		expect(split?.message).toContain('ex2, "HEAT-022-S01", 2026-03-08 10:55: T1w-2.');
	});

	it('names an Unsorted that lets nothing out', () => {
		expect(blockers({home: {locked: true, writable: true}})).toEqual(['source-locked']);
		expect(blockers({home: {locked: false, writable: false}})).toEqual(['no-right']);
	});

	it('names a target that is locked or not one’s own', () => {
		expect(blockers({group: 'sleeplab'}, 'CLOSED-K007-S1')).toEqual(['target-locked']);
		expect(blockers({group: 'sleeplab'}, 'GUEST-G007-S1')).toEqual(['no-right']);
	});
});

describe('privacy', () => {
	const found = (accession: string, more: Partial<Evidence> = {}) =>
		judged(accession, more).privacy.map(({code, where}) => `${code} in ${where}`);

	it.each([
		['DOE^JANE', 'person-name'],
		['DOE JANE 19870412', 'birth-date'],
		['ra1@lab.example', 'email'],
		['303-555-0117', 'phone'],
		['078-05-1120', 'ssn'],
	])('%s', (typed, code) => expect(found(typed)).toContain(`${code} in accession number`));

	it('names header fields that should have been removed, and no empty ones', () => {
		const personal = [
			{field: 'PatientName', value: 'ex17001'},
			{field: 'PatientBirthDate', value: '19870412'},
			{field: 'PatientAddress', value: ''},
			{field: 'OtherPatientNames', value: 'DOE^JANE'},
		];
		expect(found('HEAT-021-S01', {personal})).toEqual([
			'header-field in header field PatientBirthDate',
			'person-name in header field OtherPatientNames',
		]);
		const messages = judged('HEAT-021-S01', {personal}).privacy.map(({message}) => message);
		expect(messages.join()).not.toContain('1987');
	});

	it('takes neither labels, nor study numbers, nor the day of the scan for a person', () => {
		expect(found('HEAT-021-S01', {session: 'gr-painlab_proj-HEAT_ses-1.3.12.2.1107.5.19870412.30'})).toEqual([]);
		expect(found('HEAT COLD')).toEqual([]);
		expect(found('HEAT/021/20260308')).toEqual([]);
	});
});

describe('whatever is typed', () => {
	it('reads the routing back out of the label', () => {
		expect(readRoutedLabel('gr-a_proj-b_proj-c_ses-x_ses-1.2')).toEqual({
			group: 'a',
			project: 'b_proj-c_ses-x',
			uid: '1.2',
		});
		expect(readRoutedLabel('S01')).toBeNull();
	});

	it('answers quickly and in bounds', () => {
		const texts = [
			'/'.repeat(10_000),
			'-a'.repeat(5000),
			'\u001b[31m\u0000\u202e',
			'x'.repeat(10_000),
			'🧠/🧠/🧠',
			'\ud800/\udc00/1',
		];
		for (const text of texts) {
			const {suggestions, accession} = judged(text, {session: text, subject: text, patientIds: [text]});
			expect(suggestions.length).toBeLessThanOrEqual(5);
			expect(accession === null || accession === text).toBe(true);
		}
	});

	it('keeps labels verbatim, and at most five suggestions, best first', () => {
		const {suggestions, session} = judged('HEA/021/S01', {session: 'a\u001bb'});
		expect(session).toBe('a\u001bb');
		const scores = suggestions.map(({score}) => score);
		expect(scores).toEqual([...scores].sort((a, b) => b - a));
	});

	it('asks for the labels of few projects', () => {
		const bare = known.map(project => ({...project, subjects: []}));
		const labels = projectsToRead(evidence('HEAT-021-S01'), bare, {now}).map(({label}) => label);
		expect(labels).toContain('HEAT');
		expect(labels).not.toContain('NAP');
	});
});
