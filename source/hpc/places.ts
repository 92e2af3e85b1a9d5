import {stat, statfs} from 'node:fs/promises';
import {userInfo} from 'node:os';
import path from 'node:path';
import {type Quota, type ScratchPlace, usualPurgeDays} from '../model/scratch.js';

/** INC's: scratch is purged, projects and the gears' scratch on PetaLibrary are not. */
const usualPlaces: ScratchPlace[] = [
	{path: '/scratch/alpine/$USER', purgeDays: usualPurgeDays},
	{path: '/projects/$USER', purgeDays: 0},
	{path: '/pl/active/ics/fw_temp_data', purgeDays: 0},
];

/** The paths that a person settled on, or the usual ones; `$NAME` stands for a variable. */
export function scratchPlaces(
	settled: readonly {path: string; purgeDays?: number | undefined}[] = usualPlaces,
	environment: Record<string, string | undefined>,
): ScratchPlace[] {
	return settled.map(place => ({
		path: path.resolve(place.path.replace(/\$(\w+)/g, (whole, name: string) => variable(name, environment) ?? whole)),
		purgeDays: place.purgeDays ?? usualPurgeDays,
	}));
}

function variable(name: string, environment: Record<string, string | undefined>): string | undefined {
	return environment[name] || (name === 'USER' ? userInfo().username : undefined);
}

/** Days after which files in a folder are purged; where it is in none of the places, as usual. */
export function purgeDaysIn(folder: string, places: readonly ScratchPlace[]): number {
	const around = places
		.filter(place => folder === place.path || !path.relative(place.path, folder).startsWith('..'))
		.sort((a, b) => b.path.length - a.path.length);
	return around[0]?.purgeDays ?? usualPurgeDays;
}

/** Whether a folder can be looked into from this machine. */
export type Presence = {here: true} | {here: false; code: string; why: string};

/** A path that isn't mounted here is nothing wrong: cluster file systems are on some nodes only. */
export async function presenceOf(folder: string): Promise<Presence> {
	const code = await codeOfStat(folder);
	if (code === null) return {here: true};
	if (code === 'ENOTDIR') return {here: false, code, why: 'it is not a folder'};
	if (code !== 'ENOENT') return {here: false, code, why: `it can't be looked at (${code})`};
	let missing = folder;
	for (let above = path.dirname(folder); (await codeOfStat(above)) === 'ENOENT'; above = path.dirname(above))
		missing = above;
	return {here: false, code, why: `this machine has no ${missing}`};
}

async function codeOfStat(folder: string): Promise<string | null> {
	try {
		return (await stat(folder)).isDirectory() ? null : 'ENOTDIR';
	} catch (error) {
		return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
	}
}

/** How full the file system of a folder is, which is the quota where there is no other; null where it can't be told. */
export async function roomAround(folder: string): Promise<Quota | null> {
	try {
		const {bsize, blocks, bfree, files, ffree} = await statfs(folder);
		if (blocks === 0) return null;
		const counts = files > 0 ? {files: files - ffree, fileLimit: files} : {files: null, fileLimit: null};
		return {
			used: (blocks - bfree) * bsize,
			limit: blocks * bsize,
			...counts,
			source: 'file system',
			at: new Date().toISOString(),
		};
	} catch {
		return null;
	}
}
