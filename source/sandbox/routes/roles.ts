import {viewActions} from '../actions.js';
import {ApiError, badRequest, unprocessable} from '../api-error.js';
import {type Call, stringsOf, textOf} from '../call.js';
import type {RoleDoc} from '../documents.js';
import {find} from '../find.js';
import {list} from '../list.js';
import {needSiteAdmin} from '../permissions.js';
import type {Router} from '../router.js';
import {roleView} from '../views.js';

function checkActions(value: unknown): string[] {
	const actions = stringsOf(value, 'actions');
	const missing = viewActions.filter(action => !actions.includes(action));
	if (missing.length > 0) throw unprocessable(`A role must hold ${missing.join(', ')}`, ['body', 'actions']);
	return actions;
}

function checkLabel(call: Call, label: string, own?: string): void {
	const taken = [...call.store.all('roles')].some(role => role.label === label && role._id !== own);
	if (taken) throw new ApiError(409, `A role ${label} already exists`);
}

function add(call: Call): unknown {
	needSiteAdmin(call);
	const body = call.object();
	const label = textOf(body, 'label');
	checkLabel(call, label);
	const role: RoleDoc = {_id: call.newId(), label, actions: checkActions(body.actions)};
	call.store.put('roles', role);
	return roleView(call, role);
}

function custom(call: Call): RoleDoc {
	needSiteAdmin(call);
	const role = find(call, 'roles', call.param('id'));
	if (role.default_flywheel_role) throw badRequest('A built-in role can not be changed');
	return role;
}

function modify(call: Call): unknown {
	const role = custom(call);
	const body = call.object();
	const label = 'label' in body ? textOf(body, 'label') : role.label;
	checkLabel(call, label, role._id);
	const actions = 'actions' in body ? checkActions(body.actions) : role.actions;
	return roleView(call, call.store.patch('roles', role._id, {label, actions}));
}

function remove(call: Call): unknown {
	const role = custom(call);
	const pools = [...call.store.all('groups')].some(({roles}) => roles.includes(role._id));
	if (roleView(call, role).in_use || pools) throw new ApiError(409, `Role ${role.label} is in use`);
	call.store.remove('roles', role._id);
	return {deleted: 1};
}

export function roleRoutes(router: Router): void {
	router.get('/roles', call => list(call, {kind: 'roles', view: role => roleView(call, role)}));
	router.post('/roles', add);
	router.get('/roles/:id', call => roleView(call, find(call, 'roles', call.param('id'))));
	router.put('/roles/:id', modify);
	router.delete('/roles/:id', remove);
}
