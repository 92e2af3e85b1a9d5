import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import type {Quota} from '../../model/scratch.js';
import {roomAround} from '../places.js';
import {runBounded} from '../slurm/run-bounded.js';
import {parseCstats, parseCurcQuota, type QuotaRow, rowFor} from './parse.js';

export interface QuotasOptions {
	/** Prints the quotas of the file systems, with what must come before it. */
	command: readonly string[];
	environment: Record<string, string | undefined>;
	now(): number;
}

export const usualQuotaCommand = ['curc-quota'];

/** It is a question to a file system that all share (ms). */
const askedEvery = 5 * 60_000;
const timeLimit = 10_000;
/** `/pl/active/NAME` holds the statistics of all below. */
const statistics = '.cstats';

interface Asked {
	rows: readonly QuotaRow[];
	at: number;
}

/**
 * How much of a quota is used around a folder: as the cluster's own command tells it, or the
 * statistics of an allocation, and where neither does, how full the file system is.
 */
export class Quotas {
	#asked: {at: number; answer: Promise<Asked | null>} | null = null;

	constructor(readonly options: QuotasOptions) {}

	async around(folder: string): Promise<Quota | null> {
		return (await this.#fromCommand(folder)) ?? (await fromStatistics(folder)) ?? roomAround(folder);
	}

	async #fromCommand(folder: string): Promise<Quota | null> {
		const asked = await this.#ask();
		const row = asked && rowFor(folder, asked.rows);
		if (!row) return null;
		const {used, limit} = row;
		const at = new Date(asked.at).toISOString();
		return {used, limit, files: null, fileLimit: null, source: 'curc-quota', at};
	}

	#ask(): Promise<Asked | null> {
		const {now} = this.options;
		if (!this.#asked || now() - this.#asked.at >= askedEvery) this.#asked = {at: now(), answer: this.#run(now())};
		return this.#asked.answer;
	}

	/** null where the command isn't here, or fails: there are other ways to know. */
	async #run(at: number): Promise<Asked | null> {
		const {command, environment} = this.options;
		const ran = await runBounded(command, {environment: {...environment, FW_KEY: undefined}, timeLimit});
		return ran.ok ? {rows: parseCurcQuota(ran.text), at} : null;
	}
}

async function fromStatistics(folder: string): Promise<Quota | null> {
	for (let at = folder; at !== path.dirname(at); at = path.dirname(at)) {
		const file = path.join(at, statistics);
		const text = await readFile(file, 'utf8').catch(() => null);
		if (text === null) continue;
		const {limit, used, people} = parseCstats(text);
		// An empty one, which a full allocation leaves: the file system tells that.
		if (limit === null || used === null || limit === 0) return null;
		const files = people.reduce((sum, person) => sum + (person.files ?? 0), 0);
		// Its date is the cluster's local time; that of the file is a moment.
		const written = (await stat(file)).mtime.toISOString();
		return {used, limit, files: people.length > 0 ? files : null, fileLimit: null, source: '.cstats', at: written};
	}
	return null;
}
