import {count} from '../../format/amounts.js';
import type {AccessProject} from '../../model/views.js';
import {type AccessRequest, copyRequests, offboardRequests} from '../../operations/index.js';
import {PickDialog} from '../../shell/dialogs/pick-dialog.js';
import {SearchDialog} from '../../shell/dialogs/search-dialog.js';
import {TextDialog} from '../../shell/dialogs/text-dialog.js';
import type {Handlers, Shell} from '../../shell/shell.js';
import {roleChoices} from './roles.js';
import {RolesDialog} from './roles-dialog.js';
import {type AccessGrid, whyNoTemplate, whyNotManaged} from './state.js';
import {pickTemplate} from './template.js';

/** A person on a project, and the roles that can be seen there. */
export interface Spot {
	user: string;
	project: AccessProject;
	roles: readonly string[] | undefined;
}

/** What the keys are about: all that is marked, else where one stands. */
export interface Target {
	spots: readonly Spot[];
	user: string | null;
	project: AccessProject | null;
}

export function accessCommands(shell: Shell, grid: AccessGrid, {spots, user, project}: Target): Handlers {
	const held = spots.filter(({roles}) => roles !== undefined);
	const here = user !== null && project ? {user, project} : null;
	const unless = (possible: unknown, reason: string, notAllowed?: string) =>
		possible ? (notAllowed ?? shell.cannotChange()) : reason;
	const allowed = (on: readonly Spot[]) =>
		whyNotManaged(
			grid,
			on.map(spot => spot.project),
		);
	return {
		open: {
			run: () => pickRole(shell, grid, spots),
			blocked: unless(spots.length > 0, 'nothing is listed', allowed(spots)),
		},
		'add-person': {
			run: () => project && addPerson(shell, grid, project),
			blocked: unless(project, 'no project is shown', project ? whyNotManaged(grid, [project]) : undefined),
		},
		'remove-person': {
			run: () => shell.plan('Taking roles away', async () => shell.operations.planAccess(requests(held, null))),
			blocked: unless(held.length > 0, 'no role is to be seen there', allowed(held)),
		},
		'copy-roles': {
			run: () => user !== null && copyRoles(shell, grid, user),
			blocked: unless(user !== null, 'nobody is listed'),
		},
		offboard: {
			run: () =>
				user !== null &&
				shell.plan('Taking a person out of everything', async () => {
					const {requests: all, notes} = offboardRequests(grid.site, user);
					return shell.operations.planAccess(all, notes);
				}),
			blocked: unless(user !== null, 'nobody is listed'),
		},
		warnings: {
			run: () => shell.open(new TextDialog(shell, 'What about access asks for a look', grid.site.view.warnings)),
			blocked: unlessAny(grid.site.view.warnings),
		},
		'explain-roles': {run: () => shell.open(new RolesDialog(shell, grid))},
		'group-template': {
			run: () => here && pickTemplate(shell, grid, here),
			blocked: unless(here, 'nothing is listed', project ? whyNoTemplate(grid, project.group) : undefined),
		},
	};
}

function unlessAny(warnings: readonly string[]): string | undefined {
	return warnings.length === 0 ? 'there is no warning' : undefined;
}

function requests(spots: readonly Spot[], role: string | null): AccessRequest[] {
	return spots.map(({user, project}) => ({user, project: project.project, roles: role === null ? null : [role]}));
}

function pickRole(shell: Shell, grid: AccessGrid, spots: readonly Spot[]) {
	const [first] = spots;
	if (!first) return;
	const projects = new Set(spots.map(({project}) => project.project));
	const users = new Set(spots.map(({user}) => user));
	const where = projects.size === 1 ? first.project.project : count(projects.size, 'project');
	const who = users.size === 1 ? first.user : count(users.size, 'person', 'people');
	const now = `Now: ${first.roles?.join(' + ') ?? 'no role'}. The role picked replaces all that this person holds there.`;
	const {choices, left} = roleChoices(grid, new Set(spots.map(({project}) => project.group)), first.roles);
	if (choices.length === 0) return shell.toast('caution', 'There is no role that all of these groups use.');
	const many = 'The role picked replaces all that they hold there, and lets in who holds none.';
	shell.open(
		new PickDialog(shell, {
			title: `Role of ${who} on ${where}${spots.length > 1 ? ` (${spots.length} cells)` : ''}`,
			help: `${spots.length === 1 ? now : many}${left}`,
			choices: Promise.resolve(choices),
			current: first.roles?.[0],
			submit: role => shell.plan('Changing roles', async () => shell.operations.planAccess(requests(spots, role))),
		}),
	);
}

/** Somebody of the site, found by typing; then the role, then the plan. */
function addPerson(shell: Shell, grid: AccessGrid, project: AccessProject): void {
	const held = new Map(grid.people.map(person => [person.user, person.roles.get(project.project)]));
	const note = (user: string, disabled: boolean) => {
		const roles = held.get(user);
		if (disabled) return 'this account is disabled';
		return roles ? `there already: ${roles.join(' + ')}` : '';
	};
	shell.open(
		new SearchDialog(shell, {
			title: `Add a person to ${project.project}`,
			noun: 'people',
			choices: grid.site.users.map(({id, name, disabled}) => ({
				...{value: id, label: id, detail: name},
				note: note(id, disabled),
			})),
			none: typed =>
				`Nobody on this site matches “${typed}”. Who has no account yet gets one from the staff of the site: send them the address.`,
			submit: user => pickRole(shell, grid, [{user, project, roles: held.get(user)}]),
		}),
	);
}

/** A new person like this one: found by typing, then the plan. */
function copyRoles(shell: Shell, {site}: AccessGrid, from: string): void {
	shell.open(
		new SearchDialog(shell, {
			title: `Who gets the roles that ${from} holds?`,
			noun: 'people',
			choices: site.users
				.filter(({id}) => id !== from)
				.map(({id, name, disabled}) => ({
					...{value: id, label: id, detail: name},
					note: disabled ? 'this account is disabled' : '',
				})),
			none: typed => `Nobody else on this site matches “${typed}”.`,
			submit: to =>
				shell.plan('Copying roles', async () => {
					const {requests: all, notes} = copyRequests(site, from, to);
					return shell.operations.planAccess(all, notes);
				}),
		}),
	);
}
