import {randomBytes} from 'node:crypto';
import {chmod, mkdir, open, readFile, rename, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {FlydeckError} from '../model/errors.js';

function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A path as a shell takes it. */
function quoted(file: string): string {
	return /^[\w./@+-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}

/**
 * Reads a file that holds a key.
 *
 * @returns its text; null where there is no such file.
 * @throws FlydeckError `login` where others than its owner may read or write it, or where
 *   it can't be read. No message repeats what is in it.
 */
export async function readPrivateFile(file: string): Promise<string | null> {
	try {
		const {mode} = await stat(file);
		if ((mode & 0o077) !== 0 && process.platform !== 'win32') {
			throw new FlydeckError('login', {
				code: 'loose-key-file',
				message: `${file} holds a key and others can open it (mode ${(mode & 0o777).toString(8).padStart(4, '0')}).`,
				next: `Run: chmod 600 ${quoted(file)}`,
			});
		}
		return await readFile(file, 'utf8');
	} catch (error) {
		if (error instanceof FlydeckError) throw error;
		if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
		throw new FlydeckError('login', {
			code: 'unreadable-key-file',
			message: `${file} can't be read (${codeOf(error) || 'unknown reason'}).`,
			next: 'Name a file that holds your API key and that you may read.',
			cause: error,
		});
	}
}

/** What to tell where flydeck's own folders can't be written. */
export function cannotWrite(file: string, error: unknown): FlydeckError {
	if (error instanceof FlydeckError) return error;
	return new FlydeckError('unexpected', {
		code: 'cannot-write',
		message: `${file} could not be written (${codeOf(error) || 'unknown reason'}).`,
		next: 'Make room or the right to write there, or name another folder with FLYDECK_HOME.',
		cause: error,
	});
}

/** Makes a folder that its owner alone may enter. One that is there keeps its mode. */
export async function makePrivateFolder(folder: string): Promise<void> {
	try {
		await mkdir(folder, {recursive: true, mode: 0o700});
	} catch (error) {
		throw cannotWrite(folder, error);
	}
}

/** Writes a file of mode 0600, whole or not at all, in a folder of mode 0700. */
export async function writePrivateFile(file: string, text: string): Promise<void> {
	const folder = path.dirname(file);
	const draft = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
	try {
		await makePrivateFolder(folder);
		const handle = await open(draft, 'wx', 0o600);
		try {
			await handle.writeFile(text);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await chmod(draft, 0o600);
		await rename(draft, file);
	} catch (error) {
		await rm(draft, {force: true}).catch(() => undefined);
		throw cannotWrite(file, error);
	}
}
