import {z} from 'zod';
import {unprocessable} from './api-error.js';
import {placeInFile} from './world-schema.js';

const modes = ['status', 'status-after', 'drop', 'drop-after', 'delay', 'lie', 'rate-limit'] as const;

const rule = z.strictObject({
	/** One method by its name; any where absent. */
	method: z.stringFormat('one HTTP method', /^[A-Za-z]+$/).optional(),
	/** Matched anywhere in the raw path, with `/api`, without the query. */
	path: z.string().default(''),
	mode: z.enum(modes),
	status: z.number().int().min(200).max(599).default(500),
	delayMs: z.number().min(0).max(600_000).default(0),
	/** With `drop-after`: so many bytes of the answer's body are sent first. */
	bytes: z.number().int().min(0).default(0),
	/** How often it strikes; 0 is always. */
	times: z.number().int().min(0).default(1),
	/** How many matching requests pass before it does. */
	after: z.number().int().min(0).default(0),
});

export type FaultRule = z.infer<typeof rule>;

interface Active {
	rule: FaultRule;
	pattern: RegExp;
	seen: number;
	fired: number;
}

/** What happens to one request. */
export interface Strike {
	/** To wait before anything else, in milliseconds. */
	delayMs: number;
	/** The rule that strikes, beside those that only delay. */
	rule: FaultRule | null;
}

function compile(input: FaultRule, index: number): Active {
	try {
		return {rule: input, pattern: new RegExp(input.path), seen: 0, fired: 0};
	} catch {
		throw unprocessable(`faults[${index}].path is not a regular expression`);
	}
}

/** Makes requests go wrong on demand. */
export class Faults {
	#active: Active[] = [];

	/** @throws ApiError 422 where a rule makes no sense; the rules before stay. */
	set(value: unknown): void {
		const parsed = z.array(rule).safeParse(value);
		if (!parsed.success) {
			const issue = parsed.error.issues[0];
			throw unprocessable(`faults: ${placeInFile(issue?.path ?? [])}: ${issue?.message ?? 'not a list of rules'}`);
		}
		this.#active = parsed.data.map((one, index) => compile(one, index));
	}

	list(): (FaultRule & {fired: number})[] {
		return this.#active.map(({rule: one, fired}) => ({...one, fired}));
	}

	/** Counts this request against every rule and says what shall happen to it. */
	strike(method: string, path: string): Strike {
		const strike: Strike = {delayMs: 0, rule: null};
		for (const active of this.#active) {
			const {rule: one, pattern} = active;
			if (one.method && one.method.toUpperCase() !== method) continue;
			if (!pattern.test(path)) continue;
			active.seen += 1;
			if (active.seen <= one.after || (one.times > 0 && active.fired >= one.times)) continue;
			if (one.mode !== 'delay' && strike.rule) continue;
			active.fired += 1;
			strike.delayMs += one.delayMs;
			if (one.mode !== 'delay') strike.rule = one;
		}
		return strike;
	}
}
