import type {Column, Piece} from '../../components/columns.js';
import type {AccessProject} from '../../model/views.js';
import type {Theme} from '../../theme/theme.js';
import {type AccessGrid, type Grant, type Person, shortRoles} from './state.js';

function personPiece({user, disabled}: {user: string; disabled: boolean}): Piece {
	return disabled ? {text: `${user} (disabled)`, token: 'caution'} : {text: user};
}

/** What stands still at the left of the grid. */
export const personColumns: Column<Person>[] = [
	{
		id: 'user',
		title: 'PERSON',
		min: 22,
		ideal: 34,
		cell: personPiece,
		compare: (a, b) => a.user.localeCompare(b.user),
	},
	{
		id: 'name',
		title: 'NAME',
		min: 16,
		ideal: 32,
		drop: 2,
		cell: row => ({text: row.name, token: 'dim'}),
		compare: (a, b) => a.name.localeCompare(b.name),
	},
];

/** The flat list, where there is no room for a grid. */
export const grantColumns: Column<Grant>[] = [
	{
		id: 'user',
		title: 'PERSON',
		min: 18,
		ideal: 30,
		grow: 1,
		cell: personPiece,
		compare: (a, b) => a.user.localeCompare(b.user),
	},
	{
		id: 'project',
		title: 'PROJECT',
		min: 16,
		ideal: 30,
		grow: 1,
		cell: row => ({text: row.project}),
		compare: (a, b) => a.project.localeCompare(b.project),
	},
	{
		id: 'roles',
		title: 'ROLES',
		min: 12,
		ideal: 24,
		cell: row => ({text: row.role.join(' + ') || 'none', token: row.role.length === 1 ? 'text' : 'caution'}),
		compare: (a, b) => a.role.join().localeCompare(b.role.join()),
	},
];

/** A person's roles on a project, short; `?` where the server shows only one's own entry. */
export function rolePiece(
	grid: AccessGrid,
	{roles}: Person,
	{project, onlyOwnVisible}: AccessProject,
	{theme, width}: {theme: Theme; width: number},
): Piece {
	const held = roles.get(project);
	if (held) return {text: shortRoles(grid, held, width), token: held.length === 1 ? 'text' : 'caution'};
	return {text: onlyOwnVisible ? theme.symbols.unknown : theme.symbols.dot, token: 'dim'};
}
