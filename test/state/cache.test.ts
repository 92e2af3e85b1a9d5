import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {createClient, parseKey} from '../../source/api/index.js';
import type {BriefView, UnsortedView} from '../../source/model/views.js';
import {loadBrief} from '../../source/state/brief.js';
import {ResourceCache} from '../../source/state/cache.js';
import type {Loaded, Readable} from '../../source/state/resource.js';
import {loadUnsorted} from '../../source/state/unsorted.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';
import {world} from './small-world.js';

let sandbox: TestSandbox;
let cache: ResourceCache;
const clock = {now: Date.parse('2026-03-04T08:00:00Z')};
const reading = () => ({now: new Date(clock.now)});

beforeEach(async () => {
	sandbox = await startTestSandbox(world);
	cache = new ResourceCache(createClient({key: parseKey(sandbox.key)}), () => clock.now);
});
afterEach(async () => sandbox.close());

function ended<T>(resource: Readable<T>): Promise<Loaded<T>> {
	return new Promise(resolve => {
		const check = () => {
			if (resource.get().loading) return;
			stop();
			resolve(resource.get());
		};
		const stop = resource.subscribe(check);
		check();
	});
}

const brief = () => cache.get<BriefView>({name: 'brief', load: ({reader}) => loadBrief(reader, reading())});
const unsorted = () =>
	cache.get<UnsortedView>({
		name: 'unsorted',
		load: ({reader, signal, part}) => loadUnsorted(reader, {...reading(), signal, onPart: part}),
	});
const asked = async () => (await sandbox.requests()).length;

async function read<T>(resource: Readable<T>): Promise<Loaded<T>> {
	resource.need();
	return ended(resource);
}

describe('the cache between the site and the screens', () => {
	it('asks nothing again for a view made of what another has just read, and tells its true age', async () => {
		const first = await read(brief());
		const before = await asked();
		expect(before).toBeGreaterThan(0);
		clock.now += 30_000;
		const second = await read(unsorted());
		expect(await asked()).toBe(before);
		expect(second.data?.total).toBe(first.data?.unsorted.total);
		expect(second.readAt).toBe(first.readAt);
		expect(second.readAt).toBe(clock.now - 30_000);
	});

	it('asks anew where that is too long ago, or the person wants it', async () => {
		await read(brief());
		const before = await asked();
		clock.now += 61_000;
		expect((await read(unsorted())).readAt).toBe(clock.now);
		const afterwards = await asked();
		expect(afterwards).toBeGreaterThan(before);
		clock.now += 1000;
		unsorted().refresh();
		await ended(unsorted());
		expect(await asked()).toBeGreaterThan(afterwards);
	});

	it('asks anew after a change', async () => {
		await read(brief());
		const before = await asked();
		cache.invalidate([]);
		await read(unsorted());
		expect(await asked()).toBeGreaterThan(before);
	});

	it('after a change of one session reads no other session’s series again', async () => {
		const {data} = await read(unsorted());
		const [first] = data?.sessions ?? [];
		await sandbox.clearRequests();
		clock.now += 5 * 60_000;
		cache.invalidate([first?.id ?? '']);
		const state = await read(unsorted());
		const series = (await sandbox.requests()).filter(({path}) => path.endsWith('/acquisitions'));
		expect(data?.sessions.length).toBeGreaterThan(1);
		expect(series.map(({path}) => path)).toEqual([`/api/sessions/${first?.id}/acquisitions`]);
		expect(state.readAt).toBe(clock.now - 5 * 60_000);
	});

	it('takes a read that had to give way up where it stopped', async () => {
		await read(brief());
		clock.now += 61_000;
		await sandbox.clearRequests();
		await sandbox.faults([{path: '/acquisitions', mode: 'delay', delayMs: 200, times: 0}]);
		unsorted().need();
		await new Promise<void>(resolve => {
			const stop = unsorted().subscribe(() => {
				if (!unsorted().get().partial) return;
				stop();
				resolve();
			});
		});
		cache.pause();
		expect(unsorted().get().loading).toBe(false);
		await sandbox.faults([]);
		expect((await read(unsorted())).data?.total).toBeGreaterThan(0);
		// The lists were not asked for a second time.
		const lists = (await sandbox.requests()).filter(({path}) => path === '/api/projects');
		expect(lists).toHaveLength(1);
	});

	it('gives one resource for one name, and lets the oldest go that nobody looks at', async () => {
		expect(brief()).toBe(brief());
		const kept = brief();
		const stop = kept.subscribe(() => undefined);
		const idle = unsorted();
		for (let index = 0; index < 50; index++) cache.get({name: `page ${index}`, load: async () => index});
		expect(brief()).toBe(kept);
		expect(unsorted()).not.toBe(idle);
		stop();
	});

	it('asks itself where whoever asked first gave up', async () => {
		const given = new AbortController();
		const {reads} = cache;
		await sandbox.faults([{path: '/projects', mode: 'delay', delayMs: 300}]);
		const first = reads.open(clock.now, given.signal).reader.projects({signal: given.signal});
		const second = reads.open(clock.now).reader.projects();
		given.abort();
		await expect(first).rejects.toThrow();
		expect((await second).length).toBeGreaterThan(0);
	});
});
