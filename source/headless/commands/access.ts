import {safeText} from '../../format/safe-text.js';
import type {AccessGrant} from '../../model/views.js';
import {loadAccess} from '../../state/access.js';
import type {Context} from '../context.js';
import {filterFrom, type ListFormat, printList} from '../list.js';
import {readingOf} from '../reading.js';

const format: ListFormat<AccessGrant> = {
	noun: ['grant', 'grants'],
	columns: [
		{title: 'USER', value: row => row.user},
		{title: 'PROJECT', value: row => row.project},
		{title: 'ROLES', value: row => row.roles.join(', ')},
	],
	csv: ['user', 'project', 'roles'],
};

export async function access(context: Context, {user}: {user?: string}): Promise<number> {
	const {out, options} = context;
	const test = filterFrom(options.filter);
	const {client} = await context.connect();
	const view = await loadAccess(client, {...(await readingOf(context)), user});
	const rows = view.grants.filter(test);
	printList(out, format, {rows, total: view.grants.length, json: {...view, grants: rows}});
	if (out.mode !== 'json') for (const warning of view.warnings) out.progress(safeText(warning));
	return 0;
}
