import {createClient, parseKey} from '../../api/index.js';
import {findLogin, firstProfile, saveLogin} from '../../config/login.js';
import type {Account, Site} from '../../model/flywheel.js';
import {userAgent} from '../connect.js';
import type {Context} from '../context.js';
import {askSecret, readPiped} from '../prompt.js';
import {usageError} from '../usage.js';

/** The key as given now: never one that an earlier login or a variable left around. */
async function givenKey(context: Context): Promise<string> {
	const {options, out, paths, host} = context;
	if (options.keyFile !== undefined) {
		const login = await findLogin({paths, environment: host.environment, keyFile: options.keyFile});
		return login?.text() ?? '';
	}
	if (out.streams.stdin.isTTY) {
		out.progress('Make an API key in your Flywheel profile and paste it here. It will not be shown.');
		const typed = await askSecret(out, 'API key: ');
		if (typed !== null && typed.trim() !== '') return typed;
	} else {
		const piped = await readPiped(out);
		if (piped.trim() !== '') return piped;
	}
	throw usageError('No key was given.', 'Paste it when asked, pipe it in, or name a file with --key-file.', 'no-key');
}

export interface LoggedIn {
	account: Account;
	site: Site;
	file: string;
}

/** Takes a key, has the server confirm it, and only then saves it for the profile. */
export async function logIn(context: Context): Promise<LoggedIn> {
	const {options, paths} = context;
	const text = (await givenKey(context)).trim();
	const client = createClient({key: parseKey(text), userAgent, debug: line => context.debug(line)});
	const [account, site] = await Promise.all([client.account(), client.site()]);
	const profile = options.profile ?? (await context.settings()).profile ?? firstProfile;
	return {account, site, file: await saveLogin(paths, profile, text)};
}

export async function login(context: Context): Promise<number> {
	const {out, options, host} = context;
	if (options.sandbox) {
		throw usageError('The sandbox needs no login.', 'Leave --sandbox out to log in to a site.', 'sandbox-login');
	}
	const {account, site, file} = await logIn(context);
	if (out.mode === 'json') out.json({user: account, site, file});
	else out.progress(`Logged in to ${site.name} (${site.host}) as ${account.id}. The key is in ${file}.`);
	if (host.environment.FW_KEY) out.progress('FW_KEY is set in your shell, and goes before what was just saved.');
	return 0;
}
