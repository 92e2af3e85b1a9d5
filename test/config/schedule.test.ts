import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {loadSchedule} from '../../source/config/schedule.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'flydeck-schedule-'));
const file = path.join(folder, 'plan.csv');
afterAll(() => rmSync(folder, {recursive: true}));

function load(text: string) {
	writeFileSync(file, text);
	return loadSchedule(file);
}

describe('a schedule', () => {
	it('is read in any order of columns, as spreadsheets write it', () => {
		const text =
			'\uFEFFsubject,date,project,session,who\r\n021,2026-03-08,"painlab/HEAT",S01,ra1\r\n\r\n"a ""b""",2026-03-09,NAP,,\r\n';
		expect(load(text)).toEqual([
			{date: '2026-03-08', group: 'painlab', project: 'HEAT', subject: '021', session: 'S01'},
			{date: '2026-03-09', group: null, project: 'NAP', subject: 'a "b"', session: null},
		]);
	});

	it.each([
		['day,project,subject,session\n', 'line 1: there is no column date'],
		[
			'date,project,subject,session\n2026-03-08,HEAT,021,S01\n08/03/2026,HEAT,021,S01\n',
			'line 3: "08/03/2026" is no date',
		],
		['date,project,subject,session\n2026-02-30,HEAT,021,S01\n', 'line 2: "2026-02-30" is no date'],
		['date,project,subject,session\n2026-03-08,HEAT,,S01\n', 'line 2: the subject is missing'],
		['date,project,subject,session\n2026-03-08,"HEAT,021,S01\n', 'line 2: a quote is not closed'],
	])('%j is refused, with the line and what to do', (text, message) => {
		expect(() => load(text)).toThrow(
			expect.objectContaining({kind: 'usage', message: expect.stringContaining(message), next: expect.any(String)}),
		);
	});
});
