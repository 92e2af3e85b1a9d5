import {ApiError, badRequest, forbidden} from '../api-error.js';
import {type Call, optionalText, textOf} from '../call.js';
import type {UserDoc} from '../documents.js';
import {find, without} from '../find.js';
import {list} from '../list.js';
import {needSiteAdmin} from '../permissions.js';
import type {Router} from '../router.js';
import {userView} from '../views.js';

function self(call: Call): unknown {
	return {...userView(call.user), root: call.isAdmin};
}

function add(call: Call): unknown {
	needSiteAdmin(call);
	const body = call.object();
	const id = textOf(body, '_id');
	if (call.store.has('users', id)) throw new ApiError(409, `User ${id} already exists`);
	const user: UserDoc = {
		email: id,
		...without(body, 'key', 'api_key', 'wechat'),
		_id: id,
		firstname: optionalText(body, 'firstname') ?? '',
		lastname: optionalText(body, 'lastname') ?? '',
		roles: (body.roles as string[] | undefined) ?? ['user'],
		disabled: body.disabled === true,
		key: null,
		created: call.date,
		modified: call.date,
	};
	call.store.put('users', user);
	return {_id: id};
}

function modify(call: Call): unknown {
	const user = find(call, 'users', call.param('uid'));
	const body = call.object();
	if (!call.isAdmin) {
		if (user._id !== call.user._id) throw forbidden('Only site admins may change other people');
		if ('roles' in body || 'disabled' in body) throw forbidden('Only site admins may change roles');
	}
	const changes = without(body, '_id', 'key', 'api_key', 'root', 'created');
	call.store.patch('users', user._id, {...changes, modified: call.date});
	return {modified: 1};
}

function remove(call: Call): unknown {
	needSiteAdmin(call);
	const user = find(call, 'users', call.param('uid'));
	if (user._id === call.user._id) throw badRequest('Nobody can remove themselves');
	call.store.remove('users', user._id);
	return {deleted: 1};
}

export function userRoutes(router: Router): void {
	router.get('/users/self', self);
	router.get('/users/self/info', call => call.user.info ?? {});
	router.get('/users', call => list(call, {kind: 'users', view: userView, blind: ['key'], virtual: {key: () => null}}));
	router.post('/users', add);
	router.get('/users/:uid', call => userView(find(call, 'users', call.param('uid'))));
	router.put('/users/:uid', modify);
	router.delete('/users/:uid', remove);
}
