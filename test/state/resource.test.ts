import {describe, expect, it} from 'vitest';
import type {FlywheelReader} from '../../source/api/flywheel.js';
import {type Loaded, partOf, Resource} from '../../source/state/resource.js';
import {SharedReads} from '../../source/state/shared-reads.js';

const start = Date.parse('2026-03-04T08:00:00Z');
/** These loads ask nobody: what they are handed is not looked at. */
const nobody = {} as FlywheelReader;

/** A read whose end the test decides. */
function controlled() {
	const calls: {part(data: string): void; done(data: string): void; fail(error: Error): void; signal: AbortSignal}[] =
		[];
	const clock = {now: start};
	const resource = new Resource<string>(
		{
			name: 'text',
			every: 60,
			load: ({signal, part}) =>
				new Promise((done, fail) => {
					calls.push({part, done, fail, signal});
				}),
		},
		new SharedReads(nobody, () => clock.now),
	);
	return {calls, resource, clock};
}

async function until(resource: Resource<string>, fits: (state: Loaded<string>) => boolean): Promise<Loaded<string>> {
	if (fits(resource.get())) return resource.get();
	return new Promise(resolve => {
		const stop = resource.subscribe(() => {
			if (!fits(resource.get())) return;
			stop();
			resolve(resource.get());
		});
	});
}

describe('what a screen knows of its data', () => {
	it('keeps the last good data with its age when a later read fails', async () => {
		const {calls, resource} = controlled();
		resource.need();
		calls[0]?.done('first');
		await until(resource, state => !state.loading);
		resource.refresh();
		expect(resource.get()).toMatchObject({data: 'first', loading: true});
		calls[1]?.fail(new Error('gone'));
		const state = await until(resource, ({loading}) => !loading);
		expect(state).toMatchObject({data: 'first', readAt: start});
		expect(state.error?.message).toContain('gone');
	});

	it('shows parts as they come, but never in place of the whole', async () => {
		const {calls, resource} = controlled();
		resource.need();
		calls[0]?.part('some');
		expect(resource.get()).toMatchObject({data: 'some', partial: true, loading: true});
		calls[0]?.done('all');
		await until(resource, state => !state.loading);
		resource.refresh();
		calls[1]?.part('some');
		expect(resource.get()).toMatchObject({data: 'all', partial: false});
	});

	it('forgets the answer of a read that it gave up', async () => {
		const {calls, resource} = controlled();
		resource.need();
		resource.refresh();
		expect(calls[0]?.signal.aborted).toBe(true);
		calls[0]?.done('old');
		calls[1]?.done('new');
		expect((await until(resource, state => !state.loading)).data).toBe('new');
	});

	it('reads when needed: at first, and after a change, and not in between', async () => {
		const {calls, resource} = controlled();
		resource.need();
		resource.need();
		calls[0]?.done('x');
		await until(resource, state => !state.loading);
		resource.need();
		expect(calls).toHaveLength(1);
		resource.invalidate();
		resource.need();
		expect(calls).toHaveLength(2);
	});

	it('reads again when its time has come, and not before the last answer is there', async () => {
		const {calls, resource, clock} = controlled();
		resource.need();
		clock.now += 61_000;
		resource.poll();
		expect(calls).toHaveLength(1);
		calls[0]?.done('x');
		await until(resource, state => !state.loading);
		resource.poll();
		expect(calls).toHaveLength(2);
		calls[1]?.fail(new Error('gone'));
		await until(resource, state => !state.loading);
		clock.now += 59_000;
		resource.poll();
		expect(calls).toHaveLength(2);
		clock.now += 1_000;
		resource.poll();
		expect(calls).toHaveLength(3);
	});

	it('hands on a part of itself, picked once for each data', async () => {
		const {calls, resource} = controlled();
		let picked = 0;
		const part = partOf(resource, text => {
			picked++;
			return text.length;
		});
		expect(part.get()).toMatchObject({data: null, loading: false});
		part.need();
		expect(part.get()).toMatchObject({data: null, loading: true});
		calls[0]?.done('four');
		await until(resource, state => !state.loading);
		expect(part.get()).toMatchObject({data: 4, loading: false, readAt: start});
		part.refresh();
		expect(part.get()).toMatchObject({data: 4, loading: true});
		expect(picked).toBe(1);
	});
});
