import got, {type Got, type OptionsInit} from 'got';
import pLimit from 'p-limit';
import {FlydeckError} from '../model/errors.js';
import {type ByteTransport, byteTransport} from './bytes.js';
import {httpError} from './failures.js';
import {type ApiKey, isLoopback} from './key.js';
import {translate} from './translate.js';

export type Query = Record<string, string | number | boolean | undefined>;

export interface Transport extends ByteTransport {
	/** A read: repeated with back-off where that is safe. @returns parsed JSON. */
	get(path: string, options?: {query?: Query; signal?: AbortSignal}): Promise<unknown>;
	/** A read of a file's text: likewise, but not parsed. */
	text(path: string, options?: {signal?: AbortSignal}): Promise<string>;
	/** A write: sent once, never repeated. @returns parsed JSON, null for an empty body. */
	send(method: 'POST' | 'PUT' | 'DELETE', path: string, options?: {query?: Query; json?: unknown}): Promise<unknown>;
	readonly host: string;
	/** How far the server's clock is ahead of this one (ms), by its last answer; null before, or where it doesn't tell. */
	clockDifference(): number | null;
}

export interface TransportOptions {
	key: ApiKey;
	/** `flydeck` and its version, for the server's own logs. */
	userAgent?: string;
	/** One line for each answer, without headers, bodies or keys. */
	debug?: (line: string) => void;
}

/** A login node is shared and so is the server: never more than this at once. */
const maxInFlight = 4;
const retriedStatuses = [429, 502, 503, 504];
const longestWait = 20_000;

/** Nobody listens there: once more for a restart, then say so, rather than keep a person waiting. */
const refused = new Set(['ECONNREFUSED', 'ENOTFOUND']);

/** Delay before repeating a read: what the server asks for, else 0.3 s, 0.9 s, 2.7 s; 0 gives up. */
function backOff(attempt: number, retryAfter: number | undefined, errorCode: string): number {
	if (attempt > (refused.has(errorCode) ? 1 : 3)) return 0;
	if (retryAfter !== undefined) return retryAfter > longestWait ? 0 : Math.max(retryAfter, 50);
	return 300 * 3 ** (attempt - 1);
}

function makeGot({key, userAgent = 'flydeck'}: TransportOptions): Got {
	return got.extend({
		prefixUrl: key.baseUrl,
		headers: {
			authorization: key.authorization,
			accept: 'application/json',
			'user-agent': userAgent,
			'x-accept-feature': 'pagination, safe-redirect',
		},
		timeout: {connect: 10_000, secureConnect: 10_000, response: 60_000, request: 120_000},
		throwHttpErrors: true,
		retry: {
			limit: 3,
			methods: ['GET'],
			statusCodes: retriedStatuses,
			calculateDelay: ({attemptCount, computedValue, retryAfter, error}) =>
				computedValue === 0 ? 0 : backOff(attemptCount, retryAfter, error.code),
		},
		hooks: {
			beforeRedirect: [
				(options, response) => {
					const to = options.url instanceof URL ? options.url : new URL(String(options.url), response.url);
					if (to.protocol === 'http:' && !isLoopback(to.hostname)) {
						throw new FlydeckError('unreachable', {
							code: 'insecure-redirect',
							message: 'The server sent flydeck on to an address without encryption; it did not follow.',
							next: 'Check the host in your key, and tell the staff who run the site.',
						});
					}
					if (to.origin !== new URL(key.baseUrl).origin) delete options.headers.authorization;
				},
			],
		},
	});
}

function parse(body: string): unknown {
	return body.trim() === '' ? null : JSON.parse(body);
}

/** A date is told in whole seconds, so half of one more is meant. */
function aheadBy(date: string | undefined): number | null {
	const at = Date.parse(date ?? '');
	return Number.isNaN(at) ? null : at + 500 - Date.now();
}

export function createTransport(options: TransportOptions): Transport {
	const {key, debug} = options;
	const client = makeGot(options);
	const slots = pLimit(maxInFlight);
	let ahead: number | null = null;
	async function call<T>(path: string, init: OptionsInit, isWrite: boolean, read: (body: string) => T): Promise<T> {
		const started = Date.now();
		let outcome = 'failed';
		try {
			const response = await client(path, {...init, responseType: 'text', isStream: false, resolveBodyOnly: false});
			outcome = String(response.statusCode);
			ahead = aheadBy(response.headers.date);
			// A write isn't redirected: where the first server did it or not, only looking tells.
			if (response.statusCode >= 300) {
				throw httpError({status: response.statusCode, body: '', isWrite, retryAfter: undefined});
			}
			return read(String(response.body));
		} catch (error) {
			if (init.signal?.aborted) throw init.signal.reason;
			const failure = translate(error, key, isWrite);
			outcome = failure.code;
			throw failure;
		} finally {
			debug?.(key.redact(`${init.method ?? 'GET'} ${path} ${outcome} ${Date.now() - started} ms`));
		}
	}

	const read = async <T>(path: string, init: OptionsInit, as: (body: string) => T, signal: AbortSignal | undefined) =>
		slots(async () => {
			signal?.throwIfAborted();
			return call(path, {method: 'GET', ...init, ...(signal && {signal})}, false, as);
		});

	return {
		host: key.host,
		...byteTransport({client, key, slots, debug: line => debug?.(key.redact(line))}),
		clockDifference: () => ahead,
		get: async (path, {query, signal} = {}) => read(path, {searchParams: query}, parse, signal),
		text: async (path, {signal} = {}) => read(path, {headers: {accept: '*/*'}}, body => body, signal),
		async send(method, path, {query, json} = {}) {
			const init: OptionsInit = {method, searchParams: query, retry: {limit: 0}, followRedirect: false};
			return slots(async () => call(path, json === undefined ? init : {...init, json}, true, parse));
		},
	};
}
