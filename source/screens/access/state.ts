import type {AccessView} from '../../model/views.js';

/** One person on one project. */
export interface AccessRow {
	id: string;
	user: string;
	name: string;
	project: string;
	roles: string[];
	disabled: boolean;
}

export function accessRows(view: AccessView): AccessRow[] {
	const people = new Map(view.people.map(person => [person.user, person]));
	return view.grants.map(({user, project, roles}) => ({
		id: `${user} ${project}`,
		user,
		name: people.get(user)?.name ?? '',
		project,
		roles,
		disabled: people.get(user)?.disabled ?? false,
	}));
}

export function accessNotes(view: AccessView): string[] {
	const own = view.projects.filter(project => project.onlyOwnVisible).length;
	const notes = [`${view.people.length} people`, `${view.projects.length} projects`];
	if (own > 0) notes.push(`on ${own} only your own entry is visible`);
	if (view.warnings.length > 0) notes.push(`${view.warnings.length} warnings: see \`flydeck access\``);
	return notes;
}
