import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {id, type Site, smallWorld, startSite, studyA} from './site.js';

let site: Site;
let now: Date;
const start = new Date('2026-05-01T12:00:00Z');
/** Moves the clock of the sandbox, by which its jobs go. */
const pass = (seconds: number) => {
	now = new Date(now.getTime() + seconds * 1000);
};

beforeEach(async () => {
	now = start;
	site = await startSite({speed: 1, now: () => now});
});
afterEach(async () => site.close());

const [failed, complete, pending, cancelled] = [51, 52, 53, 54].map(id) as [string, string, string, string];
const retry = async (job: string, query = '', as = 'sa') =>
	site.call('POST', `/jobs/${job}/retry${query}`, undefined, as);

async function newAnalysis(): Promise<{analysis: string; job: string}> {
	const [gear] = await site.get('/gears');
	const body = {label: 'run', job: {gear_id: gear._id, inputs: {}, config: {speed: 3}, tags: ['mine']}};
	const {body: made} = await site.call('POST', `/sessions/${id(24)}/analyses?job=true`, body);
	const job = await site.get(`/jobs/${made._id}`);
	return {analysis: job.destination.id, job: made._id};
}

describe('a job', () => {
	it('has an id and inputs by name alone, an _id and a list of inputs in lists', async () => {
		const one = await site.get(`/jobs/${failed}`);
		expect(one).toMatchObject({id: failed, state: 'failed', inputs: {}, failure_reason: 'gear_failure'});
		expect(one).not.toHaveProperty('_id');
		const [listed] = await site.get(`/jobs?filter=_id=${failed}`);
		expect(listed).toMatchObject({_id: failed, inputs: [], gear_info: {name: 'fmriprep', version: '1.0.0'}});
		expect(listed).not.toHaveProperty('id');
	});

	it('has details with the labels of its parents', async () => {
		const detail = await site.get(`/jobs/${failed}/detail`, 'reader');
		expect(detail.parent_info).toMatchObject({group: {label: 'Smith Lab'}, project: {_id: studyA, label: 'A'}});
		expect((await site.call('GET', `/jobs/${failed}/detail`, undefined, 'outside')).status).toBe(403);
	});

	it('is listed site-wide for site admins, and by project or session for the others', async () => {
		expect((await site.call('GET', '/jobs', undefined, 'ra')).status).toBe(403);
		expect((await site.get(`/projects/${studyA}/jobs?filter=state=failed`, 'ra')).jobs).toHaveLength(1);
		expect((await site.get(`/sessions/${id(25)}/jobs?states=failed,complete`, 'ra')).jobs).toHaveLength(2);
		expect(await site.get('/users/self/jobs', 'ra')).toMatchObject({jobs: [], total: 0});
	});

	it("has a log, whose first line is the platform's", async () => {
		const {_id, logs} = await site.get(`/jobs/${failed}/logs`);
		expect(_id).toBe(failed);
		expect(logs).toEqual([
			{fd: -1, msg: 'Gear Name: fmriprep, Gear Version: 1.0.0\n'},
			{fd: 1, msg: 'one\n'},
			{fd: 1, msg: 'two\n'},
		]);
		expect((await site.get(`/jobs/${pending}/logs`)).logs).toEqual([]);
		expect((await site.call('GET', `/jobs/${id(99)}/logs`)).status).toBe(404);
	});
});

describe('the clock', () => {
	it('takes a job from pending to running to its end, its log growing', async () => {
		const {analysis, job} = await newAnalysis();
		expect((await site.get(`/jobs/${job}`)).state).toBe('pending');
		pass(20);
		const running = await site.get(`/jobs/${job}`);
		expect(running.state).toBe('running');
		const early = (await site.get(`/jobs/${job}/logs`)).logs.length;
		pass(15);
		const later = (await site.get(`/jobs/${job}/logs`)).logs.length;
		expect(later).toBeGreaterThan(early);
		pass(200);
		const ended = await site.get(`/jobs/${job}`);
		expect(['complete', 'failed']).toContain(ended.state);
		expect(ended.transitions[ended.state]).toBeDefined();
		expect((await site.get(`/jobs/${job}/logs`)).logs.length).toBeGreaterThan(later);
		const outputs = (await site.get(`/analyses/${analysis}`)).files.length;
		expect(outputs).toBe(ended.state === 'complete' ? 1 : 0);
	});

	it('stands still at speed 0', async () => {
		const still = await startSite({now: () => now});
		pass(1_000_000);
		expect((await still.get(`/jobs/${pending}`)).state).toBe('pending');
		await still.close();
	});

	it('leaves a stuck job where it is', async () => {
		const world = smallWorld();
		const job = world.projects?.[1]?.subjects?.[1]?.sessions?.[0]?.jobs?.[2];
		if (job) job.stuck = true;
		const stuck = await startSite({world, speed: 1, now: () => now});
		pass(100_000);
		expect((await stuck.get(`/jobs/${pending}`)).state).toBe('pending');
		await stuck.close();
	});
});

describe('a retry', () => {
	it('makes one new job, and the old one remembers', async () => {
		const {status, body} = await retry(failed);
		expect(status).toBe(200);
		const made = await site.get(`/jobs/${body._id}`);
		expect(made).toMatchObject({
			state: 'pending',
			attempt: 2,
			previous_job_id: failed,
			origin: {type: 'system', id: null},
		});
		expect((await site.get(`/jobs/${failed}`)).retried).not.toBeNull();
		const again = await retry(failed);
		expect([again.status, again.body.message]).toEqual([500, `Job ${failed} has already been retried as ${body._id}`]);
		expect(await site.get(`/jobs?filter=previous_job_id=${failed}`)).toHaveLength(1);
	});

	it('wants a failure, or to be told to ignore the state', async () => {
		expect((await retry(complete)).status).toBe(400);
		expect((await retry(complete, '?ignoreState=true')).status).toBe(200);
		expect((await retry(pending, '?ignoreState=true')).status).toBe(400);
	});

	it('is impossible for a job that never started', async () => {
		expect((await retry(cancelled, '?ignoreState=true')).status).toBe(500);
		expect((await site.get(`/jobs/${cancelled}`)).retried).toBeNull();
	});

	it('points the analysis at the new job', async () => {
		const {analysis, job} = await newAnalysis();
		await site.call('PUT', `/jobs/${job}`, {state: 'running'});
		await site.call('PUT', `/jobs/${job}`, {state: 'failed'});
		const {body} = await retry(job);
		expect((await site.get(`/analyses/${analysis}`)).job).toBe(body._id);
		expect(await site.get(`/sessions/${id(24)}/analyses`)).toHaveLength(1);
		expect((await site.get(`/analyses/${analysis}?inflate_job=true`)).job).toMatchObject({id: body._id, attempt: 2});
	});

	it('is for those who may run jobs, and with outputs for site admins alone', async () => {
		expect((await retry(failed, '', 'reader')).status).toBe(403);
		const world = smallWorld();
		const session = world.projects?.[1]?.subjects?.[0]?.sessions?.[0];
		if (session)
			session.analyses = [
				{label: 'with output', job: {_id: id(60), gear: 'fmriprep', state: 'failed'}, files: ['out.zip']},
			];
		const other = await startSite({world});
		expect((await other.call('POST', `/jobs/${id(60)}/retry`, undefined, 'pi')).status).toBe(403);
		expect((await other.call('POST', `/jobs/${id(60)}/retry`)).status).toBe(200);
		await other.close();
	});

	it('of many retries what can be', async () => {
		const {body} = await site.call('PUT', '/jobs/retry/bulk', {jobs: [failed, complete]});
		expect(body).toEqual({modified: 1});
	});
});

describe('cancelling', () => {
	it('ends a job that has not ended, and no other', async () => {
		expect((await site.call('PUT', `/jobs/${pending}`, {state: 'cancelled'})).status).toBe(200);
		expect((await site.get(`/jobs/${pending}`)).state).toBe('cancelled');
		const {status, body} = await site.call('PUT', `/jobs/${failed}`, {state: 'cancelled'});
		expect([status, body.message]).toEqual([400, 'Cannot mutate a job that is failed.']);
		expect((await site.call('PUT', `/jobs/${pending}`, {state: 'running'})).status).toBe(400);
	});

	it('is for those who started it, or may cancel any', async () => {
		expect((await site.call('PUT', `/jobs/${pending}`, {state: 'cancelled'}, 'ra')).status).toBe(403);
		expect((await site.call('PUT', `/jobs/${pending}`, {state: 'cancelled', tags: []}, 'pi')).status).toBe(403);
		expect((await site.call('PUT', '/jobs/cancel/bulk', {jobs: [pending]}, 'pi')).status).toBe(200);
		expect((await site.get(`/jobs/${pending}`)).state).toBe('cancelled');
	});
});

describe('new jobs', () => {
	it('of an analysis carry its tags, and the defaults of the gear', async () => {
		const {job} = await newAnalysis();
		const made = await site.get(`/jobs/${job}`);
		expect(made.tags).toEqual(['mine', 'analysis', 'fmriprep']);
		expect(made.config.config).toEqual({speed: 3});
		expect(made.gear_info.version).toBe('1.10.0');
	});

	it('can not be added to an analysis, nor with an input that is not there', async () => {
		const [gear] = await site.get('/gears');
		const add = async (body: object) => (await site.call('POST', '/jobs/add', {gear_id: gear._id, ...body})).status;
		expect(await add({destination: {type: 'analysis', id: id(41)}})).toBe(400);
		const input = {type: 'acquisition', id: id(31), name: 'a.dicom.zip'};
		expect(await add({destination: {type: 'session', id: id(23)}, inputs: {dicom: {...input, name: 'b'}}})).toBe(422);
		expect(await add({destination: {type: 'session', id: id(23)}, inputs: {dicom: input}})).toBe(200);
		expect(await site.get(`/jobs?filter=state=pending,parents.session=${id(23)}`)).toHaveLength(1);
	});

	it('are counted', async () => {
		expect((await site.get('/jobs/stats')).states).toEqual({
			pending: 1,
			running: 0,
			failed: 1,
			complete: 1,
			cancelled: 1,
		});
		expect((await site.call('POST', '/jobs/ask/failed', {})).body).toEqual({count: 1});
	});
});

describe('gears', () => {
	it('are shown in their newest version, without the disabled', async () => {
		expect((await site.get('/gears')).map((one: {gear: {version: string}}) => one.gear.version)).toEqual(['1.10.0']);
		expect(await site.get('/gears?all_versions=true&include_invalid=true')).toHaveLength(3);
	});
});
