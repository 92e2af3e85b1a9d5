import type {ReadOptions} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import {type Project, type Session, unsortedLabel} from '../model/flywheel.js';

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

/** ISO date of the newest scan; null where there is none. */
export function newestScan(sessions: readonly Pick<Session, 'timestamp'>[]): string | null {
	return sessions.reduce<string | null>(
		(latest, {timestamp}) => (timestamp !== null && (latest === null || timestamp > latest) ? timestamp : latest),
		null,
	);
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
