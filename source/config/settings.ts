import {mkdirSync, statSync} from 'node:fs';
import Conf from 'conf';
import {FlydeckError} from '../model/errors.js';
import type {AppPaths} from './paths.js';

/** What a person has settled once. Every field may be absent. */
export interface Settings {
	/** The profile used where `--profile` names none. */
	profile?: string;
	/** Start without the right to change anything. */
	readOnly?: boolean;
	/** Hide what may tell who was scanned, unless `--no-mask` or `*` say otherwise. */
	mask?: boolean;
	/** Names of the files that every project should hold, instead of INC's three. */
	requiredFiles?: string[];
	/** Folders on the cluster that the Scratch screen lists, instead of INC's; `$USER` stands for one's name. */
	scratch?: {path: string /** 90 unless set; 0: never */; purgeDays?: number}[];
	/** Domains of e-mail addresses that are no outsiders'; the commonest of the site unless set. */
	homeDomains?: string[];
	/** Who has not logged in for so many days stands out in an access review; 180 unless set. */
	awayDays?: number;
	/** The command that prints quotas, with its arguments; `curc-quota` unless set. */
	quota?: string[];
	/** Where jobs tagged `hpc` run. */
	slurm?: SlurmSettings;
	/** A session counts as arrived once it has been quiet for so many minutes; 15 unless set. */
	quietMinutes?: number;
	/** CSV of the scans that the labs expect: `date,project,subject,session`. */
	schedule?: string;
}

export interface SlurmSettings {
	/** Absent: the Slurm whose commands are at hand; an empty list: none. */
	clusters?: {name: string /** What comes before each command, as arguments. */; prefix?: string[]}[];
	/** Whose jobs are asked for: Cast's account. Absent: everybody's. */
	user?: string;
	/** Seconds after which a command is given up. */
	timeLimit?: number;
	/** Cast's checkout, where it keeps its scripts and logs. */
	cast?: string;
	/** Arguments of sbatch for scans, instead of INC's; they run on the first cluster. */
	scan?: string[];
}

const slurmSchema = {
	type: 'object',
	properties: {
		clusters: {
			type: 'array',
			items: {
				type: 'object',
				properties: {
					name: {type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$'},
					prefix: {type: 'array', items: {type: 'string'}},
				},
				required: ['name'],
				additionalProperties: false,
			},
		},
		user: {type: 'string', pattern: '^[A-Za-z0-9_][A-Za-z0-9_.-]*$'},
		timeLimit: {type: 'number', minimum: 1, maximum: 300},
		cast: {type: 'string', minLength: 1},
		scan: {type: 'array', items: {type: 'string', minLength: 1}},
	},
	additionalProperties: false,
} as const;

const schema = {
	profile: {type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$'},
	readOnly: {type: 'boolean'},
	mask: {type: 'boolean'},
	requiredFiles: {type: 'array', items: {type: 'string', minLength: 1}},
	homeDomains: {type: 'array', items: {type: 'string', minLength: 1}},
	awayDays: {type: 'integer', minimum: 1},
	quietMinutes: {type: 'number', minimum: 0},
	slurm: slurmSchema,
	quota: {type: 'array', minItems: 1, items: {type: 'string', minLength: 1}},
	schedule: {type: 'string', minLength: 1},
	scratch: {
		type: 'array',
		items: {
			type: 'object',
			properties: {
				path: {type: 'string', minLength: 1},
				purgeDays: {type: 'integer', minimum: 0, maximum: 366},
			},
			required: ['path'],
			additionalProperties: false,
		},
	},
} as const;

function open(paths: AppPaths): Conf<Settings> {
	mkdirSync(paths.config, {recursive: true, mode: 0o700});
	return new Conf<Settings>({
		cwd: paths.config,
		configName: 'settings',
		projectName: 'flydeck',
		schema,
		configFileMode: 0o600,
		accessPropertiesByDotNotation: false,
	});
}

/** Reading must work where nothing was ever saved, and on a home that can't be written. */
function isThere(file: string): boolean {
	return statSync(file, {throwIfNoEntry: false}) !== undefined;
}

function broken(paths: AppPaths, error: unknown): FlydeckError {
	const reason = error instanceof Error ? error.message : String(error);
	return new FlydeckError('usage', {
		code: 'bad-settings',
		message: `${paths.settings} can't be used: ${reason}`,
		next: 'Mend the file, or delete it to start with none.',
		cause: error,
	});
}

/** @throws FlydeckError `usage` where the file is not JSON or holds what no setting may be. */
export function loadSettings(paths: AppPaths): Settings {
	if (!isThere(paths.settings)) return {};
	try {
		return {...open(paths).store};
	} catch (error) {
		throw broken(paths, error);
	}
}

/** Changes the settings named and keeps the others. @throws FlydeckError `usage` */
export function saveSettings(paths: AppPaths, changes: Settings): void {
	try {
		open(paths).set(changes);
	} catch (error) {
		throw broken(paths, error);
	}
}
