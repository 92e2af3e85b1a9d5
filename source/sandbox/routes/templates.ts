import {audit} from '../audit.js';
import type {Call} from '../call.js';
import type {Grant, GroupDoc} from '../documents.js';
import {find} from '../find.js';
import {added, entryOf, grantOf, removed, replaced, roleIdsOf, upserted} from '../grants.js';
import {needGroup} from '../permissions.js';
import type {Router} from '../router.js';

function group(call: Call): GroupDoc {
	const found = find(call, 'groups', call.param('id'));
	needGroup(call, found, 'admin');
	return found;
}

function store(call: Call, target: GroupDoc, template: Grant[], change: (permissions: Grant[]) => Grant[]): void {
	call.store.patch('groups', target._id, {permissions_template: template, modified: call.date});
	audit(call, 'modify_permission', {group: target._id});
	if (!call.flag('propagate')) return;
	for (const project of call.store.by('projects', 'group', target._id)) {
		call.store.patch('projects', project._id, {permissions: change(project.permissions), modified: call.date});
	}
}

function add(call: Call): unknown {
	const target = group(call);
	const grant = grantOf(call, target);
	store(call, target, added(target.permissions_template, grant), permissions => upserted(permissions, grant));
	return grant;
}

function get(call: Call): unknown {
	const target = find(call, 'groups', call.param('id'));
	const uid = call.param('uid');
	if (uid !== call.user._id) needGroup(call, target, 'admin');
	return entryOf(target.permissions_template, uid);
}

function modify(call: Call): unknown {
	const target = group(call);
	const _id = call.param('uid');
	entryOf(target.permissions_template, _id);
	const grant = {_id, role_ids: roleIdsOf(call, call.object(), target)};
	store(call, target, replaced(target.permissions_template, grant), permissions => upserted(permissions, grant));
	return grant;
}

function remove(call: Call): unknown {
	const target = group(call);
	const uid = call.param('uid');
	const template = removed(target.permissions_template, uid);
	store(call, target, template, permissions => permissions.filter(({_id}) => _id !== uid));
	return {modified: 1};
}

/** The roles that a group's new projects start with; with `propagate` those of the existing ones follow. */
export function templateRoutes(router: Router): void {
	router.post('/groups/:id/permissions/templates', add);
	router.get('/groups/:id/permissions/templates/:uid', get);
	router.put('/groups/:id/permissions/templates/:uid', modify);
	router.delete('/groups/:id/permissions/templates/:uid', remove);
}
