import {randomBytes} from 'node:crypto';
import {setTimeout as sleep} from 'node:timers/promises';
import type {HttpBindings} from '@hono/node-server';
import {RESPONSE_ALREADY_SENT} from '@hono/node-server/utils/response';
import {type Context, Hono} from 'hono';
import {ApiError, badRequest} from './api-error.js';
import {authenticate} from './authenticate.js';
import {Answer, Call, type Services, type UploadedFile} from './call.js';
import {type FaultRule, Faults} from './faults.js';
import {RequestLog} from './request-log.js';
import {noRoute, type Route} from './router.js';

type Env = {Bindings: HttpBindings};
type Ctx = Context<Env>;

interface Reply {
	status: number;
	headers: Record<string, string>;
	body: string | Iterable<Uint8Array>;
	length: number;
}

interface ReadBody {
	body: unknown;
	fields: Record<string, string>;
	files: UploadedFile[];
	malformed: boolean;
}

/** Reads the body whole: a handler must not wait for anything. */
async function readBody(c: Ctx): Promise<ReadBody> {
	const read: ReadBody = {body: undefined, fields: {}, files: [], malformed: false};
	const type = c.req.header('content-type') ?? '';
	if (['GET', 'HEAD'].includes(c.req.method)) return read;
	if (type.startsWith('multipart/form-data')) {
		const form = await c.req.formData();
		for (const [field, value] of form.entries()) {
			if (typeof value === 'string') read.fields[field] = value;
			else {
				const bytes = new Uint8Array(await value.arrayBuffer());
				read.files.push({field, name: value.name, type: value.type, bytes});
			}
		}
		return read;
	}
	const text = await c.req.text();
	if (text.trim() === '') return read;
	try {
		read.body = JSON.parse(text);
	} catch {
		read.malformed = true;
	}
	return read;
}

function errorReply(status: number, message: string, extra: Record<string, unknown> = {}): Reply {
	const requestId = `${randomBytes(4).toString('hex')}-${Math.floor(Date.now() / 1000)}`;
	return jsonReply(status, {message, status_code: status, request_id: requestId, ...extra});
}

function jsonReply(status: number, value: unknown): Reply {
	const body = JSON.stringify(value ?? null);
	return {status, headers: {'content-type': 'application/json; charset=utf-8'}, body, length: Buffer.byteLength(body)};
}

function toReply(result: unknown): Reply {
	if (!(result instanceof Answer)) return jsonReply(200, result);
	const {status = 200, headers = {}, body, length} = result.content;
	const size = length ?? (typeof body === 'string' ? Buffer.byteLength(body) : 0);
	return {status, headers, body, length: size};
}

function send(reply: Reply): Response {
	const headers = {...reply.headers, 'content-length': String(reply.length)};
	const {body} = reply;
	if (typeof body === 'string') return new Response(body, {status: reply.status, headers});
	const pieces = body[Symbol.iterator]();
	const stream = new ReadableStream<Uint8Array>({
		pull(controller) {
			const {done, value} = pieces.next();
			if (done) controller.close();
			else controller.enqueue(value);
		},
	});
	return new Response(stream, {status: reply.status, headers});
}

/** A fault's own answer, told as the real server would word it. */
function faultReply(rule: FaultRule): Reply {
	if (rule.mode === 'rate-limit') {
		const reply = errorReply(429, 'Too many requests');
		reply.headers['retry-after'] = String(Math.max(1, Math.ceil(rule.delayMs / 1000)));
		return reply;
	}
	return errorReply(rule.status, `A fault of the sandbox answers ${rule.status}`);
}

/** The beginning of a body, after which the connection breaks. */
function* brokenOff(pieces: Iterable<Uint8Array>, bytes: number, close: () => void): Generator<Uint8Array> {
	let left = bytes;
	for (const piece of pieces) {
		yield piece.subarray(0, left);
		left -= piece.length;
		if (left <= 0) break;
	}
	close();
}

/** Statuses that the standard allows no body. */
const bodiless = new Set([204, 205, 304]);

export class SandboxServer {
	readonly faults = new Faults();
	readonly requests = new RequestLog();

	constructor(
		readonly services: Services,
		readonly report: (error: unknown) => void,
	) {}

	/** The whole application, to be served by any server. */
	app(routes: readonly Route[]): Hono<Env> {
		const app = new Hono<Env>();
		for (const base of ['/sandbox', '/api/sandbox']) this.#ownRoutes(app, base);
		for (const route of routes) app.on(route.method, `/api${route.path}`, async c => this.#handle(c, route));
		app.notFound(async c => this.#handle(c, undefined));
		app.onError(error => {
			this.report(error);
			return send(errorReply(500, 'Internal server error'));
		});
		return app;
	}

	#ownRoutes(app: Hono<Env>, base: string): void {
		app.get(`${base}/faults`, c => c.json(this.faults.list()));
		app.put(`${base}/faults`, async c => {
			const {body, malformed} = await readBody(c);
			try {
				if (malformed) throw badRequest('The body is not JSON');
				this.faults.set(body);
			} catch (error) {
				return send(this.#errorOf(error));
			}
			return c.json(this.faults.list());
		});
		app.get(`${base}/requests`, c => c.json(this.requests.list()));
		app.delete(`${base}/requests`, c => {
			this.requests.clear();
			return c.json([]);
		});
	}

	#errorOf(error: unknown): Reply {
		if (error instanceof ApiError) return errorReply(error.status, error.message, error.extra);
		this.report(error);
		return errorReply(500, 'Internal server error');
	}

	async #handle(c: Ctx, route: Route | undefined): Promise<Response> {
		const url = new URL(c.req.url);
		const {method} = c.req;
		const log = (status: number, bytes: number) =>
			this.requests.add({method, path: url.pathname, query: url.search.slice(1), status, bytes});
		const strike = this.faults.strike(method, url.pathname);
		if (strike.delayMs > 0) await sleep(strike.delayMs);
		const {rule} = strike;
		const drop = (): Response => {
			log(0, 0);
			c.env.incoming.socket.destroy();
			return RESPONSE_ALREADY_SENT;
		};
		if (rule?.mode === 'drop') return drop();
		let reply: Reply;
		if (rule?.mode === 'status' || rule?.mode === 'rate-limit') reply = faultReply(rule);
		else reply = await this.#answer(c, url, route, rule?.mode !== 'lie');
		if (rule?.mode === 'drop-after' && typeof reply.body !== 'string' && rule.bytes > 0) {
			reply.body = brokenOff(reply.body, rule.bytes, () => c.env.incoming.socket.destroySoon());
		} else if (rule?.mode === 'drop-after') return drop();
		if (rule?.mode === 'status-after') reply = faultReply(rule);
		if (rule?.mode === 'lie' && reply.status >= 300) reply = jsonReply(200, {modified: 1});
		if (rule?.mode === 'lie') reply.status = 200;
		log(reply.status, reply.length);
		if (bodiless.has(reply.status)) return new Response(null, {status: reply.status});
		return send(reply);
	}

	/** The route's own answer. @param keep false undoes what the handler did: its answer is then a lie. */
	async #answer(c: Ctx, url: URL, route: Route | undefined, keep: boolean): Promise<Reply> {
		const {services} = this;
		try {
			const {malformed, ...body} = await readBody(c);
			const now = services.now();
			services.clock.advance(now);
			const reply = services.store.transaction(keep, () => {
				const ticketed = route?.open === 'ticket' && Boolean(url.searchParams.get('ticket'));
				const needsKey = route?.open !== true && !ticketed;
				const user = needsKey ? authenticate(services.store, c.req.header('authorization')) : null;
				if (!route) throw noRoute(c.req.method, url.pathname);
				if (malformed) throw badRequest('The body is not valid JSON');
				const call = new Call(
					services,
					{
						method: c.req.method,
						path: url.pathname,
						params: c.req.param() as Record<string, string>,
						query: url.searchParams,
						header: name => c.req.header(name),
						ip: c.env.incoming.socket.remoteAddress ?? '',
						now,
						...body,
					},
					user,
				);
				return toReply(route.handler(call));
			});
			if (c.req.method !== 'GET') services.save();
			return reply;
		} catch (error) {
			return this.#errorOf(error);
		}
	}
}
