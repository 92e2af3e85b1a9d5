import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {z} from 'zod';
import {writePrivateFile} from '../config/private-file.js';
import {rules} from '../diagnosis/rules/index.js';
import {causes, type Diagnosis} from '../model/diagnosis.js';
import type {JobRow} from '../model/views.js';

const diagnosisSchema: z.ZodType<Diagnosis> = z.object({
	cause: z.enum(causes),
	line: z.string().nullable(),
	lineNumber: z.int().nullable(),
	advice: z.string(),
	rerun: z.enum(['unchanged', 'with-changes', 'after-fix', 'no']),
	confidence: z.enum(['high', 'medium', 'low']),
});

const fileSchema = z.object({rules: z.string(), jobs: z.array(z.tuple([z.string(), diagnosisSchema]))});

/** So many are kept, the newest. */
const most = 5_000;
/** Lines are kept for reading and comparing, not as a copy of the log. */
const longestLine = 500;

function hash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Other rules may come to another cause. */
const rulesNow = hash(rules.map(({cause, rerun, advice, pattern}) => [cause, rerun, advice, pattern].join()).join());

/** A sandbox made anew may have another job of that name. */
function keyOf({id, endedAt}: Pick<JobRow, 'id' | 'endedAt'>): string {
	return `${id} ${endedAt ?? ''}`;
}

/**
 * What the logs of failed jobs told, in one file for each site: such a log doesn't change.
 * Of the log itself no more than the decisive line is kept, readable by its owner alone.
 * What can't be read is as if it had never been.
 */
export class KeptDiagnoses {
	readonly file: string;
	#known: Map<string, Diagnosis> | null = null;

	constructor(folder: string, site: string) {
		this.file = path.join(folder, 'diagnoses', `${hash(site)}.json`);
	}

	/** Reads what earlier runs kept; at once where that was done. */
	async load(): Promise<void> {
		if (this.#known) return;
		const found = await readFile(this.file, 'utf8').catch(() => '');
		this.#known ??= parse(found);
	}

	get(job: Pick<JobRow, 'id' | 'endedAt'>): Diagnosis | null {
		return this.#known?.get(keyOf(job)) ?? null;
	}

	set(job: Pick<JobRow, 'id' | 'endedAt'>, found: Diagnosis): void {
		this.#known ??= new Map();
		this.#known.set(keyOf(job), {...found, line: found.line?.slice(0, longestLine) ?? null});
	}

	/** A cache that can't be written only costs time. */
	async save(): Promise<void> {
		const jobs = [...(this.#known ?? [])].slice(-most);
		const text = JSON.stringify({rules: rulesNow, jobs} satisfies z.infer<typeof fileSchema>);
		await writePrivateFile(this.file, text).catch(() => undefined);
	}
}

function parse(text: string): Map<string, Diagnosis> {
	try {
		const {rules: then, jobs} = fileSchema.parse(JSON.parse(text));
		return new Map(then === rulesNow ? jobs : []);
	} catch {
		return new Map();
	}
}
