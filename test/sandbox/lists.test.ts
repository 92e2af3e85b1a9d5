import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {id, type Site, startSite, studyA, unsorted} from './site.js';

let site: Site;
beforeAll(async () => {
	site = await startSite();
});
afterAll(async () => site.close());

const labels = (list: {label: string}[]) => list.map(({label}) => label);

describe('login', () => {
	it('takes the bare key, the whole colon string and a bearer token', async () => {
		for (const authorization of ['scitran-user key-sa', `scitran-user ${site.key}`, 'Bearer key-sa']) {
			const response = await fetch(`${site.url}/api/users/self`, {headers: {authorization}});
			expect(await response.json()).toMatchObject({_id: 'sa@lab.example', root: true});
		}
	});

	it('refuses unknown and missing keys with 401, disabled people with 402', async () => {
		expect((await site.call('GET', '/users/self', undefined, 'nobody')).status).toBe(401);
		expect((await site.call('GET', '/users/self', undefined, 'gone')).status).toBe(402);
		const response = await fetch(`${site.url}/api/projects`);
		expect(response.status).toBe(401);
		expect(await response.json()).toMatchObject({
			status_code: 401,
			message: expect.any(String),
			request_id: expect.any(String),
		});
	});

	it('shows its configuration to anyone, and no key to anybody', async () => {
		const config = await (await fetch(`${site.url}/api/config`)).json();
		expect(config).toMatchObject({site: {id: 'flydeck-sandbox', name: 'flydeck sandbox'}, signed_url: false});
		expect(JSON.stringify(await site.get('/users'))).not.toContain('key-');
		expect(await site.get('/users?filter=key=~key')).toEqual([]);
	});

	it('answers an unknown route with 404', async () => {
		expect(await site.call('GET', '/nothing')).toMatchObject({status: 404, body: {status_code: 404}});
	});
});

describe('list shapes', () => {
	it('gives a bare array, or a page where the client accepts it', async () => {
		const list = await site.get(`/projects/${unsorted}/sessions?limit=2`);
		expect(list).toHaveLength(2);
		const response = await fetch(`${site.url}/api/projects/${unsorted}/sessions?limit=2`, {
			headers: {authorization: 'scitran-user key-sa', 'x-accept-feature': 'safe-redirect, pagination'},
		});
		expect(await response.json()).toEqual({total: 3, count: 2, results: list});
	});

	it('leaves info out of lists, but for the files list and on request', async () => {
		const [project] = await site.get('/projects?exhaustive=true&filter=label=A');
		expect(project).toMatchObject({info_exists: true});
		expect(project).not.toHaveProperty('info');
		const [full] = await site.get('/projects?exhaustive=true&filter=label=A&include_all_info=true');
		expect(full.info).toEqual({site: 'north'});
		const files = await site.get(`/files?filter=parents.project=${unsorted},name=a.dicom.zip&exhaustive=true`);
		expect(files).toMatchObject({total: 1, results: [{info: {header: {dicom: {AccessionNumber: 'A/S/1'}}}}]});
		expect((await site.get(`/acquisitions/${id(31)}`)).files[0].info).toBeDefined();
	});

	it('serves the subject of a session as an object', async () => {
		const [session] = await site.get(`/subjects/${id(12)}/sessions`);
		expect(session.subject).toMatchObject({_id: id(12), label: 'ex2', code: 'ex2'});
		expect(session.timestamp).toBe('2026-03-04T17:05:09+00:00');
	});

	it('keeps exhaustive for site admins, who without it see their own projects alone', async () => {
		expect(await site.get('/projects')).toEqual([]);
		expect(await site.get('/projects?exhaustive=true')).toHaveLength(3);
		expect((await site.call('GET', '/projects?exhaustive=true', undefined, 'ra')).status).toBe(403);
		expect(labels(await site.get('/projects', 'ra'))).toEqual(['Unsorted', 'A']);
	});
});

describe('paging', () => {
	const all = '/sessions?exhaustive=true';

	it('goes by cursor and by page, and stops on an empty page', async () => {
		const ids = [21, 22, 23, 24, 25].map(id);
		let found: string[] = [];
		for (let cursor = ''; ; cursor = found.at(-1) ?? '') {
			const page = await site.get(`${all}&limit=2&after_id=${cursor}`);
			if (page.length === 0) break;
			found = [...found, ...page.map((session: {_id: string}) => session._id)];
		}
		expect(found).toEqual(ids);
		const second = await site.get(`${all}&limit=2&page=2&sort=label:desc`);
		expect(labels(second)).toEqual(['only', 'gr-smith_proj-A_ses-1.2']);
		expect(await site.get(`${all}&limit=2&page=0`)).toEqual(await site.get(`${all}&limit=2&page=1`));
	});

	it.each([
		'limit=0',
		'limit=-1',
		'limit=x',
		'page=1',
		'limit=2&page=1&skip=2',
		'after_id=&sort=label',
		'after_id=&limit=2&page=1',
		'limit=1&limit=2',
		'sort=label:sideways',
	])('refuses %s with 422', async query => {
		expect((await site.call('GET', `${all}&${query}`)).status).toBe(422);
	});
});

describe('filters', () => {
	const subjects = async (filter: string) =>
		labels(await site.get(`/subjects?exhaustive=true&sort=label&filter=${encodeURIComponent(filter)}`));
	const sessions = async (filter: string) =>
		labels(await site.get(`/sessions?exhaustive=true&sort=label&filter=${encodeURIComponent(filter)}`));

	it('finds a numeric label by quoting it, and silently nothing without', async () => {
		expect(await subjects('label="101"')).toEqual(['101']);
		expect(await subjects('label=101')).toEqual([]);
	});

	it('takes ids unquoted alone', async () => {
		expect(await subjects(`project=${studyA}`)).toEqual(['101', 'ex1']);
		expect(await subjects(`parents.project=${studyA}`)).toEqual(['101', 'ex1']);
		expect(await subjects(`parents.project="${studyA}"`)).toEqual([]);
		expect(await subjects('group=smith')).toHaveLength(4);
	});

	it('needs commas escaped, quoted or not', async () => {
		expect(await sessions('label="comma\\, "quoted""')).toEqual(['comma, "quoted"']);
		expect((await site.call('GET', `/sessions?filter=${encodeURIComponent('label=comma, x')}`)).status).toBe(422);
	});

	it('matches patterns anywhere, unquoted, with case', async () => {
		expect(await sessions('label=~^gr-.*_ses-')).toEqual(['gr-smith_proj-A_ses-1.2']);
		expect(await sessions('label=~"ses"')).toEqual([]);
		expect(await sessions('label=~SES')).toEqual([]);
		expect(await sessions('label=~comma\\,')).toEqual(['comma, "quoted"']);
	});

	it('knows all operators, on dates, numbers and lists', async () => {
		expect(await sessions('timestamp>2026-03-04')).toEqual(['only']);
		expect(await sessions('timestamp>=2026-03-04T17:05:09Z,timestamp<=2026-03-04T17:05:09Z')).toEqual(['only']);
		expect(await sessions('timestamp<2026-03-04')).toEqual([]);
		expect(await sessions('timestamp=null')).toHaveLength(4);
		expect(await sessions('timestamp!=null')).toEqual(['only']);
		expect(await subjects('label!=ex1')).toEqual(['101', 'ex2']);
		expect(await subjects('tags=pilot')).toEqual(['101']);
		const files = await site.get('/files?exhaustive=true&filter=size>1000');
		expect(files.results).toMatchObject([{name: 'a.dicom.zip'}]);
	});

	it('matches nothing where the path holds an object, nor files by their id', async () => {
		expect(await sessions(`subject=${id(12)}`)).toEqual(['only']);
		expect(await sessions('subject.label=ex2')).toEqual(['only']);
		expect(await sessions('info=x')).toEqual([]);
		const [file] = (await site.get('/files?exhaustive=true')).results;
		expect((await site.get(`/files?exhaustive=true&filter=file_id=${file.file_id}`)).total).toBe(0);
	});

	it('splits at the first operator of two characters, wherever it stands', async () => {
		expect(await sessions('label=a!=b')).toHaveLength(5);
	});

	it('refuses a term without operator and a broken pattern', async () => {
		for (const filter of ['label', 'label=a,', 'label=~(']) {
			expect((await site.call('GET', `/sessions?filter=${encodeURIComponent(filter)}`)).status).toBe(422);
		}
	});

	it('finds jobs by _id and parents, never by id or destination.id', async () => {
		const jobs = async (filter: string) => (await site.get(`/jobs?filter=${encodeURIComponent(filter)}`)).length;
		expect(await jobs(`_id=${id(51)}`)).toBe(1);
		expect(await jobs(`id=${id(51)}`)).toBe(0);
		expect(await jobs(`destination.id=${id(25)}`)).toBe(0);
		expect(await jobs(`parents.session=${id(25)},state=failed`)).toBe(1);
		expect(await jobs('gear_info.name="fmriprep"')).toBe(4);
		expect(await jobs('created>2026-03-01,created<2026-03-03')).toBe(1);
	});
});
