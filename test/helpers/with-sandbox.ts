import {startSandbox, type WorldFile} from '../../source/sandbox/index.js';

export interface TestSandbox {
	/** Ends before `/api`. */
	url: string;
	/** Of the first user with a key, in the form that `FW_KEY` takes. */
	key: string;
	/** The same for another user's secret. */
	keyOf(secret: string): string;
	/** Asks the server directly, as a second pair of eyes: `get('/sessions/ID')`. Throws on a refusal. */
	get(path: string): Promise<unknown>;
	/** Sets the fault rules of the sandbox; an empty list clears them. */
	faults(rules: Fault[]): Promise<void>;
	/** What was asked since the start or `clearRequests`, the sandbox's own routes not counted. */
	requests(): Promise<{method: string; path: string; status: number; bytes: number}[]>;
	clearRequests(): Promise<void>;
	close(): Promise<void>;
}

/** One rule of `PUT /sandbox/faults`, as the contract describes it. */
export interface Fault {
	method?: string;
	/** Pattern, matched anywhere in the request's path. */
	path?: string;
	mode: 'status' | 'status-after' | 'drop' | 'drop-after' | 'delay' | 'lie' | 'rate-limit';
	status?: number;
	delayMs?: number;
	/** With `drop-after`: bytes of the body that are sent first. */
	bytes?: number;
	/** How often it strikes; 0: always. */
	times?: number;
	/** How many matches pass first. */
	after?: number;
}

/** Starts a sandbox in this process whose jobs stand still unless `speed` says otherwise. */
export async function startTestSandbox(world: WorldFile, options: {speed?: number} = {}): Promise<TestSandbox> {
	const sandbox = await startSandbox({world, speed: options.speed ?? 0});
	const {url, key} = sandbox;
	const ask = async (path: string, init?: RequestInit) => {
		const response = await fetch(url + path, init);
		const text = await response.text();
		if (!response.ok) throw new Error(`${init?.method ?? 'GET'} ${path}: ${response.status} ${text}`);
		return text === '' ? null : JSON.parse(text);
	};
	const own = {authorization: `scitran-user ${key.split(':').at(-1)}`};
	return {
		url,
		key,
		keyOf: secret => key.replace(/[^:]*$/, secret),
		get: async path => ask(`/api${path}`, {headers: own}),
		faults: async rules => ask('/sandbox/faults', {method: 'PUT', body: JSON.stringify(rules)}),
		requests: async () => ask('/sandbox/requests'),
		clearRequests: async () => ask('/sandbox/requests', {method: 'DELETE'}),
		close: async () => sandbox.close(),
	};
}

/** Runs `body` against a sandbox of its own, and closes it whatever happens. */
export async function withSandbox<T>(world: WorldFile, body: (sandbox: TestSandbox) => Promise<T>): Promise<T> {
	const sandbox = await startTestSandbox(world);
	try {
		return await body(sandbox);
	} finally {
		await sandbox.close();
	}
}
