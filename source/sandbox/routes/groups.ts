import {ApiError, notFound, unprocessable} from '../api-error.js';
import {audit} from '../audit.js';
import {type Call, optionalText, textOf} from '../call.js';
import type {Access, GroupDoc} from '../documents.js';
import {find, without} from '../find.js';
import {accessOf, added, entryOf, levelOf, removed, replaced} from '../grants.js';
import {list} from '../list.js';
import {hasAccess, needGroup, needSiteAdmin} from '../permissions.js';
import type {Router} from '../router.js';
import {groupView, roleView} from '../views.js';
import {projectLists} from './projects.js';
import {templateRoutes} from './templates.js';

export function groupOf(call: Call, level: 'ro' | 'rw' | 'admin'): GroupDoc {
	const group = find(call, 'groups', call.param('id'));
	needGroup(call, group, level);
	return group;
}

function groups(call: Call): unknown {
	const all = call.isAdmin && call.flag('exhaustive');
	const own = (group: GroupDoc) => group.permissions.some(({_id}) => _id === call.user._id);
	return list(call, {kind: 'groups', visible: group => all || own(group), view: group => groupView(call, group)});
}

function add(call: Call): unknown {
	needSiteAdmin(call);
	const body = call.object();
	const id = textOf(body, '_id');
	if (!/^[0-9a-z][0-9a-z.@_-]{0,30}[0-9a-z]$/.test(id)) throw unprocessable(`${id} is not a group id`, ['body', '_id']);
	if (call.store.has('groups', id)) throw new ApiError(409, `Group ${id} already exists`);
	call.store.put('groups', {
		...without(body, 'permissions', 'permissions_template'),
		_id: id,
		label: optionalText(body, 'label') ?? id,
		permissions: [{_id: call.user._id, access: 'admin'}],
		permissions_template: [],
		roles: [...call.store.all('roles')].map(({_id}) => _id),
		tags: [],
		created: call.date,
		modified: call.date,
	});
	return {_id: id};
}

function modify(call: Call): unknown {
	const group = groupOf(call, 'admin');
	const label = optionalText(call.object(), 'label') ?? group.label;
	call.store.patch('groups', group._id, {label, modified: call.date});
	return {modified: 1};
}

function remove(call: Call): unknown {
	needSiteAdmin(call);
	const group = groupOf(call, 'admin');
	if (call.store.countBy('projects', 'group', group._id) > 0) throw new ApiError(409, 'The group still has projects');
	call.store.remove('groups', group._id);
	return {deleted: 1};
}

function storeAccess(call: Call, group: GroupDoc, permissions: Access[], type: string): void {
	call.store.patch('groups', group._id, {permissions, modified: call.date});
	audit(call, type, {group: group._id});
}

function addAccess(call: Call): unknown {
	const group = groupOf(call, 'admin');
	const access = accessOf(call);
	storeAccess(call, group, added(group.permissions, access), 'add_permission');
	return access;
}

function getAccess(call: Call): unknown {
	const group = find(call, 'groups', call.param('id'));
	const uid = call.param('uid');
	if (uid !== call.user._id) needGroup(call, group, 'admin');
	return entryOf(group.permissions, uid);
}

function modifyAccess(call: Call): unknown {
	const group = groupOf(call, 'admin');
	const access: Access = {_id: call.param('uid'), access: levelOf(call.object())};
	storeAccess(call, group, replaced(group.permissions, access), 'modify_permission');
	return access;
}

function removeAccess(call: Call): unknown {
	const group = find(call, 'groups', call.param('id'));
	const uid = call.param('uid');
	if (uid !== call.user._id) needGroup(call, group, 'admin');
	storeAccess(call, group, removed(group.permissions, uid), 'modify_permission');
	return {modified: 1};
}

function pool(call: Call): unknown {
	const group = find(call, 'groups', call.param('id'));
	return group.roles.flatMap(id => {
		const role = call.store.get('roles', id);
		return role ? [roleView(call, role)] : [];
	});
}

function addToPool(call: Call): unknown {
	const group = groupOf(call, 'admin');
	const role = find(call, 'roles', textOf(call.object(), '_id'));
	if (group.roles.includes(role._id)) throw new ApiError(409, `Role ${role.label} is in the pool already`);
	call.store.patch('groups', group._id, {roles: [...group.roles, role._id], modified: call.date});
	return roleView(call, role);
}

function poolRole(call: Call, group: GroupDoc): string {
	const id = call.param('role');
	if (!group.roles.includes(id)) throw notFound('Role', id);
	return id;
}

function removeFromPool(call: Call): unknown {
	const group = groupOf(call, 'admin');
	const id = poolRole(call, group);
	const used = call.store
		.by('projects', 'group', group._id)
		.some(({permissions}) => permissions.some(({role_ids}) => role_ids.includes(id)));
	const template = group.permissions_template.some(({role_ids}) => role_ids.includes(id));
	if (used || template) throw new ApiError(409, 'The role is in use in this group');
	call.store.patch('groups', group._id, {roles: group.roles.filter(role => role !== id), modified: call.date});
	return null;
}

function one(call: Call): unknown {
	const group = find(call, 'groups', call.param('id'));
	if (!hasAccess(call, group.permissions, 'ro')) needGroup(call, group, 'ro');
	audit(call, 'view_container', {group: group._id});
	return groupView(call, group);
}

export function groupRoutes(router: Router): void {
	router.get('/groups', groups);
	router.post('/groups', add);
	templateRoutes(router);
	router.get('/groups/:id', one);
	router.put('/groups/:id', modify);
	router.delete('/groups/:id', remove);
	router.get('/groups/:id/projects', call => projectLists(call, find(call, 'groups', call.param('id'))._id));
	router.post('/groups/:id/permissions', addAccess);
	router.get('/groups/:id/permissions/:uid', getAccess);
	router.put('/groups/:id/permissions/:uid', modifyAccess);
	router.delete('/groups/:id/permissions/:uid', removeAccess);
	router.get('/groups/:id/roles', pool);
	router.post('/groups/:id/roles', addToPool);
	router.get('/groups/:id/roles/:role', call =>
		roleView(call, find(call, 'roles', poolRole(call, find(call, 'groups', call.param('id'))))),
	);
	router.delete('/groups/:id/roles/:role', removeFromPool);
}
