import {useEffect} from 'react';
import type {Resource} from './resource.js';

/**
 * Reads a resource again so many ms after each reading has ended, well or badly.
 * @returns how to stop
 */
export function poll<T>(resource: Resource<T>, pause: number): () => void {
	let timer: NodeJS.Timeout | undefined;
	const wait = () => {
		clearTimeout(timer);
		if (!resource.get().loading) timer = setTimeout(() => resource.refresh(), pause);
	};
	const stop = resource.subscribe(wait);
	wait();
	return () => {
		stop();
		clearTimeout(timer);
	};
}

/** Polls as long as what shows the resource is drawn, so never behind a dialog or another screen. */
export function usePolling<T>(resource: Resource<T>, live: boolean, pause: number): void {
	useEffect(() => (live ? poll(resource, pause) : undefined), [resource, live, pause]);
}
