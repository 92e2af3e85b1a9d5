import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {id, type Site, startSite, studyA, studyB, unsorted} from './site.js';

let site: Site;
beforeEach(async () => {
	site = await startSite();
});
afterEach(async () => site.close());

const move = async (session: number, body: unknown, as?: string) =>
	site.call('PUT', `/sessions/${id(session)}`, body, as);
const place = async (session: number) => (await site.get(`/sessions/${id(session)}`)).parents;

describe('a session by project', () => {
	it('takes its subject along where it is the only one', async () => {
		expect(await move(23, {project: studyA})).toMatchObject({status: 200, body: {modified: 1}});
		expect(await place(23)).toEqual({group: 'smith', project: studyA, subject: id(12)});
		expect((await site.get(`/subjects/${id(12)}`)).project).toBe(studyA);
	});

	it('has its subject copied where others stay behind', async () => {
		expect((await move(21, {project: studyB})).status).toBe(200);
		const {subject, group, project} = await place(21);
		expect({group, project}).toEqual({group: 'jones', project: studyB});
		expect(subject).not.toBe(id(11));
		expect(await site.get(`/subjects/${subject}`)).toMatchObject({label: 'ex1', project: studyB});
		expect(await place(22)).toEqual({group: 'smith', project: unsorted, subject: id(11)});
	});

	it('is refused with 422 where the target has a subject of that label', async () => {
		const {status, body} = await move(21, {project: studyA});
		expect(status).toBe(422);
		expect(body.message).toBe('subject code "ex1" already exists in project A');
		expect((await place(21)).project).toBe(unsorted);
	});
});

describe('a session by subject', () => {
	it('joins it, renamed at the same time, and all below follows', async () => {
		const before = await site.get(`/subjects/${id(12)}`);
		const body = {subject: {_id: id(14)}, label: 'ses-2'};
		expect((await move(23, body)).status).toBe(200);
		const session = await site.get(`/sessions/${id(23)}`);
		expect(session).toMatchObject({label: 'ses-2', project: studyA, subject: {_id: id(14), label: '101'}});
		expect(session.permissions).toEqual((await site.get(`/projects/${studyA}`)).permissions);
		const above = {group: 'smith', project: studyA, subject: id(14), session: id(23)};
		expect((await site.get(`/acquisitions/${id(31)}`)).parents).toEqual(above);
		expect((await site.get(`/analyses/${id(41)}`)).parents).toEqual(above);
		const files = await site.get(`/files?exhaustive=true&filter=parents.session=${id(23)}`);
		expect(files.results.map((file: {parents: {project: string}}) => file.parents.project)).toEqual([studyA, studyA]);
		expect(await site.get(`/subjects/${id(12)}`)).toMatchObject({label: before.label, project: unsorted});
	});

	it('takes a bare id as well', async () => {
		await move(23, {subject: id(14)});
		expect((await place(23)).subject).toBe(id(14));
	});

	it("refuses a project that is not the subject's", async () => {
		expect((await move(23, {subject: {_id: id(14)}, project: studyB})).status).toBe(422);
		expect((await move(23, {subject: {_id: id(99)}})).status).toBe(422);
		expect((await place(23)).subject).toBe(id(12));
	});

	it('renames the subject of all its sessions where only a label is sent', async () => {
		expect((await move(21, {subject: {label: 'renamed'}})).status).toBe(200);
		expect((await site.get(`/sessions/${id(22)}`)).subject).toMatchObject({
			_id: id(11),
			label: 'renamed',
			code: 'renamed',
		});
		expect((await move(22, {subject: {label: 'ex2'}})).status).toBe(422);
	});

	it('refuses fields it does not know', async () => {
		const {status, body} = await move(21, {labl: 'x'});
		expect(status).toBe(422);
		expect(body.detail[0]).toMatchObject({loc: ['body', 'labl'], type: 'extra_forbidden'});
	});
});

describe('many at once', () => {
	const bulk = async (sources: number[], destinations: string[], type: string, mode: string) =>
		site.call('POST', '/bulk/move/sessions', {
			sources: sources.map(id),
			destinations,
			destination_container_type: type,
			conflict_mode: mode,
		});

	it('tells conflicts when dry, and changes nothing', async () => {
		const {body} = await bulk([21, 23], [studyA], 'projects', 'dry');
		expect(body).toMatchObject([{id: id(21), subject_code: 'ex1', conflict_with: {type: 'subject', id: id(13)}}]);
		expect((await place(23)).project).toBe(unsorted);
	});

	it('leaves conflicts where they are with skip, without a word', async () => {
		expect(await bulk([21, 23], [studyA], 'projects', 'skip')).toMatchObject({status: 200, body: null});
		expect((await place(21)).project).toBe(unsorted);
		expect(await place(23)).toMatchObject({project: studyA, subject: id(12)});
	});

	it('joins the subject of that label with move', async () => {
		await bulk([21], [studyA], 'projects', 'move');
		expect((await place(21)).subject).toBe(id(13));
		expect(await site.get(`/subjects/${id(11)}`)).toMatchObject({label: 'ex1', project: unsorted});
	});

	it('moves a subject whole, and copies one that leaves sessions behind', async () => {
		await bulk([21, 22], [studyB], 'projects', 'skip');
		expect((await place(21)).subject).toBe(id(11));
		await bulk([24], [studyB], 'projects', 'move');
		expect((await place(24)).subject).toBe(id(11));
	});

	it('moves into a subject of any project', async () => {
		await bulk([21, 23], [id(14)], 'subjects', 'skip');
		expect(await place(21)).toMatchObject({project: studyA, subject: id(14)});
		expect(await place(23)).toMatchObject({project: studyA, subject: id(14)});
	});

	it('refuses what makes no sense', async () => {
		expect((await bulk([21, 22], [studyA, studyB], 'projects', 'skip')).status).toBe(422);
		expect((await bulk([99], [studyA], 'projects', 'skip')).status).toBe(422);
		expect((await bulk([21], [id(99)], 'projects', 'skip')).status).toBe(422);
		expect((await bulk([21], [studyA], 'projects', '')).status).toBe(422);
		expect((await bulk([21], [id(22)], 'sessions', 'skip')).status).toBe(501);
	});
});

describe('subjects', () => {
	it('are made once per label and project', async () => {
		const {body} = await site.call('POST', '/subjects', {project: studyA, label: 'new'});
		expect(await site.get(`/subjects/${body._id}`)).toMatchObject({label: 'new', code: 'new', project: studyA});
		expect((await site.call('POST', '/subjects', {project: studyA, label: 'new'})).status).toBe(422);
	});

	it('move with all they have, unless the label is taken', async () => {
		expect((await site.call('PUT', `/subjects/${id(11)}`, {project: studyA})).status).toBe(422);
		expect((await site.call('PUT', `/subjects/${id(11)}`, {project: studyB})).status).toBe(200);
		expect((await place(22)).project).toBe(studyB);
	});

	it('go only with a reason', async () => {
		expect((await site.call('DELETE', `/subjects/${id(13)}`)).status).toBe(400);
		expect((await site.call('DELETE', `/subjects/${id(13)}?delete_reason=whim`)).status).toBe(400);
		const gone = await site.call('DELETE', `/subjects/${id(13)}?delete_reason=test_data`);
		expect(gone).toMatchObject({status: 200, body: {deleted: 1}});
		expect((await site.call('GET', `/sessions/${id(24)}`)).status).toBe(404);
	});

	it('with data from a scanner go by an admin alone', async () => {
		const path = `/subjects/${id(12)}?delete_reason=test_data`;
		expect(await site.call('DELETE', path, undefined, 'ra')).toMatchObject({
			status: 403,
			body: {reason: 'original_data_present'},
		});
		expect((await site.call('DELETE', path, undefined, 'pi')).status).toBe(200);
	});
});
