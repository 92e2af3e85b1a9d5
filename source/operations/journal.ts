import {randomBytes} from 'node:crypto';
import {mkdir, open, readFile} from 'node:fs/promises';
import {hostname} from 'node:os';
import {dirname} from 'node:path';
import type {ChangeKind, ItemResult, PlanItem} from '../model/plan.js';

/**
 * The journal: one JSON line for each thing that happened, appended and flushed before a
 * write is sent and after it was verified. Nothing in it is ever rewritten, so a run that
 * was killed at any point leaves its last words; `history.ts` folds the lines into entries.
 */
export type JournalLine =
	| {
			type: 'begin';
			id: string;
			at: string;
			site: string;
			who: string;
			kind: ChangeKind;
			title: string;
			undoes?: string;
			pid: number;
			machine: string;
			items: PlanItem[];
	  }
	/** The write of this item is about to be sent. */
	| {type: 'start'; id: string; at: string; item: string}
	/** A fact that undoing or settling will need: an id that a write made. */
	| {type: 'note'; id: string; at: string; item: string; facts: Record<string, unknown>}
	| {type: 'result'; id: string; at: string; result: ItemResult}
	/** `settled` where a later run wrote it for one that was killed. */
	| {type: 'end'; id: string; at: string; settled?: boolean};

/** The journal holds labels and user ids: for its owner's eyes alone. */
const fileMode = 0o600;

export interface Journal {
	append(line: JournalLine): Promise<void>;
	read(): Promise<JournalLine[]>;
}

function parseLine(text: string): JournalLine[] {
	try {
		const line = JSON.parse(text) as JournalLine;
		if (!line || typeof line !== 'object' || typeof line.id !== 'string') return [];
		return line.type !== 'begin' || Array.isArray(line.items) ? [line] : [];
	} catch {
		// A run killed in the middle of a line: what it was about to do had not begun.
		return [];
	}
}

export function openJournal(file: string): Journal {
	return {
		async append(line) {
			await mkdir(dirname(file), {recursive: true, mode: 0o700});
			const handle = await open(file, 'a+', fileMode);
			try {
				const {size} = await handle.stat();
				const last = Buffer.alloc(1, '\n');
				if (size > 0) await handle.read(last, 0, 1, size - 1);
				// After a torn line, start on a fresh one, or both would be lost.
				const glue = last.toString() === '\n' ? '' : '\n';
				await handle.appendFile(`${glue}${JSON.stringify(line)}\n`);
				await handle.datasync();
			} finally {
				await handle.close();
			}
		},
		async read() {
			try {
				return (await readFile(file, 'utf8')).split('\n').flatMap(parseLine);
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
				throw error;
			}
		},
	};
}

/** `20260304-171509-4f9c`: sorts by time, can be typed, and doesn't collide between terminals. */
export function newEntryId(now: Date): string {
	const stamp = now.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
	return `${stamp}-${randomBytes(2).toString('hex')}`;
}

export const thisMachine = hostname();
