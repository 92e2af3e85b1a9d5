import {readFile} from 'node:fs/promises';
import {z} from 'zod';
import {FlydeckError} from '../model/errors.js';
import {isDate} from './dates.js';
import type {WorldFile} from './world-file.js';

const id = z.string().regex(/^[0-9a-f]{24}$/, 'expected an id of 24 hex digits in lower case');
const date = z.string().refine(isDate, 'expected an ISO 8601 date such as 2026-03-04T17:05:09Z');
const info = z.record(z.string(), z.unknown());
const tags = z.array(z.string());

const user = z.looseObject({
	_id: z.string().min(1),
	firstname: z.string().optional(),
	lastname: z.string().optional(),
	roles: z.array(z.string()).optional(),
	key: z
		.string()
		.regex(/^[\w.~+/=-]+$/, 'expected a key of letters, digits and _-.~+/=')
		.optional(),
	disabled: z.boolean().optional(),
});
const role = z.looseObject({_id: id.optional(), label: z.string().min(1), actions: z.array(z.string()).optional()});
const access = z.looseObject({_id: z.string().min(1), access: z.enum(['ro', 'rw', 'admin'])});
const grant = z.looseObject({
	_id: z.string().min(1),
	roles: z.array(z.string()).optional(),
	role_ids: z.array(z.string()).optional(),
});
const group = z.looseObject({
	_id: z.string().min(1),
	label: z.string().optional(),
	permissions: z.array(access).optional(),
	permissions_template: z.array(grant).optional(),
	roles: z.array(z.string()).optional(),
});
const gear = z.looseObject({
	_id: id.optional(),
	name: z.string().min(1),
	version: z.string().optional(),
	category: z.string().optional(),
	config: info.optional(),
	inputs: info.optional(),
	disabled: z.boolean().optional(),
});
const file = z.union([
	z.string().min(1),
	z.looseObject({
		name: z.string().min(1),
		type: z.string().nullish(),
		size: z.number().int().nonnegative().optional(),
		text: z.string().optional(),
		info: info.optional(),
		tags: tags.optional(),
	}),
]);
const jobInput = z.looseObject({type: z.string().optional(), id: z.string().optional(), name: z.string().optional()});
const job = z.looseObject({
	_id: id.optional(),
	gear: z.string().min(1),
	version: z.string().optional(),
	state: z.enum(['pending', 'running', 'complete', 'failed', 'cancelled']).optional(),
	tags: tags.optional(),
	config: info.optional(),
	inputs: z.union([z.array(z.looseObject({input: z.string()})), z.record(z.string(), jobInput)]).optional(),
	priority: z.string().optional(),
	failure_reason: z.string().nullish(),
	created: date.optional(),
	started: date.nullish(),
	ended: date.nullish(),
	retry_of: z.string().nullish(),
	log: z.array(z.string()).optional(),
});
const analysis = z.looseObject({
	_id: id.optional(),
	label: z.string(),
	job: job.nullish(),
	files: z.array(file).optional(),
	created: date.optional(),
});
const container = {
	_id: id.optional(),
	label: z.string(),
	timestamp: date.nullish(),
	created: date.optional(),
	modified: date.optional(),
	tags: tags.optional(),
	notes: z.array(z.union([z.string(), z.looseObject({text: z.string()})])).optional(),
	info: info.optional(),
	files: z.array(file).optional(),
	analyses: z.array(analysis).optional(),
};
const acquisition = z.looseObject(container);
const session = z.looseObject({
	...container,
	uid: z.string().nullish(),
	operator: z.string().nullish(),
	acquisitions: z.array(acquisition).optional(),
	jobs: z.array(job).optional(),
});
const subject = z.looseObject({...container, sessions: z.array(session).optional()});
const project = z.looseObject({
	...container,
	group: z.string().min(1),
	permissions: z.array(grant).optional(),
	subjects: z.array(subject).optional(),
});
const collection = z.looseObject({_id: id.optional(), label: z.string(), sessions: z.array(z.string()).optional()});

const world = z.looseObject({
	users: z.array(user).optional(),
	roles: z.array(role).optional(),
	groups: z.array(group).optional(),
	gears: z.array(gear).optional(),
	projects: z.array(project).optional(),
	collections: z.array(collection).optional(),
});

/** `projects[2].subjects[0].label` */
export function placeInFile(path: readonly PropertyKey[]): string {
	const text = path.map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
	return text.replace(/^\./, '') || 'the whole file';
}

/** A mistake in a world file, told by its place. */
export function worldError(place: string, message: string, from?: string): FlydeckError {
	return new FlydeckError('usage', {
		code: 'bad-world-file',
		message: `The world file${from ? ` ${from}` : ''} is wrong at ${place}: ${message}.`,
		next: 'Mend it there and start the sandbox again; `--seed empty` starts without a world.',
	});
}

/** The deepest complaint: of a union, that of the branch which came furthest. */
function deepest(issue: z.core.$ZodIssue): {path: PropertyKey[]; message: string} {
	if (issue.code === 'invalid_union') {
		const inner = issue.errors.flat().map(one => deepest(one));
		const longest = inner.sort((a, b) => b.path.length - a.path.length)[0];
		if (longest && longest.path.length > 0) return {path: [...issue.path, ...longest.path], message: longest.message};
		return {path: issue.path, message: inner.map(one => one.message).join(', or ')};
	}
	return {path: issue.path, message: issue.message.replace(/^Invalid input: /, '')};
}

/**
 * Checks that something read from outside is a world file.
 *
 * @throws FlydeckError `usage`, naming the place in the file and what was expected there.
 */
export function checkWorld(value: unknown, from?: string): WorldFile {
	const result = world.safeParse(value);
	if (result.success) return value as WorldFile;
	const issue = result.error.issues[0];
	const {path, message} = issue ? deepest(issue) : {path: [], message: 'not a world'};
	throw worldError(placeInFile(path), message, from);
}

/**
 * Reads a world file (JSON) from disk.
 *
 * @throws FlydeckError `usage` where it can't be read, isn't JSON, or isn't a world.
 */
export async function readWorldFile(path: string): Promise<WorldFile> {
	let text: string;
	try {
		text = await readFile(path, 'utf8');
	} catch (error) {
		const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
		throw new FlydeckError('usage', {
			code: 'no-world-file',
			message: `The world file ${path} can't be read (${reason}).`,
			next: 'Give `--seed` the path of a JSON file, or one of lab, large, empty.',
			cause: error,
		});
	}
	let value: unknown;
	try {
		value = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch (error) {
		const reason = error instanceof Error ? error.message : 'not JSON';
		throw worldError('the whole file', `not JSON: ${reason}`, path);
	}
	return checkWorld(value, path);
}
