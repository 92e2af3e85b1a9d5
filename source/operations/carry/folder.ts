/** The files of a folder that are to be carried. */
import {constants, type Dirent} from 'node:fs';
import {access, lstat, readdir} from 'node:fs/promises';
import path from 'node:path';
import {quoted} from '../../format/safe-text.js';
import {FlydeckError} from '../../model/errors.js';

export interface FolderFile {
	/** Below the folder, with `/`. */
	path: string;
	size: number;
	modified: Date;
	mode: number;
}

export interface Folder {
	root: string;
	files: FolderFile[];
	/** Links are not followed; sockets and devices hold no results. */
	skipped: {path: string; why: string}[];
	/** What this person may not read. */
	unreadable: string[];
}

function whatItIs(entry: Dirent): string {
	if (entry.isSymbolicLink()) return 'a link, and links are not followed';
	return 'neither a file nor a folder';
}

async function canRead(where: string, mode: number): Promise<boolean> {
	return access(where, mode).then(
		() => true,
		() => false,
	);
}

async function addFolder(folder: Folder, below: string): Promise<void> {
	const here = path.join(folder.root, below);
	const entries = await readdir(here, {withFileTypes: true}).catch(() => null);
	if (!entries || !(await canRead(here, constants.R_OK | constants.X_OK))) {
		folder.unreadable.push(`${below}/`);
		return;
	}
	for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		const inside = below === '' ? entry.name : `${below}/${entry.name}`;
		if (entry.isDirectory()) await addFolder(folder, inside);
		else if (!entry.isFile()) folder.skipped.push({path: inside, why: whatItIs(entry)});
		else if (!(await canRead(path.join(folder.root, inside), constants.R_OK))) folder.unreadable.push(inside);
		else {
			const {size, mtime, mode} = await lstat(path.join(folder.root, inside));
			folder.files.push({path: inside, size, modified: mtime, mode});
		}
	}
}

/** @throws FlydeckError `not-found` where there is no such folder. */
export async function readFolder(named: string): Promise<Folder> {
	const root = path.resolve(named);
	const there = await lstat(root).catch(() => null);
	if (!there?.isDirectory()) {
		throw new FlydeckError(there ? 'usage' : 'not-found', {
			code: 'no-such-folder',
			message: there ? `${quoted(named)} is no folder.` : `There is no folder ${quoted(named)}.`,
			next: 'Name the folder that holds the files.',
		});
	}
	const folder: Folder = {root, files: [], skipped: [], unreadable: []};
	await addFolder(folder, '');
	return folder;
}
