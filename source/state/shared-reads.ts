import type {FlywheelReader} from '../api/flywheel.js';

/** What several views ask for alike. Logs and single jobs are not here: whoever asks wants them as they are now. */
const shared = [
	...(['account', 'users', 'roles', 'groups', 'projects', 'project', 'subjects', 'sessions'] as const),
	...(['acquisitions', 'sessionAnalyses', 'jobs'] as const),
] satisfies (keyof FlywheelReader)[];

interface Answer {
	askedAt: number;
	/** null while it is under way. */
	cameAt: number | null;
	promise: Promise<unknown>;
	/** Of whoever asked first: gone, it takes the answer with it. */
	signal: AbortSignal | undefined;
}

/** One loading's view of the answers. */
export interface OpenReads {
	reader: FlywheelReader;
	/** When the oldest answer came that this loading took (ms since the epoch); null where it took none. */
	readAt(): number | null;
}

/** Answers are kept this long (ms), for a view that takes them as old as they are. */
const keptFor = 10 * 60_000;

/**
 * What was asked of the server lately, so that a view made of the same lists as another asks
 * nothing twice. How old an answer may be is said by whoever opens it.
 */
export class SharedReads {
	readonly #answers = new Map<string, Answer>();

	constructor(
		readonly reader: FlywheelReader,
		readonly now: () => number,
	) {}

	/** A reader that takes answers which were asked for at `since` (ms since the epoch) or later. */
	open(since: number, signal?: AbortSignal): OpenReads {
		this.#prune();
		let oldest: number | null = null;
		const take = async (key: string, send: () => Promise<unknown>): Promise<unknown> => {
			const answer = await this.#ask(key, {since, signal, send});
			const {cameAt} = answer;
			if (cameAt !== null) oldest = Math.min(oldest ?? cameAt, cameAt);
			return answer.promise;
		};
		return {reader: sharing(this.reader, take), readAt: () => oldest};
	}

	/**
	 * These containers changed: nothing that was asked before counts any more, but what only
	 * lies inside of others.
	 */
	forget(changed: readonly string[]): void {
		for (const key of this.#answers.keys()) {
			if (key.startsWith('acquisitions ') && !changed.some(id => key.includes(id))) continue;
			this.#answers.delete(key);
		}
	}

	/** @returns an answer that has come. Throws what the server's refusal throws. */
	async #ask(key: string, asked: {since: number; signal: AbortSignal | undefined; send: () => Promise<unknown>}) {
		const known = this.#answers.get(key);
		if (known && known.askedAt >= asked.since) {
			try {
				await known.promise;
				return known;
			} catch (error) {
				if (!known.signal?.aborted || asked.signal?.aborted) throw error;
			}
		}
		const answer: Answer = {askedAt: this.now(), cameAt: null, promise: asked.send(), signal: asked.signal};
		this.#answers.set(key, answer);
		try {
			await answer.promise;
			answer.cameAt = this.now();
			return answer;
		} catch (error) {
			if (this.#answers.get(key) === answer) this.#answers.delete(key);
			throw error;
		}
	}

	#prune(): void {
		const oldest = this.now() - keptFor;
		for (const [key, {askedAt}] of this.#answers) if (askedAt < oldest) this.#answers.delete(key);
	}
}

/** The same reader, asking for each list once: for one loading outside of any cache. */
export function readOnce(reader: FlywheelReader): FlywheelReader {
	return new SharedReads(reader, () => 0).open(0).reader;
}

type Take = (key: string, send: () => Promise<unknown>) => Promise<unknown>;

function sharing(reader: FlywheelReader, take: Take): FlywheelReader {
	const methods = shared.map(name => {
		const method = reader[name] as (...args: unknown[]) => Promise<unknown>;
		return [name, (...args: unknown[]) => take(keyOf(name, args), () => method(...args))];
	});
	return {...reader, ...Object.fromEntries(methods)};
}

/** What is asked, without who may give it up. */
function keyOf(name: string, args: unknown[]): string {
	return `${name} ${JSON.stringify(args, (field, value) => (field === 'signal' ? undefined : value))}`;
}
