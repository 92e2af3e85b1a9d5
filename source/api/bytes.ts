/** Bytes of files, as they come and go: never held whole, however large. */
import {randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {Readable} from 'node:stream';
import type {Got, OptionsInit} from 'got';
import type {LimitFunction} from 'p-limit';
import type {ApiKey} from './key.js';
import {translate} from './translate.js';

export interface ByteAnswer {
	status: number;
	/** `Content-Range`, where a part was sent. */
	range: string | undefined;
	chunks: AsyncIterable<Uint8Array>;
}

export interface BytesOptions {
	query?: Record<string, string | number | boolean | undefined>;
	/** A `Range` header. */
	range?: string | undefined;
	signal?: AbortSignal | undefined;
}

export interface Parcel {
	name: string;
	bytes: AsyncIterable<Uint8Array>;
	signal?: AbortSignal | undefined;
}

export interface ByteTransport {
	/** One read of bytes, not repeated. It counts as a request in flight until `take` is done. */
	bytes<T>(path: string, options: BytesOptions, take: (answer: ByteAnswer) => Promise<T>): Promise<T>;
	/** One file as multipart/form-data, sent once, of a length that nobody needs to know before. */
	upload(path: string, parcel: Parcel): Promise<void>;
}

interface Parts {
	client: Got;
	key: ApiKey;
	slots: LimitFunction;
	debug: (line: string) => void;
}

/** No limit on the whole, which takes as long as it takes; but one on silence. */
const whileBytesFlow = {request: undefined, response: 60_000, socket: 60_000};
/** A server checks and files what it was sent before it answers. */
const whileItIsFiled = {request: undefined, response: 15 * 60_000};

/** A file name inside a header's quotes. */
function inQuotes(name: string): string {
	return name.replaceAll(/[\r\n]/g, '_').replaceAll('"', '%22');
}

async function* multipart({name, bytes}: Parcel, boundary: string): AsyncGenerator<Uint8Array> {
	const disposition = `form-data; name="file"; filename="${inQuotes(name)}"`;
	yield Buffer.from(
		`--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: application/octet-stream\r\n\r\n`,
	);
	yield* bytes;
	yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

export function byteTransport({client, key, slots, debug}: Parts): ByteTransport {
	const failure = (error: unknown, isWrite: boolean, signal?: AbortSignal): unknown =>
		signal?.aborted ? signal.reason : translate(error, key, isWrite);
	async function* flowing(stream: AsyncIterable<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
		try {
			yield* stream;
		} catch (error) {
			throw failure(error, false, signal);
		}
	}
	return {
		async bytes(path, {query, range, signal}, take) {
			return slots(async () => {
				signal?.throwIfAborted();
				debug(`GET ${path} ${range ?? 'whole'}`);
				const headers = {accept: '*/*', ...(range && {range})};
				const options: OptionsInit = {searchParams: query, headers, retry: {limit: 0}, timeout: whileBytesFlow};
				const stream = client.stream(path, {...options, ...(signal && {signal}), isStream: true});
				try {
					const [response] = await once(stream, 'response').catch(error => {
						throw failure(error, false, signal);
					});
					const {statusCode: status, headers: answered} = response;
					return await take({status, range: answered['content-range'], chunks: flowing(stream, signal)});
				} finally {
					stream.destroy();
				}
			});
		},
		async upload(path, parcel) {
			const {signal} = parcel;
			await slots(async () => {
				signal?.throwIfAborted();
				debug(`POST ${path} upload`);
				const boundary = `flydeck-${randomBytes(16).toString('hex')}`;
				const body = Readable.from(multipart(parcel, boundary), {objectMode: false});
				const headers = {'content-type': `multipart/form-data; boundary=${boundary}`};
				const options: OptionsInit = {method: 'POST', headers, body, retry: {limit: 0}, followRedirect: false};
				try {
					await client(path, {...options, timeout: whileItIsFiled, ...(signal && {signal}), responseType: 'text'});
				} catch (error) {
					throw failure(error, true, signal);
				}
			});
		},
	};
}
