import type {Role} from './flywheel.js';

/** The action whose holders give and take roles. */
export const managing = 'project_permissions_manage';

const look = 'see what is there';

/** What an action lets one do, in words; the weightiest first. Actions that are not here are told by their name. */
const words: Record<string, string> = {
	[managing]: 'give and take roles',
	containers_delete_project: 'delete the project',
	files_delete_device_data: 'delete scanner data',
	containers_delete_hierarchy: 'delete subjects and sessions',
	files_delete_non_device_data: 'delete other files',
	analyses_delete: 'delete analyses',
	containers_modify_metadata: 'rename and move sessions',
	jobs_run_cancel: 'run gears',
	analyses_create_job: 'run analyses',
	files_create_upload: 'upload files',
	files_move: 'move files',
	containers_create_hierarchy: 'create subjects and sessions',
	files_modify_metadata: 'edit file details',
	analyses_create_sdk: 'upload analyses',
	analyses_modify_metadata: 'edit analyses',
	jobs_cancel_any: 'cancel jobs of others',
	gear_rules_manage: 'set gear rules',
	session_templates_manage: 'set session templates',
	copy_by_reference: 'copy data elsewhere',
	files_download: 'download files',
	files_view_contents: 'open files',
	notes_manage: 'write notes',
	tags_manage: 'set tags',
	data_views_manage: 'edit data views',
	analyses_view_metadata: 'see analyses',
	// Every role must hold these nine: one thing to people.
	containers_view_metadata: look,
	files_view_metadata: look,
	tags_view: look,
	notes_view: look,
	project_permissions_view: look,
	data_views_view: look,
	session_templates_view: look,
	gear_rules_view: look,
	jobs_view: look,
};
const weights = new Map(Object.keys(words).map((action, index) => [action, index]));

/** Whether holders of this role can give and take roles on the project. */
export function manages(role: Role | undefined): boolean {
	return role?.builtIn === 'admin' || (role?.actions.includes(managing) ?? false);
}

/** What these actions let one do, each once, the weightiest first and those flydeck has no words for last. */
export function phrases(actions: Iterable<string>): string[] {
	const rank = (action: string) => weights.get(action) ?? weights.size;
	const sorted = [...actions].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
	return [...new Set(sorted.map(action => words[action] ?? action.replaceAll('_', ' ')))];
}

/** As a list in a sentence; beyond `limit` only their number is told. */
export function listed(all: readonly string[], limit = 6): string {
	if (all.length <= limit + 1) return all.join(', ');
	return `${all.slice(0, limit).join(', ')} and ${all.length - limit} more`;
}

/** What a person gains and loses when one set of roles takes the place of another, a sentence each. */
export function difference(before: readonly Role[], after: readonly Role[]): string[] {
	const had = new Set(before.flatMap(role => role.actions));
	const has = new Set(after.flatMap(role => role.actions));
	const gained = phrases([...has].filter(action => !had.has(action)));
	const lost = phrases([...had].filter(action => !has.has(action)));
	return [
		...(gained.length > 0 ? [`Gains: ${listed(gained)}.`] : []),
		...(lost.length > 0 ? [`Loses: ${listed(lost)}.`] : []),
	];
}
