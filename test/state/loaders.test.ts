import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {createClient, type Flywheel, parseKey} from '../../source/api/index.js';
import type {UnsortedView} from '../../source/model/views.js';
import {loadAccess, loadAccessSite} from '../../source/state/access.js';
import {loadBrief} from '../../source/state/brief.js';
import {loadJobs} from '../../source/state/jobs.js';
import {findProject} from '../../source/state/names.js';
import {loadProjects} from '../../source/state/projects.js';
import {loadSessions} from '../../source/state/sessions.js';
import {loadUnsorted} from '../../source/state/unsorted.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';
import {ago, ids, now, world} from './small-world.js';

let sandbox: TestSandbox;
let client: Flywheel;
let assistant: Flywheel;

beforeAll(async () => {
	sandbox = await startTestSandbox(world);
	client = createClient({key: parseKey(sandbox.key), userAgent: 'flydeck-test'});
	assistant = createClient({key: parseKey(sandbox.keyOf('assistantKey')), userAgent: 'flydeck-test'});
});
afterAll(async () => sandbox.close());

describe('projects', () => {
	it('counts, finds missing files whatever their case, and leaves retried failures out', async () => {
		const rows = await loadProjects(client, {now});
		expect(rows.map(row => `${row.group}/${row.label}`)).toEqual(['lab-a/EMPTY', 'lab-a/v1.2', 'lab-b/OTHER']);
		const [empty, study, other] = rows;
		expect(study).toMatchObject({sessions: 3, subjects: 3, unsorted: 3, missingFiles: [], failedJobs: 1, myRole: null});
		expect(Date.parse(study?.lastScan ?? '')).toBe(Date.parse(ago(48)));
		expect(empty).toMatchObject({sessions: 0, lastScan: null, failedJobs: 0, myRole: 'admin'});
		expect(empty?.missingFiles).toEqual([
			'UCB Memorandum of Use - EMPTY',
			'UCB Prisma Fit Scanner Protocol - EMPTY',
			'acquisition_label_remapping.csv',
		]);
		expect(other?.unsorted).toBe(0);
	});

	it('keeps to the groups asked for, and to other required files', async () => {
		const rows = await loadProjects(client, {now, groups: ['lab-b'], requiredFiles: ['readme.txt']});
		expect(rows.map(({label, missingFiles}) => [label, missingFiles])).toEqual([['OTHER', ['readme.txt']]]);
	});

	it('lists sessions with what hangs on them', async () => {
		const rows = await loadSessions(client, await findProject(client, 'lab-a/v1.2'));
		expect(rows.map(({subject, session, analyses}) => [subject, session, analyses])).toEqual([
			['P01', 'S1', 1],
			['P01', 'S2', 0],
			['P02', 'S1', 0],
		]);
		expect(rows[0]).toMatchObject({id: ids.scan, project: 'lab-a/v1.2', group: 'lab-a'});
	});
});

describe('finding a project by name', () => {
	it.each([
		['lab-a', 'usage', 'malformed-place'],
		['lab-a//x', 'usage', 'malformed-place'],
		['lab-a/', 'usage', 'malformed-place'],
		['lab-x/v1.2', 'not-found', 'no-such-group'],
		['lab-a/V1.2', 'not-found', 'no-such-project'],
	])('refuses %s', async (name, kind, code) => {
		await expect(findProject(client, name)).rejects.toMatchObject({kind, code});
	});

	it('says what may have been meant', async () => {
		await expect(findProject(client, 'lab-a/V1.2')).rejects.toMatchObject({next: 'Did you mean "lab-a/v1.2"?'});
		await expect(findProject(client, 'lab-aa/v1.2')).rejects.toMatchObject({next: expect.stringContaining('"lab-a"')});
		await expect(findProject(client, 'lab-a/OTHER')).rejects.toMatchObject({next: 'Did you mean "lab-b/OTHER"?'});
	});
});

describe('jobs', () => {
	it('shows each chain of attempts as its newest', async () => {
		const {jobs, total} = await loadJobs(client, {now});
		expect(total).toBe(4);
		const chain = jobs.find(({id}) => id === ids.third);
		expect(chain?.attempts).toEqual([ids.first, ids.second, ids.third]);
		expect(chain).toMatchObject({state: 'complete', attempt: 3, project: 'lab-a/v1.2', subject: 'P01', session: 'S1'});
		const created = jobs.map(job => job.created ?? '');
		expect(created).toEqual([...created].sort().reverse());
	});

	it('filters by the newest attempt, and finds attempts from before the time asked for', async () => {
		const failed = await loadJobs(client, {now, state: 'failed'});
		expect(failed.jobs.map(({id}) => id)).toEqual([ids.alone]);
		const recent = await loadJobs(client, {now, since: ago(35), gear: 'mriqc', state: 'complete'});
		expect(recent.jobs[0]?.attempts).toEqual([ids.first, ids.second, ids.third]);
		const limited = await loadJobs(client, {now, limit: 1});
		expect([limited.jobs.length, limited.total]).toEqual([1, 4]);
	});
});

describe('access', () => {
	it('warns of several roles, of the disabled, and of projects without an administrator', async () => {
		const {people, grants, warnings} = await loadAccess(client, {now});
		expect(people).toHaveLength(3);
		expect(grants).toContainEqual({user: 'ra1@lab.example', project: 'lab-a/v1.2', roles: ['read-write', 'read-only']});
		expect(warnings).toEqual([
			'ra1@lab.example has 2 roles on lab-a/v1.2: read-write, read-only.',
			'left@lab.example is disabled, but still has access to lab-a/v1.2.',
			'Every administrator of lab-a/v1.2 is disabled.',
		]);
	});

	it('narrows to one person, and knows when there is none', async () => {
		const view = await loadAccess(client, {now, user: 'ra1@lab.example'});
		expect(new Set(view.grants.map(({user}) => user))).toEqual(new Set(['ra1@lab.example']));
		expect(view.people.map(({user}) => user)).toEqual(['ra1@lab.example']);
		expect(view.warnings).toEqual(['ra1@lab.example has 2 roles on lab-a/v1.2: read-write, read-only.']);
		await expect(loadAccess(client, {now, user: 'nobody'})).rejects.toMatchObject({kind: 'not-found'});
	});

	it('reads everything in five lists, for a plain user too, who then sees everybody', async () => {
		await sandbox.clearRequests();
		const site = await loadAccessSite(assistant, {now});
		const asked = (await sandbox.requests()).map(({path}) => path).sort();
		expect(asked).toEqual(['groups', 'projects', 'roles', 'users', 'users/self'].map(name => `/api/${name}`));
		expect(site.view.grants).toContainEqual({user: 'left@lab.example', project: 'lab-a/v1.2', roles: ['admin']});
		expect(site.view.projects.find(({project}) => project === 'lab-a/v1.2')?.onlyOwnVisible).toBe(false);
		expect(site.view.projects.find(({project}) => project === 'lab-a/Unsorted')?.onlyOwnVisible).toBe(true);
	});
});

describe('Unsorted', () => {
	it('judges by old headers and new, and tells the list before its headers are read', async () => {
		const views: UnsortedView[] = [];
		const view = await loadUnsorted(client, {now, onPart: part => views.push(part)});
		expect(views[0]?.total).toBe(3);
		expect(views[0]?.sessions.map(({problems}) => problems[0]?.code)).toEqual(Array(3).fill('not-read-yet'));
		expect(view.sessions.map(({id}) => id)).toEqual([ids.flat, ids.busy, ids.mixed]);
		const [flat, busy, mixed] = view.sessions;
		expect(flat).toMatchObject({accession: 'V1.2\\P02\\S2', ageDays: 3, blockers: []});
		expect(flat?.suggestions[0]).toMatchObject({project: 'v1.2', subject: 'P02', session: 'S2', confidence: 'high'});
		expect(busy?.blockers.map(({code}) => code)).toEqual(['job-running']);
		expect(busy?.suggestions[0]).toMatchObject({subject: 'P03', session: 'S1', newSubject: false});
		expect(mixed?.blockers.map(({code}) => code)).toEqual(['split-needed']);
	});

	it('asks for each list once, and changes nothing', async () => {
		await sandbox.clearRequests();
		await loadBrief(client, {now});
		const asked = (await sandbox.requests()).map(({method, path}) => `${method} ${path.split('?')[0]}`);
		const lists = asked.filter(path => /\/(projects|sessions|subjects|acquisitions|roles)$/.test(path));
		expect(lists).toContain('GET /api/projects');
		expect(lists.length).toBe(new Set(lists).size);
		expect(asked.every(path => path.startsWith('GET '))).toBe(true);
	});

	it('keeps to the groups, and to what a plain user may see', async () => {
		expect(await loadUnsorted(client, {now, groups: ['lab-b']})).toEqual({sessions: [], total: 0});
		const {total} = await loadUnsorted(assistant, {now});
		expect(total).toBe(3);
	});
});

describe('the brief', () => {
	it('says what waits', async () => {
		const view = await loadBrief(client, {now});
		expect(view).toMatchObject({
			unsorted: {total: 3, oldestDays: 3},
			jobs: {failed: 1, running: 1, pending: 1, stuck: 1},
			projects: {total: 3, missingFiles: 2},
			since: null,
		});
	});

	it('does with what can be read where that is wanted, and says what could not be', async () => {
		await sandbox.faults([{path: '/api/jobs', mode: 'status', status: 501, times: 0}]);
		const view = await loadBrief(client, {now, inParts: true});
		await expect(loadBrief(client, {now})).rejects.toThrow();
		await sandbox.faults([]);
		expect(view).toMatchObject({projects: {total: 3}, jobs: {failed: null}});
		expect(view.problems?.length).toBeGreaterThan(0);
		await sandbox.faults([{path: '/api/', mode: 'status', status: 501, times: 0}]);
		await expect(loadBrief(client, {now, inParts: true})).rejects.toThrow();
		await sandbox.faults([]);
	});
});
