import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {poll} from '../../source/hooks/polling.js';
import {Resource} from '../../source/hooks/resource.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A resource whose readings end when the test says so. */
function reading() {
	const ends: ((error?: Error) => void)[] = [];
	const resource = new Resource<number>(
		() => new Promise((resolve, reject) => ends.push(error => (error ? reject(error) : resolve(ends.length)))),
		() => new Date(),
	);
	const end = async (error?: Error) => {
		ends.at(-1)?.(error);
		await vi.advanceTimersByTimeAsync(0);
	};
	return {resource, end, count: () => ends.length};
}

describe('polling', () => {
	it('reads again a while after a reading has ended, not after it began', async () => {
		const {resource, end, count} = reading();
		resource.refresh();
		const stop = poll(resource, 5000);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(count()).toBe(1);
		await end();
		await vi.advanceTimersByTimeAsync(4999);
		expect(count()).toBe(1);
		await vi.advanceTimersByTimeAsync(1);
		expect(count()).toBe(2);
		stop();
	});

	it('goes on after a failure, no faster', async () => {
		const {resource, end, count} = reading();
		const stop = poll(resource, 5000);
		await vi.advanceTimersByTimeAsync(5000);
		await end(new Error('away'));
		await vi.advanceTimersByTimeAsync(4999);
		expect(count()).toBe(1);
		await vi.advanceTimersByTimeAsync(1);
		expect(count()).toBe(2);
		stop();
	});

	it('counts anew from a reading that somebody asked for in between', async () => {
		const {resource, end, count} = reading();
		const stop = poll(resource, 5000);
		await vi.advanceTimersByTimeAsync(4000);
		resource.refresh();
		await end();
		await vi.advanceTimersByTimeAsync(4999);
		expect(count()).toBe(1);
		stop();
	});

	it('ends when it is told to', async () => {
		const {resource, count} = reading();
		poll(resource, 5000)();
		await vi.advanceTimersByTimeAsync(60_000);
		expect(count()).toBe(0);
	});
});
