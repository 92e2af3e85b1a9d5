import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {id, type Site, startSite} from './site.js';

let site: Site;
beforeEach(async () => {
	site = await startSite();
});
afterEach(async () => site.close());

const rename = async () => site.call('PUT', `/sessions/${id(21)}`, {label: 'changed'});
const label = async () => (await site.get(`/sessions/${id(21)}`)).label;
const set = async (rule: object) => site.own('PUT', '/faults', [{method: 'PUT', path: '/sessions/', ...rule}]);
const before = 'gr-smith_proj-A_ses-1.2';

describe('faults', () => {
	it('answer in the place of the server, once', async () => {
		await set({mode: 'status', status: 503});
		expect(await rename()).toMatchObject({status: 503, body: {status_code: 503}});
		expect(await label()).toBe(before);
		expect((await rename()).status).toBe(200);
		expect((await site.own('GET', '/faults')).body).toMatchObject([{mode: 'status', fired: 1}]);
	});

	it('answer after the change was made', async () => {
		await set({mode: 'status-after', status: 502});
		expect((await rename()).status).toBe(502);
		expect(await label()).toBe('changed');
	});

	it('close the connection, before or after', async () => {
		await set({mode: 'drop'});
		await expect(rename()).rejects.toThrow();
		expect(await label()).toBe(before);
		await set({mode: 'drop-after'});
		await expect(rename()).rejects.toThrow();
		expect(await label()).toBe('changed');
	});

	it('lie: a good answer, and nothing done', async () => {
		await set({mode: 'lie'});
		expect(await rename()).toMatchObject({status: 200, body: {modified: 1}});
		expect(await label()).toBe(before);
		await site.own('PUT', '/faults', [{method: 'POST', path: '/subjects$', mode: 'lie'}]);
		const made = await site.call('POST', '/subjects', {project: id(2), label: 'never'});
		expect(made.body._id).toMatch(/^[0-9a-f]{24}$/);
		expect((await site.call('GET', `/subjects/${made.body._id}`)).status).toBe(404);
	});

	it('ask for patience', async () => {
		await set({mode: 'rate-limit'});
		const {status, headers} = await rename();
		expect([status, headers.get('retry-after')]).toEqual([429, '1']);
		expect(await label()).toBe(before);
	});

	it('let the first ones pass, and go on for as long as told', async () => {
		await set({mode: 'status', after: 1, times: 2});
		const statuses = [];
		for (let count = 0; count < 4; count += 1) statuses.push((await rename()).status);
		expect(statuses).toEqual([200, 500, 500, 200]);
		await set({mode: 'status', times: 0});
		for (let count = 0; count < 3; count += 1) expect((await rename()).status).toBe(500);
		await site.own('PUT', '/faults', []);
		expect((await rename()).status).toBe(200);
	});

	it('delay without harm, beside another fault', async () => {
		const rule = {method: 'PUT', path: '/sessions/', times: 0};
		await site.own('PUT', '/faults', [
			{...rule, mode: 'delay', delayMs: 5},
			{...rule, mode: 'status', status: 504},
		]);
		expect((await rename()).status).toBe(504);
		expect((await site.own('GET', '/faults')).body).toMatchObject([{fired: 1}, {fired: 1}]);
	});

	it('see the path with /api and without the query', async () => {
		await site.own('PUT', '/faults', [{path: '^/api/projects$', mode: 'status', status: 418}]);
		expect((await site.call('GET', '/projects?exhaustive=true')).status).toBe(418);
	});

	it('refuse rules that make no sense', async () => {
		for (const rules of [{}, [{mode: 'explode'}], [{mode: 'status', path: '('}], [{mode: 'status', when: 1}]]) {
			expect((await site.own('PUT', '/faults', rules)).status).toBe(422);
		}
	});
});

describe('the request log', () => {
	it('tells what was asked since it was cleared, the own routes not counted', async () => {
		await rename();
		await site.own('DELETE', '/requests');
		await site.get('/projects?limit=1');
		await set({mode: 'drop'});
		await expect(rename()).rejects.toThrow();
		const {body} = await site.own('GET', '/requests');
		expect(body).toMatchObject([
			{method: 'GET', path: '/api/projects', query: 'limit=1', status: 200, bytes: 2},
			{method: 'PUT', path: `/api/sessions/${id(21)}`, status: 0, bytes: 0},
		]);
	});
});

describe('a body', () => {
	it('is not needed where there is nothing to say, with or without a content type', async () => {
		const headers = {authorization: 'scitran-user key-sa'};
		const url = `${site.url}/api/projects/${id(2)}`;
		expect((await fetch(`${url}/lock`, {method: 'POST', headers})).status).toBe(200);
		const typed = {...headers, 'content-type': 'application/json'};
		expect((await fetch(`${url}/unlock`, {method: 'POST', headers: typed})).status).toBe(200);
	});

	it('that is not JSON is a 400, and one of the wrong shape a 422', async () => {
		const headers = {authorization: 'scitran-user key-sa', 'content-type': 'application/json'};
		const response = await fetch(`${site.url}/api/subjects`, {method: 'POST', headers, body: '{"label":'});
		expect(response.status).toBe(400);
		expect((await site.call('POST', '/subjects', ['x'])).status).toBe(422);
	});
});
