import type {WorldFile} from '../world-file.js';
import {Calendar, iso} from './calendar.js';
import {idFor} from './random.js';

/** A site before its first scan: one administrator, one group with its Unsorted, nothing else. */
export function empty(now: Date): WorldFile {
	const created = iso(new Calendar(now).at(3, 9 * 60));
	return {
		users: [
			{
				_id: 'admin@lab.example',
				firstname: 'Site',
				lastname: 'Administrator',
				roles: ['user', 'site_admin'],
				key: 'sandboxSiteAdmin0001',
				created,
				modified: created,
			},
		],
		groups: [
			{
				_id: 'newlab',
				label: 'New Lab',
				permissions: [{_id: 'admin@lab.example', access: 'admin'}],
				permissions_template: [{_id: 'admin@lab.example', roles: ['admin']}],
				created,
				modified: created,
			},
		],
		projects: [
			{
				_id: idFor('project/newlab/Unsorted'),
				group: 'newlab',
				label: 'Unsorted',
				permissions: [{_id: 'admin@lab.example', roles: ['admin']}],
				created,
				modified: created,
			},
		],
	};
}
