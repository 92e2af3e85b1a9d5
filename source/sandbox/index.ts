import type {AddressInfo} from 'node:net';
import {createAdaptorServer} from '@hono/node-server';
import {FlydeckError} from '../model/errors.js';
import {AccessLog} from './access-log.js';
import {BlobStore} from './blobs.js';
import {JobClock} from './job-clock.js';
import {loadWorld} from './load-world.js';
import {allRoutes} from './routes/index.js';
import {SandboxServer} from './server.js';
import {applyState, checkSeed, readState, StateWriter, seedOf} from './state-file.js';
import {Tickets} from './tickets.js';
import type {WorldFile} from './world-file.js';

export type {WorldFile} from './world-file.js';
export {readWorldFile} from './world-schema.js';

export interface SandboxOptions {
	/** What to begin with. A function is given the sandbox's first moment, which a state file keeps. */
	world: WorldFile | ((epoch: Date) => WorldFile);
	/** How messages call the world. */
	worldName?: string;
	/** 0, the default, takes any free port. */
	port?: number;
	/** Keeps changes across restarts; uploads go to a folder beside it, `<file>.blobs`. */
	stateFile?: string;
	/** How much faster than real time jobs run; 0 holds them still. */
	speed?: number;
	now?: () => Date;
	/** Told of defects in the sandbox itself. */
	log?: (message: string) => void;
}

export interface Sandbox {
	/** Ends before `/api`. */
	url: string;
	/** In the form that the official SDK takes: `127.0.0.1:PORT:__force_insecure:SECRET`. */
	key: string;
	port: number;
	/** Stops serving and writes the state file. */
	close(): Promise<void>;
}

const host = '127.0.0.1';

async function listen(server: ReturnType<typeof createAdaptorServer>, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const taken = error.code === 'EADDRINUSE';
			reject(
				new FlydeckError('usage', {
					code: taken ? 'port-taken' : 'no-port',
					message: taken ? `Port ${port} is taken.` : `The sandbox can't listen on port ${port} (${error.code}).`,
					next: 'Leave --port out to take any free one.',
					cause: error,
				}),
			);
		});
		server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
	});
}

async function stop(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
	return new Promise(resolve => {
		server.close(() => resolve());
		if ('closeAllConnections' in server) server.closeAllConnections();
	});
}

function prepare(options: SandboxOptions, report: (error: unknown) => void) {
	const {stateFile, worldName = 'world', speed = 1, now = () => new Date()} = options;
	const saved = stateFile === undefined ? null : readState(stateFile);
	const epoch = saved ? new Date(saved.epoch) : now();
	const world = typeof options.world === 'function' ? options.world(epoch) : options.world;
	const seed = stateFile === undefined ? '' : seedOf(world);
	if (stateFile !== undefined && saved) checkSeed(stateFile, saved, worldName, seed);
	const blobs = new BlobStore(stateFile === undefined ? null : `${stateFile}.blobs`);
	const {store, ids} = loadWorld(world, epoch, blobs);
	if (saved) {
		applyState(store, saved);
		for (const documents of Object.values(saved.changed)) for (const {_id} of documents) ids.take(_id);
	}
	// The dashboard's first question is for the newest jobs: have them in order.
	store.order('jobs', 'created');
	const clock = new JobClock({store, ids, blobs, epoch, speed});
	let writer: StateWriter | undefined;
	if (stateFile !== undefined) {
		const head = {format: 1 as const, world: worldName, seed, epoch: epoch.toISOString()};
		writer = new StateWriter(stateFile, store, head, report);
		store.onChange = () => writer?.schedule();
	}
	return {store, ids, blobs, clock, writer, now, epoch};
}

/**
 * Starts a sandbox: a server on loopback that speaks the API of a Flywheel site.
 *
 * @throws FlydeckError `usage` for a world or state file with a mistake, or a taken port.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
	const report = (error: unknown) =>
		options.log?.(error instanceof Error ? (error.stack ?? error.message) : String(error));
	const {writer, ...parts} = prepare(options, report);
	let url = '';
	// Before anybody is served: a state that can't be written is no state.
	writer?.flush();
	const save = () => writer?.settle();
	const services = {...parts, tickets: new Tickets(), accessLog: new AccessLog(), url: () => url, save};
	const app = new SandboxServer(services, report).app(allRoutes());
	const server = createAdaptorServer({fetch: app.fetch, hostname: host});
	const port = await listen(server, options.port ?? 0);
	url = `http://${host}:${port}`;
	const secret = [...parts.store.all('users')].find(user => user.key !== null)?.key ?? '';
	let closing: Promise<void> | undefined;
	return {
		url,
		key: `${host}:${port}:__force_insecure:${secret}`,
		port,
		close() {
			closing ??= stop(server).then(() => writer?.flush());
			return closing;
		},
	};
}
