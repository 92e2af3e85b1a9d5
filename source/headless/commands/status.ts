import {safeText} from '../../format/safe-text.js';
import type {Context} from '../context.js';
import {toCsv} from '../csv.js';

const csvFields = [
	...['user.id', 'user.name', 'user.siteAdmin', 'user.roles', 'site.name', 'site.host', 'site.release'],
	...['login', 'sandbox', 'readOnly'],
];

/** Who is logged in where, by which login, and with which rights on the site. */
export async function status(context: Context): Promise<number> {
	const {out} = context;
	const connection = await context.connect();
	const [account, site] = await Promise.all([connection.account(), connection.site()]);
	const {where} = connection;
	const readOnly = connection.isReadOnly();
	const answer = {user: account, site, login: where, sandbox: connection.sandbox || site.sandbox, readOnly};
	if (out.mode === 'json') out.json(answer);
	if (out.mode === 'csv') out.data(toCsv([answer], csvFields));
	if (out.mode !== 'text') return 0;
	const rows: [string, string][] = [
		['who', account.name === '' ? account.id : `${account.name} (${account.id})`],
		['roles', account.roles.join(', ') || 'none'],
		['site', connection.sandbox || site.sandbox ? `${site.name} (SANDBOX)` : site.name],
		['host', site.host],
		['release', site.release ?? 'unknown'],
		['login', where],
		['changes', readOnly ? 'READ-ONLY: none' : 'allowed, as far as your roles go'],
	];
	for (const [name, value] of rows) out.data(`${name.padEnd(9)}${safeText(value)}\n`);
	return 0;
}
