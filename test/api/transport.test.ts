import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, describe, expect, test} from 'vitest';
import {createTransport} from '../../source/api/http.js';
import {parseKey} from '../../source/api/index.js';
import {FlydeckError} from '../../source/model/errors.js';

const secret = 'transport-secret-1234';
const closers: (() => void)[] = [];

afterEach(() => {
	for (const close of closers.splice(0)) close();
});

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A real server of the test's own, for what no Flywheel server should ever do. */
async function serve(handler: Handler): Promise<number> {
	const server = createServer(handler);
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	closers.push(() => {
		server.closeAllConnections();
		server.close();
	});
	return (server.address() as AddressInfo).port;
}

function transportTo(port: number) {
	return createTransport({key: parseKey(`127.0.0.1:${port}:__force_insecure:${secret}`), userAgent: 'flydeck-test'});
}

async function failureOf(promise: Promise<unknown>): Promise<FlydeckError> {
	const error = await promise.then(
		() => null,
		(thrown: unknown) => thrown,
	);
	expect(error).toBeInstanceOf(FlydeckError);
	return error as FlydeckError;
}

describe('a read', () => {
	test('is repeated when the server is busy, after the time it asks for', async () => {
		let calls = 0;
		const port = await serve((_request, response) => {
			calls += 1;
			response.writeHead(calls < 3 ? 429 : 200, {'retry-after': '0', 'content-type': 'application/json'});
			response.end('{"ok":true}');
		});
		expect(await transportTo(port).get('config')).toEqual({ok: true});
		expect(calls).toBe(3);
	});

	test('does not repeat a refusal', async () => {
		let calls = 0;
		const port = await serve((_request, response) => {
			calls += 1;
			response.writeHead(403).end('{"message":"containers_modify_metadata"}');
		});
		const failure = await failureOf(transportTo(port).get('projects'));
		expect(failure).toMatchObject({kind: 'forbidden', exitCode: 4});
		expect(failure.message).toContain('containers_modify_metadata');
		expect(calls).toBe(1);
	});

	test('never has more than four under way', async () => {
		let now = 0;
		let most = 0;
		const port = await serve((_request, response) => {
			now += 1;
			most = Math.max(most, now);
			setTimeout(() => {
				now -= 1;
				response.end('{}');
			}, 20);
		});
		const transport = transportTo(port);
		await Promise.all(Array.from({length: 20}, async () => transport.get('config')));
		expect(most).toBe(4);
	});

	test('can be given up', async () => {
		const port = await serve(() => {});
		const controller = new AbortController();
		const reading = transportTo(port).get('config', {signal: controller.signal});
		setTimeout(() => controller.abort(new Error('given up')), 30);
		await expect(reading).rejects.toThrow('given up');
	});

	test('never carries the key to another server', async () => {
		let seen: IncomingMessage['headers'] | null = null;
		const elsewhere = await serve((request, response) => {
			seen = request.headers;
			response.end('{}');
		});
		const port = await serve((_request, response) => {
			response.writeHead(302, {location: `http://127.0.0.1:${elsewhere}/file`}).end();
		});
		await transportTo(port).get('files/x');
		expect(seen).not.toBeNull();
		expect(JSON.stringify(seen)).not.toContain(secret);
		expect(seen).not.toHaveProperty('authorization');
	});

	test('does not follow to an unprotected address', async () => {
		const port = await serve((_request, response) => {
			response.writeHead(302, {location: 'http://flywheel.lab.example/file'}).end();
		});
		expect(await failureOf(transportTo(port).get('files/x'))).toMatchObject({code: 'insecure-redirect'});
	});

	test('says so when the answer is a web page', async () => {
		const port = await serve((_request, response) => response.end('<html>log in</html>'));
		expect(await failureOf(transportTo(port).get('config'))).toMatchObject({code: 'unreadable-answer', exitCode: 8});
	});

	test('says so when nobody listens', async () => {
		const port = await serve(() => {});
		for (const close of closers.splice(0)) close();
		expect(await failureOf(transportTo(port).get('config'))).toMatchObject({code: 'no-connection', exitCode: 8});
	});
});

describe('a write', () => {
	test.each([500, 502, 503, 429])('is sent once, whatever the answer (%i)', async status => {
		let calls = 0;
		const port = await serve((_request, response) => {
			calls += 1;
			response.writeHead(status, {'retry-after': '0'}).end('{}');
		});
		const failure = await failureOf(transportTo(port).send('POST', 'subjects', {json: {}}));
		expect(calls).toBe(1);
		expect(failure.ambiguous).toBe(status !== 429);
	});

	test('whose connection breaks is ambiguous; one that never left is not', async () => {
		const port = await serve(request => request.socket.destroy());
		const transport = transportTo(port);
		expect(await failureOf(transport.send('PUT', 'sessions/1', {json: {}}))).toMatchObject({ambiguous: true});
		for (const close of closers.splice(0)) close();
		expect(await failureOf(transport.send('PUT', 'sessions/1', {json: {}}))).toMatchObject({ambiguous: false});
	});

	test('is not redirected', async () => {
		let calls = 0;
		const port = await serve((_request, response) => {
			calls += 1;
			response.writeHead(307, {location: '/api/other'}).end();
		});
		expect(await failureOf(transportTo(port).send('POST', 'subjects', {json: {}}))).toMatchObject({ambiguous: true});
		expect(calls).toBe(1);
	});

	test('keeps the key out of what it says, even where the server repeats it', async () => {
		const port = await serve((request, response) => {
			response.writeHead(400).end(JSON.stringify({message: `bad header ${request.headers.authorization}`}));
		});
		const failure = await failureOf(transportTo(port).send('POST', 'subjects', {json: {}}));
		expect(JSON.stringify([failure.message, failure.next, failure.stack])).not.toContain(secret);
	});
});
