import type {AccessLog} from './access-log.js';
import {badRequest, unprocessable} from './api-error.js';
import type {BlobStore} from './blobs.js';
import {apiDate} from './dates.js';
import type {UserDoc} from './documents.js';
import type {IdMaker} from './ids.js';
import type {JobClock} from './job-clock.js';
import type {Store} from './store.js';
import type {Tickets} from './tickets.js';

/** What lives as long as the sandbox does. */
export interface Services {
	store: Store;
	ids: IdMaker;
	blobs: BlobStore;
	clock: JobClock;
	tickets: Tickets;
	accessLog: AccessLog;
	now: () => Date;
	/** Address before `/api`. */
	url: () => string;
	epoch: Date;
	/** Puts changes on disk, where a state file is kept. */
	save: () => void;
}

export interface UploadedFile {
	field: string;
	name: string;
	type: string;
	bytes: Uint8Array;
}

/** One request, read whole before its handler runs, so that handlers need no waiting. */
export class Call {
	constructor(
		readonly services: Services,
		readonly request: {
			method: string;
			path: string;
			params: Record<string, string>;
			query: URLSearchParams;
			header: (name: string) => string | undefined;
			body: unknown;
			fields: Record<string, string>;
			files: UploadedFile[];
			ip: string;
			now: Date;
		},
		/** Null on the few public routes. */
		readonly caller: UserDoc | null,
	) {}

	get store(): Store {
		return this.services.store;
	}

	get user(): UserDoc {
		if (!this.caller) throw new Error('a public route has no user');
		return this.caller;
	}

	get isAdmin(): boolean {
		return this.caller?.roles.includes('site_admin') ?? false;
	}

	/** Now, as an API date. */
	get date(): string {
		return apiDate(this.request.now);
	}

	newId(): string {
		return this.services.ids.fresh(this.request.now);
	}

	param(name: string): string {
		const value = this.request.params[name];
		if (value === undefined) throw new Error(`no parameter ${name} in the route`);
		return value;
	}

	/** One query parameter; given twice is an error. */
	query(name: string): string | undefined {
		const values = this.request.query.getAll(name);
		if (values.length > 1) throw unprocessable(`${name} is given more than once`, ['query', name]);
		return values[0];
	}

	flag(name: string): boolean {
		return ['true', '1', 'True'].includes(this.query(name) ?? '');
	}

	/** True where the caller sent this feature in `X-Accept-Feature`. */
	accepts(feature: string): boolean {
		const features = this.request.header('x-accept-feature') ?? '';
		return features.split(',').some(one => one.trim().toLowerCase() === feature);
	}

	/** The JSON body, which must be an object. */
	object(): Record<string, unknown> {
		const {body} = this.request;
		if (body === undefined) throw badRequest('The request needs a JSON body');
		if (typeof body !== 'object' || body === null || Array.isArray(body)) {
			throw unprocessable('The body must be a JSON object', ['body']);
		}
		return body as Record<string, unknown>;
	}

	/** The JSON body, which must be a list of strings. */
	strings(): string[] {
		return stringsOf(this.request.body, 'The body');
	}
}

export function stringsOf(value: unknown, what: string): string[] {
	if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value;
	throw unprocessable(`${what} must be a list of strings`, ['body']);
}

/** A non-empty string of a body. */
export function textOf(body: Record<string, unknown>, name: string): string {
	const value = body[name];
	if (typeof value === 'string' && value !== '') return value;
	throw unprocessable(`${name} is required and must be a string`, ['body', name]);
}

/** A string of a body, or undefined where it isn't there; null counts as absent. */
export function optionalText(body: Record<string, unknown>, name: string): string | undefined {
	const value = body[name];
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'string') return value;
	throw unprocessable(`${name} must be a string`, ['body', name]);
}

/** An object of a body, or undefined where it isn't there. */
export function optionalObject(body: Record<string, unknown>, name: string): Record<string, unknown> | undefined {
	const value = body[name];
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
	throw unprocessable(`${name} must be an object`, ['body', name]);
}

/** An answer that is not plain JSON with status 200. */
export class Answer {
	constructor(
		readonly content: {
			status?: number;
			headers?: Record<string, string>;
			/** Bytes in pieces, or text. */
			body: string | Iterable<Uint8Array>;
			length?: number;
		},
	) {}
}
