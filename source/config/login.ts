import path from 'node:path';
import {FlydeckError} from '../model/errors.js';
import type {AppPaths, Environment} from './paths.js';
import {readPrivateFile, writePrivateFile} from './private-file.js';

export type LoginSource = 'key-file' | 'environment' | 'profile' | 'flywheel-cli';

/**
 * A key somebody has given, and where it came from. The text is behind a function, so that
 * printing the object by accident doesn't print the key.
 */
export interface FoundLogin {
	source: LoginSource;
	/** What a person calls the source: a file, a variable, a profile. */
	where: string;
	text(): string;
}

export interface LoginQuery {
	paths: AppPaths;
	environment: Environment;
	keyFile?: string | undefined;
	profile?: string | undefined;
	/** The profile that settings name; used where nobody asks for one. */
	defaultProfile?: string | undefined;
}

const profileName = /^[A-Za-z0-9][\w.-]{0,63}$/;

export const firstProfile = 'default';

/** @throws FlydeckError `usage` where the name could not be a file's. */
export function profileFile(paths: AppPaths, name: string): string {
	if (!profileName.test(name)) {
		throw new FlydeckError('usage', {
			code: 'bad-profile-name',
			message: 'A profile is named with letters, digits, dots, dashes and underscores, 64 at most.',
			next: 'Choose another name for --profile.',
		});
	}
	return path.join(paths.profiles, `${name}.json`);
}

function found(source: LoginSource, where: string, key: string): FoundLogin {
	return {source, where, text: () => key};
}

/** A key file holds the bare key, or JSON with a field `key`, as Flywheel's own file does. */
function keyIn(text: string, file: string): string {
	const trimmed = text.trim();
	if (!trimmed.startsWith('{')) {
		if (trimmed !== '') return trimmed;
	} else {
		try {
			const parsed: unknown = JSON.parse(trimmed);
			if (parsed && typeof parsed === 'object' && 'key' in parsed && typeof parsed.key === 'string') return parsed.key;
		} catch {
			// The parser's message would quote the text, and with it the key.
		}
	}
	throw new FlydeckError('login', {
		code: 'no-key-in-file',
		message: `${file} holds no API key.`,
		next: 'The file must hold the key alone, or JSON with a field "key". `flydeck login` writes one.',
	});
}

async function fromFile(source: LoginSource, where: string, file: string): Promise<FoundLogin | null> {
	const text = await readPrivateFile(file);
	return text === null ? null : found(source, where, keyIn(text, file));
}

async function fromProfile({paths, profile, defaultProfile}: LoginQuery): Promise<FoundLogin | null> {
	const name = profile ?? defaultProfile ?? firstProfile;
	const login = await fromFile('profile', `profile ${name}`, profileFile(paths, name));
	if (login || profile === undefined) return login;
	throw new FlydeckError('login', {
		code: 'no-such-profile',
		message: `There is no saved profile "${profile}".`,
		next: `Run \`flydeck login --profile ${profile}\`, or leave --profile out.`,
	});
}

/**
 * Looks for a key: `--key-file`, then `FW_KEY`, then the saved profile, then Flywheel's own
 * `user.json`. The first that is there counts, even if its key turns out to be refused.
 *
 * @returns null where there is none.
 * @throws FlydeckError `login` where a file that was meant can't be used.
 */
export async function findLogin(query: LoginQuery): Promise<FoundLogin | null> {
	const {keyFile, environment, paths} = query;
	if (keyFile !== undefined) {
		const file = path.resolve(keyFile);
		const login = await fromFile('key-file', file, file);
		if (login) return login;
		throw new FlydeckError('login', {
			code: 'no-key-file',
			message: `There is no file ${file}.`,
			next: 'Name a file that holds your API key with --key-file.',
		});
	}
	const variable = environment.FW_KEY?.trim();
	if (variable) return found('environment', 'FW_KEY', variable);
	return (
		(await fromProfile(query)) ??
		(await fromFile('flywheel-cli', `Flywheel's own login (${paths.flywheelUser})`, paths.flywheelUser))
	);
}

/** Keeps a key for a profile. @returns the file. */
export async function saveLogin(paths: AppPaths, profile: string, key: string): Promise<string> {
	const file = profileFile(paths, profile);
	await writePrivateFile(file, `${JSON.stringify({key: key.trim()})}\n`);
	return file;
}
