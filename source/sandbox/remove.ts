import type {Call} from './call.js';
import type {ContainerKind} from './documents.js';
import {singular} from './views.js';

/** What hangs below each kind, and the index that finds it. */
const children: Partial<Record<ContainerKind, [ContainerKind, string][]>> = {
	projects: [
		['subjects', 'project'],
		['sessions', 'project'],
		['acquisitions', 'project'],
		['analyses', 'project'],
	],
	subjects: [
		['sessions', 'subject'],
		['acquisitions', 'subject'],
		['analyses', 'subject'],
	],
	sessions: [
		['acquisitions', 'session'],
		['analyses', 'session'],
	],
	acquisitions: [['analyses', 'acquisition']],
};

function removeOne(call: Call, kind: ContainerKind, id: string): void {
	for (const file of call.store.by('files', 'parent', id)) call.store.remove('files', file._id);
	call.store.remove(kind, id);
}

/** Deletes a container with everything below it. Jobs stay, as history. */
export function removeTree(call: Call, kind: ContainerKind, id: string): void {
	for (const [child, index] of children[kind] ?? []) {
		for (const document of call.store.by(child, index, id)) removeOne(call, child, document._id);
	}
	for (const analysis of call.store.by('analyses', 'parent', id)) removeOne(call, 'analyses', analysis._id);
	removeOne(call, kind, id);
}

/** True where anything in a container came straight from a scanner. */
export function holdsDeviceData(call: Call, kind: ContainerKind, id: string): boolean {
	const level = singular[kind];
	const files =
		level === 'project' || level === 'subject' || level === 'session'
			? call.store.by('files', level, id)
			: call.store.by('files', 'parent', id);
	return files.some(({origin}) => origin.type === 'device');
}
