import {inspect} from 'node:util';
import {describe, expect, test} from 'vitest';
import {parseKey} from '../../source/api/index.js';

const secret = 'kL9x-Secret_0123';

describe('an API key', () => {
	test('of two parts means https on the usual port', () => {
		const key = parseKey(`flywheel.lab.example:${secret}`);
		expect(key.baseUrl).toBe('https://flywheel.lab.example/api/');
		expect(key.authorization).toBe(`scitran-user ${secret}`);
	});

	test('of three or more has its port second and the secret last', () => {
		expect(parseKey(`flywheel.lab.example:8443:extra:${secret}`).baseUrl).toBe(
			'https://flywheel.lab.example:8443/api/',
		);
	});

	test('of 57 characters is a bearer token', () => {
		const token = 'a'.repeat(57);
		expect(parseKey(`flywheel.lab.example:${token}`).authorization).toBe(`Bearer ${token}`);
	});

	test('may ask for plain http on this machine alone', () => {
		expect(parseKey(`127.0.0.1:8080:__force_insecure:${secret}`).baseUrl).toBe('http://127.0.0.1:8080/api/');
		expect(() => parseKey(`flywheel.lab.example:8080:__force_insecure:${secret}`)).toThrow(/plain http/);
		expect(() => parseKey(`127.0.0.1.evil.example:80:__force_insecure:${secret}`)).toThrow(/plain http/);
	});

	test.each([
		'',
		'onlyasecret',
		'host:',
		':secret',
		'ho st:secret',
		'host:notaport:secret',
		'host:0:secret',
		'host:se\ncret',
	])('%j is refused without being repeated', text => {
		expect(() => parseKey(text)).toThrow(expect.objectContaining({kind: 'login'}));
		try {
			parseKey(text);
		} catch (error) {
			if (text.length > 8) expect(inspect(error)).not.toContain(text);
		}
	});

	test('never shows its secret by accident', () => {
		const key = parseKey(`flywheel.lab.example:${secret}`);
		for (const shown of [String(key), JSON.stringify({key}), inspect(key, {showHidden: true, depth: 9})]) {
			expect(shown).not.toContain(secret);
		}
		expect(key.redact(`GET /?k=${secret}`)).toBe('GET /?k=[key]');
	});
});
