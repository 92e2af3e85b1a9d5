/** What is carried between a folder and Flywheel. Printed by `--json`, so plain data. */
import type {ItemError} from './plan.js';

/** An analysis, or a session with all its acquisitions. */
export interface Carried {
	kind: 'analyses' | 'sessions';
	id: string;
	label: string;
}

export interface CarriedFile {
	/** As it is called in Flywheel. */
	name: string;
	/** Below the folder; made safe. */
	path: string;
	size: number;
	/** `present`: whole already, so not asked for again. `resumed`: the rest of what an earlier run began. */
	status: 'carried' | 'resumed' | 'present' | 'failed';
	/** What it was held against: `hash` (SHA-384) where the server gives one. null: not at all. */
	checked: 'hash' | 'size' | null;
	/** Folder that its members were unpacked into, where that was asked for. */
	unzipped?: string;
	error?: ItemError;
}

export interface Download {
	from: Carried;
	to: string;
	files: CarriedFile[];
	/** Of all files that are whole now. */
	bytes: number;
	/** Of those that this run moved. */
	received: number;
}

/** How far it is. */
export interface CarryProgress {
	done: number;
	total: number;
	files: number;
	allFiles: number;
}

/** One file of a folder beside what Flywheel has of it. */
export interface ComparedFile {
	path: string;
	size: number;
	status: 'uploaded' | 'differs' | 'missing';
	/** What it was held against. */
	by: 'name and size' | 'SHA-384' | 'CRC-32' | null;
}

export interface Comparison {
	folder: string;
	with: Carried;
	verdict: 'uploaded' | 'partly' | 'not';
	files: ComparedFile[];
	uploaded: {files: number; bytes: number};
	left: {files: number; bytes: number};
	/** Links, sockets and what can't be read: nothing is said of these. */
	skipped: {path: string; why: string}[];
}
