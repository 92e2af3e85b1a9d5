import type {FlywheelReader, ReadOptions} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import {type Project, unsortedLabel} from '../model/flywheel.js';

/** What every loader takes. */
export interface Reading {
	/** Only these groups; absent or empty: all. */
	groups?: readonly string[] | undefined;
	now: Date;
	signal?: AbortSignal | undefined;
}

export function inGroups(groups: readonly string[] | undefined): (thing: {group: string | null}) => boolean {
	if (!groups || groups.length === 0) return () => true;
	const wanted = new Set(groups);
	return ({group}) => group !== null && wanted.has(group);
}

export function isUnsorted(project: Pick<Project, 'label'>): boolean {
	return project.label === unsortedLabel;
}

/** How the contract names a project. */
export function projectName(project: Pick<Project, 'group' | 'label'>): string {
	return `${project.group}/${project.label}`;
}

/** For a request; leaves the key out where there is nothing to hand on. */
export function requestOptions({signal}: {signal?: AbortSignal | undefined}): ReadOptions {
	return signal ? {signal} : {};
}

const natural = new Intl.Collator('en', {numeric: true});

/** As people sort labels: `S2` before `S10`. */
export function naturally(a: string, b: string): number {
	return natural.compare(a, b);
}

/** null where this login may not read it; every other error is thrown. */
export async function unlessForbidden<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof FlydeckError && error.kind === 'forbidden') return null;
		throw error;
	}
}

type Shared = Pick<
	FlywheelReader,
	'account' | 'roles' | 'groups' | 'users' | 'projects' | 'subjects' | 'sessions' | 'jobs'
>;

/**
 * The same reader, asking for each list once: for a view made of several others. Keep it
 * for one loading only, for nothing in it ever grows old.
 */
export function readOnce(reader: FlywheelReader): FlywheelReader {
	const asked = new Map<string, Promise<unknown>>();
	const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
		const known = asked.get(key) as Promise<T> | undefined;
		const answer = known ?? ask();
		asked.set(key, answer);
		return answer;
	};
	const shared: Shared = {
		account: options => once('account', () => reader.account(options)),
		roles: options => once('roles', () => reader.roles(options)),
		groups: options => once('groups', () => reader.groups(options)),
		users: options => once('users', () => reader.users(options)),
		projects: options => once('projects', () => reader.projects(options)),
		subjects: (id, options) => once(`subjects ${id}`, () => reader.subjects(id, options)),
		sessions: (id, options) => once(`sessions ${id}`, () => reader.sessions(id, options)),
		jobs: (query = {}) => {
			const {signal: _, ...rest} = query;
			return once(`jobs ${JSON.stringify(Object.entries(rest).sort())}`, () => reader.jobs(query));
		},
	};
	return {...reader, ...shared};
}
