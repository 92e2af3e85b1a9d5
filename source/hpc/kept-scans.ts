import {createHash} from 'node:crypto';
import {readdir, readFile, rm, stat} from 'node:fs/promises';
import path from 'node:path';
import {z} from 'zod';
import {writePrivateFile} from '../config/private-file.js';
import type {Scan, ScanEntry, ScanSummary} from '../model/scratch.js';

const count = z.number().nonnegative();
const date = z.number().nullable();

const summarySchema = z.object({
	...{path: z.string(), scannedAt: z.iso.datetime(), seconds: count, clock: z.enum(['created', 'modified'])},
	...{files: count, dirs: count, bytes: count, diskBytes: count, others: count, errors: count},
	unreadable: z.array(z.object({path: z.string(), code: z.string()})),
	skipped: z.array(z.object({path: z.string(), why: z.enum(['snapshots', 'another file system'])})),
	byAge: z.object({files: z.array(count), bytes: z.array(count)}),
	oldestFiles: z.array(z.object({path: z.string(), bytes: count, date: z.number()})).default([]),
});

/** Entries are many: as lists they take a third of the room that objects would. */
const entrySchema = z.tuple([z.int(), z.string(), z.boolean(), count, count, count, count, date, date, z.array(count)]);

function toTuple(entry: ScanEntry): z.infer<typeof entrySchema> {
	const {parent, name, folder, files, dirs, bytes, diskBytes, oldest, restOldest, ages = []} = entry;
	return [parent, name, folder, files, dirs, bytes, diskBytes, oldest, restOldest, [...ages]];
}

function fromTuple(tuple: z.infer<typeof entrySchema>): ScanEntry {
	const [parent, name, folder, files, dirs, bytes, diskBytes, oldest, restOldest, ages] = tuple;
	const entry = {parent, name, folder, files, dirs, bytes, diskBytes, oldest, restOldest};
	return ages.length > 0 ? {...entry, ages} : entry;
}

/** What stands for a folder in names of files and jobs. */
export function scanName(scanned: string): string {
	// As UTF-16, which tells apart the names that are no UTF-8.
	return createHash('sha256').update(scanned, 'utf16le').digest('hex').slice(0, 32);
}

/** So many are kept of folders that are nobody's setting; the newest. */
const passing = 20;

/**
 * The last result of each scan, a file for each folder: the summary in the first line, the
 * entries in the second, since most readers want no more than the first. What can't be read
 * is as if it had never been.
 */
export class KeptScans {
	/** @param always folders whose result is never given up for others */
	constructor(
		readonly folder: string,
		readonly always: readonly string[],
	) {}

	async summary(scanned: string): Promise<ScanSummary | null> {
		const [first] = await this.#lines(scanned);
		return parse(summarySchema, first);
	}

	async scan(scanned: string): Promise<Scan | null> {
		const [first, second] = await this.#lines(scanned);
		const summary = parse(summarySchema, first);
		const tuples = parse(z.array(entrySchema).min(1), second);
		return summary && tuples && {summary, entries: tuples.map(fromTuple)};
	}

	/** Whole or not at all, readable by its owner alone: names of files may tell of people. */
	async keep({summary, entries}: Scan): Promise<void> {
		const text = `${JSON.stringify(summary)}\n${JSON.stringify(entries.map(toTuple))}\n`;
		await writePrivateFile(this.#file(summary.path), text);
		await this.#tidy();
	}

	#file(scanned: string): string {
		return path.join(this.folder, `${scanName(scanned)}.json`);
	}

	async #lines(scanned: string): Promise<string[]> {
		const text = await readFile(this.#file(scanned), 'utf8').catch(() => '');
		return text.split('\n');
	}

	async #tidy(): Promise<void> {
		const always = new Set(this.always.map(scanned => this.#file(scanned)));
		const files = (await readdir(this.folder)).map(name => path.join(this.folder, name));
		const others = files.filter(file => file.endsWith('.json') && !always.has(file));
		const dated = await Promise.all(others.map(async file => ({file, at: (await stat(file)).mtimeMs})));
		const old = dated.sort((a, b) => b.at - a.at).slice(passing);
		const gone = old.flatMap(({file}) => [file, ...['.job', '.log'].map(end => file.replace(/\.json$/, end))]);
		await Promise.all(gone.map(async file => rm(file, {force: true})));
	}
}

function parse<T>(schema: z.ZodType<T>, text: string | undefined): T | null {
	try {
		return schema.parse(JSON.parse(text ?? ''));
	} catch {
		return null;
	}
}
