import {describe, expect, it} from 'vitest';
import type {UnsortedSession} from '../../source/model/unsorted.js';
import {flaggedValues, mask, maskDeep} from '../../source/triage/mask.js';

const year = 2026;

describe('a masked text', () => {
	it.each([
		['ask jane.roe@lab.example first', 'ask ******************** first'],
		['ROE^JANE', '********'],
		['call 303-555-0100 now', 'call ************ now'],
		['born 1984-03-12', 'born **********'],
		['sub-19840312', 'sub-19840312'],
		['STUDYA/19840312/V1', 'STUDYA/********/V1'],
		['PatientName: Jane Roe', 'PatientName: **** ***'],
		['"PatientBirthDate": "19840312"', '"PatientBirthDate": **********'],
	])('%s', (text, masked) => {
		expect(mask(text, [], year)).toBe(masked);
		expect(masked).toHaveLength(text.length);
	});

	it.each(['smith/STUDYA/S01/V2', '2026-03-08 10:00', '5f0000000000000000000001', '1.2.840.19840312', 'sessions wait'])(
		'leaves alone what tells nobody: %s',
		text => {
			expect(mask(text, [], year)).toBe(text);
		},
	);
});

const session = {
	...{id: '5f0000000000000000000001', group: 'smith', subject: 'ex1', timestamp: null, ageDays: 1},
	session: 'gr-smith_proj-STUDYA/Jane Roe/V1_ses-1.2',
	accession: 'STUDYA/Jane Roe/V1',
	accessionSource: 'header',
	problems: [{code: 'unknown-subject', message: '“Jane Roe” is no subject of STUDYA.'}],
	suggestions: [],
	privacy: [
		{code: 'person-name', where: 'accession number', message: 'It may hold the name of a person.'},
		{code: 'person-name', where: 'session label', message: 'It may hold the name of a person.'},
	],
	blockers: [],
	setAside: {until: '2026-12-01', text: 'ask', by: 'pi@lab.example'},
} satisfies UnsortedSession as UnsortedSession;

describe('a masked session', () => {
	it('hides what was flagged wherever it is quoted, and keeps ids and who works here', () => {
		expect(flaggedValues(session)).toContain('Jane Roe');
		const text = JSON.stringify(maskDeep({sessions: [session], total: 1}, year));
		expect(text).not.toContain('Jane');
		expect(text).toContain('is no subject of STUDYA');
		expect(text).toContain(session.id);
		expect(text).toContain('pi@lab.example');
	});
});
