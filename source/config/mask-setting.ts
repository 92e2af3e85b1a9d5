import {readFileSync} from 'node:fs';
import type {AppPaths} from './paths.js';

/**
 * The setting `mask`, by itself: it holds for every command, also for those that need no other
 * setting and are not kept waiting for the library that checks them all. What is wrong with the
 * file is told by `loadSettings`.
 */
export function wantsMask(paths: Pick<AppPaths, 'settings'>): boolean {
	try {
		return JSON.parse(readFileSync(paths.settings, 'utf8')).mask === true;
	} catch {
		return false;
	}
}
