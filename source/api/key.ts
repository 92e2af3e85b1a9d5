import {isIP} from 'node:net';
import {FlydeckError} from '../model/errors.js';

/** Characters of a key that current servers take as a bearer token. */
const bearerLength = 57;

/**
 * Where to connect and with which key. The secret is private to the object, so that
 * printing, logging or serialising it by accident shows only the host.
 */
export class ApiKey {
	readonly #secret: string;

	constructor(
		readonly scheme: 'http' | 'https',
		readonly hostname: string,
		readonly port: number,
		secret: string,
	) {
		this.#secret = secret;
	}

	/** `host`, or `host:port` where the port isn't the scheme's own. */
	get host(): string {
		return this.port === 443 && this.scheme === 'https' ? this.hostname : `${this.hostname}:${this.port}`;
	}

	get baseUrl(): string {
		return `${this.scheme}://${this.host}/api/`;
	}

	get authorization(): string {
		return this.#secret.length === bearerLength ? `Bearer ${this.#secret}` : `scitran-user ${this.#secret}`;
	}

	/** The text with every occurrence of the secret taken out. */
	redact(text: string): string {
		return text.replaceAll(this.#secret, '[key]');
	}

	toJSON(): string {
		return `[key for ${this.host}]`;
	}

	toString(): string {
		return this.toJSON();
	}
}

const next = 'Copy the whole key from your Flywheel profile (it starts with the host) and run `flydeck login`.';

function invalid(message: string): FlydeckError {
	return new FlydeckError('login', {code: 'bad-key', message, next});
}

/** True for addresses that never leave the machine. */
export function isLoopback(hostname: string): boolean {
	const name = hostname.replace(/^\[|\]$/g, '').toLowerCase();
	return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/**
 * Reads `HOST[:PORT]:[…:]KEY` as the official SDK does: the last part is the key, the
 * second the port where there are three or more, `__force_insecure` anywhere asks for http.
 *
 * @throws FlydeckError `login`. The message never repeats any of the text.
 */
export function parseKey(text: string): ApiKey {
	const parts = text
		.trim()
		.replace(/^https:\/\//, '')
		.split(':');
	const [hostname = ''] = parts;
	const secret = parts.at(-1) ?? '';
	if (parts.length < 2 || !secret) throw invalid('The API key is not complete: it must look like host:key.');
	if (!/^[\w.-]+$/.test(hostname)) throw invalid('The API key does not start with a host name.');
	if (!/^[\w.~+/=-]+$/.test(secret)) throw invalid('The API key holds characters that no key has.');
	const port = parts.length === 2 ? 443 : Number(parts[1]);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) throw invalid('The port in the API key is not a number.');
	const insecure = parts.includes('__force_insecure');
	if (insecure && !isLoopback(hostname)) {
		throw new FlydeckError('login', {
			code: 'insecure-host',
			message: 'The API key asks for plain http to another machine: it would travel unprotected.',
			next: 'Use the key without __force_insecure. Plain http is for a sandbox on this machine alone.',
		});
	}
	return new ApiKey(insecure ? 'http' : 'https', hostname, port, secret);
}
