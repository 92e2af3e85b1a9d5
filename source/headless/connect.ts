import {createClient, type Flywheel, parseKey} from '../api/index.js';
import {type FoundLogin, findLogin} from '../config/login.js';
import {FlydeckError} from '../model/errors.js';
import type {Account, Site} from '../model/flywheel.js';
import {createOperations, type Operations} from '../operations/index.js';
import type {Context} from './context.js';
import {type EmbeddedSandbox, openEmbeddedSandbox} from './embedded-sandbox.js';
import {version} from './version.js';

export const userAgent = `flydeck/${version}`;

export interface Connection {
	client: Flywheel;
	/** Where the key came from, for people: "FW_KEY", "profile default", "the built-in sandbox". */
	where: string;
	/** What plans and journal know this site by. */
	siteName: string;
	/** True on the embedded sandbox. */
	sandbox: boolean;
	isReadOnly(): boolean;
	setReadOnly(on: boolean): void;
	account(): Promise<Account>;
	site(): Promise<Site>;
	operations(): Promise<Operations>;
	close(): Promise<void>;
}

export const noLogin = new FlydeckError('login', {
	code: 'no-login',
	message: 'You are not logged in.',
	next: 'Run `flydeck login`, or try everything on the built-in sandbox with --sandbox.',
});

/** @throws FlydeckError `login` where a login that was meant can't be used. */
export async function lookForLogin({paths, host, options, settings}: Context): Promise<FoundLogin | null> {
	const {profile} = await settings();
	return findLogin({
		paths,
		environment: host.environment,
		keyFile: options.keyFile,
		profile: options.profile,
		defaultProfile: profile,
	});
}

function remember<Value>(make: () => Promise<Value>): () => Promise<Value> {
	let value: Promise<Value> | undefined;
	return () => {
		value ??= make();
		return value;
	};
}

interface Door {
	key: string;
	where: string;
	sandbox: EmbeddedSandbox | null;
}

async function findDoor(context: Context): Promise<Door> {
	const {options} = context;
	const login = options.sandbox ? null : await lookForLogin(context);
	if (login) return {key: login.text(), where: login.where, sandbox: null};
	if (!options.sandbox && !options.orSandbox) throw noLogin;
	const sandbox = await openEmbeddedSandbox(context);
	return {key: sandbox.key, where: 'the built-in sandbox', sandbox};
}

/** Opens the site that the login is for, or the sandbox. No request is sent yet. */
export async function connect(context: Context): Promise<Connection> {
	const {key, where, sandbox} = await findDoor(context);
	const client = createClient({key: parseKey(key), userAgent, debug: line => context.debug(line)});
	let readOnly = context.options.readOnly ?? (await context.settings()).readOnly ?? false;
	const account = remember(async () => client.account());
	const siteName = sandbox?.site ?? client.host;
	return {
		client,
		where,
		siteName,
		sandbox: sandbox !== null,
		isReadOnly: () => readOnly,
		setReadOnly(on) {
			readOnly = on;
		},
		account,
		site: remember(async () => client.site()),
		operations: remember(async () =>
			createOperations({
				client,
				who: (await account()).id,
				journalFile: context.paths.journal,
				readOnly: () => readOnly,
				site: siteName,
			}),
		),
		async close() {
			await sandbox?.close();
		},
	};
}
