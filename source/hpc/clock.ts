import {lstatSync, type Stats} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import path from 'node:path';
import type {ScanClock} from '../model/scratch.js';
import {systemPath} from './byte-names.js';

type Stat = (path: string) => Stats | null;

function statOf(folder: string): Stats | null {
	try {
		return lstatSync(systemPath(folder));
	} catch {
		return null;
	}
}

function* upwards(folder: string): Generator<string> {
	for (let at = path.resolve(folder); ; at = path.dirname(at)) {
		yield at;
		if (at === path.dirname(at)) return;
	}
}

/**
 * Whether a folder's file system tells when files were created. Without it Node gives 0; on a
 * kernel too old for the question it gives the last change of the inode instead, for every
 * file. So somewhere, be it elsewhere, the two must differ.
 */
export function clockOf(folder: string, stat: Stat = statOf): ScanClock {
	if ((stat(folder)?.birthtimeMs ?? 0) <= 0) return 'modified';
	for (const place of [...upwards(folder), homedir(), tmpdir()]) {
		const stats = stat(place);
		if (stats && stats.birthtimeMs > 0 && stats.birthtimeMs !== stats.ctimeMs) return 'created';
	}
	return 'modified';
}
