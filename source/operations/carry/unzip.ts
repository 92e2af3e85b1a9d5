/** Unpacks an archive that came from outside: nothing leaves its folder, nothing is larger than it says. */
import {createWriteStream} from 'node:fs';
import {mkdir, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import {pipeline} from 'node:stream/promises';
import yauzl, {type Entry} from 'yauzl';
import {quoted} from '../../format/safe-text.js';
import {FlydeckError} from '../../model/errors.js';
import {needSpace} from './disk-space.js';
import {sizeAt} from './file-check.js';

/** Beyond this an archive is made to fill a disk with names. */
const mostMembers = 1_000_000;

function refused(message: string): FlydeckError {
	return new FlydeckError('conflict', {
		code: 'unsafe-archive',
		message: `${message} Nothing was unpacked; the archive itself is whole and stays.`,
		next: 'Look into it with `unzip -l` before you unpack it by hand.',
	});
}

const typeBits = 0o170000;
const linkType = 0o120000;

/** Where a member goes, as parts below the folder. @throws FlydeckError where that is anywhere else. */
function partsOf({fileName: name, externalFileAttributes}: Entry): string[] {
	if (((externalFileAttributes >>> 16) & typeBits) === linkType) throw refused(`Its member ${quoted(name)} is a link.`);
	const parts = name.replace(/\/$/, '').split('/');
	const escapes = parts.some(part => part === '..' || part === '.' || part === '') || /[\\\0]|^[a-z]:/i.test(name);
	if (escapes) throw refused(`Its member ${quoted(name)} would leave the folder.`);
	return parts;
}

async function readArchive(file: string): Promise<{zip: yauzl.ZipFile; entries: Entry[]}> {
	try {
		const zip = await yauzl.openPromise(file, {autoClose: false, lazyEntries: true, strictFileNames: true});
		const entries: Entry[] = [];
		if (zip.entryCount > mostMembers) throw refused(`It has ${zip.entryCount} members.`);
		for await (const entry of zip.eachEntry()) entries.push(entry);
		return {zip, entries};
	} catch (error) {
		if (error instanceof FlydeckError) throw error;
		throw refused(`It is no archive that can be trusted: ${error instanceof Error ? error.message : 'unreadable'}.`);
	}
}

async function writeMember(zip: yauzl.ZipFile, entry: Entry, into: string, signal?: AbortSignal): Promise<void> {
	const target = path.join(into, ...partsOf(entry));
	if (entry.fileName.endsWith('/')) {
		await mkdir(target, {recursive: true, mode: 0o700});
		return;
	}
	await mkdir(path.dirname(target), {recursive: true, mode: 0o700});
	const stream = await zip.openReadStreamPromise(entry, {});
	// Opened as new: a second member of one name fails, and no link is ever written through.
	await pipeline(stream, createWriteStream(target, {flags: 'wx', mode: 0o600}), signal ? {signal} : {});
}

/** Unpacks into a folder that is there only once all of it is; one that is there already is left as it is. */
export async function unzip(file: string, folder: string, signal?: AbortSignal): Promise<void> {
	if ((await sizeAt(folder)) !== null) return;
	const {zip, entries} = await readArchive(file);
	const half = `${folder}.unzip.part`;
	try {
		for (const entry of entries) partsOf(entry);
		const size = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
		await needSpace(path.dirname(folder), size, 'What is in the archive');
		await rm(half, {recursive: true, force: true});
		await mkdir(half, {mode: 0o700});
		for (const entry of entries) await writeMember(zip, entry, half, signal);
		await rename(half, folder);
	} catch (error) {
		await rm(half, {recursive: true, force: true});
		throw error;
	} finally {
		zip.close();
	}
}
