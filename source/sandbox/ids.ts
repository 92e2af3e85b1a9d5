import {createHash} from 'node:crypto';

/** Leading digits of ids made for a world: an early date, so that ids made later sort after them. */
const seedPrefix = '5f1ec0';
const kindCodes = [
	'user',
	'role',
	'gear',
	'project',
	'subject',
	'session',
	'acquisition',
	'analysis',
	'file',
	'job',
	'note',
	'collection',
	'other',
] as const;
export type IdKind = (typeof kindCodes)[number];

/**
 * Makes ids of 24 hex digits, in rising order for each kind, never one that is taken. The
 * same world gives the same ids.
 */
export class IdMaker {
	readonly #taken: Set<string>;
	readonly #next = new Map<string, number>();

	constructor(taken: Iterable<string> = []) {
		this.#taken = new Set(taken);
	}

	/** Marks an id as used. @returns false where it was taken already. */
	take(id: string): boolean {
		if (this.#taken.has(id)) return false;
		this.#taken.add(id);
		return true;
	}

	/** An id for something in the world file. */
	seed(kind: IdKind): string {
		return this.#count(seedPrefix + kindCodes.indexOf(kind).toString(16).padStart(2, '0'));
	}

	/** An id for something made now: sorts after every seeded and every earlier one. */
	fresh(now: Date): string {
		return this.#count(
			Math.floor(now.getTime() / 1000)
				.toString(16)
				.padStart(8, '0'),
		);
	}

	#count(prefix: string): string {
		for (;;) {
			const count = (this.#next.get(prefix) ?? 0) + 1;
			this.#next.set(prefix, count);
			const id = prefix + count.toString(16).padStart(24 - prefix.length, '0');
			if (this.take(id)) return id;
		}
	}
}

/** A UUID that depends on the text alone. */
export function uuidFor(text: string): string {
	const hex = createHash('sha1').update(text).digest('hex');
	const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16).padStart(2, '0');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

/** A number in [0, 1) that depends on the text alone. */
export function chance(text: string): number {
	let hash = 2166136261;
	for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
	hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
	hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
	return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}
