import type {FlywheelReader} from '../api/flywheel.js';
import type {Account, Project, Role} from '../model/flywheel.js';
import type {PlanItem} from '../model/plan.js';
import type {Places} from './places.js';

/** What this login's roles say it may do. They are a hint: the server has the last word. */
export interface OwnRights {
	/** A warning where its roles on the project hold none of these actions; none where that can't be told. */
	warn(project: Project | null, actions: readonly string[], doing: string): string[];
}

function heldOn(project: Project, account: Account, roles: ReadonlyMap<string, Role>): Role[] | null {
	const own = project.permissions.find(({user}) => user === account.id)?.roleIds ?? [];
	const held = own.map(id => roles.get(id));
	return held.some(role => role === undefined) ? null : held.filter(role => role !== undefined);
}

export async function readOwnRights(reader: FlywheelReader): Promise<OwnRights> {
	const [account, roles] = await Promise.all([reader.account(), reader.roles()]);
	const byId = new Map(roles.map(role => [role.id, role]));
	return {
		warn(project, actions, doing) {
			if (account.siteAdmin || !project) return [];
			const held = heldOn(project, account, byId);
			if (!held || held.some(role => actions.some(action => role.actions.includes(action)))) return [];
			const what = held.map(({label}) => label).join(' + ') || 'no role';
			return [
				`You hold ${what} on ${project.group}/${project.label}, which gives no right to ${doing}: expect a refusal.`,
			];
		},
	};
}

/** Moving a session in takes either, by the version of the server. */
const moving = ['containers_modify_metadata', 'containers_create_hierarchy'];

/** Warns of rights that moves need at both ends: each project once, with the first session that it is about. */
export function warnOfMoving(items: readonly PlanItem[], places: Places, rights: OwnRights): void {
	const told = new Set<unknown>();
	for (const item of items) {
		for (const id of [item.detail.fromProject, item.detail.toProject]) {
			if (told.has(id)) continue;
			told.add(id);
			const warnings = rights.warn(places.byId(String(id)), moving, 'move sessions');
			// A saved plan brings those of its making.
			item.warnings.push(...warnings.filter(text => !item.warnings.includes(text)));
		}
	}
}
