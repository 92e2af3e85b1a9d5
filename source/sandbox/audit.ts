import type {Call} from './call.js';
import type {Parents} from './documents.js';

const kinds = {
	group: 'groups',
	project: 'projects',
	subject: 'subjects',
	session: 'sessions',
	acquisition: 'acquisitions',
	analysis: 'analyses',
} as const;

/** Writes an access down, as the real server does for everything that shows or changes data. */
export function audit(call: Call, type: string, parents: Parents, more: {file?: string; job?: string} = {}): void {
	const context: Record<string, {id?: string; label?: string; name?: string}> = {};
	for (const [level, kind] of Object.entries(kinds)) {
		const id = parents[level as keyof typeof kinds];
		if (id === undefined) continue;
		const label = call.store.get(kind, id)?.label;
		context[level] = label === undefined ? {id} : {id, label};
	}
	if (more.file !== undefined) context.file = {name: more.file};
	if (more.job !== undefined) context.job = {id: more.job};
	const user = call.caller?._id ?? 'ticket';
	call.services.accessLog.add({
		_id: call.newId(),
		timestamp: call.date,
		ip: call.request.ip,
		access_type: type,
		origin: {type: 'user', id: user, via: null},
		user_id: user,
		context,
		request_method: call.request.method,
		request_path: call.request.path,
		outcome: 'granted',
	});
}

/** Writes down what changed in a container, for `/changes`. */
export function recordChange(
	call: Call,
	type: string,
	id: string,
	patch: Record<string, unknown>,
	method = 'UPDATE',
): void {
	const before = call.store.countBy('changes', 'container', id);
	call.store.put('changes', {
		_id: call.newId(),
		container_type: type,
		container_id: id,
		method,
		patch,
		revision: before + 2,
		created: call.date,
		origin: {type: 'user', id: call.user._id},
	});
}
