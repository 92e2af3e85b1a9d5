import {HTTPError, RequestError, TimeoutError} from 'got';
import {FlydeckError} from '../model/errors.js';
import {httpError, networkError, unreadableAnswer} from './failures.js';
import type {ApiKey} from './key.js';

/** Got's errors, as people and the engine need them. A write left open is `ambiguous`. */
export function translate(error: unknown, key: ApiKey, isWrite: boolean): FlydeckError {
	if (error instanceof FlydeckError) return error;
	if (error instanceof RequestError && error.cause instanceof FlydeckError) return error.cause;
	if (error instanceof HTTPError) {
		const {statusCode, body, headers} = error.response;
		return httpError({status: statusCode, body: key.redact(String(body)), isWrite, retryAfter: headers['retry-after']});
	}
	if (error instanceof RequestError) {
		const beforeSending = error instanceof TimeoutError && ['connect', 'secureConnect', 'lookup'].includes(error.event);
		return networkError({host: key.host, code: error.code, isWrite, beforeSending});
	}
	return unreadableAnswer(isWrite, error);
}
