import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {id, type Site, startSite, studyA, studyB, unsorted} from './site.js';

let site: Site;
let roles: Record<string, string>;
beforeEach(async () => {
	site = await startSite();
	const list: {label: string; _id: string}[] = await site.get('/roles');
	roles = Object.fromEntries(list.map(({label, _id}) => [label, _id]));
});
afterEach(async () => site.close());

const grants = async (project: string) => (await site.get(`/projects/${project}`)).permissions;
const role = (label: string) => roles[label] ?? '';

describe('what people may do', () => {
	it('follows from the actions of their roles', async () => {
		expect((await site.call('PUT', `/sessions/${id(21)}`, {label: 'x'}, 'reader')).status).toBe(403);
		expect((await site.call('PUT', `/sessions/${id(21)}`, {label: 'x'}, 'ra')).status).toBe(200);
		expect((await site.call('GET', `/sessions/${id(21)}`, undefined, 'outside')).status).toBe(403);
		expect((await site.call('GET', `/sessions/${id(21)}`, undefined, 'reader')).status).toBe(200);
		const {body} = await site.call('PUT', `/sessions/${id(21)}`, {project: studyB}, 'ra');
		expect(body.message).toContain('containers_create_hierarchy');
	});

	it('is everything for a site admin, on every project', async () => {
		expect((await site.call('PUT', `/projects/${studyB}`, {label: 'B2'})).status).toBe(200);
	});

	it('lists only what they have a permission on', async () => {
		expect(await site.get('/sessions', 'outside')).toEqual([]);
		expect(await site.get('/sessions', 'reader')).toHaveLength(5);
		expect(await site.get('/files', 'outside')).toMatchObject({total: 0});
	});

	it('shows others their own entry alone', async () => {
		expect((await site.get(`/projects/${studyA}`, 'ra')).permissions).toEqual([
			{_id: 'ra@lab.example', role_ids: [role('read-write')]},
		]);
		expect((await site.get(`/projects/${studyA}`, 'pi')).permissions).toHaveLength(3);
		expect((await site.get(`/projects/${studyA}?join_avatars=true`, 'ra')).permissions).toHaveLength(3);
	});

	it('asks of a lock before anything else changes', async () => {
		expect((await site.call('POST', `/projects/${studyA}/lock`, {reason: 'study_closed'}, 'ra')).status).toBe(403);
		expect((await site.call('POST', `/projects/${studyA}/lock`, {reason: 'study_closed'}, 'pi')).status).toBe(200);
		expect((await site.get(`/projects/${studyA}`)).locked).toMatchObject({reason: 'study_closed'});
		const {status, body} = await site.call('PUT', `/sessions/${id(24)}`, {label: 'x'});
		expect([status, body.message]).toEqual([403, 'Project A is locked and can not be modified']);
		await site.call('POST', `/projects/${studyA}/unlock`);
		expect((await site.call('PUT', `/sessions/${id(24)}`, {label: 'x'})).status).toBe(200);
	});
});

describe('project permissions', () => {
	const path = (user = '') => `/projects/${studyA}/permissions${user && `/${encodeURIComponent(user)}`}`;
	const grant = {_id: 'outside@lab.example', role_ids: [] as string[]};

	it('are added once, replaced whole, and removed', async () => {
		const added = {...grant, role_ids: [role('read-only')]};
		expect(await site.call('POST', path(), added, 'pi')).toMatchObject({status: 200, body: added});
		expect((await site.call('POST', path(), added)).status).toBe(409);
		const both = [role('read-only'), role('read-write')];
		expect((await site.call('PUT', path(grant._id), {role_ids: both})).body).toEqual({...grant, role_ids: both});
		expect((await site.call('PUT', path(grant._id), {role_ids: [role('admin')]})).status).toBe(200);
		expect(await site.get(path(grant._id))).toEqual({...grant, role_ids: [role('admin')]});
		expect((await site.call('DELETE', path(grant._id))).body).toEqual({modified: 1});
		expect((await site.call('DELETE', path(grant._id))).status).toBe(404);
		expect((await site.call('PUT', path(grant._id), {role_ids: both})).status).toBe(404);
	});

	it('are refused for unknown people, unknown roles, and roles outside the pool', async () => {
		expect((await site.call('POST', path(), {_id: 'no@lab.example', role_ids: [role('admin')]})).status).toBe(402);
		expect((await site.call('POST', path(), {...grant, role_ids: [id(999)]})).status).toBe(404);
		expect((await site.call('POST', path(), {...grant, role_ids: [role('curator')]})).status).toBe(422);
		expect((await site.call('POST', path(), {...grant, role_ids: []})).status).toBe(422);
		expect(await grants(studyA)).toHaveLength(3);
	});

	it('are for those who manage them, but everyone may leave', async () => {
		const other = {...grant, role_ids: [role('read-only')]};
		expect((await site.call('POST', path(), other, 'ra')).status).toBe(403);
		expect((await site.call('DELETE', path('pi@lab.example'), undefined, 'ra')).status).toBe(403);
		expect((await site.call('DELETE', path('ra@lab.example'), undefined, 'ra')).status).toBe(200);
		expect((await site.call('GET', `/projects/${studyA}`, undefined, 'ra')).status).toBe(403);
	});
});

describe('groups', () => {
	const template = '/groups/smith/permissions/templates';

	it('give their template to new projects that inherit it', async () => {
		const made = await site.call('POST', '/projects?inherit=true', {label: 'C', group: 'smith'}, 'pi');
		expect(await grants(made.body._id)).toEqual([{_id: 'pi@lab.example', role_ids: [role('admin')]}]);
		expect((await site.call('POST', '/projects', {label: 'D', group: 'smith'}, 'ra')).status).toBe(403);
		for (const label of ['Unsorted', 'Unknown']) {
			expect((await site.call('POST', '/projects', {label, group: 'smith'})).status).toBe(400);
		}
	});

	it('change old projects only when the template is propagated', async () => {
		const ra = {_id: 'ra@lab.example', role_ids: [role('read-only')]};
		await site.call('POST', template, ra, 'pi');
		expect(await grants(studyA)).toContainEqual({...ra, role_ids: [role('read-write')]});
		await site.call('PUT', `${template}/ra%40lab.example?propagate=true`, {role_ids: [role('read-only')]}, 'pi');
		expect(await grants(studyA)).toContainEqual(ra);
		expect(await grants(unsorted)).toContainEqual(ra);
		await site.call('DELETE', `${template}/ra%40lab.example?propagate=true`, undefined, 'pi');
		expect(await grants(studyA)).toHaveLength(2);
		expect((await site.get('/groups/smith')).permissions_template).toHaveLength(1);
	});

	it('have a membership of their own, which opens no project', async () => {
		const path = '/groups/jones/permissions';
		const access = {_id: 'outside@lab.example', access: 'rw'};
		expect(await site.call('POST', path, access)).toMatchObject({status: 200, body: access});
		expect((await site.call('POST', path, access)).status).toBe(409);
		expect((await site.call('PUT', `${path}/outside%40lab.example`, {access: 'owner'})).status).toBe(422);
		expect(await site.get('/groups', 'outside')).toMatchObject([{_id: 'jones', permissions: [access]}]);
		expect(await site.get('/projects', 'outside')).toEqual([]);
	});

	it('take a role into their pool before it is used, and out of it when it no longer is', async () => {
		const grant = {_id: 'outside@lab.example', role_ids: [role('curator')]};
		await site.call('POST', '/groups/smith/roles', {_id: role('curator')}, 'pi');
		expect((await site.call('POST', `/projects/${studyA}/permissions`, grant)).status).toBe(200);
		expect((await site.call('DELETE', `/groups/smith/roles/${role('curator')}`)).status).toBe(409);
		await site.call('DELETE', `/projects/${studyA}/permissions/outside%40lab.example`);
		expect((await site.call('DELETE', `/groups/smith/roles/${role('curator')}`)).status).toBe(200);
	});
});

describe('roles', () => {
	it('are made by site admins, with the nine actions that each must hold', async () => {
		const all: string[] = await site.get('/roles/actions');
		const views = all.filter(action => action.endsWith('_view') || action.endsWith('_view_metadata'));
		expect((await site.call('POST', '/roles', {label: 'r', actions: views}, 'pi')).status).toBe(403);
		expect((await site.call('POST', '/roles', {label: 'r', actions: ['tags_view']})).status).toBe(422);
		const made = await site.call('POST', '/roles', {label: 'r', actions: views});
		expect(made.body).toMatchObject({label: 'r', in_use: false});
		expect((await site.call('POST', '/roles', {label: 'r', actions: views})).status).toBe(409);
		expect((await site.call('DELETE', `/roles/${role('admin')}`)).status).toBe(400);
		expect((await site.call('DELETE', `/roles/${made.body._id}`)).status).toBe(200);
	});

	it('tell which are built in', async () => {
		const list = await site.get('/roles');
		expect(list.map((one: {default_flywheel_role?: string}) => one.default_flywheel_role).sort()).toEqual([
			'admin',
			'ro',
			'rw',
			undefined,
		]);
	});
});
