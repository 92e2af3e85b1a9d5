import type {FlywheelReader} from '../api/flywheel.js';
import {Resource, type Source} from './resource.js';
import {SharedReads} from './shared-reads.js';

/** So many views' data are kept; those that nobody looks at go first. */
const capacity = 40;

/**
 * Everything that the dashboard knows of the site, by name: `jobs`, `sessions ID`. A view that
 * is opened again finds its data, with its age, and asks only for what has grown old.
 */
export class ResourceCache {
	readonly reads: SharedReads;
	/** In the order of use, the latest last. */
	readonly #known = new Map<string, Resource<unknown>>();

	constructor(reader: FlywheelReader, now: () => number) {
		this.reads = new SharedReads(reader, now);
	}

	/** The resource of that source; one name always means the same load. */
	get<T>(source: Source<T>): Resource<T> {
		const {name} = source;
		const resource = (this.#known.get(name) as Resource<T> | undefined) ?? new Resource(source, this.reads);
		this.#known.delete(name);
		this.#known.set(name, resource as Resource<unknown>);
		this.#makeRoom();
		return resource;
	}

	/** What is known by this name already, without counting as a use of it. */
	peek<T>(name: string): T | null {
		return (this.#known.get(name)?.get().data as T | undefined) ?? null;
	}

	/** Lets go of what is too large to be kept for nobody: a log that was closed. */
	drop(name: string): void {
		this.#known.delete(name);
	}

	/** These containers were changed: every view may be old. */
	invalidate(changed: readonly string[]): void {
		this.reads.forget(changed);
		for (const resource of this.#known.values()) resource.invalidate();
	}

	/** Whatever is being read gives way to something more urgent, until it is needed again. */
	pause(): void {
		for (const resource of this.#known.values()) resource.pause();
	}

	#makeRoom(): void {
		for (const [name, resource] of this.#known) {
			if (this.#known.size <= capacity) return;
			if (!resource.watched) this.#known.delete(name);
		}
	}
}
