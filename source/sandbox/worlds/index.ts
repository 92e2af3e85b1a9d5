import type {WorldFile} from '../world-file.js';
import {empty} from './empty.js';
import {lab} from './lab.js';
import {large} from './large.js';

/** The built-in worlds, by the name `--seed` takes. Each is the same for the same `now`. */
export const worlds: Record<'lab' | 'large' | 'empty', (now: Date) => WorldFile> = {lab, large, empty};
