import {readFile} from 'node:fs/promises';
import {z} from 'zod';
import type {FlydeckError} from '../model/errors.js';
import {usageError} from './usage.js';

const state = z.record(z.string(), z.unknown());
const place = z.strictObject({group: z.string(), project: z.string(), subject: z.string(), session: z.string()});

const item = z.strictObject({
	id: z.string().min(1),
	title: z.string(),
	called: z.string().optional(),
	before: place,
	after: place,
	effects: z.array(z.string()),
	warnings: z.array(z.string()),
	detail: state,
});

const handled = z.enum(['same', 'suffix', 'skip']);
const clash = z.strictObject({
	...{id: z.string(), name: z.string(), label: z.string()},
	...{handled, becomes: z.string().nullable()},
});

const plan = z.strictObject({
	kind: z.literal('move'),
	title: z.string(),
	site: z.string().min(1),
	createdAt: z.string(),
	items: z.array(item),
	irreversible: z.array(z.string()),
	notes: z.array(z.string()).optional(),
	clash: z.strictObject({handled, items: z.array(clash)}).optional(),
	empties: z.number().optional(),
});

/** What `--dry-run --json` printed is as good a file as one of `--save-plan`. */
const planFile = z.union([z.object({plan}).transform(value => value.plan), plan]);

function broken(file: string, why: string): FlydeckError {
	return usageError(
		`${file} is no plan that flydeck can apply: ${why}`,
		'Make a new one with --save-plan.',
		'bad-plan-file',
	);
}

function firstProblem(error: z.ZodError): string {
	const [issue] = error.issues;
	const inner = issue?.code === 'invalid_union' ? (issue.errors.at(-1)?.[0] ?? issue) : issue;
	return inner ? `${inner.path.join('.') || 'the whole'}: ${inner.message}.` : 'it can’t be read.';
}

async function parsed(file: string): Promise<unknown> {
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
		throw broken(file, `it can't be read (${code}).`);
	}
	try {
		return JSON.parse(text);
	} catch {
		throw broken(file, 'it is not JSON.');
	}
}

export type MovePlan = z.infer<typeof plan>;

/** @throws FlydeckError `usage` where the file isn't there or holds no whole plan of a move. */
export async function readPlanFile(file: string): Promise<MovePlan> {
	const result = planFile.safeParse(await parsed(file));
	if (!result.success) throw broken(file, firstProblem(result.error));
	const {items} = result.data;
	const twice = items.find((one, index) => items.findIndex(({id}) => id === one.id) !== index);
	if (twice) throw broken(file, `it names the session ${twice.id} twice.`);
	return result.data;
}
