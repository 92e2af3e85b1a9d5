import {homedir} from 'node:os';
import path from 'node:path';

export type Environment = Record<string, string | undefined>;

/** Where flydeck keeps things; every path is absolute. Nothing is made by asking. */
export interface AppPaths {
	config: string;
	cache: string;
	state: string;
	settings: string;
	/** Folder of saved keys, one file for each profile. */
	profiles: string;
	journal: string;
	log: string;
	/** What the embedded sandbox of `--sandbox` remembers. */
	sandbox: string;
	/** The key that Flywheel's own command line saved. */
	flywheelUser: string;
}

/** An XDG folder: a relative one is to be ignored, says the standard. */
function base(environment: Environment, variable: string, fallback: string): string {
	const value = environment[variable];
	return value && path.isAbsolute(value) ? value : path.join(environment.HOME || homedir(), fallback);
}

/** `FLYDECK_HOME` gathers config, cache and state in one folder; else the XDG folders. */
export function appPaths(environment: Environment): AppPaths {
	const gathered = environment.FLYDECK_HOME;
	const folder = (name: string, variable: string, fallback: string) =>
		gathered ? path.resolve(gathered, name) : path.join(base(environment, variable, fallback), 'flydeck');
	const config = folder('config', 'XDG_CONFIG_HOME', '.config');
	const state = folder('state', 'XDG_STATE_HOME', '.local/state');
	return {
		config,
		cache: folder('cache', 'XDG_CACHE_HOME', '.cache'),
		state,
		settings: path.join(config, 'settings.json'),
		profiles: path.join(config, 'profiles'),
		journal: path.join(state, 'journal.jsonl'),
		log: path.join(state, 'debug.log'),
		sandbox: path.join(state, 'sandbox.json'),
		// Flywheel's own command line doesn't ask for XDG folders.
		flywheelUser: path.join(environment.HOME || homedir(), '.config', 'flywheel', 'user.json'),
	};
}
