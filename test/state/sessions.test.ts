import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {createClient, type Flywheel, parseKey} from '../../source/api/index.js';
import type {ProjectContents} from '../../source/model/views.js';
import {loadProjectContents, loadSessions} from '../../source/state/sessions.js';
import {ids, study as small} from '../helpers/study-world.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

const project = {id: ids.study, group: 'smith', label: 'STUDYA'};
let sandbox: TestSandbox;
let client: Flywheel;

beforeAll(async () => {
	sandbox = await startTestSandbox(small);
	client = createClient({key: parseKey(sandbox.key), userAgent: 'flydeck-test'});
});
afterAll(async () => sandbox.close());

const counts = (rows: ProjectContents['sessions']) =>
	rows.map(({subject, session, files, analyses}) => [subject, session, files, analyses]);

const counted = [
	['S01', 'V1', 4, 3],
	['S01', 'V2', 0, 0],
	['S02', 'V1', 2, 0],
];

describe('sessions of a project', () => {
	it('count the files of the session and of its acquisitions, and its analyses', async () => {
		expect(counts(await loadSessions(client, project))).toEqual(counted);
	});

	it('take three lists, however many sessions there are', async () => {
		await sandbox.clearRequests();
		await loadSessions(client, project);
		const asked = (await sandbox.requests()).map(({path}) => path.split('?')[0]);
		expect(asked.sort()).toEqual([
			`/api/projects/${ids.study}/acquisitions`,
			`/api/projects/${ids.study}/sessions`,
			`/api/projects/${ids.study}/sessions/analyses`,
		]);
	});

	it('say that analyses are not known where they may not be seen', async () => {
		await sandbox.faults([{path: '/sessions/analyses', mode: 'status', status: 403, times: 1}]);
		const [first] = await loadSessions(client, project);
		expect(first).toMatchObject({files: 4, analyses: null});
	});
});

describe('contents of a project', () => {
	it('are told before they are counted, and then with their counts', async () => {
		const parts: ProjectContents[] = [];
		const whole = await loadProjectContents(client, project, {onPart: part => parts.push(part)});
		expect(parts.map(part => counts(part.sessions))).toEqual([counted.map(([a, b]) => [a, b, null, null])]);
		expect(counts(whole.sessions)).toEqual(counted);
	});

	it('hold every subject with its sessions, those without any too', async () => {
		const {subjects, sessions} = await loadProjectContents(client, project);
		expect(subjects.map(({subject, sessions: own}) => [subject, own.length])).toEqual([
			['S01', 2],
			['S02', 1],
			['S10', 0],
		]);
		expect(subjects[0]?.sessions).toEqual([ids.first, ids.second]);
		expect(subjects.map(({lastScan}) => lastScan?.slice(0, 10) ?? null)).toEqual(['2026-03-08', '2026-03-04', null]);
		expect(sessions).toHaveLength(3);
	});
});
