import {createHash} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {id, type Site, startSite} from './site.js';

let site: Site;
beforeEach(async () => {
	site = await startSite();
});
afterEach(async () => site.close());

const headers = {authorization: 'scitran-user key-ra'};
const fetchFile = async (path: string, more: Record<string, string> = {}) =>
	fetch(`${site.url}/api${path}`, {headers: {...headers, ...more}});
const upload = async (path: string, text: string, name = 'out.txt') => {
	const form = new FormData();
	form.append('file', new Blob([text]), name);
	const response = await fetch(`${site.url}/api${path}`, {method: 'POST', headers, body: form});
	return {status: response.status, body: (await response.json()) as {file_id: string; name: string}[]};
};
const note = `/acquisitions/${id(31)}/files/note.txt`;

describe('downloads', () => {
	it('give the real bytes, with a hash that fits', async () => {
		expect(await (await fetchFile(note)).text()).toBe('hello, scan');
		const file = (await site.get(`/acquisitions/${id(31)}`)).files[1];
		const digest = createHash('sha384').update('hello, scan').digest('hex');
		expect(file).toMatchObject({size: 11, hash: `v0-sha384-${digest}`});
		expect((await fetchFile(`${note}?hash=other`)).status).toBe(409);
	});

	it('make up what the world only measures, the same each time', async () => {
		const path = `/acquisitions/${id(31)}/files/a.dicom.zip`;
		const whole = new Uint8Array(await (await fetchFile(path)).arrayBuffer());
		expect(whole).toHaveLength(200_000);
		const part = await fetchFile(`${path}?view=true`, {range: 'bytes=65530-65545'});
		expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 65530-65545/200000']);
		expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(65_530, 65_546));
	});

	it('know ranges only when viewing', async () => {
		const range = {range: 'bytes=0-4'};
		expect(await (await fetchFile(`${note}?view=true`, range)).text()).toBe('hello');
		expect(await (await fetchFile(note, range)).text()).toBe('hello, scan');
		expect((await fetchFile(`${note}?view=true`, {range: 'bytes=99-'})).status).toBe(416);
		expect((await fetchFile(`${note}?view=true`, {range: 'bytes=0-99'})).status).toBe(200);
		const several = await fetchFile(`${note}?view=true`, {range: 'bytes=0-1,3-4'});
		expect(several.headers.get('content-type')).toContain('multipart/byteranges');
		expect(await several.text()).toContain('bytes 3-4/11');
	});

	it('go without a key where there is a ticket', async () => {
		const {ticket} = (await (await fetchFile(`${note}?ticket=`)).json()) as {ticket: string};
		expect(await (await fetch(`${site.url}/api${note}?ticket=${ticket}`)).text()).toBe('hello, scan');
		expect((await fetch(`${site.url}/api${note}?ticket=made-up`)).status).toBe(404);
		const other = `/acquisitions/${id(31)}/files/a.dicom.zip`;
		expect((await fetch(`${site.url}/api${other}?ticket=${ticket}`)).status).toBe(400);
		expect((await fetch(`${site.url}/api/projects?ticket=${ticket}`)).status).toBe(401);
	});

	it('are refused to those who may not, and for what is not there', async () => {
		const outside = {authorization: 'scitran-user key-outside'};
		expect((await fetchFile(note, outside)).status).toBe(403);
		expect((await fetchFile(`/acquisitions/${id(31)}/files/none`)).status).toBe(404);
		expect((await fetchFile(`${note}?info=true`)).status).toBe(400);
	});
});

describe('uploads', () => {
	it('add a file, and a version where the name is there', async () => {
		const path = `/sessions/${id(21)}/files`;
		const first = await upload(path, 'one');
		expect(first).toMatchObject({
			status: 200,
			body: [{name: 'out.txt', version: 1, size: 3, origin: {id: 'ra@lab.example'}}],
		});
		const second = await upload(path, 'second');
		expect(second.body[0]).toMatchObject({file_id: first.body[0]?.file_id, version: 2});
		expect((await site.get(`/sessions/${id(21)}`)).files).toHaveLength(1);
		expect(await (await fetchFile(`${path}/out.txt?version=1`)).text()).toBe('one');
		expect(await (await fetchFile(`${path}/out.txt`)).text()).toBe('second');
	});

	it('keep no path of the sender, and need a right', async () => {
		const {body} = await upload(`/sessions/${id(21)}/files`, 'x', '../../etc/up.txt');
		expect(body[0]?.name).toBe('up.txt');
		const reader = {authorization: 'scitran-user key-reader'};
		const form = new FormData();
		form.append('file', new Blob(['x']), 'x.txt');
		const response = await fetch(`${site.url}/api/sessions/${id(21)}/files`, {
			method: 'POST',
			headers: reader,
			body: form,
		});
		expect(response.status).toBe(403);
	});

	it('make the outputs of an analysis by hand, as often as wanted', async () => {
		const {body} = await site.call('POST', `/sessions/${id(21)}/analyses`, {label: 'mine', inputs: []}, 'ra');
		expect((await upload(`/analyses/${body._id}/files`, 'a', 'a.txt')).status).toBe(200);
		expect((await upload(`/analyses/${body._id}/files`, 'b', 'b.txt')).status).toBe(200);
		const analysis = await site.get(`/analyses/${body._id}`);
		expect(analysis).toMatchObject({job: null, files: [{name: 'a.txt'}, {name: 'b.txt'}]});
	});
});

describe('what hangs on a container', () => {
	const session = `/sessions/${id(21)}`;

	it('are notes, with their author', async () => {
		const {body} = await site.call('POST', `${session}/notes`, {text: 'later'}, 'ra');
		expect(body).toMatchObject({text: 'later', user: 'ra@lab.example'});
		expect((await site.call('DELETE', `${session}/notes/${body._id}`, undefined, 'pi')).status).toBe(403);
		expect((await site.call('DELETE', `${session}/notes/${body._id}`, undefined, 'ra')).body).toEqual({deleted: 1});
		expect((await site.get(session)).notes).toEqual([]);
	});

	it('are tags, each once', async () => {
		expect((await site.call('POST', `${session}/tags`, {value: 'a b'}, 'ra')).body).toEqual({modified: 1});
		expect((await site.call('POST', `${session}/tags`, {value: 'a b'}, 'ra')).status).toBe(409);
		expect((await site.call('DELETE', `${session}/tags/a%20b`, undefined, 'ra')).body).toEqual({deleted: 1});
	});

	it('is info, set, deleted or replaced, never both', async () => {
		await site.call('PATCH', `${session}/info`, {set: {a: 1, b: {c: 2}}});
		await site.call('PATCH', `${session}/info`, {set: {b: 3}, delete: ['a']});
		expect((await site.get(session)).info).toEqual({b: 3});
		expect((await site.call('PATCH', `${session}/info`, {set: {}, replace: {}})).status).toBe(400);
	});

	it('is found by its path, or not at all', async () => {
		const lookup = async (...path: string[]) => site.call('POST', '/lookup', {path});
		expect((await lookup('smith', 'A', 'ex1', 'ses-1')).body).toMatchObject({_id: id(24), container_type: 'session'});
		expect((await lookup('smith', 'Unsorted', 'ex2', 'only', 'T1w', 'note.txt')).body).toMatchObject({
			container_type: 'file',
		});
		const misses = [await lookup('nobody', 'A'), await lookup('smith', 'nothing')];
		expect(misses.map(({status}) => status)).toEqual([404, 404]);
		expect(misses[0]?.body.message).not.toBe(misses[1]?.body.message);
		expect(await site.get(`/containers/${id(41)}`)).toMatchObject({label: 'by hand', container_type: 'analysis'});
	});

	it('leaves a trace: who saw and what changed', async () => {
		await site.call('PUT', session, {label: 'traced'}, 'ra');
		await site.get(session, 'ra');
		const log = await site.get('/report/accesslog?user=ra%40lab.example&access_types=view_container');
		expect(log).toMatchObject([{access_type: 'view_container', context: {session: {id: id(21), label: 'traced'}}}]);
		expect((await site.call('GET', '/report/accesslog', undefined, 'ra')).status).toBe(403);
		expect((await site.call('GET', '/report/accesslog?limit=20000')).status).toBe(400);
		expect((await site.get(`/changes/session/${id(21)}`)).changes).toMatchObject([
			{method: 'UPDATE', patch: {label: 'traced'}},
		]);
	});
});
