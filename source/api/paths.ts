import {FlydeckError} from '../model/errors.js';

/** A part of a path: user ids are e-mail addresses, and ids from outside are not trusted. */
export function part(id: string): string {
	return encodeURIComponent(id);
}

/** null for a 404; other errors stay errors. */
export async function orNull<T>(reading: Promise<T>): Promise<T | null> {
	try {
		return await reading;
	} catch (error) {
		if (error instanceof FlydeckError && error.kind === 'not-found') return null;
		throw error;
	}
}
