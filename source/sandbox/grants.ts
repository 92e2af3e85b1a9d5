import {ApiError, notFound, unprocessable} from './api-error.js';
import {type Call, stringsOf, textOf} from './call.js';
import type {Access, Grant, GroupDoc} from './documents.js';

/** @throws ApiError 402 where nobody has that id: how the real server says it. */
export function needUser(call: Call, id: string): void {
	if (!call.store.has('users', id)) throw new ApiError(402, `User ${id} does not exist`);
}

/** Checked role ids of a body: known, and in the group's pool. */
export function roleIdsOf(call: Call, body: Record<string, unknown>, group: GroupDoc | undefined): string[] {
	const ids = stringsOf(body.role_ids, 'role_ids');
	if (ids.length === 0) throw unprocessable('role_ids must not be empty', ['body', 'role_ids']);
	for (const id of ids) {
		const role = call.store.get('roles', id);
		if (!role) throw notFound('Role', id);
		if (group && !group.roles.includes(id)) {
			throw unprocessable(`Role ${role.label} is not in the pool of group ${group._id}`, ['body', 'role_ids']);
		}
	}
	return [...new Set(ids)];
}

/** A `{_id, role_ids}` body. */
export function grantOf(call: Call, group: GroupDoc | undefined): Grant {
	const body = call.object();
	const id = textOf(body, '_id');
	needUser(call, id);
	return {_id: id, role_ids: roleIdsOf(call, body, group)};
}

export function levelOf(body: Record<string, unknown>): string {
	const access = textOf(body, 'access');
	if (['ro', 'rw', 'admin'].includes(access)) return access;
	throw unprocessable("access must be one of 'ro', 'rw', 'admin'", ['body', 'access']);
}

/** A `{_id, access}` body. */
export function accessOf(call: Call): Access {
	const body = call.object();
	const id = textOf(body, '_id');
	needUser(call, id);
	return {_id: id, access: levelOf(body)};
}

type Entry = {_id: string};

export function added<T extends Entry>(entries: readonly T[], entry: T): T[] {
	if (entries.some(({_id}) => _id === entry._id)) throw new ApiError(409, `Permission for ${entry._id} already exists`);
	return [...entries, entry];
}

/** @throws ApiError 404 where the person has no entry. */
export function entryOf<T extends Entry>(entries: readonly T[], id: string): T {
	const entry = entries.find(({_id}) => _id === id);
	if (!entry) throw notFound('Permission', id);
	return entry;
}

export function replaced<T extends Entry>(entries: readonly T[], entry: T): T[] {
	entryOf(entries, entry._id);
	return entries.map(old => (old._id === entry._id ? entry : old));
}

export function removed<T extends Entry>(entries: readonly T[], id: string): T[] {
	entryOf(entries, id);
	return entries.filter(({_id}) => _id !== id);
}

export function upserted<T extends Entry>(entries: readonly T[], entry: T): T[] {
	const there = entries.some(({_id}) => _id === entry._id);
	return there ? entries.map(old => (old._id === entry._id ? entry : old)) : [...entries, entry];
}
