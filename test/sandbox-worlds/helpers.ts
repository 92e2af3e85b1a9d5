import type {WorldAnalysis, WorldFile, WorldJob, WorldSession} from '../../source/sandbox/world-file.js';

export interface Placed {
	group: string;
	project: string;
	subject: string;
	session: WorldSession;
}

/** Every session of a world, with where it is. */
export function sessionsOf(world: WorldFile): Placed[] {
	return (world.projects ?? []).flatMap(project =>
		(project.subjects ?? []).flatMap(subject =>
			(subject.sessions ?? []).map(session => ({
				group: project.group,
				project: project.label,
				subject: subject.label,
				session,
			})),
		),
	);
}

export function analysesOf(world: WorldFile): WorldAnalysis[] {
	return sessionsOf(world).flatMap(({session}) => session.analyses ?? []);
}

/** Every job of a world: those of sessions and those of analyses. */
export function jobsOf(world: WorldFile): WorldJob[] {
	return sessionsOf(world).flatMap(({session}) => [
		...(session.jobs ?? []),
		...(session.analyses ?? []).flatMap(analysis => (analysis.job ? [analysis.job] : [])),
	]);
}

/** Every text in a value, keys left out. */
export function textsOf(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsOf);
	if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsOf);
	return [];
}

/** Every value of `_id` that holds an object's own id; people and groups are told by other means. */
export function idsOf(value: unknown, found: string[] = []): string[] {
	if (Array.isArray(value)) for (const item of value) idsOf(item, found);
	else if (typeof value === 'object' && value !== null) {
		for (const [key, item] of Object.entries(value)) {
			if (key === '_id' && typeof item === 'string' && /^[0-9a-f]{24}$/.test(item)) found.push(item);
			else idsOf(item, found);
		}
	}
	return found;
}
