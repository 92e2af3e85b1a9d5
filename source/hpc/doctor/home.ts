import {lstat, readdir, readFile, readlink, stat} from 'node:fs/promises';
import path from 'node:path';
import {bytes} from '../../format/amounts.js';
import {type Finding, shellWord} from '../../model/finding.js';
import type {Quota} from '../../model/scratch.js';
import {good, info, moveAway} from './machine.js';

/** Less than this, and programs that write at home begin to fail. */
const littleRoom = 200e6;
const nearlyFull = 0.95;

export interface Home {
	folder: string;
	/** A folder with more room, where there is one. */
	roomy: string | null;
	/** How full the home is. */
	room: Quota | null;
}

/** How much may still be written at home. */
export function lookAtRoom({folder, room}: Home): Finding {
	if (!room) return info('home', `How full ${folder} is can’t be told.`);
	const left = room.limit - room.used;
	const message = `${bytes(left)} of ${bytes(room.limit)} left in ${folder} (by ${room.source}).`;
	if (left > littleRoom && room.used < nearlyFull * room.limit) return good('home', message);
	return {
		...{check: 'home', level: left > 0 ? 'caution' : 'bad', message},
		command: `du -xh --max-depth=2 ${shellWord(folder)} | sort -h | tail -n 20`,
	};
}

/** Flywheel's tools keep what they download here: on a small home it soon is all there is. */
export async function lookAtFlywheelCache({folder, roomy}: Home): Promise<Finding> {
	const check = 'flywheel-cache';
	const cache = path.join(folder, '.cache/flywheel');
	const found = await lstat(cache).catch(() => null);
	if (!found) return good(check, `There is no ${cache}.`);
	if (found.isSymbolicLink()) return good(check, `${cache} is a link to ${await readlink(cache)}.`);
	if (roomy === null) return info(check, `${cache} is on the home; there is no projects folder here to move it to.`);
	const message = `${cache} is on the home, where a few downloads fill it; ${roomy} has the room.`;
	return {check, level: 'caution', message, command: moveAway(cache, path.join(roomy, 'flywheel-cache'))};
}

/** Conda puts gigabytes at home, unless it is told where else. */
export async function lookAtConda({folder, roomy}: Home): Promise<Finding> {
	const check = 'condarc';
	const file = path.join(folder, '.condarc');
	const text = await readFile(file, 'utf8').catch(() => null);
	const missing = ['pkgs_dirs', 'envs_dirs'].filter(key => !new RegExp(`^\\s*${key}\\s*:`, 'm').test(text ?? ''));
	if (missing.length === 0) return good(check, `${file} says where packages and environments go.`);
	const isUsed = text !== null || (await stat(path.join(folder, '.conda')).catch(() => null)) !== null;
	if (!isUsed) return good(check, 'Conda keeps nothing at home.');
	const message = `${file} does not set ${missing.join(' and ')}, so conda fills the home.`;
	if (roomy === null) return info(check, message);
	const lines = missing.map(key => `${key}:\\n  - ${path.join(roomy, `conda/${key.replace('_dirs', '')}`)}\\n`);
	return {check, level: 'caution', message, command: `printf '${lines.join('')}' >> ${shellWord(file)}`};
}

/** Files that hold a key must be their owner's alone. @param folders of saved keys */
export async function lookAtKeyFiles(files: readonly string[], folders: readonly string[]): Promise<Finding[]> {
	const listed = await Promise.all(
		folders.map(async folder => {
			const names = await readdir(folder).catch(() => []);
			return names.map(name => path.join(folder, name));
		}),
	);
	const all = [...files, ...listed.flat()];
	const modes = await Promise.all(all.map(async file => ({file, mode: (await stat(file).catch(() => null))?.mode})));
	const loose = modes.filter(({mode}) => mode !== undefined && (mode & 0o077) !== 0);
	const known = modes.filter(({mode}) => mode !== undefined).length;
	if (loose.length === 0) return known === 0 ? [] : [good('key-file', 'Files that hold a key are open to you alone.')];
	return loose.map(({file, mode = 0}) => ({
		...{check: 'key-file', level: 'bad'},
		message: `${file} holds a key, and others can open it (mode ${(mode & 0o777).toString(8).padStart(4, '0')}).`,
		command: `chmod 600 ${shellWord(file)}`,
	}));
}
