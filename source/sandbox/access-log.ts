import type {Parents} from './documents.js';

export interface AccessEntry {
	_id: string;
	timestamp: string;
	ip: string;
	access_type: string;
	origin: {type: string; id: string | null; via: string | null};
	user_id: string;
	context: Record<string, {id?: string; label?: string; name?: string}>;
	request_method: string;
	request_path: string;
	outcome: string;
}

export const accessTypes = [
	'view_container',
	'view_subject',
	'view_file',
	'view_job',
	'view_job_logs',
	'download_file',
	'replace_file',
	'delete_file',
	'delete_container',
	'delete_analysis',
	'user_login',
	'role_change',
	'user_role_change',
	'add_permission',
	'modify_permission',
	'user_enabled',
	'user_disabled',
	'user_deleted',
	'file_moved_away',
	'file_moved_in',
	'container_moved_away',
	'container_moved_in',
];

/** Kept at most; older entries go first. */
const longest = 10_000;

/** Who read or changed what, newest last. Not kept across restarts. */
export class AccessLog {
	readonly entries: AccessEntry[] = [];

	add(entry: AccessEntry): void {
		this.entries.push(entry);
		if (this.entries.length > longest) this.entries.splice(0, this.entries.length - longest);
	}
}

export type AccessContext = Parents & {file?: string; job?: string};
