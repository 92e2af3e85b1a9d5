import {openDebugLog} from '../config/debug-log.js';
import {wantsMask} from '../config/mask-setting.js';
import {type AppPaths, appPaths, type Environment} from '../config/paths.js';
import type {Settings} from '../config/settings.js';
import type {Account, Site} from '../model/flywheel.js';
import type {ExpectedScan} from '../model/unsorted.js';
import type {Operations} from '../operations/index.js';
import type {Diagnoses} from '../state/diagnoses.js';
import type {Doctor} from '../state/doctor.js';
import type {Scratch} from '../state/scratch.js';
import type {Slurm} from '../state/slurm.js';
import type {Connection} from './connect.js';
import {Output, type OutputMode, type Streams} from './output.js';

export interface GlobalOptions {
	sandbox?: boolean;
	orSandbox?: boolean;
	profile?: string;
	keyFile?: string;
	group: string[];
	json?: boolean;
	csv?: boolean;
	readOnly?: boolean;
	schedule?: string;
	yes?: boolean;
	dryRun?: boolean;
	filter?: string;
	mask?: boolean;
	color: boolean;
	ascii?: boolean;
	debug?: boolean;
}

/** What the dashboard needs to open. */
export interface DashboardInput {
	client: Connection['client'];
	operations: Operations;
	account: Account;
	site: Site;
	readOnly: boolean;
	/** Turns the guard of the writes on and off, for `W`. */
	setReadOnly: (on: boolean) => void;
	groups: string[];
	/** How long a scan must be quiet, the files that projects must have, the scans expected. */
	habits: Pick<Settings, 'quietMinutes' | 'requiredFiles'> & {schedule: readonly ExpectedScan[]};
	scratch: Scratch;
	diagnoses: Diagnoses;
	slurm: Slurm;
	doctor: Doctor;
	filter: string;
	mask: boolean;
	/** True where it opens on the sandbox for want of a login. */
	offerLogin: boolean;
	stderr: Streams['stderr'];
	environment: Environment;
}

/** What can be told before the site has answered. */
export interface OpeningWords {
	/** What is being waited for. */
	where: string;
	sandbox: boolean;
	readOnly: boolean;
}

/** The terminal, taken: keys are kept, and the first frame stands. */
export interface OpenTerminal {
	tell(words: Partial<OpeningWords>): void;
	/** Settles with the exit code where a person, or a signal, ends it before the dashboard stands. */
	left: Promise<number>;
	/** Draws the dashboard, whose parts are loaded only then. */
	openDashboard(input: DashboardInput): Promise<number>;
	/** Gives the terminal back. */
	close(): void;
}

/** What `cli.tsx` hands over: nothing here reaches for the process itself. */
export interface Host {
	argv: string[];
	environment: Environment;
	streams: Streams;
	/** Starts this program: node with its options, and the file. */
	command: readonly string[];
	/** Takes the terminal for the dashboard. */
	openTerminal: (options: OpeningWords & {ascii: boolean; color: boolean}) => Promise<OpenTerminal>;
}

/** One run of one command. */
export interface Context {
	host: Host;
	options: GlobalOptions;
	out: Output;
	paths: AppPaths;
	/** Read once, when first asked for: most of the start is spent on its library. */
	settings(): Promise<Settings>;
	/** Scans that the labs expect, of --schedule or the settings. @throws FlydeckError `usage` */
	schedule(): Promise<ExpectedScan[]>;
	/** Login and client, made when first asked for. @throws FlydeckError `login` */
	connect(): Promise<Connection>;
	/** The cluster's folders; needs no login. */
	scratch(): Promise<Scratch>;
	/** The clusters that jobs run on; needs no login. */
	slurm(): Promise<Slurm>;
	/** One line for the log of `--debug`; nothing without it. */
	debug(line: string): void;
	/** Ends what the run opened. */
	close(): Promise<void>;
}

function once<Value>(make: () => Promise<Value>): {get: () => Promise<Value>; made: () => Promise<Value> | undefined} {
	let value: Promise<Value> | undefined;
	return {
		get() {
			value ??= make();
			return value;
		},
		made: () => value,
	};
}

export function outputMode(options: Pick<GlobalOptions, 'json' | 'csv'>): OutputMode {
	if (options.json) return 'json';
	return options.csv ? 'csv' : 'text';
}

export function createContext(host: Host, options: GlobalOptions): Context {
	const paths = appPaths(host.environment);
	const settings = once(async () => (await import('../config/settings.js')).loadSettings(paths));
	const schedule = once(async () => {
		const file = options.schedule ?? (await settings.get()).schedule;
		return file === undefined ? [] : (await import('../config/schedule.js')).loadSchedule(file);
	});
	const connection = once(async () => (await import('./connect.js')).connect(context));
	const scratch = once(async () => (await import('./open-scratch.js')).openScratch(context));
	const slurm = once(async () => (await import('./open-slurm.js')).openSlurm(context));
	const context: Context = {
		host,
		options,
		out: new Output(host.streams, {
			mode: outputMode(options),
			ascii: options.ascii ?? false,
			masked: options.mask ?? wantsMask(paths),
		}),
		paths,
		settings: settings.get,
		schedule: schedule.get,
		connect: connection.get,
		scratch: scratch.get,
		slurm: slurm.get,
		debug: options.debug ? openDebugLog(paths.log) : () => undefined,
		async close() {
			const opened = await connection.made()?.catch(() => null);
			await opened?.close();
			(await scratch.made()?.catch(() => null))?.close();
			(await slurm.made()?.catch(() => null))?.close();
		},
	};
	return context;
}
