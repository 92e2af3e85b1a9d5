import {count} from '../../format/amounts.js';
import type {AccessProject} from '../../model/views.js';
import type {AccessRequest} from '../../operations/index.js';
import {PickDialog} from '../../shell/dialogs/pick-dialog.js';
import type {Shell} from '../../shell/shell.js';
import {roleChoices} from './roles.js';
import type {AccessGrid} from './state.js';

interface Here {
	user: string;
	project: AccessProject;
}

/** No role's label: those are never empty. */
const noRole = '';

/** What new projects of the group give this person: a role is picked, then how far it reaches. */
export function pickTemplate(shell: Shell, grid: AccessGrid, here: Here): void {
	const {user, project} = here;
	const {group: id} = project;
	const entry = grid.group.get(id)?.template.find(grant => grant.user === user);
	const now = entry?.roleIds.map(role => grid.site.roles.find(known => known.id === role)?.label ?? role);
	const {choices, left} = roleChoices(grid, new Set([id]), now);
	const out = {value: noRole, label: 'no role', detail: 'new projects do not let this person in'};
	shell.open(
		new PickDialog(shell, {
			title: `${user} in the template of ${id}`,
			help: `New projects of the group begin with its template. There now: ${now?.join(' + ') ?? 'no entry'}.${left}`,
			choices: Promise.resolve(now ? [...choices, out] : choices),
			current: now?.[0],
			prompt: 'enter goes on; nothing is changed yet.',
			submit: role => pickReach(shell, grid, here, role === noRole ? null : [role]),
		}),
	);
}

/** Written one by one, not by the server at one stroke: each project is shown, checked, and can be undone. */
function pickReach(shell: Shell, grid: AccessGrid, {user, project}: Here, roles: string[] | null): void {
	const {group} = project;
	const holds = new Set(grid.people.find(person => person.user === user)?.roles.keys());
	const touched = grid.projects.filter(one => one.group === group && (roles !== null || holds.has(one.project)));
	const template: AccessRequest = {user, template: group, roles};
	const all = [template, ...touched.map(one => ({user, project: one.project, roles}))];
	shell.open(
		new PickDialog(shell, {
			title: `${user} in the template of ${group}: how far?`,
			help: `Roles given by hand in the projects that there are would be replaced: the plan shows each.`,
			choices: Promise.resolve([
				{value: 'new', label: 'new projects only', detail: 'those that there are keep their roles'},
				{value: 'all', label: 'all projects', detail: `new ones, and ${count(touched.length, 'project')} that you see`},
			]),
			submit: reach =>
				shell.plan('Changing a template', async () => shell.operations.planAccess(reach === 'all' ? all : [template])),
		}),
	);
}
