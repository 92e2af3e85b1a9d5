import {FlydeckError} from '../model/errors.js';

const longestMessage = 300;

/** The server's own words: JSON `message`, or the start of a text; never a whole web page. */
function serverMessage(body: string): string {
	try {
		const parsed: unknown = JSON.parse(body);
		if (parsed && typeof parsed === 'object') {
			const {message, detail} = parsed as {message?: unknown; detail?: unknown};
			const text = typeof message === 'string' ? message : detail === undefined ? '' : JSON.stringify(detail);
			return text.slice(0, longestMessage);
		}
	} catch {
		// Not JSON: a proxy's page or plain text.
	}
	return /<html|<!doctype/i.test(body) ? '' : body.trim().slice(0, longestMessage);
}

const lookAgain = 'Refresh and look again before repeating it.';

type Meaning = {kind: FlydeckError['kind']; code: string; message: string; next: string};

const meanings: Record<number, Meaning> = {
	400: {kind: 'conflict', code: 'refused', message: 'The server refused the request.', next: lookAgain},
	401: {
		kind: 'login',
		code: 'key-refused',
		message: 'The server does not accept this API key.',
		next: 'Make a new key in your Flywheel profile and run `flydeck login`.',
	},
	402: {
		kind: 'login',
		code: 'unknown-user',
		message: 'The server does not know this user, or the account is disabled.',
		next: 'Check the address; for a disabled or missing account write to the staff who run the site.',
	},
	403: {
		kind: 'forbidden',
		code: 'not-permitted',
		message: 'Your roles do not allow this.',
		next: 'Ask an admin of the project or the site staff for the right.',
	},
	404: {
		kind: 'not-found',
		code: 'not-found',
		message: 'The server does not have this.',
		next: 'It may have been moved or deleted: refresh, or check the id.',
	},
	409: {kind: 'conflict', code: 'already-exists', message: 'It exists already.', next: lookAgain},
	412: {kind: 'conflict', code: 'precondition', message: 'The server is not ready for this.', next: lookAgain},
	422: {kind: 'conflict', code: 'refused', message: 'The server refused the request.', next: lookAgain},
	429: {
		kind: 'unreachable',
		code: 'busy',
		message: 'The server is busy and asks to wait.',
		next: 'Wait a minute and try again.',
	},
};

export interface HttpFailure {
	status: number;
	/** Already without the key. */
	body: string;
	isWrite: boolean;
	retryAfter: string | undefined;
}

/**
 * An HTTP status as an error. A 5xx after a write leaves open whether it was applied, and so
 * does a redirect, which flydeck doesn't follow for writes.
 */
export function httpError({status, body, isWrite, retryAfter}: HttpFailure): FlydeckError {
	const words = serverMessage(body);
	const known = meanings[status];
	if (known) {
		const wait = status === 429 && retryAfter ? ` It asks for ${retryAfter} s.` : '';
		const message = words ? `${known.message} It says: ${words}` : `${known.message}${wait}`;
		return new FlydeckError(known.kind, {...known, message, status});
	}
	return new FlydeckError('unreachable', {
		code: 'server-error',
		message: `The server failed (${status}).${words ? ` It says: ${words}` : ''}`,
		next: isWrite ? lookAgain : 'Wait a little and refresh; if it stays, tell the staff who run the site.',
		status,
		ambiguous: isWrite && (status < 400 || status >= 500),
	});
}

/** Errors that arise before a byte of the request has left. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

export interface NetworkFailure {
	host: string;
	code: string;
	isWrite: boolean;
	beforeSending: boolean;
}

export function networkError({host, code, isWrite, beforeSending}: NetworkFailure): FlydeckError {
	const sent = !(beforeSending || neverSent.has(code));
	const message = sent
		? `The connection to ${host} broke before an answer came (${code}).`
		: `flydeck could not reach ${host} (${code}).`;
	return new FlydeckError('unreachable', {
		code: code === 'ETIMEDOUT' ? 'timeout' : 'no-connection',
		message,
		next: isWrite && sent ? lookAgain : 'Check the network and the host in your key, then try again.',
		ambiguous: isWrite && sent,
	});
}

/** An answer that is not JSON, or not of the expected shape. */
export function unreadableAnswer(isWrite: boolean, cause: unknown): FlydeckError {
	return new FlydeckError('unreachable', {
		code: 'unreadable-answer',
		message: 'The server answered something that flydeck cannot read.',
		next: 'Check that the host in your key is a Flywheel site. With --debug, `flydeck info` names a log to send.',
		ambiguous: isWrite,
		cause,
	});
}
