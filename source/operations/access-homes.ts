import type {FlywheelReader, FlywheelWriter} from '../api/flywheel.js';
import type {GroupGrant, ProjectGrant} from '../model/flywheel.js';

/**
 * Where a person stands: on a project (its id), in the template with which a group's new projects
 * begin, or among the members of a group.
 */
export type AccessHome = {project: string} | {template: string} | {members: string};

/** How a person's entry there is read and written. Ids of roles; of a group's member the one level of access. */
interface Entry {
	/** null: there is no entry. */
	read(reader: FlywheelReader): Promise<string[] | null>;
	add(client: FlywheelWriter, roleIds: string[]): Promise<void>;
	set(client: FlywheelWriter, roleIds: string[]): Promise<void>;
	remove(client: FlywheelWriter): Promise<void>;
}

export function entryAt(home: AccessHome, user: string): Entry {
	if ('project' in home) {
		const {project} = home;
		return {
			read: async reader => (await reader.projectGrant(project, user))?.roleIds ?? null,
			add: async (client, roleIds) => client.addProjectGrant(project, {user, roleIds}),
			set: async (client, roleIds) => client.setProjectGrant(project, {user, roleIds}),
			remove: async client => client.removeProjectGrant(project, user),
		};
	}
	if ('template' in home) {
		const {template} = home;
		return {
			read: async reader => (await reader.templateGrant(template, user))?.roleIds ?? null,
			add: async (client, roleIds) => client.addTemplateGrant(template, {user, roleIds}),
			set: async (client, roleIds) => client.setTemplateGrant(template, {user, roleIds}),
			remove: async client => client.removeTemplateGrant(template, user),
		};
	}
	return memberEntry(home.members, user);
}

function memberEntry(group: string, user: string): Entry {
	const grant = ([access]: string[]) => ({user, access}) as GroupGrant;
	return {
		read: async reader => asHolders((await reader.group(group)).permissions).find(by(user))?.roleIds ?? null,
		add: async (client, roleIds) => client.addMember(group, grant(roleIds)),
		set: async (client, roleIds) => client.setMember(group, grant(roleIds)),
		remove: async client => client.removeMember(group, user),
	};
}

function by(user: string) {
	return (grant: ProjectGrant) => grant.user === user;
}

/** Members of a group as holders of their one level of access. */
export function asHolders(members: readonly GroupGrant[]): ProjectGrant[] {
	return members.map(({user, access}) => ({user, roleIds: [access]}));
}

/** Everybody's entry on a project or in a group, as it is now. */
export async function holdersAt(
	reader: FlywheelReader,
	home: Exclude<AccessHome, {template: string}>,
): Promise<ProjectGrant[]> {
	if ('project' in home) return (await reader.project(home.project)).permissions;
	return asHolders((await reader.group(home.members)).permissions);
}
