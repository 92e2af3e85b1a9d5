import type {Column} from '../../components/columns.js';
import type {AccessRow} from './state.js';

export const columns: Column<AccessRow>[] = [
	{
		id: 'user',
		title: 'PERSON',
		min: 20,
		ideal: 32,
		grow: 1,
		cell: row => ({text: row.disabled ? `${row.user} (disabled)` : row.user, token: row.disabled ? 'caution' : 'text'}),
		compare: (a, b) => a.user.localeCompare(b.user),
	},
	{
		id: 'name',
		title: 'NAME',
		min: 12,
		ideal: 24,
		drop: 1,
		cell: row => ({text: row.name, token: 'dim'}),
		compare: (a, b) => a.name.localeCompare(b.name),
	},
	{
		id: 'project',
		title: 'PROJECT',
		min: 18,
		ideal: 32,
		grow: 1,
		cell: row => ({text: row.project}),
		compare: (a, b) => a.project.localeCompare(b.project),
	},
	{
		id: 'roles',
		title: 'ROLES',
		min: 12,
		ideal: 24,
		cell: row => ({text: row.roles.join(' + ') || 'none', token: row.roles.length === 1 ? 'text' : 'caution'}),
		compare: (a, b) => a.roles.join().localeCompare(b.roles.join()),
	},
];
