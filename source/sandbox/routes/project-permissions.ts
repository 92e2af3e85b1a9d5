import {audit} from '../audit.js';
import type {Call} from '../call.js';
import type {Grant, ProjectDoc} from '../documents.js';
import {find} from '../find.js';
import {added, entryOf, grantOf, removed, replaced, roleIdsOf} from '../grants.js';
import {need} from '../permissions.js';
import type {Router} from '../router.js';

const managing = 'project_permissions_manage';

function project(call: Call): ProjectDoc {
	return find(call, 'projects', call.param('id'));
}

function store(call: Call, target: ProjectDoc, permissions: Grant[], type: string): void {
	call.store.patch('projects', target._id, {permissions, modified: call.date, revision: target.revision + 1});
	audit(call, type, {...target.parents, project: target._id});
}

function add(call: Call): unknown {
	const target = project(call);
	need(call, target._id, managing);
	const grant = grantOf(call, call.store.get('groups', target.group));
	store(call, target, added(target.permissions, grant), 'add_permission');
	return grant;
}

function get(call: Call): unknown {
	const target = project(call);
	const uid = call.param('uid');
	if (uid !== call.user._id) need(call, target._id, managing, 'project_permissions_view');
	return entryOf(target.permissions, uid);
}

function modify(call: Call): unknown {
	const target = project(call);
	need(call, target._id, managing);
	const _id = call.param('uid');
	entryOf(target.permissions, _id);
	const grant = {_id, role_ids: roleIdsOf(call, call.object(), call.store.get('groups', target.group))};
	store(call, target, replaced(target.permissions, grant), 'modify_permission');
	return grant;
}

/** Everyone may remove their own entry, the last admin included: nothing prevents it. */
function remove(call: Call): unknown {
	const target = project(call);
	const uid = call.param('uid');
	if (uid !== call.user._id) need(call, target._id, managing);
	store(call, target, removed(target.permissions, uid), 'modify_permission');
	return {modified: 1};
}

export function projectPermissionRoutes(router: Router): void {
	router.post('/projects/:id/permissions', add);
	router.get('/projects/:id/permissions/:uid', get);
	router.put('/projects/:id/permissions/:uid', modify);
	router.delete('/projects/:id/permissions/:uid', remove);
}
