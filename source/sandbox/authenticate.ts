import {ApiError} from './api-error.js';
import type {UserDoc} from './documents.js';
import type {Store} from './store.js';

/**
 * Who calls. The key may stand bare or at the end of the colon string that people copy.
 *
 * @throws ApiError 401 without a known key, 402 where the person is disabled.
 */
export function authenticate(store: Store, header: string | undefined): UserDoc {
	const found = /^(?:scitran-user|bearer)\s+(.+)$/i.exec(header?.trim() ?? '');
	if (!found) throw new ApiError(401, 'Authentication required: no API key in the request');
	const key = found[1]?.split(':').at(-1) ?? '';
	const user = key === '' ? undefined : store.by('users', 'key', key)[0];
	if (!user) throw new ApiError(401, 'Invalid API key');
	if (user.disabled) throw new ApiError(402, `User ${user._id} is disabled`);
	return user;
}
