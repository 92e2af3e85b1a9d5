import {describe, expect, it} from 'vitest';
import {type Loaded, Resource} from '../../source/hooks/resource.js';

const now = () => new Date('2026-03-04T08:00:00Z');

/** A read whose end the test decides. */
function controlled() {
	const calls: {part(data: string): void; done(data: string): void; fail(error: Error): void; signal: AbortSignal}[] =
		[];
	const resource = new Resource<string>(
		(signal, part) =>
			new Promise((done, fail) => {
				calls.push({part, done, fail, signal});
			}),
		now,
	);
	return {calls, resource};
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
		expect(state).toMatchObject({data: 'first', readAt: now().getTime()});
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
});
