import {builtInRoles} from './actions.js';
import type {BlobStore} from './blobs.js';
import {apiDate} from './dates.js';
import {IdMaker} from './ids.js';
import {loadTree} from './load-tree.js';
import {Store} from './store.js';
import {claimIds, ensureUser, grants, idFor, type Loading} from './world-context.js';
import type {WorldFile} from './world-file.js';
import {checkWorld, worldError} from './world-schema.js';

function loadUsers({store, epoch}: Loading, world: WorldFile): void {
	const keys = new Set<string>();
	for (const [index, user] of (world.users ?? []).entries()) {
		const place = `users[${index}]`;
		if (store.has('users', user._id)) throw worldError(place, `${user._id} is there twice`);
		if (user.key !== undefined && keys.has(user.key))
			throw worldError(`${place}.key`, 'another person has the same key');
		if (user.key !== undefined) keys.add(user.key);
		store.put('users', {
			email: user._id,
			avatar: null,
			created: epoch,
			modified: epoch,
			firstlogin: null,
			lastlogin: null,
			preferences: {},
			...user,
			firstname: user.firstname ?? user._id.split('@')[0] ?? user._id,
			lastname: user.lastname ?? '',
			roles: user.roles ?? ['user'],
			disabled: user.disabled ?? false,
			key: user.key ?? null,
		});
	}
}

function loadRoles(loading: Loading, world: WorldFile): void {
	for (const role of builtInRoles) {
		loading.ids.take(role._id);
		loading.store.put('roles', role);
		loading.roles.set(role.label, role._id).set(role._id, role._id);
	}
	for (const [index, role] of (world.roles ?? []).entries()) {
		const {label} = role;
		if (loading.roles.has(label))
			throw worldError(`roles[${index}].label`, `there is a role ${JSON.stringify(label)} already`);
		const _id = idFor(loading, 'role', role._id);
		loading.store.put('roles', {...role, _id, label, actions: role.actions ?? []});
		loading.roles.set(label, _id).set(_id, _id);
	}
}

function loadGroups(loading: Loading, world: WorldFile): void {
	for (const [index, group] of (world.groups ?? []).entries()) {
		const place = `groups[${index}]`;
		if (loading.store.has('groups', group._id)) throw worldError(place, `the group ${group._id} is there twice`);
		const pool = group.roles?.map(role => {
			const id = loading.roles.get(role);
			if (id === undefined) throw worldError(`${place}.roles`, `there is no role ${JSON.stringify(role)}`);
			return id;
		});
		for (const {_id} of group.permissions ?? []) ensureUser(loading, _id);
		loading.store.put('groups', {
			created: loading.epoch,
			modified: loading.epoch,
			editions: {lab: true},
			providers: {},
			...group,
			tags: (group.tags as string[] | undefined) ?? [],
			label: group.label ?? group._id,
			permissions: group.permissions ?? [],
			permissions_template: grants(loading, group.permissions_template, `${place}.permissions_template`),
			roles: pool ?? [...new Set(loading.roles.values())],
		});
	}
}

function loadGears(loading: Loading, world: WorldFile): void {
	for (const gear of world.gears ?? []) {
		const {
			_id,
			name,
			version = '0.1.0',
			category = 'analysis',
			config = {},
			inputs = {},
			disabled,
			gear: more,
			...extra
		} = gear;
		const manifest = {
			label: name,
			description: '',
			author: '',
			custom: {},
			...(more as Record<string, unknown> | undefined),
		};
		loading.store.put('gears', {
			exchange: {},
			created: loading.epoch,
			modified: loading.epoch,
			...extra,
			_id: idFor(loading, 'gear', _id),
			category,
			gear: {
				...manifest,
				name,
				version,
				config,
				inputs,
				...(disabled && {custom: {...manifest.custom, flywheel: {invalid: true}}}),
			},
			...(disabled && {disabled: loading.epoch}),
		});
	}
}

export interface LoadedWorld {
	store: Store;
	ids: IdMaker;
}

/**
 * Fills a store from a world: short forms become API documents, missing ids are made (the
 * same each time), dates default to those around them.
 *
 * @param epoch the sandbox's first moment.
 * @throws FlydeckError `usage`, naming the place in the world file and what was expected.
 */
export function loadWorld(world: WorldFile, epoch: Date, blobs: BlobStore): LoadedWorld {
	checkWorld(world);
	const store = new Store();
	const ids = new IdMaker();
	claimIds(ids, world);
	const loading: Loading = {store, ids, blobs, epoch: apiDate(epoch), roles: new Map()};
	loadUsers(loading, world);
	loadRoles(loading, world);
	loadGroups(loading, world);
	loadGears(loading, world);
	loadTree(loading, world);
	store.tracking = true;
	return {store, ids};
}
