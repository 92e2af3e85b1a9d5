import {mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import type {WorldFile} from '../../source/sandbox/index.js';
import {id, smallWorld, startSite, studyA} from './site.js';

let folder: string;
let stateFile: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'flydeck-state-'));
	stateFile = join(folder, 'state.json');
});
afterEach(async () => rm(folder, {recursive: true}));

describe('the state file', () => {
	it('brings back what was changed, made, removed and uploaded', async () => {
		const first = await startSite({stateFile});
		await first.call('PUT', `/sessions/${id(23)}`, {project: studyA, label: 'moved'});
		const made = await first.call('POST', '/subjects', {project: studyA, label: 'new'});
		await first.call('DELETE', `/subjects/${id(11)}?delete_reason=test_data`);
		const form = new FormData();
		form.append('file', new Blob(['uploaded bytes']), 'up.txt');
		const headers = {authorization: 'scitran-user key-sa'};
		await fetch(`${first.url}/api/sessions/${id(23)}/files`, {method: 'POST', headers, body: form});
		await first.close();

		const second = await startSite({stateFile});
		expect(await second.get(`/sessions/${id(23)}`)).toMatchObject({
			label: 'moved',
			project: studyA,
			files: [{name: 'up.txt'}],
		});
		expect(await second.get(`/subjects/${made.body._id}`)).toMatchObject({label: 'new'});
		expect((await second.call('GET', `/sessions/${id(21)}`)).status).toBe(404);
		const bytes = await fetch(`${second.url}/api/sessions/${id(23)}/files/up.txt`, {headers});
		expect(await bytes.text()).toBe('uploaded bytes');
		const next = await second.call('POST', '/subjects', {project: studyA, label: 'newer'});
		expect(next.body._id).not.toBe(made.body._id);
		await second.close();
	});

	it('is written soon after a change, whole, readable by its owner alone', async () => {
		const site = await startSite({stateFile});
		await site.call('PUT', `/sessions/${id(23)}`, {label: 'kept'});
		await vi.waitFor(async () => expect(await readFile(stateFile, 'utf8')).toContain('kept'), 10_000);
		expect((await stat(stateFile)).mode & 0o077).toBe(0);
		expect(await readdir(folder)).toEqual(['state.json']);
		const saved = JSON.parse(await readFile(stateFile, 'utf8'));
		expect(Object.keys(saved.changed).sort()).toEqual(['changes', 'sessions']);
		await site.close();
	});

	it('keeps the first moment, from which a world that is made anew is dated', async () => {
		const world = (epoch: Date): WorldFile => ({...smallWorld(), groups: [{_id: 'smith', label: epoch.toISOString()}]});
		const first = await startSite({world, stateFile, now: () => new Date('2026-01-01T00:00:00Z')});
		await first.close();
		const second = await startSite({world, stateFile, now: () => new Date('2026-02-01T00:00:00Z')});
		expect((await second.get('/groups/smith')).label).toBe('2026-01-01T00:00:00.000Z');
		await second.close();
	});

	it('of another world is refused, and so is one that is broken', async () => {
		await (await startSite({stateFile})).close();
		const other = startSite({stateFile, world: {}, worldName: 'empty'});
		await expect(other).rejects.toMatchObject({kind: 'usage', code: 'bad-state-file'});
		await writeFile(stateFile, '{"format":1,');
		await expect(startSite({stateFile})).rejects.toMatchObject({kind: 'usage', code: 'bad-state-file'});
		expect(await readFile(stateFile, 'utf8')).toBe('{"format":1,');
	});
});
